"""The methodist's whole job as people do it: from a teacher's nomination to the checked half-year report.

Everybody finds the way by what the pages show: the rail, «Мой день», buttons, links, labels. Only the
sign-in has an address.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from mentorship.audit.models import Entry
from mentorship.bank.enums import MentorSource, MentorState, RequestState
from mentorship.bank.models import Difficulty, MenteeRequest, Mentor
from mentorship.documents.enums import PaperState
from mentorship.documents.models import Paper
from mentorship.pairs.enums import LineState, MeetingKind, PairState, ReportState, RunState
from mentorship.pairs.models import HalfYearReport, MatchRun, Meeting, Pair
from schools.enums import ConsentKind, ConsentWay
from schools.models import Consent, Person
from tests.bank.builders import subject
from tests.browser.nomination_steps import (
    DIFFICULTY,
    MEETING,
    MENTOR,
    PAIR,
    PLAN_DONE,
    accept_request,
    ask_for_mentor,
    check_report,
    confirm,
    confirm_meeting,
    go,
    log_meeting,
    main_of,
    make_order,
    match_all,
    nominate,
    open_half_year,
    start_work,
    take_into_bank,
    write_report,
)
from tests.browser.test_main_job import PHONE, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# What the walk itself could leave to do: candidates, requests, pairs, reports.
NOTHING_LEFT = re.compile("кандидат жд|запрос жд|Ждут приказа|Ждут начала|без встреч|отчёт просрочен")


class Seats:
    """Browser sessions of the cast, each signed in by hand once and kept to its end."""

    def __init__(self, browser: Browser, base_url: str) -> None:
        self.browser, self.base_url = browser, base_url
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def take(self, login: str, **device: Any) -> Page:
        """The first page of somebody who has just signed in."""
        context = self.browser.new_context(locale="ru-RU", timezone_id="Europe/Moscow", **device)
        context.on("weberror", lambda failure: self.complaints.append(str(failure.error)))
        context.on("console", lambda message: self._heed(message.text))
        self.contexts.append(context)
        return signed_in(context, self.base_url, login)

    def _heed(self, words: str) -> None:
        if "Content Security Policy" in words:
            self.complaints.append(words)


@pytest.fixture
def seats(browser: Browser, base_url: str, users: dict[str, Any]) -> Iterator[Seats]:
    """Seats of the cast; no page may fail in a script or break the CSP."""
    taken = Seats(browser, base_url)
    yield taken
    for context in taken.contexts:
        context.close()
    assert taken.complaints == []


def test_from_a_nomination_to_the_checked_report(seats: Seats, people: dict[str, Person]) -> None:
    subject("Физика")
    today = timezone.localdate()
    start, met = today - timedelta(days=40), today - timedelta(days=28)
    mentor, mentee = seats.take("mentor"), seats.take("mentee")
    nominate(mentor)
    ask_for_mentor(mentee)
    desk = seats.take("methodist")
    take_into_bank(desk)
    accept_request(desk)
    match_all(desk)
    confirm(mentor)
    confirm(mentee)
    make_order(desk, start)
    start_work(desk, start)
    phone = seats.take("mentor", **PHONE)
    log_meeting(phone, met)
    confirm_meeting(mentee, met)
    open_half_year(desk, today - timedelta(days=60), today)
    write_report(mentor)
    check_report(seats.take("curator"))

    bank_is_as_expected(people, today)
    pair_is_as_expected(people, start, met)
    report_is_as_expected(people)
    methodist_sees_it_all(desk, start)


def bank_is_as_expected(people: dict[str, Person], today: date) -> None:
    """The mentor works, the request is in work, the matching is published, consents are on record."""
    mentor = Mentor.objects.get()
    assert (mentor.person, mentor.state, mentor.source) == (
        people["mentor"], MentorState.ACTIVE, MentorSource.SELF,
    )  # fmt: skip
    assert (mentor.capacity, mentor.favourite_topic) == (1, "Законы сохранения")
    assert mentor.training_waiver == "Прошла обучение наставников в 2024 году."
    assert list(mentor.difficulties.all()) == [Difficulty.objects.get(name=DIFFICULTY)]
    interview = mentor.interviews.get()
    assert (interview.date, interview.is_ready, interview.with_psychologist) == (today, True, True)
    asked = MenteeRequest.objects.get()
    assert (asked.person, asked.state) == (people["mentee"], RequestState.IN_WORK)
    run = MatchRun.objects.get()
    line = run.lines.get()
    assert (run.state, line.state, line.pair) == (RunState.PUBLISHED, LineState.PUBLISHED, Pair.objects.get())
    given = Consent.objects.live().values_list("person__code", "kind", "way").order_by("person__code", "kind")
    assert list(given) == [
        ("C-mentee", ConsentKind.PROCESSING, ConsentWay.PORTAL),
        ("C-mentor", ConsentKind.DUTIES, ConsentWay.PORTAL),
        ("C-mentor", ConsentKind.PROCESSING, ConsentWay.PORTAL),
    ]


def pair_is_as_expected(people: dict[str, Person], start: date, met: date) -> None:
    """The pair works under the school's order; its journal holds the first meeting."""
    pair, paper = Pair.objects.get(), Paper.objects.get()
    assert (pair.state, pair.order, pair.subject) == (PairState.ACTIVE, paper.order, subject("Физика"))
    assert str(pair.order) == f"№ 17-од от {start:%d.%m.%Y}"
    assert (paper.state, paper.school) == (PaperState.REGISTERED, people["mentor"].school)
    member = pair.members.get()
    assert (member.mentee, member.start_date, member.end_date) == (people["mentee"], start, None)
    assert member.request == MenteeRequest.objects.get()
    assert member.place is not None
    assert member.place.mentor_id == people["mentor"].pk
    meeting = Meeting.objects.get()
    assert (meeting.date, meeting.kind, meeting.topic) == (met, MeetingKind.INTRODUCTION, MEETING)
    assert (meeting.logged_by, meeting.confirmed_by) == (people["mentor"], people["mentee"])
    changes = Entry.objects.filter(action__startswith="pairs.")
    acts = changes.filter(target_model="pairs.pair", target_id=pair.pk).order_by("pk")
    assert [entry.action.removeprefix("pairs.") for entry in acts] == [
        "propose", "confirm", "confirm", "agree", "order", "start", "log_meeting", "confirm_meeting",
    ]  # fmt: skip


def report_is_as_expected(people: dict[str, Person]) -> None:
    """One report: written by the mentor, accepted by the curator."""
    report = HalfYearReport.objects.get()
    assert (report.state, report.plan_done, report.progress) == (ReportState.CHECKED, PLAN_DONE, 6)
    assert (report.submitted_by, report.checked_by) == (people["mentor"], people["curator"])


def methodist_sees_it_all(page: Page, start: date) -> None:
    """No place left in the bank, the pair at work under its order, the report checked, nothing left to do."""
    go(page, "Банк наставников")
    expect(main_of(page).get_by_role("row", name=re.compile(MENTOR))).to_contain_text("мест нет")
    go(page, "Пары и группы")
    row = main_of(page).get_by_role("row", name=PAIR)
    for words in (f"{start:%d.%m.%Y}", "№ 17-од", "действует"):
        expect(row).to_contain_text(words)
    go(page, "Документы")
    row = main_of(page).get_by_role("row", name=re.compile("17-од"))
    expect(row).to_contain_text("зарегистрирован")
    go(page, "Отчёты наставников")
    expect(main_of(page).get_by_role("row", name=PAIR)).to_contain_text("проверен")
    go(page, "Мой день")
    expect(main_of(page)).to_contain_text("Что ждёт вас")
    expect(main_of(page)).not_to_contain_text(NOTHING_LEFT)
