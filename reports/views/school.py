"""One school over the years (contract §2, §5)."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from reports.record.classes import school_classes
from reports.record.history import history_of
from reports.record.index_chart import YearIndex, index_chart
from reports.thresholds import thresholds
from reports.views.schools import AREA, chosen_year, class_context
from schools.guards import AreaMixin
from schools.models import School, User


class SchoolView(AreaMixin, TemplateView):
    """One school: ИОР against the municipality's band, the class with its arithmetic, the years."""

    area = AREA
    template_name = "reports/school.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A school outside the reader's scope is not found."""
        user: User = self.request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
        today = timezone.localdate()
        seen = School.objects.visible_to(user, AREA).select_related("municipality", "kind")
        school = get_object_or_404(seen, code=kwargs["code"])
        history = history_of(school, today)
        year = chosen_year(self.request, [entry.row.year for entry in history])
        classes = school_classes([school.municipality], year, today)
        points = [YearIndex(entry.row.year, entry.row.results_index, entry.cuts) for entry in history]
        return super().get_context_data(
            school=school,
            year=year,
            entry=next((entry for entry in history if entry.row.year == year), None),
            history=history,
            chart=index_chart(points[::-1]),
            has_fresh_page=school.has_fresh_page(today, int(thresholds(today)["page_fresh_days"])),
            **class_context(classes[school.code]),
            **kwargs,
        )
