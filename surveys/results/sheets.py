"""The answers of a group, read once and counted by the parts that lie side by side."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol
from uuid import UUID

from surveys.catalogue import FormDefinition, ItemDefinition
from surveys.enums import Phase
from surveys.models import QuestionnaireVersion
from surveys.results.groups import Group
from surveys.results.questions import partner_code
from surveys.role_report import Answer
from surveys.versions import forms_of

# A school of a municipality (None: its staff without a school), or a municipality.
Part = int | None
PairTable = dict[Part, Counter[tuple[Answer, Answer]]]
AnswerTable = dict[Part, Counter[Answer]]


class Sheet(NamedTuple):
    """One response: the part it belongs to, whether it is of the group itself, its answers."""

    part: Part
    is_own: bool
    answers: Mapping[str, Answer]


class Counts(Protocol):
    """What a report asks of the answers of a group: counts by the parts that lie side by side."""

    @property
    def rescaled(self) -> frozenset[str]:
        """Questions whose scale was another in some version answered."""

    def pairs(self, item: ItemDefinition) -> PairTable:
        """Answers to the partner of an item and to the item, counted by part."""

    def answers(self, item: ItemDefinition) -> AnswerTable:
        """Answers of the second forms to an item, counted by part."""

    def expected(self, item: ItemDefinition) -> tuple[Counter[Answer], Counter[Answer]]:
        """Answers of the first forms to the partner of an item: of who sent both, and who sent no second."""

    def heads(self, part: Part, *, whole: bool) -> dict[str, int]:
        """How many persons sent the first form, the second, both; of one part or of the whole group."""


@dataclass(frozen=True)
class Sheets:
    """Both forms of a municipality, or of everybody, by key.

    A couple of forms belongs where the second one was given: a teacher may have moved between the two.
    """

    before: Mapping[UUID, Sheet]
    after: Mapping[UUID, Sheet]
    # Questions whose scale was another in some version answered: those answers are left out (§1.3).
    rescaled: frozenset[str] = field(default_factory=frozenset)

    def both(self) -> set[UUID]:
        """Keys of those who sent both forms."""
        return self.before.keys() & self.after.keys()

    def pairs(self, item: ItemDefinition) -> PairTable:
        """Answers to the partner of an item and to the item, counted by part."""
        found: PairTable = {}
        first = partner_code(item)
        for key in self.both():
            sheet = self.after[key]
            couple = (self.before[key].answers.get(first), sheet.answers.get(item.code))
            found.setdefault(sheet.part, Counter())[couple] += 1
        return found

    def answers(self, item: ItemDefinition) -> AnswerTable:
        """Answers of the second forms to an item, counted by part."""
        found: AnswerTable = {}
        for sheet in self.after.values():
            found.setdefault(sheet.part, Counter())[sheet.answers.get(item.code)] += 1
        return found

    def expected(self, item: ItemDefinition) -> tuple[Counter[Answer], Counter[Answer]]:
        """Answers of the first forms to the partner of an item: of who sent both, and who sent no second."""
        stayed: Counter[Answer] = Counter()
        left: Counter[Answer] = Counter()
        first = partner_code(item)
        for key, sheet in self.before.items():
            if sheet.is_own:
                (stayed if key in self.after else left)[sheet.answers.get(first)] += 1
        return stayed, left

    def heads(self, part: Part, *, whole: bool) -> dict[str, int]:
        """How many persons sent the first form, the second, both; of one part or of the whole group."""
        own = [key for key, sheet in self.before.items() if sheet.is_own and (whole or sheet.part == part)]
        after = [key for key, sheet in self.after.items() if whole or sheet.part == part]
        both = sum(key in self.before for key in after)
        return {"before": len(own), "after": len(after), "both": both}


def sheets_of(group: Group, forms: Mapping[str, FormDefinition]) -> Sheets:
    """Read the forms of the group's municipality, or of everybody; three queries at most."""
    asked = {Phase.BEFORE: group.expectations(), Phase.AFTER: group.responses(Phase.AFTER)}
    fields = ("key", "version", "municipality", "school", "answers")
    rows = {phase: list(found.order_by().values_list(*fields)) for phase, found in asked.items()}
    changed = _changed_items({row[1] for found in rows.values() for row in found}, forms)
    sheets = {phase: dict(_sheets(group, found, changed)) for phase, found in rows.items()}
    rescaled = frozenset(code for codes in changed.values() for code in codes)
    return Sheets(sheets[Phase.BEFORE], sheets[Phase.AFTER], rescaled)


def _sheets(
    group: Group, rows: Iterable[tuple], changed: Mapping[int, Collection[str]]
) -> Iterable[tuple[UUID, Sheet]]:
    place = group.municipality
    for key, version, municipality, school, answers in rows:
        part = municipality if place is None else school
        is_own = place is None or municipality == place.pk
        left_out = changed.get(version, ())
        given = {code: value for code, value in answers.items() if code not in left_out}
        yield key, Sheet(part, is_own, given if left_out else answers)


def _changed_items(used: set[int], forms: Mapping[str, FormDefinition]) -> dict[int, set[str]]:
    """By version the items that ask on another scale than today's form; joined by code they would lie."""
    scales = {
        (form.code, item.code): (item.kind, item.scale) for form in forms.values() for item in form.items
    }
    found = {}
    for version, form in forms_of(QuestionnaireVersion.objects.filter(pk__in=used)).items():
        changed = {
            item.code
            for item in form.items
            if scales.get((form.code, item.code), (item.kind, item.scale)) != (item.kind, item.scale)
        }
        if changed:
            found[version.pk] = changed
    return found
