"""The list of those who took part: seen, ticked, pasted, loaded, cleaned of slips, given out as Excel."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mentorship.audit.log import record_export
from mentorship.roadmap import workflow
from mentorship.roadmap.attendance_forms import NamesForm, SheetForm, TickForm
from mentorship.roadmap.attendance_list import HEADINGS, AttendanceLayout, listed
from mentorship.roadmap.enums import AttendanceWay, EventState
from mentorship.roadmap.models import Attendance, Occurrence, RoadmapEvent
from mentorship.roadmap.naming import lines_of, named
from mentorship.roadmap.rights import acts_of
from mentorship.roadmap.views.acting import Act, Offer, attempt, form_of
from mentorship.roadmap.views.events import visible_event
from mentorship.spreadsheets.downloads import xlsx_download
from mentorship.spreadsheets.gate import MAX_FILE
from mentorship.spreadsheets.importing import import_layout
from schools.guards import area_required
from schools.keys import key_of
from schools.models import Person, School

# More refusals than this nobody mends at once.
MOST_ERRORS = 20
ADDED = "Список участников дополнен."


def add_named(*, names: str, as_guests: bool, **about: Any) -> None:
    """Write a pasted list down: all of it, or nothing and what keeps it from being written."""
    people = named(about["event"].roadmap, lines_of(names))
    if people.ambiguous:
        raise ValidationError(
            {"names": [f"{line}: так зовут нескольких, укажите код." for line in people.ambiguous]}
        )
    if people.unknown and not as_guests:
        unknown = [f"{line}: такого педагога в портале нет." for line in people.unknown[:MOST_ERRORS]]
        raise ValidationError({"names": unknown})
    workflow.add_people(people=people.people, guests=people.unknown, way=AttendanceWay.LIST, **about)


def add_sheet(
    *, file: Any, event: RoadmapEvent, occurrence: Occurrence | None, day: date, on: date, by: Any
) -> None:
    """Load a workbook with the list: all rows or none, every refusal with its row."""
    layout = AttendanceLayout(event, occurrence, day, on)
    municipality = event.roadmap.municipality
    report = import_layout(layout, file.read(MAX_FILE + 1), by=by, municipality=municipality, name=file.name)
    if report.errors:
        raise ValidationError({"file": [str(error) for error in report.errors[:MOST_ERRORS]]})


ACTS: dict[str, Act] = {
    "tick": Act(
        "mark", TickForm, workflow.add_people, ADDED, "Записать отмеченных", "Отметить педагогов школы"
    ),
    "names": Act("mark", NamesForm, add_named, ADDED, "Записать список", "Вставить список"),
    "sheet": Act("mark", SheetForm, add_sheet, ADDED, "Загрузить", "Загрузить из Excel"),
}


def listed_event(request: HttpRequest, pk: int, event_pk: int) -> RoadmapEvent:
    """The event in sight; names of people are for those who see people."""
    if not request.user.has_perm("people.view"):
        raise PermissionDenied
    return visible_event(request, pk, event_pk)


def chosen_time(request: HttpRequest, event: RoadmapEvent) -> Occurrence | None:
    """The time the event was held that the address names; None is the event itself."""
    named_time = request.GET.get("time", "")
    return get_object_or_404(event.occurrences, pk=key_in(named_time)) if named_time else None


def key_in(text: str) -> int:
    """A primary key out of an address; what no database holds is not found."""
    key = key_of(text)
    if key is None:
        raise Http404
    return key


@area_required("roadmap")
def attendance(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    """The list; POST does what the pressed button says."""
    event = listed_event(request, pk, event_pk)
    occurrence = chosen_time(request, event)
    if request.method != "POST":
        return show(request, event, occurrence)
    if "mark" not in acts_of(request.user, event.roadmap):
        raise PermissionDenied
    code = request.POST.get("act", "")
    if code in ("confirm", "remove"):
        return _one_line(request, event, occurrence, code)
    if code not in ACTS:
        raise Http404
    on = timezone.localdate()
    form = form_of(
        code, ACTS[code], request.POST, request.FILES, **_form_needs(request, event, occurrence, code)
    )
    offer = Offer(code, ACTS[code], form)
    if not attempt(request, offer, event=event, occurrence=occurrence, on=on):
        return show(request, event, occurrence, offer)
    return redirect(request.get_full_path())


def _one_line(
    request: HttpRequest, event: RoadmapEvent, occurrence: Occurrence | None, code: str
) -> HttpResponse:
    """Confirm a guest, or take a line out."""
    rows = Attendance.objects.select_related("event", "person", "occurrence")
    line = get_object_or_404(
        rows, pk=key_in(request.POST.get("line", "")), event=event, occurrence=occurrence
    )
    change = workflow.confirm_guest if code == "confirm" else workflow.remove_attendance
    try:
        change(attendance=line, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        done = "в списке" if code == "confirm" else "больше не в списке"
        messages.success(request, f"{line} — {done}.")
    return redirect(request.get_full_path())


def show(
    request: HttpRequest, event: RoadmapEvent, occurrence: Occurrence | None, refused: Offer | None = None
) -> HttpResponse:
    """Who stands in the list, who waits, and the ways to add somebody."""
    rights = acts_of(request.user, event.roadmap)
    may_mark = "mark" in rights and event.roadmap.is_running and event.state != EventState.CANCELLED
    context = {
        "event": event,
        "roadmap": event.roadmap,
        "occurrence": occurrence,
        "rows": listed(event, occurrence),
        "waiting": event.attendance.of_time(occurrence).waiting().order_by("pk") if may_mark else [],
        "offers": _offers(request, event, occurrence, refused) if may_mark or refused else [],
        "refused": refused,
        "may_mark": may_mark,
        "schools": _schools(event) if may_mark else [],
        "chosen_school": _school_in(request),
    }
    return render(request, "roadmap/attendance.html", context, status=400 if refused else 200)


def _offers(
    request: HttpRequest, event: RoadmapEvent, occurrence: Occurrence | None, refused: Offer | None
) -> list[Offer]:
    """The three ways to add people, each form with its day."""
    day = {"day": _usual_day(event, occurrence)}
    return [
        refused
        if refused is not None and refused.code == code
        else Offer(
            code, act, form_of(code, act, initial=day, **_form_needs(request, event, occurrence, code))
        )
        for code, act in ACTS.items()
    ]


def _usual_day(event: RoadmapEvent, occurrence: Occurrence | None) -> date:
    """The day people most likely took part: when the event was held, else today."""
    held = occurrence.date if occurrence else event.done_date
    return held or timezone.localdate()


def _form_needs(
    request: HttpRequest, event: RoadmapEvent, occurrence: Occurrence | None, code: str
) -> dict[str, Any]:
    return {"staff": _staff(request, event, occurrence)} if code == "tick" else {}


def _staff(request: HttpRequest, event: RoadmapEvent, occurrence: Occurrence | None) -> QuerySet[Person]:
    """Who may be ticked: the staff of the roadmap's school, or of the one chosen in the address."""
    school = event.roadmap.school_id or _school_in(request)
    schools = School.objects.filter(pk=school, municipality=event.roadmap.municipality_id)
    held = event.attendance.of_time(occurrence).filter(person__isnull=False).values("person")
    staff = Person.objects.working_in(schools, timezone.localdate()).exclude(pk__in=held)
    return staff.select_related("position").order_by("name_key", "pk")


def _school_in(request: HttpRequest) -> int:
    """The school that the address names; 0 is none."""
    chosen = request.GET.get("school", "")
    return key_in(chosen) if chosen else 0


def _schools(event: RoadmapEvent) -> list[School]:
    """Where a municipal event's people come from, to choose whose staff is ticked."""
    if event.roadmap.school_id:
        return []
    return list(School.objects.filter(municipality=event.roadmap.municipality_id).order_by("name_key"))


@area_required("roadmap")
def attendance_xlsx(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    """The list as a workbook, with a column for signatures."""
    event = listed_event(request, pk, event_pk)
    occurrence = chosen_time(request, event)
    rows = [
        [
            str(row),
            row.person.code if row.person else "",
            row.place,
            row.date,
            row.get_way_display(),
            "",
        ]
        for row in listed(event, occurrence)
    ]
    chosen = f"{event.code}, {occurrence}" if occurrence else event.code
    record_export(by=request.user, action="attendance.exported", rows=len(rows), chosen=chosen, target=event)
    headings = [*HEADINGS, "Откуда", "Дата", "Как отмечен", "Подпись"]
    return xlsx_download(
        f"uchastniki-{event.pk}", f"Участники {event.code}", headings, rows, widths=[40, 18, 34, 12, 24, 24]
    )
