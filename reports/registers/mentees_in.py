"""Taking in the sheet of mentees: memberships go through the layout of pairs, the rest beside it."""

from collections.abc import Iterable
from typing import Any

from mentorship.bank.resources.people import in_batches
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import PairMember
from mentorship.pairs.resources import PairsLayout
from mentorship.programmes.models import MentoringForm
from mentorship.spreadsheets.layout import Context, Row
from mentorship.spreadsheets.words import fold
from reports.registers import beside
from reports.registers.beside import Membership
from reports.registers.cells import Ending, NamedOrder
from reports.registers.choice import Choice
from reports.registers.finding import People
from reports.registers.mentees import PIECE, MenteeRow, mentee_rows, position_of
from reports.registers.numbering_in import Numbers, pairs_by_number
from reports.registers.told import refuse_clearing, told, warn_elsewhere
from schools.models import Person

OF_PAIR = ("form", "order", "result")
OWN = ("start", "end", "request", "category", "consent")
# What the layout of pairs calls the columns of the register, for its messages.
CALLED = {
    "number": "pair",
    "mentee": "name",
    "variant": "form",
    "order_date": "order",
    "start_date": "start",
    "end_date": "end",
    "state": "result",
}
UNNAMED = "Наставник отозвал согласие и здесь не назван: строка пропущена."
TAKEN = "Пару № {number} в портале ведёт другой наставник: исправьте номер."


class Mentees:
    """The memberships of one file."""

    def __init__(self, rows: list[Row], people: People, choice: Choice, context: Context) -> None:
        self.rows, self.people, self.choice, self.context = rows, people, choice, context
        self.report = context.report
        self._forms = {fold(form.title): form.title for form in MentoringForm.objects.all()}
        self._members: list[Membership] = []

    def read(self) -> None:
        """Find whom each row means and what it says anew; objections go to the report."""
        named = [(row, found) for row in self.rows if (found := self._people_of(row))]
        self._load({person.pk for _, (person, _) in named})
        sheet = next(iter(self.context.further.values()), None)
        self.numbers = Numbers(self.people, sheet)
        new = [(row, mentor.pk) for row, (_, mentor) in named if mentor]
        numbers = self.numbers.of(new)
        self._pairs = pairs_by_number(numbers.values())
        for row, (person, mentor) in named:
            self._read(row, person, mentor, numbers.get(row.number, ""))

    def store(self) -> None:
        """Write pairs and members as the layout of pairs does, then results, requests and consents."""
        headings = self.report.headings
        self.report.headings = headings | {name: headings.get(to, "№ пары") for name, to in CALLED.items()}
        PairsLayout().apply([self._as_pair(item) for item in self._members], self.context)
        self.report.headings = headings
        if not self.report.errors:
            beside.store(self._members, self.context)

    def _people_of(self, row: Row) -> tuple[Person, Person | None] | None:
        """Mentee and mentor; None where either is an error."""
        refuse_clearing(
            row, ("start", "category", "request", "form", "order", "result", "consent"), self.context
        )
        person = self.people.of(row, self.context)
        if self.people.names_nobody(row):
            return (person, None) if person else None
        mentor = self.people.mentor_of(row)
        return (person, mentor) if person and mentor else None

    def _load(self, mentees: Iterable[int]) -> None:
        """The begun memberships of the mentees, and what the portal would write of each."""
        begun = PairMember.objects.begun().select_related("pair__mentor__person", "mentee")
        members = sorted(in_batches(begun, "mentee", mentees), key=lambda member: member.pk)
        shown: list[MenteeRow] = []
        for start in range(0, len(members), PIECE):
            shown += mentee_rows(members[start : start + PIECE], self.choice)
        self._shown = {member.pk: row._asdict() for member, row in zip(members, shown, strict=True)}
        self._by_start: dict[tuple[int, str, Any], PairMember] = {}
        self._by_number: dict[tuple[int, str, int], PairMember] = {}
        self._of_pair: dict[int, PairMember] = {}
        for member in members:
            mentor = fold(self._shown[member.pk]["mentor"])
            self._by_start[member.mentee_id, mentor, member.start_date] = member
            self._by_number[member.mentee_id, member.pair.number_key, member.mentor_id] = member
            self._of_pair.setdefault(member.pair_id, member)

    def _read(self, row: Row, person: Person, mentor: Person | None, number: str) -> None:
        """Find the stored membership of a row and what differs from it."""
        facts = {"position": position_of(person)}
        warn_elsewhere(row, facts, facts, "Сотрудники", self.context)
        member = self._member(row, person, mentor, number)
        if mentor is None and member is not None:
            mentor = member.mentor.person
        if mentor is None:
            self.report.warn(row, "mentor", UNNAMED)
            self.report.count(row.number, "unchanged")
            return
        number = member.pair.number if member else number
        municipality = self.context.municipality or mentor.municipality
        pair = self._pairs.get((municipality.pk, fold(number))) if number and municipality else None
        if pair and not member and pair.mentor_id != mentor.pk:
            self.report.error(row, "mentor", TAKEN.format(number=number))
            return
        if not number and municipality:
            number = self.numbers.new(municipality, row.get("start"))
        alike = member or (self._of_pair.get(pair.pk) if pair else None)
        differing = told(row, self._shown[member.pk] if member else None, OWN)
        differing |= told(row, self._shown[alike.pk] if alike else None, OF_PAIR)
        self._members.append(Membership(row, person, mentor, number, differing, alike is None))

    def _member(self, row: Row, person: Person, mentor: Person | None, number: str) -> PairMember | None:
        """The stored membership: of the same start with the same mentor, else of the same pair."""
        name = fold(mentor.full_name if mentor else row.get("mentor"))
        found = self._by_start.get((person.pk, name, row.get("start")))
        if found is not None and (mentor is None or found.mentor_id == mentor.pk):
            return found
        return self._by_number.get((person.pk, fold(number), mentor.pk)) if mentor and number else None

    def _as_pair(self, item: Membership) -> Row:
        """The row as the layout of pairs reads it: keys, and what differs."""
        row, differing = item.row, item.differing
        values: dict[str, Any] = {
            "number": item.number,
            "mentor": item.mentor.code,
            "mentee": item.mentee.code,
        }
        values |= {name: row.values[column] for name, column in _DATES if column in differing}
        if "form" in differing:
            values |= self._form(row)
        if "order" in differing:
            order: NamedOrder = row.get("order")
            values |= {"order": order.number} | ({"order_date": order.date} if order.date else {})
        values |= self._state(item)
        raw = {name: row.raw.get(column) for name, column in CALLED.items()} | row.raw
        return Row(row.number, values, {**raw, "number": item.number})

    def _state(self, item: Membership) -> dict[str, Any]:
        """The state the result names; a new pair without a result is as the mentor's row has it."""
        ending: Ending | None = item.row.get("result") if "result" in item.differing else None
        if ending is not None:
            return {"state": ending.state}
        state = self.numbers.state_of(item.mentor.pk, item.number) or PairState.ACTIVE
        return {"state": state} if item.is_new_pair else {}

    def _form(self, row: Row) -> dict[str, Any]:
        """Form and variant of «Учитель – учитель, «Опытный педагог – молодой специалист»»."""
        text = row.get("form")
        for key in sorted(self._forms, key=len, reverse=True):
            if fold(text) == key:
                return {"form": self._forms[key]}
            if fold(text).startswith(f"{key}, "):
                return {"form": self._forms[key], "variant": text[len(key) + 2 :]}
        self.report.warn(row, "form", "Такой формы нет: записано как вариант без формы.")
        return {"variant": text}


_DATES = (("start_date", "start"), ("end_date", "end"))
