"""Which canary a reader had no business to read."""

from django.apps import apps
from django.db.models import Model

from reports.demo.canaries.marks import Mark
from reports.demo.canaries.owners import Owners
from schools.models import School, User
from tests.access.allowed import OF_DEPARTMENT, OF_SCHOOLS, OF_TOWNS, PERSONAL, Allowed, Known
from tests.access.second_town import METHODIST
from tests.access.walking import Manner, Seen

# Who reads: one of each reach walks along every link, the others open every address there is.
READERS = {
    "curator": Manner(follows=True, values=2),
    "director": Manner(),
    "mentor": Manner(follows=True, values=1),
    "mentee": Manner(),
    "department": Manner(follows=True, values=1),
    "approver": Manner(),
    "methodist": Manner(),
    "head": Manner(in_the_admin=False),
    "admin": Manner(),
    METHODIST: Manner(follows=True, values=1),
}
# Whose reach another reader of CI has as well: `make soak` walks with them.
IN_SOAK = ("director", "mentee", "approver", "head", "admin")
_OF_THE_TOWN = dict.fromkeys(("admin", "head", "methodist", METHODIST, "approver"), OF_TOWNS)
_BY_READER = {"department": OF_DEPARTMENT, **_OF_THE_TOWN}


class Leaks:
    """The judgement over what one account reads."""

    def __init__(self, username: str, owners: Owners) -> None:
        self.user = User.objects.get(username=username)
        self.school = self.user.person.school_id
        self.town = self.user.person.municipality_id
        self.owners = owners
        self.decisions: tuple[Allowed, ...] = _BY_READER.get(username, OF_SCHOOLS)
        self.known: Known = {}
        self._foreign: dict[Mark, bool] = {}

    def is_leak(self, seen: Seen) -> bool:
        """Whether the canary is of another school or municipality, or a person's before the department."""
        if seen.mark not in self._foreign:
            self._foreign[seen.mark] = self._is_foreign(seen.mark)
        return self._foreign[seen.mark] and not any(
            decision.covers(seen, self.user, self.known) for decision in self.decisions
        )

    def _is_foreign(self, mark: Mark) -> bool:
        if self.user.username == "department" and mark.place.startswith(PERSONAL):
            return mark.pk != self.user.person_id
        if self.school and mark.schools:
            return self.school not in mark.schools
        towns = self._towns(mark)
        return bool(towns) and self.town not in towns

    def is_elsewhere(self, row: Model) -> bool:
        """Whether the row is of another municipality."""
        towns = self.owners.towns_of(row)
        return bool(towns) and self.town not in towns

    def _towns(self, mark: Mark) -> frozenset[int]:
        if mark.schools and mark.model != "audit.entry":
            of_schools = School.objects.filter(pk__in=mark.schools).values_list("municipality", flat=True)
            return frozenset(of_schools)
        row = apps.get_model(mark.model)._default_manager.filter(pk=mark.pk).first()
        return self.owners.towns_of(row) if row else frozenset()
