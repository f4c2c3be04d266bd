"""The slices that may be shown: a role in a year, of everybody, of a municipality or of one school of it.

No other slice is there, no union of some schools and no «все, кроме»: two of them laid side by side would
give a small group away (surveys_and_indicators.md §7, rule 5).
"""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from schools.models import Municipality, Person, School
from surveys.audience import invited
from surveys.enums import Phase, ResponseState
from surveys.models import Response


@dataclass(frozen=True)
class Group:
    """Whose answers; a school is one of the municipality. `form` is the code of a form asked once."""

    role: str
    year: int
    municipality: Municipality | None = None
    school: School | None = None
    form: str = ""

    @property
    def phases(self) -> tuple[Phase, ...]:
        """When the group was asked."""
        return (Phase.ONCE,) if self.form else (Phase.BEFORE, Phase.AFTER)

    def responses(self, phase: str) -> QuerySet[Response]:
        """The submitted responses of the municipality (of everybody without one), also of other schools."""
        found = self._of_form(phase)
        return found.filter(municipality=self.municipality) if self.municipality else found

    def expectations(self) -> QuerySet[Response]:
        """The first forms of the municipality, and those that its second forms are compared with."""
        found = self._of_form(Phase.BEFORE)
        if self.municipality is None:
            return found
        after = self.responses(Phase.AFTER).order_by().values("key")
        return found.filter(Q(municipality=self.municipality) | Q(key__in=after))

    def _of_form(self, phase: str) -> QuerySet[Response]:
        return Response.objects.filter(
            state=ResponseState.SUBMITTED,
            role=self.role,
            year=self.year,
            phase=phase,
            campaign__questionnaire__code=self.form or f"{self.role}_{phase}",
        )

    def invited(self) -> int:
        """How many persons have a membership of the role that touches the year."""
        people = self._people()
        return (people if self.school is None else people.filter(school=self.school)).count()

    def invited_by_school(self) -> dict[int | None, int]:
        """The same for each school of the group; one query."""
        rows = self._people().order_by().values("school").annotate(people=Count("pk"))
        return {row["school"]: row["people"] for row in rows}

    def _people(self) -> QuerySet[Person]:
        people = invited(self.role, self.year)
        return people if self.municipality is None else people.filter(municipality=self.municipality)
