"""Figures that people enter."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import ListView

from reports.forms import StatisticForm
from reports.indicators.beyond import KNOWN
from reports.models import Statistic
from reports.workflow import enter_statistic
from schools import years
from schools.guards import AreaMixin, refused


class StatisticsView(AreaMixin, ListView):
    """The list of entered figures and, for those who may, the form of a new one."""

    area = "statistics"
    template_name = "reports/statistics.html"
    paginate_by = 50
    form: StatisticForm | None = None

    def get_queryset(self) -> Any:
        """Figures within the account's scope."""
        rows = Statistic.objects.visible_to(self.request.user)  # type: ignore[arg-type]
        return rows.select_related("municipality", "school")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list, and the form with what was typed."""
        form = self.form
        if form is None and self.request.user.access.may_change("statistics"):  # type: ignore[union-attr]
            form = self._form(None)
        titles = {code: indicator.title for code, indicator in KNOWN.items()}
        return super().get_context_data(form=form, titles=titles, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Store the figure, or show the form again with what was typed."""
        self.form = self._form(request.POST)
        if self.form.is_valid():
            try:
                statistic = enter_statistic(by=request.user, statistic=self.form.instance)  # type: ignore[arg-type]
            except ValidationError as error:
                self.form.add_error(None, error)
            else:
                messages.success(request, f"Цифра внесена: {KNOWN[statistic.indicator].title}.")
                return redirect("reports:statistics")
        return refused(self.get(request, *args, **kwargs))

    def _form(self, data: Any) -> StatisticForm:
        today = timezone.localdate()
        initial = {"date": today, "year": years.year_of(today)}
        return StatisticForm(data, user=self.request.user, initial=initial)  # type: ignore[arg-type]
