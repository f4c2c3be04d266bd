"""What a row of mentees tells besides the pair itself: its result, the request it answers, the consent."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mentorship.bank.enums import RequestState
from mentorship.bank.models import Difficulty, MenteeCategory, MenteeRequest
from mentorship.bank.resources.people import in_batches
from mentorship.pairs.enums import PairState
from mentorship.pairs.history import follow_requests
from mentorship.pairs.models import Pair, PairMember
from mentorship.spreadsheets.dictionary import Dictionary
from mentorship.spreadsheets.layout import Context, Row
from mentorship.spreadsheets.upsert import Upsert
from mentorship.spreadsheets.words import fold
from reports.registers.cells import Ending
from reports.registers.mentees import withdrawn_among
from schools import years
from schools.enums import ConsentKind, ConsentWay
from schools.models import Consent, Person, Subject

ANOTHER_CONSENT = "В портале записано согласие от {stored:%d.%m.%Y}: загрузка учёта его не меняет."
WITHDRAWN_CONSENT = "Согласие отозвано: файл его не возвращает."
NO_DIFFICULTY = "Категория записывается вместе с запросом: впишите затруднение."
OTHER_RESULT = "Строки {first} и {second} — одна пара, а итог в них разный: впишите один и тот же."


@dataclass
class Membership:
    """A row with the people it names, the number of its pair and the columns that say something new."""

    row: Row
    mentee: Person
    mentor: Person
    number: str
    differing: set[str]
    is_new_pair: bool


def store(members: list[Membership], context: Context) -> None:
    """Write results, requests and consents of the members, whose pairs are stored by now."""
    found = _stored(members)
    _store_results(members, found, context)
    _store_requests(members, found, context)
    _store_consents(members, context)


def _stored(members: Iterable[Membership]) -> dict[int, PairMember]:
    """The stored memberships by row."""
    related = PairMember.objects.select_related("pair", "mentee", "request__difficulty")
    by_key = {
        (member.mentee_id, member.mentor_id, member.pair.number_key): member
        for member in in_batches(related, "mentee", {item.mentee.pk for item in members})
    }
    return {item.row.number: by_key[item.mentee.pk, item.mentor.pk, fold(item.number)] for item in members}


def _store_results(members: list[Membership], found: dict[int, PairMember], context: Context) -> None:
    """The words beside the state: what came of a completed pair, why another one ended."""
    pairs, first = Upsert(Pair, context.report), dict[int, tuple[Pair, Row, str]]()
    for item in members:
        ending: Ending | None = item.row.get("result") if "result" in item.differing else None
        if ending is None or not ending.text:
            continue
        pair, row, text = first.setdefault(
            found[item.row.number].pair_id, (found[item.row.number].pair, item.row, ending.text)
        )
        if fold(text) != fold(ending.text):
            words = OTHER_RESULT.format(first=row.number, second=item.row.number)
            context.report.error(item.row, "result", words)
        field = "result" if ending.state == PairState.COMPLETED or pair.result else "ending_reason"
        pairs.put(item.row, pair, {field: text})
    pairs.flush()


def _store_requests(members: list[Membership], found: dict[int, PairMember], context: Context) -> None:
    """Requests that the memberships answer: found by difficulty and subject, else made."""
    told = [item for item in members if item.differing & {"request", "category"}]
    requests = _Requests(told, context)
    linked = []
    for item in told:
        member = found[item.row.number]
        request = requests.of(item, member)
        if request is not None and member.request != request:
            member.request = request
            linked.append(member)
    requests.upsert.flush()
    PairMember.objects.bulk_update(linked, ["request"], batch_size=300)
    pairs = {member.pair_id: member.pair for member in linked}
    follow_requests(pairs.values(), context.on)


class _Requests:
    """The requests of the people of one file."""

    def __init__(self, members: Iterable[Membership], context: Context) -> None:
        self.context = context
        self.difficulties, self.subjects = Dictionary(Difficulty), Dictionary(Subject)
        self.categories = Dictionary(MenteeCategory)
        related = ("person", "difficulty", "subject", "mentee_category")
        people = {item.mentee.pk for item in members}
        stored = in_batches(MenteeRequest.objects.select_related(*related), "person", people)
        self.known = {(row.person_id, row.subject_id, row.difficulty_id, row.year): row for row in stored}
        self.upsert = Upsert(MenteeRequest, context.report)

    def of(self, item: Membership, member: PairMember) -> MenteeRequest | None:
        """The request of a row with the category it names."""
        row, category = item.row, item.row.get("category") if "category" in item.differing else None
        values: dict[str, Any] = {"mentee_category": self.categories.get_or_add(category)} if category else {}
        if "request" not in item.differing:
            if member.request is None:
                self.context.report.warn(row, "category", NO_DIFFICULTY)
                return None
            return self.upsert.put(row, self._same(member.request), values)
        difficulty, subject = self._words(row.get("request"))
        asked = member.start_date or self.context.on
        key = (item.mentee.pk, subject.pk if subject else None, difficulty.pk, years.year_of(asked))
        made: dict[str, Any] = {"person": item.mentee, "subject": subject, "difficulty": difficulty}
        made |= {"requested_date": asked, "year": years.year_of(asked), "state": RequestState.ACCEPTED}
        self.known[key] = self.upsert.put(row, self.known.get(key), values, made)
        return self.known[key]

    def _same(self, request: MenteeRequest) -> MenteeRequest:
        """The one object of a request, whoever loaded it."""
        key = (request.person_id, request.subject_id, request.difficulty_id, request.year)
        return self.known.setdefault(key, request)

    def _words(self, text: str) -> tuple[Difficulty, Subject | None]:
        """Part «дисциплина в классе, Физика»: a known difficulty or a known subject says where."""
        if self.difficulties.find(text):
            return self.difficulties.get_or_add(text), None
        parts = text.split(", ")
        for end in range(len(parts) - 1, 0, -1):
            head, tail = ", ".join(parts[:end]), ", ".join(parts[end:])
            if self.difficulties.find(head) or self.subjects.find(tail):
                return self.difficulties.get_or_add(head), self.subjects.get_or_add(tail)
        return self.difficulties.get_or_add(text), None


def _store_consents(members: list[Membership], context: Context) -> None:
    """A consent to processing that the portal does not have; a withdrawn one does not come back."""
    told = {item.mentee.pk: item for item in members if "consent" in item.differing}
    gone = withdrawn_among(told)
    stored = in_batches(Consent.objects.live().filter(kind=ConsentKind.PROCESSING), "person", told)
    live = {consent.person_id: consent for consent in stored}
    consents = Upsert(Consent, context.report)
    for key, item in told.items():
        if key in gone:
            context.report.warn(item.row, "consent", WITHDRAWN_CONSENT)
        elif key in live:
            words = ANOTHER_CONSENT.format(stored=live[key].given_date)
            context.report.warn(item.row, "consent", words)
        else:
            made = {"person": item.mentee, "kind": ConsentKind.PROCESSING, "way": ConsentWay.PAPER}
            consents.put(item.row, None, {"given_date": item.row.get("consent")}, made)
    consents.flush()
