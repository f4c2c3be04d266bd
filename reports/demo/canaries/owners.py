"""Whose a row is: the schools it is reached from by its relations."""

from django.db.models import ForeignKey, Model

from mentorship.audit.models import Entry
from mentorship.pairs.models import Pair
from reports.demo.canaries.marks import base_label
from schools.models import Municipality, Person, School, User

# Relations that say who acted, not whose the row is.
_ACTORS = (
    "_by",
    "by",
    "replaces",
    "template_item",
    "origin",
    "template",
    "seen_template",
    "owner_person",
    "history_user",
)


class Owners:
    """Looks up the schools of rows, each once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, object], frozenset[int]] = {}
        self._towns: dict[tuple[str, object], frozenset[int]] = {}

    def schools_of(self, row: Model) -> frozenset[int]:
        """Keys of the schools whose people may know the row; none for a row of the municipality."""
        key = (row._meta.label_lower, row.pk)
        if key not in self._known:
            self._known[key] = frozenset()  # a row that leads to itself adds nothing
            self._known[key] = self._find(row)
        return self._known[key]

    def towns_of(self, row: Model) -> frozenset[int]:
        """Keys of the municipalities of the row's schools, else its own; none for what all of them share."""
        schools = self.schools_of(row)
        # what was done before a school went over to another town stays in the journal of the former
        if schools and not (isinstance(row, Entry) and row.municipality):
            of_schools = School.objects.filter(pk__in=schools).values_list("municipality", flat=True)
            return frozenset(of_schools)
        key = (row._meta.label_lower, row.pk)
        if key not in self._towns:
            self._towns[key] = frozenset()
            self._towns[key] = self._town(row)
        return self._towns[key]

    def _town(self, row: Model) -> frozenset[int]:
        if isinstance(row, Municipality):
            return frozenset({row.pk})
        if isinstance(row, Entry):
            return frozenset({row.municipality}) if row.municipality else frozenset()
        own = getattr(row, "municipality_id", None)
        if own is not None:
            return frozenset({own})
        return frozenset().union(*(self.towns_of(parent) for parent in self._parents(row)))

    def _find(self, row: Model) -> frozenset[int]:
        if isinstance(row, School):
            return frozenset({row.pk})
        if base_label(type(row)) == "schools.person":
            return frozenset({row.school_id}) if row.school_id else frozenset()  # type: ignore[attr-defined]
        if isinstance(row, Entry):
            return frozenset({row.school}) if row.school else frozenset()
        if isinstance(row, Pair):
            mentees = Person.objects.filter(memberships__pair=row)
            return self._union([row.mentor.person, *mentees])
        return self._union(self._parents(row))

    def _parents(self, row: Model) -> list[Model]:
        parents = []
        for field in row._meta.local_fields:
            if not isinstance(field, ForeignKey) or field.name.endswith(_ACTORS):
                continue
            if issubclass(field.related_model, Municipality) or getattr(row, field.attname) is None:
                continue
            parents.append(getattr(row, field.name))
        if isinstance(row, User) and row.person:
            return [row.person]
        return parents

    def _union(self, rows: list[Model]) -> frozenset[int]:
        return frozenset().union(*(self.schools_of(row) for row in rows))
