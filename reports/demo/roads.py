"""The roadmaps of the demonstration on their way: lists, occasions, versions, remarks; the town's own."""

from collections.abc import Mapping
from datetime import date, timedelta

from mentorship.roadmap import workflow
from mentorship.roadmap.enums import DATABLE_TERMS, ONGOING_TERMS, EventState
from mentorship.roadmap.models import Roadmap, RoadmapEvent, RoadmapTemplate
from mentorship.roadmap.models.planned import PLAN_FIELDS
from mentorship.roadmap.workflow.attending import add_people
from mentorship.roadmap.workflow.changes import ask_move
from mentorship.roadmap.workflow.revising import (
    agree_revision,
    propose_cancel,
    propose_edit,
    propose_event,
    submit_revision,
)
from mentorship.roadmap.workflow.states import return_for_rework
from reports.demo import lists
from reports.demo.invention import People
from schools import years
from schools.models import Municipality, Person, User

LISTED_EVENTS = 2
LATER_DAYS = 21


def walk_the_roads(
    people: People, municipality: Municipality, accounts: Mapping[str, User], draft: str
) -> None:
    """`draft` is the code of the school whose plan is still a draft: it came back with remarks."""
    approver = accounts["approver"]
    _lead_the_town(people, municipality, approver)
    plans = Roadmap.objects.filter(municipality=municipality, school__isnull=False, year=people.year)
    agreed = list(plans.running().select_related("school").order_by("school__code"))
    for plan in agreed[:4]:
        _list_who_came(plan, people)
    for number, plan in enumerate(agreed[:3]):
        _change(plan, people, approver, is_agreed=number == 0)
    for plan in agreed[3:4]:
        event = next(iter(_still_planned(plan)), None)
        if event is None:
            continue
        due = _later(event, people)
        ask_move(event=event, new_due_date=due, reason="В этот день районная олимпиада.", by=None)
    _send_back(plans.filter(school__code=draft).first(), approver)


def _lead_the_town(people: People, municipality: Municipality, approver: User) -> None:
    """The municipal roadmap: agreed, what was due is done but for one event of five, occasions written."""
    template = RoadmapTemplate.objects.get(code="municipal_000", version=1)
    made = workflow.create_from_template(
        template=template, year=people.year, by=None, municipality=municipality
    )
    made = workflow.agree(roadmap=workflow.submit(roadmap=made, by=None), by=approver)
    due = made.events.filter(term_kind__in=DATABLE_TERMS, due_date__lt=people.on)
    for place, event in enumerate(due.order_by("order")):
        if place % 5 != 4:
            workflow.mark_done(
                event=event, done_date=min(people.on, event.due_date), on=people.on, by=None,
                result="Проведено.", links=[f"https://centre.example.org/roadmap/{event.code}"],
            )  # fmt: skip
    first = years.first_day(people.year)
    for place, event in enumerate(made.events.filter(term_kind__in=ONGOING_TERMS).order_by("order")[:5]):
        for turn in range(2):
            day = max(first, people.on - timedelta(days=9 + place * 4 + turn * 20))
            words = lists.OCCASIONS[(place + turn) % len(lists.OCCASIONS)]
            workflow.add_occurrence(
                event=event, day=day, text=words, on=people.on, by=None,
                links=[f"https://centre.example.org/news/{event.code}-{turn + 1}"],
            )  # fmt: skip


def _list_who_came(plan: Roadmap, people: People) -> None:
    """Who took part in the last events that were held: teachers of the school and one guest."""
    came = list(Person.objects.filter(school=plan.school).order_by("code")[:9])
    held = plan.events.filter(state=EventState.DONE).order_by("-done_date", "order")[:LISTED_EVENTS]
    for number, event in enumerate(held):
        guests = [lists.GUEST] if number == 0 else []
        add_people(
            event=event, people=came[number * 2 :], day=event.done_date or people.on, on=people.on, by=None,
            guests=guests,
        )  # fmt: skip


def _change(plan: Roadmap, people: People, approver: User, *, is_agreed: bool) -> None:
    """A proposed version: a moved event, one left out, a new one; sent, and agreed where it says so."""
    planned = _still_planned(plan)
    if len(planned) < 2:
        # By the end of the school year everything may be done.
        return
    moved, left = planned[:2]
    values = {name: getattr(moved, name) for name in PLAN_FIELDS}
    values |= {"start_date": None, "due_date": _later(moved, people)}
    propose_edit(event=moved, values=values, reason="Сдвиг из-за каникул.", by=None)
    propose_cancel(event=left, reason="Проводит методический центр для всех школ.", by=None)
    fresh = values | {
        "title": "Неделя открытых уроков пар",
        "responsible": "куратор",
        "expected_result": "Каждая пара покажет один урок.",
    }
    line = propose_event(roadmap=plan, values=fresh, reason="Просьба наставников.", by=None)
    revision = submit_revision(revision=line.revision, by=None)
    if is_agreed:
        agree_revision(revision=revision, by=approver)


def _still_planned(plan: Roadmap) -> list[RoadmapEvent]:
    """Events with a day that are still to be done, the last first: these nobody has asked about."""
    found = plan.events.filter(state=EventState.PLANNED, term_kind__in=DATABLE_TERMS)
    return list(found.order_by("-due_date", "-order"))


def _later(event: RoadmapEvent, people: People) -> date:
    """Another day within the school year: three weeks later, on its last day three weeks earlier."""
    last = years.last_day(people.year)
    day = (event.due_date or people.on) + timedelta(days=LATER_DAYS)
    return day if day <= last else last - timedelta(days=LATER_DAYS + 40)


def _send_back(plan: Roadmap | None, approver: User) -> None:
    """The draft was sent once and came back with remarks on two events."""
    if plan is None:
        return
    plan = workflow.submit(roadmap=plan, by=None)
    first, second = plan.events.order_by("order")[2:4]
    texts = {
        first.pk: "Назовите ответственного по должности, а не «администрация».",
        second.pk: "Срок раньше, чем закрепят пары: сдвиньте.",
    }
    comment = "План хороший, поправьте два мероприятия."
    return_for_rework(roadmap=plan, comment=comment, by=approver, texts=texts)
