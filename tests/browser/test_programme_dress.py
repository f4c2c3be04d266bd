"""The dress of the pages of the programme, the centre, its work plan and the meetings."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.programmes.models.centre import Part
from mentorship.programmes.workflow import Named, set_composition
from mentorship.roadmap import workflow
from mentorship.roadmap.models import CoordinationMeeting, TownEvent
from mentorship.roadmap.workflow.meetings import Question, Sitting, Task, add_decision
from mentorship.roadmap.workplan.workflow import approve_plan, create_plan, mark_item
from schools import years
from tests.browser.dress import faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIGHT_AND_DARK = [{}, {"theme": "dark"}]
LONG = "Подготовка-к-практикоориентированным-заданиям " * 4
# Who reads which page.
PAGES = {
    "programmes": ("methodist", "/programmes/"),
    "passport": ("methodist", "/programmes/lesnoy/"),
    "history": ("methodist", "/programmes/lesnoy/history/"),
    "centre": ("curator", "/centre/"),
    "meeting": ("methodist", "/meetings/{meeting}/"),
    "meeting edit": ("methodist", "/meetings/{meeting}/edit/"),
    "decision": ("curator", "/meetings/decisions/{decision}/"),
    "behind": ("methodist", "/meetings/behind/"),
    "plans": ("methodist", "/meetings/plans/"),
    "plan": ("methodist", "/meetings/plans/{plan}/"),
    "plan item": ("head", "/meetings/plans/{plan}/{item}/"),
    "town events": ("methodist", "/meetings/events/"),
    "town event": ("methodist", "/meetings/events/{event}/"),
}


@pytest.fixture
def rows(municipality, people, programme):
    """A late decision of a person, a plan in force with late rows, a centre of three, an event to come."""
    today = timezone.localdate()
    late = today - timedelta(days=20)
    meeting = CoordinationMeeting(municipality=municipality, date=late, topic=LONG[:280], place="Актовый зал")
    sitting = Sitting([Question(LONG[:280], "Рябинина Н. Ю.")], [people["curator"]], [LONG[:190]])
    workflow.save_meeting(meeting=meeting, sitting=sitting, on=today, by=None)
    task = Task(text=LONG, owner_person=people["curator"], due_date=today - timedelta(days=2))
    decision = add_decision(meeting=meeting, task=task, by=None)
    plan = create_plan(municipality=municipality, year=years.year_of(late), by=None)
    approve_plan(plan=plan, on=today, by=None)
    item = plan.items.first()
    mark_item(item=item, done_date=late, outcome=LONG, on=today, by=None)
    named = [
        (people["head"], Part.HEAD),
        (people["methodist"], Part.METHODIST),
        (people["curator"], Part.SPECIALIST),
    ]
    set_composition(
        municipality=municipality, named=[Named(*row) for row in named],
        start_date=late, basis="приказ № 1", base="Методический центр", by=None,
    )  # fmt: skip
    event = TownEvent.objects.create(municipality=municipality, date=today, topic=LONG[:280])
    return {row._meta.model_name: row.pk for row in (meeting, decision, plan, event, item)}


@pytest.fixture
def reader(page_as, rows):
    """`reader("meeting")`: the page, opened by who reads it."""
    keys = {
        "meeting": rows["coordinationmeeting"], "decision": rows["meetingdecision"], "plan": rows["workplan"],
        "event": rows["townevent"], "item": rows["workplanitem"],
    }  # fmt: skip

    def read(name):
        login, path = PAGES[name]
        page = page_as(login)
        assert page.goto(path.format(**keys)).status == 200
        return page

    return read


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_never_scrolls_sideways(reader, name):
    page = reader(name)
    assert (faults(page, LIGHT_AND_DARK), overflow(page)) == ({}, {})
