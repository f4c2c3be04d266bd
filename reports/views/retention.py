"""Young teachers of the last three years: how many still work, with a mentor and without one."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from reports.display import shown
from reports.list_forms import PlacedForm
from reports.retention import FEW, Group, retention
from schools.guards import AreaMixin
from schools.models import Municipality, School, User


class RetentionView(AreaMixin, TemplateView):
    """A table of three groups; who sees one school sees that school."""

    area = "reports"
    template_name = "reports/retention.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The groups of the chosen municipality, or of the reader's own school."""
        user: User = self.request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
        places = list(Municipality.objects.visible_to(user, "reports").order_by("key"))
        form = PlacedForm(self.request.GET or None, places=places)
        chosen = form.cleaned_data.get("municipality") if form.is_bound and form.is_valid() else ""
        place = next((row for row in places if str(row.pk) == chosen), places[0] if places else None)
        school = _own_school(user, place)
        today = timezone.localdate()
        groups = _lines(place, school) if place else []
        return super().get_context_data(
            form=form if form.fields else None, place=place, school=school, on=today, groups=groups, few=FEW,
            **kwargs,
        )  # fmt: skip


def _own_school(user: User, place: Municipality | None) -> School | None:
    """The school of who reaches no more of the municipality than a school."""
    if place is None or user.access.scope("reports").reaches(municipality=place.pk):
        return None
    return School.objects.visible_to(user, "reports").filter(municipality=place).first()


def _lines(place: Municipality, school: School | None) -> list[tuple[str, Group, str]]:
    found = retention(place, timezone.localdate(), school)
    return [
        (words, group, "" if group.share is None else shown(group.share, is_share=True))
        for words, group in (
            ("Все принятые за три года", found.all),
            ("Работали с наставником", found.mentored),
            ("Не работали с наставником", found.alone),
        )
    ]
