"""The layout of the bank: nine headings of document 004, a tenth where a name is not enough (contract §3)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet

from mentorship.bank.enums import GONE_STATES, MentorSource, MentorState
from mentorship.bank.models import MenteeCategory, Mentor, MentorCard, MentorPlace
from mentorship.bank.resources.cells import Contacts, ContactsCell, ExperienceBand
from mentorship.bank.resources.people import PIECE, PeopleByName, in_batches
from mentorship.programmes.models import Focus
from mentorship.spreadsheets.cells import CLEAR, Code, Text
from mentorship.spreadsheets.dictionary import Dictionary
from mentorship.spreadsheets.layout import Column, Context, Layout, Row
from mentorship.spreadsheets.registry import register
from mentorship.spreadsheets.upsert import Upsert
from mentorship.spreadsheets.words import fold
from schools.models import Person, Subject
from schools.resources.words import CATEGORY

# Whose experience and category the columns hold: the prefix of the card's fields (decisions.md §5).
DESCRIBED = {"mentor": "own", "mentee": "wanted"}

# What the preview of changes shows of a card.
SHOWN = ("mentor__person", "subject", "focus", "mentee_category")

MERGED = "Записи этого педагога объединены: строка {first} — о нём же ({person}), взята она, эта пропущена."

CODE = Column("code", "Код педагога", Code(50))


@register
class BankLayout(Layout):
    """Cards of the bank; a person who is stored already, found by name and school or by code."""

    kind = "bank"
    title = "Банк наставников"
    order = 70
    option_names = ("columns_describe",)
    key = ("name", "subject", "focus")
    columns = (
        Column("municipality", "Район", Text(200), required=True),
        Column("school", "ОО, где работает наставник", Text(250), required=True),
        Column("name", "ФИО наставника", Text(320), required=True),
        Column("mentee_category", "Наставляемый. Кто может стать наставляемым", Text(200)),
        Column("subject", "Предмет", Text(200), blank_ok=True),
        Column("focus", "Направление совместной деятельности", Text(200), blank_ok=True),
        Column("experience", "Примерный стаж наставляемого", ExperienceBand()),
        Column("category", "Предполагаемая категория наставляемого", CATEGORY),
        Column("contacts", "Электронный адрес наставника, страница (если есть)", ContactsCell()),
        CODE,
    )

    def key_of(self, row: Row, context: Context) -> None:
        """Nothing: rows are told apart by the person they name, which is known only in `apply`."""
        return

    def apply(self, rows: list[Row], context: Context) -> None:
        """Write mentors with their places, then the cards."""
        people = PeopleByName(rows, context)
        found = [(row, person) for row in rows if (person := people.of(row)) is not None]
        bank = _Bank(context, _described(context), {person.pk for _, person in found}, people.is_old)
        for row, person in found:
            bank.put(row, person)
        if not context.report.errors:
            bank.store()

    def export_columns(self, context: Context) -> Sequence[Column]:
        """The nine columns; a tenth where some person could not be found again without the code."""
        return self.columns if _needs_codes(_exported(context)) else self.columns[:-1]

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Yield the live cards of the bank by municipality, person, subject and direction."""
        cards = _exported(context).select_related(
            "mentor__person__municipality", "mentor__person__school", "subject", "focus", "mentee_category"
        )
        owner = ("mentor__person__municipality__key", "mentor__person__name_key", "mentor__person__code")
        for card in cards.order_by(*owner, "subject__key", "focus__key", "pk").iterator(PIECE):
            person = card.mentor.person
            yield {
                "municipality": person.municipality and person.municipality.name,
                "school": person.school and person.school.name,
                "name": person.full_name,
                "mentee_category": card.mentee_category and card.mentee_category.name,
                "subject": card.subject and card.subject.name,
                "focus": card.focus and card.focus.name,
                "experience": card.own_experience,
                "category": card.own_category,
                "contacts": Contacts(card.contact_email, card.page),
                "code": person.code,
            }


def _described(context: Context) -> str:
    """The prefix of the fields that «стаж» and «категория» go into."""
    who = context.options.get("columns_describe", "mentor")
    if who not in DESCRIBED:
        raise ValidationError("Столбцы «стаж» и «категория» описывают mentor (наставника) или mentee.")
    return DESCRIBED[who]


def _exported(context: Context) -> QuerySet[MentorCard]:
    """Live cards of the listed; the option `mentors`, a queryset, narrows them to those of a page."""
    mentors = Mentor.objects.listed()
    if "mentors" in context.options:
        mentors = mentors.filter(pk__in=context.options["mentors"].order_by().values("pk"))
    if context.municipality:
        mentors = mentors.filter(person__municipality=context.municipality)
    return MentorCard.objects.live().filter(mentor__in=mentors)


def _needs_codes(cards: QuerySet[MentorCard]) -> bool:
    """Whether some person is not the only one of that name in a school of that name, or has no school."""
    place = ("municipality", "school__name_key", "name_key")
    people = Person.objects.order_by().values_list(*place)
    # compared here: SQLite would go through all people once for every card
    twins = set(people.annotate(count=Count("pk")).filter(count__gt=1).values_list(*place))
    named = cards.order_by().values_list(*(f"mentor__person__{name}" for name in place)).distinct()
    return any(None in found or found in twins for found in named.iterator(PIECE))


class _Bank:
    """The mentors and cards that the people of one file have, and what the file makes of them."""

    def __init__(
        self, context: Context, described: str, people: set[int], is_old: Callable[[Row], bool]
    ) -> None:
        self.context, self.report, self.is_old = context, context.report, is_old
        self.described = described
        self.categories, self.subjects = Dictionary(MenteeCategory), Dictionary(Subject)
        self.directions = Dictionary(Focus)
        stored = in_batches(Mentor.objects.select_related("person"), "pk", people)
        self.mentors = {mentor.pk: mentor for mentor in stored}
        cards = in_batches(MentorCard.objects.prefetch_related(*SHOWN), "mentor", people)
        self.cards = {(card.mentor_id, card.subject_id, card.focus_id): card for card in cards}
        hidden = in_batches(Mentor.objects.hidden_by_withdrawal(), "pk", people)
        self.hidden = {mentor.pk for mentor in hidden}
        self.put_mentors = Upsert(Mentor, context.report)
        self.put_cards = Upsert(MentorCard, context.report)
        self.new: list[Mentor] = []
        self.first_rows: dict[tuple[int, str, str], Row] = {}

    def put(self, row: Row, person: Person) -> None:
        """Compare a row with the card that the person has for this subject and direction."""
        if self._is_repeated(row, person):
            return
        why = self._why_gone(person)
        if why:
            self._leave(row, why)
            return
        subject = _word(row, "subject", self.subjects)
        focus = _word(row, "focus", self.directions)
        card = self.cards.get((person.pk, subject and subject.pk, focus and focus.pk))
        if card is not None and card.withdrawn_date is not None:
            self._leave(row, f"Карточка снята {card.withdrawn_date:%d.%m.%Y}.")
            return
        mentor = self._mentor(row, person)
        self.put_cards.put(
            row, card, self._values(row), {"mentor": mentor, "subject": subject, "focus": focus}
        )

    def _is_repeated(self, row: Row, person: Person) -> bool:
        """Whether the card was met before; both spellings of a merged person are no error."""
        key = (person.pk, fold(row.get("subject")), fold(row.get("focus")))
        first = self.first_rows.setdefault(key, row)
        if first is row:
            return False
        if not any(self.is_old(item) for item in (first, row)):
            message = f"Строки {first.number} и {row.number} говорят об одном и том же: оставьте одну."
            self.report.error(row, "name", message)
        else:
            self.report.warn(row, "name", MERGED.format(first=first.number, person=person))
            self.report.count(row.number, "unchanged")
        return True

    def _leave(self, row: Row, why: str) -> None:
        """Leave a card that was withdrawn as it is."""
        self.report.warn(row, "name", f"{why} Файл её не возвращает.")
        self.report.count(row.number, "unchanged")

    def _why_gone(self, person: Person) -> str:
        """Why an old file brings no card of the person back; "" where nothing stands in the way."""
        mentor = self.mentors.get(person.pk)
        if mentor is not None and mentor.state in GONE_STATES:
            day = f"{mentor.state_date:%d.%m.%Y}"
            return f"Карточка снята: состояние наставника — «{mentor.get_state_display()}» с {day}."
        if person.pk in self.hidden:
            return "Карточка снята: согласие наставника отозвано."
        return ""

    def _mentor(self, row: Row, person: Person) -> Mentor:
        """The person's mentor; who stands in the bank's file is in the bank."""
        stored = self.mentors.get(person.pk)
        entered = {"state": MentorState.IN_BANK, "state_date": self.context.on}
        if stored is None:
            made = {"person": person, "source": MentorSource.IMPORT, **entered}
            # the cells that a new card needs are asked for by the card
            stored = self.put_mentors.put(Row(row.number, {}), None, {}, made)
            self.mentors[person.pk] = stored
            self.new.append(stored)
        elif stored.state == MentorState.CANDIDATE:
            self.put_mentors.put(row, stored, entered)
        return stored

    def _values(self, row: Row) -> dict[str, Any]:
        values = row.given(
            **{f"{self.described}_experience": "experience", f"{self.described}_category": "category"}
        )
        if "mentee_category" in row:
            word = row.get("mentee_category")
            values["mentee_category"] = self.categories.get_or_add(word) if word else CLEAR
        if "contacts" in row:
            contacts = row.get("contacts", Contacts())
            values |= {"contact_email": contacts.email, "page": contacts.page}
        return values

    def store(self) -> None:
        """Write mentors, their places, then the cards."""
        self.put_mentors.flush()
        MentorPlace.objects.open_for(self.new)
        self.put_cards.flush()


def _word(row: Row, column: str, words: Dictionary) -> Any:
    """The word of a cell, added where it is new; None for a blank one."""
    word = row.get(column)
    return words.get_or_add(word) if word else None
