"""A pair's own page: people, journal, agreements, history, what can be done."""

from datetime import date
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from mentorship.audit.log import record_view
from mentorship.audit.models import Entry
from mentorship.pairs import actions
from mentorship.pairs.actions import actions_of, is_allowed
from mentorship.pairs.display import (
    agreements,
    look_of,
    member_detail,
    mentor_detail,
    silent_days,
)
from mentorship.pairs.enums import PairState
from mentorship.pairs.forms import MeetingForm
from mentorship.pairs.life.closing import owed_forms
from mentorship.pairs.models import Pair
from mentorship.pairs.steps import STEPS
from mentorship.pairs.views.asides import asides_of
from mentorship.pairs.views.heads import Seen, find_pair, head_of
from schools.guards import area_required

MEETINGS_SHOWN = 50
# Meetings, the plan and products stand on pages of their own.
_OWN_PLACES = tuple(
    f"pairs.{action}"
    for action in (
        "log_meeting",
        "confirm_meeting",
        "plan_meeting",
        "move_meeting",
        "cancel_meeting",
        "plan",
        "product",
    )
)
# Who reads which side asks to dissolve a pair, and why; beside them the side itself.
_TOLD_WHO_ASKS = {*actions.DESK, actions.Actor.DIRECTOR}


class Button(NamedTuple):
    """An action as the page draws it; one that `asks` leads to a form."""

    code: str
    words: str
    icon: str
    is_main: bool
    asks: bool


@area_required("pairs")
def pair_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a pair; to a role without names its numbers."""
    visible = Pair.objects.visible_to(request.user)  # type: ignore[arg-type]
    if not visible.filter(pk=pk).exists():
        return _without_names(request, pk)
    seen = find_pair(request, pk)
    record_view(by=request.user, target=seen.pair, what="pair")
    return show_pair(request, seen)


def show_pair(
    request: HttpRequest, seen: Seen, meeting_form: MeetingForm | None = None, status: int = 200
) -> HttpResponse:
    """Render the page; `meeting_form` brings back a line of the journal that was refused."""
    today = timezone.localdate()
    pair, members, actors = seen
    buttons = _buttons(request, seen)
    if is_allowed(actions.LOG_MEETING, pair, actors):
        meeting_form = meeting_form or MeetingForm(initial={"date": today})
    context = {
        **head_of(pair, members, request.user.person_id),  # type: ignore[union-attr]
        "main": next((button for button in buttons if button.is_main), None),
        "others": [button for button in buttons if not button.is_main],
        "meeting_form": meeting_form,
        "history": _history(request, seen),
        "owed_forms": _owed_forms(seen, today),
        "asked_words": _asked_words(request, seen),
        **_people(seen, today),
        **_journal(request, seen, today),
        **asides_of(request.user, seen, today),
    }
    return render(request, "pairs/detail.html", context, status=status)


def _owed_forms(seen: Seen, today: date) -> list[str]:
    """Questionnaires that are still owed before the start, for those who keep the pairs."""
    is_told = seen.pair.state == PairState.ORDERED and seen.actors & set(actions.DESK)
    return owed_forms(seen.pair, today) if is_told else []


def _asked_words(request: HttpRequest, seen: Seen) -> str:
    """Who asks to dissolve the pair and why: for those who decide and for the one who asks, not the other."""
    pair = seen.pair
    own = pair.ending_asked_by_id == request.user.person_id  # type: ignore[union-attr]
    if pair.ending_asked_by is None or not (own or seen.actors & _TOLD_WHO_ASKS):
        return ""
    return f"{pair.ending_asked_by.short_name} — {pair.ending_asked_why}"


def _buttons(request: HttpRequest, seen: Seen) -> list[Button]:
    """What this account may do now."""
    person = request.user.person_id  # type: ignore[union-attr]
    allowed = actions_of(seen.pair, seen.members, seen.actors, person)
    return [
        Button(code, action.words, action.icon, action.is_main, STEPS[code].make_form is not None)
        for code, action in allowed.items()
    ]


def _people(seen: Seen, today: date) -> dict[str, Any]:
    """Who takes part, since when, with whose agreement."""
    pair, members, actors = seen
    starts = [member.start_date for member in members if member.start_date]
    ends = [member.end_date for member in members]
    return {
        "mentor_detail": mentor_detail(pair),
        "people": [
            {
                "member": member,
                "detail": member_detail(member, today),
                "is_current": member.is_current(today),
            }
            for member in members
        ],
        "since": min(starts, default=None),
        "until": max((end for end in ends if end), default=None) if all(ends) else None,
        "agreements": agreements(pair, members),
        "may_end_membership": len(members) > 1 and is_allowed(actions.END_MEMBERSHIP, pair, actors),
    }


def _journal(request: HttpRequest, seen: Seen, today: date) -> dict[str, Any]:
    """Meetings by page, how long the pair is silent, whether this person confirms."""
    meetings = seen.pair.meetings.select_related("logged_by", "confirmed_by")
    page = Paginator(meetings, MEETINGS_SHOWN).get_page(request.GET.get("page"))
    last = meetings.values_list("date", flat=True).first()
    return {
        "page_obj": page,
        "silent_days": silent_days(seen.pair, seen.members, last, today),
        "may_confirm": is_allowed(actions.CONFIRM_MEETING, seen.pair, seen.actors),
        "me": request.user.person_id,  # type: ignore[union-attr]
    }


def _history(request: HttpRequest, seen: Seen) -> Any:
    """What happened to the pair, the newest first; what has a place of its own is left out.

    Who asked to dissolve it stands there for those who are told it on the page (`_asked_words`).
    """
    entries = Entry.objects.filter(target_model="pairs.pair", target_id=seen.pair.pk)
    if not seen.actors & _TOLD_WHO_ASKS:
        entries = entries.exclude(Q(action="pairs.ask_dissolution") & ~Q(by=request.user))
    return entries.exclude(action__in=_OWN_PLACES).select_related("by__person")[:MEETINGS_SHOWN]


def _without_names(request: HttpRequest, pk: int) -> HttpResponse:
    """The pair as numbers; 404 where not even these are in sight."""
    counted = Pair.objects.visible_to(request.user, counts=True)  # type: ignore[arg-type]
    pair = get_object_or_404(counted.select_related("form", "variant", "focus"), pk=pk)
    starts = list(pair.members.values_list("start_date", flat=True))
    context = {
        "pair": pair,
        "look": look_of(pair.state),
        "member_count": len(starts),
        "since": min((start for start in starts if start), default=None),
        "meeting_count": pair.meetings.count(),
    }
    return render(request, "pairs/detail_counts.html", context)
