"""An entry of a contest: proposed, agreed to or refused, placed, taken back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.audit.log import record_view
from mentorship.practices.contests import entering
from mentorship.practices.contests.display import look_of_answer, look_of_contest
from mentorship.practices.contests.enums import ContestState
from mentorship.practices.contests.forms import PlaceForm, ProposeForm
from mentorship.practices.contests.rights import (
    is_own,
    may_answer,
    may_propose,
    may_remove,
    runs,
)
from mentorship.practices.contests.views.contests import find_contest
from mentorship.practices.forms import VersionForm
from mentorship.practices.models import ContestEntry, EntryPerson
from schools.enums import ConsentWay
from schools.guards import area_required
from schools.models import Person, School
from schools.stamps import OPEN, REFUSED, status_of, status_of_refusal

AREA = "contests"
CLOSED = "Выдвижение сейчас закрыто."


@area_required(AREA, change=True)
def propose(request: HttpRequest, pk: int, nomination_pk: int) -> HttpResponse:
    """Propose a mentor or a pair in a nomination."""
    contest, user, today = find_contest(request, pk), request.user, timezone.localdate()
    nomination = get_object_or_404(contest.nominations.select_related("contest"), pk=nomination_pk)
    is_closed = not may_propose(user, contest, today)
    if is_closed:
        if not user.access.scope(AREA, change=True).schools and not runs(user, contest):  # type: ignore[union-attr]
            raise PermissionDenied
        if request.method != "POST":
            messages.error(request, CLOSED)
            return redirect(contest)
    is_sent = request.method == "POST"
    form = ProposeForm(request.POST if is_sent else None, user=user, nomination=nomination)
    if is_closed:
        form.add_error(None, CLOSED)
    if is_sent and form.is_valid():
        data = form.cleaned_data
        try:
            entry = entering.propose(
                nomination=nomination, school=_school(user, data["nominee"]), by=user, on=today, **data
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "Выдвижение записано. Тем, кого вы назвали, ушло письмо.")
            return redirect(entry)
    context = {"contest": contest, "nomination": nomination, "form": form}
    return render(request, "contests/propose.html", context, status=status_of(form))


def _school(user: Any, nominee: Any) -> School | None:
    """The school that proposes: the account's own, else the mentor's."""
    mentor = nominee if isinstance(nominee, Person) else nominee.mentor.person
    schools = user.access.scope(AREA, change=True).schools
    if not schools or mentor.school_id in schools:
        return mentor.school
    return School.objects.filter(pk__in=schools).order_by("pk").first()


@area_required(AREA)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was proposed, for what, who agrees."""
    return show_entry(request, find_entry(request, pk))


def find_entry(request: HttpRequest, pk: int) -> ContestEntry:
    """The entry, or 404 outside the account's sight."""
    user: Any = request.user
    rows = ContestEntry.objects.visible_to(user).select_related(
        "nomination__contest", "school", "person", "pair", "pair__mentor__person"
    )
    return get_object_or_404(rows, pk=pk)


def show_entry(
    request: HttpRequest, entry: ContestEntry, form: PlaceForm | None = None, status: int = OPEN
) -> HttpResponse:
    """Render the page; a refused result comes back with its words."""
    user: Any = request.user
    contest, today = entry.nomination.contest, timezone.localdate()
    leads = runs(user, contest)
    people = entry.people.select_related("person__school").order_by("-part", "pk")
    parts = [_standing(user, part, entry) for part in people]
    if not any(item["is_own"] for item in parts):
        record_view(by=user, target=entry, what="contest_entry")
    first = {"version": entry.version, "place": entry.place}
    context = {
        "entry": entry,
        "contest": contest,
        "look": look_of_contest(contest),
        "parts": parts,
        "shows_place": bool(entry.place) and (leads or contest.state == ContestState.ANNOUNCED),
        "may_remove": may_remove(user, entry, today),
        "place_form": (form or PlaceForm(initial=first))
        if leads and contest.state == ContestState.JUDGED
        else None,
        "refused": form,
        "is_public": ContestEntry.objects.published(today).filter(pk=entry.pk).exists(),
    }
    return render(request, "contests/entry.html", context, status=status)


def _standing(user: Any, part: EntryPerson, entry: ContestEntry) -> dict[str, Any]:
    """One of those named: what was answered, what this account may do about it."""
    may = may_answer(user, part, entry.nomination.contest)
    return {
        "part": part,
        "look": look_of_answer(part),
        "is_own": is_own(user, part),
        "may_agree": may and not part.agrees,
        "may_refuse": may and part.refused_date is None,
    }


@require_POST
@area_required(AREA, change=True)
def agree(request: HttpRequest, pk: int, part_pk: int) -> HttpResponse:
    """Agree for oneself, or take down a consent given on paper."""
    entry, part = _find_part(request, pk, part_pk)
    user: Any = request.user
    way = ConsentWay.PORTAL if is_own(user, part) else ConsentWay.PAPER
    try:
        entering.agree_to_entry(part=part, way=way, by=user, on=timezone.localdate())
    except ValidationError as error:
        return _refuse(request, entry, error)
    messages.success(request, "Согласие записано.")
    return redirect(entry)


@require_POST
@area_required(AREA, change=True)
def refuse(request: HttpRequest, pk: int, part_pk: int) -> HttpResponse:
    """Refuse, or take a consent back."""
    entry, part = _find_part(request, pk, part_pk)
    user: Any = request.user
    try:
        entering.refuse_entry(part=part, by=user, on=timezone.localdate())
    except ValidationError as error:
        return _refuse(request, entry, error)
    messages.success(request, "Отказ записан: в итогах этого имени не будет.")
    return redirect(entry)


def _find_part(request: HttpRequest, pk: int, part_pk: int) -> tuple[ContestEntry, EntryPerson]:
    entry = find_entry(request, pk)
    part = get_object_or_404(entry.people.all(), pk=part_pk)
    if not may_answer(request.user, part, entry.nomination.contest):
        raise PermissionDenied
    return entry, part


@require_POST
@area_required(AREA, change=True)
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """What the jury gave."""
    entry, user = find_entry(request, pk), request.user
    if not runs(user, entry.nomination.contest):
        raise PermissionDenied
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return show_entry(request, entry, form, REFUSED)
    try:
        entering.set_place(entry=entry, by=user, **form.cleaned_data)  # type: ignore[arg-type]
    except ValidationError as error:
        form.add_error(None, error.messages)
        entry.refresh_from_db()
        form.data = form.data.copy()
        form.data["version"] = str(entry.version)
        return show_entry(request, entry, form, status_of_refusal(error))
    messages.success(request, "Результат записан.")
    return redirect(entry.nomination.contest)


@require_POST
@area_required(AREA, change=True)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entry back."""
    entry, user = find_entry(request, pk), request.user
    contest = entry.nomination.contest
    leads = runs(user, contest)
    if not leads and entry.school_id not in user.access.scope(AREA, change=True).schools:  # type: ignore[union-attr]
        raise PermissionDenied
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _refuse(request, entry, ValidationError("Откройте страницу заново и повторите."))
    try:
        if not may_remove(user, entry, timezone.localdate()):
            raise ValidationError("Выдвижение закрыто: снять кандидата может только методист.")
        entering.remove_entry(entry=entry, by=user, **form.cleaned_data)  # type: ignore[arg-type]
    except ValidationError as error:
        return _refuse(request, entry, error)
    messages.success(request, "Выдвижение снято.")
    return redirect(contest)


def _refuse(request: HttpRequest, entry: ContestEntry, error: ValidationError) -> HttpResponse:
    messages.error(request, " ".join(error.messages))
    entry.refresh_from_db()
    return show_entry(request, entry, status=status_of_refusal(error))
