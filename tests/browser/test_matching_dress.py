"""The dress of the matching desk: a draft with every kind of row, weights with their preview, the lists."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import MenteeCategory, MenteeRequest, Mentor, MentorCard
from mentorship.pairs.desk import runs
from mentorship.pairs.desk.apart import keep_apart
from mentorship.pairs.desk.pool import usual_form
from mentorship.pairs.desk.runs import Aim
from mentorship.pairs.models import MatchRun
from schools.enums import Category
from tests.bank.builders import difficulty, subject
from tests.browser.dress import faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PREVIEW = (
    "/matching/criteria/?preview=1&subject=0&focus=15&preference=20&school=100&mentee_category=10&difficulty=10"
    "&experience=10&category=10&training=5&school_rule=0&subject_rule=0&bars_director=1&minimum=50"
)
PAGES = {
    "queue": "/matching/",
    "runs": "/matching/runs/",
    "matched": "run",
    "unmatched": "run?show=unmatched",
    "recruits": "run?show=recruits",
    "line": "run/line",
    "criteria": "/matching/criteria/",
    "preview": PREVIEW,
    "apart": "/matching/never-together/",
}


@pytest.fixture
def desk(people, users, school, other_school, make_teacher, municipality):
    """Two mentors with two places, four requests, a line chosen by hand, one out of date, two kept apart."""
    guides = [
        people["mentor"],
        make_teacher(other_school, "M2", last_name="Липова-Задонская", category=Category.HIGHEST),
    ]
    mentors = Mentor.objects.enlist(guides, state=MentorState.IN_BANK, capacity=1)
    MentorCard.objects.create(mentor=mentors[1], subject=subject("Предмет с очень длинным названием"))
    for number in range(4):
        MenteeRequest.objects.create(
            person=make_teacher(school, f"T{number}", last_name=f"Учителев-Задунайский{number}"),
            subject=subject("Предмет с очень длинным названием"),
            difficulty=difficulty("взаимодействие с родителями"),
            mentee_category=MenteeCategory.objects.first() or MenteeCategory.objects.create(name="молодой"),
            requested_date=timezone.localdate(),
            state=RequestState.ACCEPTED,
        )
    run = runs.draft_run(
        municipality=municipality, aim=Aim(usual_form()), by=users["methodist"], now=timezone.now()
    )
    line = run.lines.filter(mentor__isnull=False).first()
    words = {"reason": "работали вместе раньше", "by": users["methodist"], "now": timezone.now()}
    runs.override(line=line, mentor=line.mentor, **words)
    keep_apart(
        one=people["mentor"], other=make_teacher(school, "T9"), reason="супруги", by=users["methodist"]
    )
    stale = run.lines.filter(mentor__isnull=False).exclude(pk=line.pk).get().request
    MenteeRequest.objects.filter(pk=stale.pk).update(state=RequestState.WITHDRAWN)
    return run


def address(name):
    """Where a page stands; a draft has its number."""
    run = MatchRun.objects.get()
    if name == "line":
        return f"{run.get_absolute_url()}lines/{run.lines.first().pk}/"
    return (
        PAGES[name].replace("run?", f"{run.get_absolute_url()}?")
        if name != "matched"
        else run.get_absolute_url()
    )


@pytest.fixture
def reader(page_as, desk):
    """`reader(name)`: the page, opened by the methodist."""

    def read(name: str):
        page = page_as("methodist")
        assert page.goto(address(name)).status == 200
        return page

    return read


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_never_scrolls_sideways(reader, name):
    page = reader(name)
    assert (faults(page), overflow(page)) == ({}, {})


def test_draft_is_reviewed_and_published_without_a_script(reader):
    page = reader("matched")
    expect(page.get_by_role("main")).to_contain_text("Черновик отстал от жизни.")
    stale = MatchRun.objects.get().lines.get(is_locked=False, mentor__isnull=False)
    Mentor.objects.filter(pk=stale.mentor_id).update(state=MentorState.SUSPENDED)
    page.get_by_role("button", name="Посчитать заново").click()
    expect(page.get_by_role("main")).to_contain_text("Посчитано заново")
    page.get_by_role("button", name="Открепить пару").click()
    page.get_by_role("link", name="Изменить наставника").click()
    page.get_by_label("Почему").fill("уже знакомы")
    page.get_by_role("button", name="Закрепить выбор").click()
    page.get_by_role("button", name="Опубликовать: 1 пара").click()
    expect(page.get_by_role("main")).to_contain_text("Предложена 1 пара.")
    expect(page.get_by_role("link", name="Пара №")).to_have_count(1)
