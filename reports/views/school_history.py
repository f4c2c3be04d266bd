"""What was edited in the record of one school."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.views.generic import ListView

from reports.views.schools import AREA
from schools.changes import Edit, edits_of
from schools.guards import AreaMixin
from schools.models import School, User


class SchoolHistoryView(AreaMixin, ListView):
    """The edits of a school and of its years, the latest first."""

    area = AREA
    template_name = "reports/school_history.html"
    paginate_by = 50

    def get_queryset(self) -> list[Edit]:  # type: ignore[override]  # edits are no rows of one table
        """A school outside the reader's scope is not found."""
        user: User = self.request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
        self.school = get_object_or_404(School.objects.visible_to(user, AREA), code=self.kwargs["code"])
        return edits_of(self.school)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The edits of a page and whose they are."""
        return super().get_context_data(school=self.school, **kwargs)
