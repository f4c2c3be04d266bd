"""Rows of the kinds that the demonstration lacks, for each of two schools: a place for canaries."""

import hashlib

from django.core.files.base import ContentFile
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.bank.models import ReserveMember
from mentorship.documents.enums import Case
from mentorship.documents.models import NameForm, Paper
from mentorship.pairs.models import NeverTogether, Product
from mentorship.roadmap.models import (
    CoordinationMeeting,
    Evidence,
    MeetingParticipant,
    Remark,
    RoadmapEvent,
)
from mentorship.spreadsheets.enums import TaskState
from mentorship.spreadsheets.models import ImportTask
from reports.demo import lists
from reports.demo.canaries.sowing_papers import sow_papers
from reports.demo.canaries.sowing_protected import sow_incident, sow_pupil, sow_request
from reports.models import SavedView, Score, ScoreDecision, ScoreSheet, Setting
from reports.scoring.criteria import CRITERIA
from schools.models import (
    ClassOverride,
    Municipality,
    NotDoubles,
    Person,
    PersonAlias,
    SavedFilter,
    School,
    SchoolPaper,
    User,
)
from surveys.enums import SwotSide
from surveys.models import FreeText, Response, TextCode

HELD = b"%PDF-1.4\n"
TEXT_ITEM = "canary"


def sow() -> None:
    """Make the rows; a second call finds them there."""
    municipality = Municipality.objects.get(name=lists.MUNICIPALITY)
    if NotDoubles.objects.exists():
        return
    methodist = User.objects.get(username="methodist")
    own = School.objects.get(code=lists.DEMO_SCHOOL)
    for school in (own, School.objects.filter(municipality=municipality).exclude(pk=own.pk).latest("pk")):
        sow_school(school, methodist)
    sow_municipality(municipality, methodist)
    sow_papers(municipality, methodist)


def sow_school(school: School, by: User) -> None:
    """Rows of one school."""
    _sow_people(school, by)
    _sow_plans(school, by)
    _sow_files(school)
    _sow_answers(school, by)


def _sow_people(school: School, by: User) -> None:
    """Decisions about persons of the school, a view that an account keeps, an act with a person."""
    first, second = Person.objects.filter(school=school).order_by("pk")[:2]
    NotDoubles.objects.create(person_a=first, person_b=second, reason="?", decided_by=by)
    NeverTogether.objects.create(person_a=first, person_b=second, reason="?", set_by=by)
    NameForm.objects.create(person=first, case=Case.GENITIVE, text="?")
    PersonAlias.objects.create(code=f"old-{school.pk}", person=first, record={"Фамилия": "Прежняя"})
    ClassOverride.objects.create(
        school=school, year=2025, rule="effective", value=True, reason="?", set_by=by
    )
    keeper, _ = User.objects.get_or_create(person=first, defaults={"username": f"keeper-{school.pk}"})
    SavedView.objects.create(user=keeper, title="?", query="")
    SavedFilter.objects.create(user=keeper, page="bank:list", title="?", conditions=[["q", "Прежняя"]])
    _sow_long_import(school, keeper)
    sow_pupil(school)
    sow_request(first, keeper)
    record(by=keeper, action="person.merged", target=first, text="?", data={"Фамилия": "Прежняя"})


def _sow_long_import(school: School, keeper: User) -> None:
    """A workbook that an account uploaded, with a cell of it in the report."""
    ImportTask.objects.create(
        token=f"canary-{school.pk}",
        is_dry_run=True,
        kind="people",
        name="?",
        rows=1,
        by=keeper,
        state=TaskState.LOST,
        asked_at=timezone.now(),
        words="?",
        report={"value": "Прежняя"},
    )


def _sow_plans(school: School, by: User) -> None:
    """Somebody of the reserve, a remark of the department about an event."""
    last = Person.objects.filter(school=school, reserve_entries=None).latest("pk")
    ReserveMember.objects.create(person=last, target_position="?", included_date=timezone.localdate())
    event = RoadmapEvent.objects.filter(roadmap__school=school).order_by("pk").first()
    if event is not None:
        Remark.objects.create(event=event, text="?", made_by=by)


def _sow_files(school: School) -> None:
    """One file of each kind that people of the school enclose."""
    rows = (
        SchoolPaper.objects.filter(school=school).first(),
        Evidence.objects.filter(event__roadmap__school=school).first(),
        Product.objects.filter(pair__members__mentee__school=school).first(),
        Paper.objects.filter(school=school, file__gt="").first(),
    )
    for row in rows:
        held = getattr(row, "scan" if isinstance(row, Paper) else "file", None)
        if held is not None:
            held.save("held.pdf", ContentFile(HELD))


def _sow_answers(school: School, by: User) -> None:
    """An answer in words and what the methodist made of it."""
    response = Response.objects.filter(school=school).order_by("pk").first()
    if response is not None:
        text = FreeText.objects.create(response=response, item_code=TEXT_ITEM, text="?")
        digest = hashlib.sha256(str(text.pk).encode()).hexdigest()
        TextCode.objects.create(text=text, side=SwotSide.STRENGTH, words="?", digest=digest, by=by)


def sow_municipality(municipality: Municipality, by: User) -> None:
    """Marks with reasons, a changed threshold, a guest of a meeting."""
    sow_incident(municipality, by)
    sheet = ScoreSheet.objects.create(municipality=municipality, year=2025)
    criterion = next(iter(CRITERIA))
    Score.objects.create(sheet=sheet, criterion=criterion, mark=1, reason="?", scored_by=by)
    ScoreDecision.objects.create(sheet=sheet, criterion=criterion, mark=1, reason="?", decided_by=by)
    Setting.objects.create(
        municipality=municipality, code="page_age", value=180, from_date="2025-09-01", reason="?"
    )
    meeting = CoordinationMeeting.objects.filter(municipality=municipality).first()
    if meeting is not None:
        MeetingParticipant.objects.create(meeting=meeting, guest="?")
