"""Taking a school off a list within the year, and putting it back."""

from datetime import date
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from reports.list_forms import PutBackForm, TakeOffForm
from schools import years
from schools.enums import ListKind
from schools.guards import AreaMixin, refused
from schools.list_removal import put_back, take_off
from schools.lists import AREA
from schools.models import School, SchoolYear, User


class TakeOffView(AreaMixin, TemplateView):
    """On which lists the school stands this year; the forms that take it off one or put it back."""

    area = AREA
    change = True
    template_name = "reports/school_take_off.html"
    form: TakeOffForm | None = None
    back_forms: dict[str, PutBackForm] = {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What stands, and what can be done with it."""
        row = SchoolYear.objects.filter(school=self.school, year=self.year).first()
        today = timezone.localdate()
        kinds = [kind for kind in ListKind if row and row.is_listed(kind)]
        ended = [kind for kind in kinds if getattr(row, f"{kind}_ended")]
        offered = [kind for kind in kinds if kind not in ended]
        form = self.form
        if form is None and offered:
            asked = self.request.GET.get("kind", "")
            form = TakeOffForm(kinds=offered, today=_within(today, self.year), asked=asked)
        return super().get_context_data(
            school=self.school,
            row=row,
            year=self.year,
            form=form,
            removed=[
                (kind, getattr(row, f"{kind}_ended"), self.back_forms.get(kind) or _back(kind))
                for kind in ended
            ],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do what the pressed button names; what was typed stays where it is refused."""
        act = self._put_back if request.POST.get("act") == "put_back" else self._take_off
        if act():
            page = reverse("reports:school", args=[self.school.code])
            return redirect(f"{page}?year={years.label(self.year)}")
        return refused(self.render_to_response(self.get_context_data(**kwargs)))

    def _take_off(self) -> bool:
        user: User = self.request.user  # type: ignore[assignment]
        self.form = TakeOffForm(self.request.POST, kinds=list(ListKind), today=timezone.localdate())
        if not self.form.is_valid():
            return False
        typed = self.form.cleaned_data
        kind = ListKind(typed["kind"])
        try:
            take_off(
                school=self.school, kind=kind, year=self.year, day=typed["day"], reason=typed["reason"],
                by=user, on=timezone.localdate(),
            )  # fmt: skip
        except ValidationError as error:
            self.form.add_error(None, error)
            return False
        messages.success(self.request, f"Исключена из {kind.label} с {typed['day']:%d.%m.%Y}.")
        return True

    def _put_back(self) -> bool:
        user: User = self.request.user  # type: ignore[assignment]
        kind = next((item for item in ListKind if item == self.request.POST.get("kind")), None)
        if kind is None:
            raise PermissionDenied
        form = _back(kind, self.request.POST)
        self.back_forms = {kind: form}
        if not form.is_valid():
            return False
        try:
            put_back(
                school=self.school, kind=kind, year=self.year, reason=form.cleaned_data["reason"], by=user,
                on=timezone.localdate(),
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
            return False
        messages.success(self.request, f"Возвращена в перечень {kind.label}.")
        return True

    @cached_property
    def school(self) -> School:
        """The school, within the reach of who keeps its lists; else 404."""
        user: User = self.request.user  # type: ignore[assignment]
        scope = user.access.scope(AREA, change=True)
        schools = School.objects.filter(scope.q(municipality="municipality"))
        return get_object_or_404(schools, code=self.kwargs["code"])

    @cached_property
    def year(self) -> int:
        """The school year of the form or the address, else the latest that is stored."""
        given = self.request.POST.get("year") or self.request.GET.get("year") or ""
        try:
            return years.parse(given)
        except ValueError:
            stored = self.school.years.aggregate(latest=Max("year"))["latest"]
            return stored or years.year_of(timezone.localdate())


def _back(kind: ListKind, data: Any = None) -> PutBackForm:
    return PutBackForm(data, auto_id=f"id_{kind.value}_%s")


def _within(day: date, year: int) -> date:
    """The day, or the nearest one of the school year."""
    return min(max(day, years.first_day(year)), years.last_day(year))
