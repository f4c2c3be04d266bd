"""The dress of the pages of a pair's life: journal, plan, diary, planning, pulse, protocol."""

from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import (
    DiaryEntry,
    Meeting,
    Pair,
    PairMember,
    PlanItem,
    PlannedMeeting,
    PlanTemplate,
    Product,
    ProductKind,
    Pulse,
)
from mentorship.programmes.models import MentoringForm
from tests.browser.dress import NARROW, faults, look, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIGHT_AND_DARK = [{}, {"theme": "dark"}]
LONG = "Подготовка-к-практикоориентированным-заданиям " * 4
# Who reads which page of the pair.
PAGES = [
    ("mentor", ""),
    ("methodist", ""),
    ("mentor", "plan/"),
    ("mentee", "diary/"),
    ("mentor", "planned/add/"),
    ("mentor", "products/add/"),
    ("mentor", "plan/template/"),
    ("methodist", "complete/"),
    ("curator", "protocol/"),
    ("mentee", "pulse"),
]


@pytest.fixture
def pair(people, municipality):
    """A pair in the middle of everything: late plan, new lines in its template, a low answer, a question."""
    today = timezone.localdate()
    (mentor,) = Mentor.objects.enlist([people["mentor"]], state=MentorState.ACTIVE)
    form = MentoringForm.objects.get(code="tt")
    pair = Pair.objects.create(
        municipality=municipality, mentor=mentor, number="7", state=PairState.ACTIVE, form=form
    )
    start = today - timedelta(days=40)
    PairMember.objects.create(pair=pair, mentor=mentor, mentee=people["mentee"], start_date=start)
    Meeting.objects.create(pair=pair, date=start, topic=LONG[:280], logged_by=mentor.person)
    template = PlanTemplate.objects.filter(municipality=None).first()
    taken = template.items.first()
    for title, done, result in (("Знакомство", today, "Выбрали вторник"), (LONG[:280], None, "")):
        PlanItem.objects.create(
            pair=pair, title=title, due_date=start, done_date=done, result=result, template_item=taken
        )
    PlannedMeeting.objects.create(pair=pair, date=today, time=time(15, 30), topic="Урок", place="Кабинет 12")
    PlannedMeeting.objects.create(pair=pair, date=today + timedelta(days=3))
    kind = ProductKind.objects.first()
    link = "https://school.example/" + "a" * 150
    Product.objects.create(pair=pair, kind=kind, title=LONG[:280], date=today, link=link)
    DiaryEntry.objects.create(pair=pair, author=people["mentee"], date=today, text="Урок удался.\nСпасибо")
    asked = {"pair": pair, "due_date": start + timedelta(days=30)}
    Pulse.objects.create(**asked, person=people["mentee"])
    Pulse.objects.create(
        **asked, person=people["mentor"], score=2, wish=LONG[:280], answered_at=timezone.now()
    )
    return pair


@pytest.fixture
def reader(page_as, pair):
    """`reader(login, path)`: the page of the pair, opened; `pulse` is the question to the mentee."""

    def read(login: str, path: str):
        page = page_as(login)
        question = Pulse.objects.get(pair=pair, person__memberships__pair=pair)
        address = f"/pairs/pulse/{question.pk}/" if path == "pulse" else f"/pairs/{pair.pk}/{path}"
        assert page.goto(address).status == 200
        return page

    return read


@pytest.mark.parametrize(("login", "path"), PAGES)
def test_page_is_accessible_and_never_scrolls_sideways(reader, login, path):
    page = reader(login, path)
    assert (faults(page, LIGHT_AND_DARK), overflow(page)) == ({}, {})


def test_pulse_is_answered_in_two_taps(reader, people):
    page = reader("mentee", "pulse")
    look(page, NARROW, {})
    page.get_by_role("radio", name="4").check(force=True)
    page.get_by_role("button", name="Отправить ответ").click()
    expect(page.get_by_text("Спасибо, ответ записан.")).to_be_visible()
    assert Pulse.objects.get(person=people["mentee"]).score == 4


def test_planned_meeting_becomes_a_line_of_the_journal_in_one_click(reader, pair):
    page = reader("mentor", "")
    page.get_by_role("button", name="Состоялась, в журнал").click()
    expect(page.get_by_text("Встреча записана в журнал: другая сторона подтвердит её.")).to_be_visible()
    assert pair.meetings.filter(topic="Урок", date=timezone.localdate()).count() == 1
