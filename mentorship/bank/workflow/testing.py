"""Requests made from low scores in one go: the same transition as a curator's, for many at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from mentorship.bank.enums import RequestState
from mentorship.bank.models import Difficulty, MenteeCategory, MenteeRequest, RequestSource
from mentorship.bank.reference import TESTING
from mentorship.bank.testing import Low, Wanted, low_scorers
from mentorship.bank.workflow.moves import record_move
from mentorship.notices.enums import Topic
from mentorship.notices.posting import Letter, others, post_all
from mentorship.spreadsheets.dictionary import Dictionary
from schools.addressees import curators
from schools.models import Municipality, Person, User
from schools.russian import plural


class Made(NamedTuple):
    """How many requests were sent, and how many wait as drafts for a consent."""

    submitted: int
    drafts: int


@transaction.atomic
def request_for_low_scores(
    *, municipality: Municipality, wanted: Wanted, category: MenteeCategory | None, by: User | None, on: date
) -> Made:
    """Make a request for every teacher of the list; done twice, the second time there is nobody to ask for.

    Who has not consented to processing gets a draft: a submission needs the consent (domain.md §4.2).
    """
    # two methodists at once: the second one sees what the first has made
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    low = low_scorers(municipality, wanted, on).low
    if not low:
        raise ValidationError("Создавать нечего: у каждого педагога с низким результатом запрос уже есть.")
    difficulties, source = Dictionary(Difficulty), Dictionary(RequestSource).get_or_add(TESTING)
    rows = [_row(item, difficulties.get_or_add(item.difficulty), source, category, on) for item in low]
    for item, row in zip(low, MenteeRequest.objects.bulk_create(rows), strict=True):
        _note(row, item, by)
    _tell(low, rows, by)
    submitted = sum(row.state == RequestState.SUBMITTED for row in rows)
    return Made(submitted, len(rows) - submitted)


def _row(
    item: Low, difficulty: Difficulty, source: RequestSource, category: MenteeCategory | None, on: date
) -> MenteeRequest:
    row = MenteeRequest(
        person=item.person,
        subject=item.subject,
        difficulty=difficulty,
        mentee_category=category,
        source=source,
        requested_date=on,
        state=RequestState.SUBMITTED if item.has_consent else RequestState.DRAFT,
        details=f"По итогам районного тестирования {item.sitting.day:%d.%m.%Y}.",
    )
    row.set_year()
    return row


def _note(row: MenteeRequest, item: Low, by: User | None) -> None:
    record_move(row, "create", by=by, before="", text=f"тестирование {item.sitting.day:%d.%m.%Y}")
    if row.state == RequestState.SUBMITTED:
        record_move(row, "submit", by=by, before=RequestState.DRAFT)


def _tell(low: Iterable[Low], rows: Iterable[MenteeRequest], by: User | None) -> None:
    """A letter to each teacher, and one to each curator about the whole school."""
    letters, by_school = [], defaultdict(list)
    for item, row in zip(low, rows, strict=True):
        by_school[item.person.school_id].append(row)
        letters.append(_letter(item.person, row))
    for school, own in by_school.items():
        letters += [_digest(curator, own) for curator in curators([school])]
    post_all(replace(letter, people=others(letter.people, by)) for letter in letters)


def _letter(person: Person, row: MenteeRequest) -> Letter:
    asks = (
        "Методист подберёт наставника и напишет вам."
        if row.state == RequestState.SUBMITTED
        else "Чтобы его увидел методист, дайте согласие на обработку данных и подайте запрос."
    )
    text = f"По итогам районного тестирования за вас составлен запрос: {row.difficulty}. {asks}"
    path = row.get_absolute_url()
    return Letter(Topic.REQUEST, (person,), "Вам предлагают помощь наставника", text, path)


def _digest(curator: Person, rows: list[MenteeRequest]) -> Letter:
    count, drafts = len(rows), sum(row.state == RequestState.DRAFT for row in rows)
    words = plural(count, "педагогу", "педагогам", "педагогам")
    text = f"По итогам районного тестирования методист составил запросы на наставника {count} {words} школы."
    if drafts:
        text += f" Без согласия на обработку данных — {drafts}: эти запросы остались черновиками."
    subject = "Запросы на наставника по итогам тестирования"
    return Letter(Topic.REQUEST, (curator,), subject, text, reverse("requests:list"))
