"""A pair's own page: people, journal, papers, history, what can be done."""

from datetime import date
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.pairs import actions
from mentorship.pairs.actions import actions_of, actors_of, is_allowed
from mentorship.pairs.display import look_of, silent_days, title_of
from mentorship.pairs.enums import PairState
from mentorship.pairs.forms import MeetingForm
from mentorship.pairs.models import Pair, PairMember
from schools.enums import ConsentKind
from schools.guards import area_required
from schools.models import Consent

MEETINGS_SHOWN = 50
# Meetings have a journal of their own.
_MEETING_ACTIONS = ("pairs.log_meeting", "pairs.confirm_meeting")


class Seen(NamedTuple):
    """A pair in sight: the pair, its members, what the account is to it."""

    pair: Pair
    members: list[PairMember]
    actors: frozenset[actions.Actor]


def find_pair(request: HttpRequest, pk: int) -> Seen:
    """Return the pair with its people; one outside the account's sight is 404."""
    visible = Pair.objects.visible_to(request.user)  # type: ignore[arg-type]
    related = (
        "mentor__person__school",
        "form",
        "variant",
        "focus",
        "subject",
        "order__school",
        "municipality",
    )
    pair = get_object_or_404(visible.select_related(*related), pk=pk)
    members = list(pair.members.select_related("mentee__school", "request__difficulty"))
    return Seen(pair, members, actors_of(request.user, pair, members))  # type: ignore[arg-type]


@area_required("pairs")
def pair_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a pair; to a role without names its numbers."""
    user = request.user
    if not Pair.objects.visible_to(user).filter(pk=pk).exists():  # type: ignore[arg-type]
        return _without_names(request, pk)
    return show_pair(request, find_pair(request, pk))


def show_pair(
    request: HttpRequest, seen: Seen, meeting_form: MeetingForm | None = None, status: int = 200
) -> HttpResponse:
    """Render the page; `meeting_form` brings back a line of the journal that was refused."""
    today = timezone.localdate()
    pair, members, actors = seen
    person = request.user.person_id  # type: ignore[union-attr]
    buttons = actions_of(pair, members, actors, person)
    if is_allowed(actions.LOG_MEETING, pair, actors):
        meeting_form = meeting_form or MeetingForm(initial={"date": today})
    context = {
        "pair": pair,
        "members": members,
        "title": title_of(pair, members),
        "look": look_of(pair.state),
        "buttons": buttons,
        "main": next((code for code, action in buttons.items() if action.is_main), ""),
        "meeting_form": meeting_form,
        "may_end_membership": len(members) > 1 and is_allowed(actions.END_MEMBERSHIP, pair, actors),
        "history": _history(pair),
        "today": today,
        **_journal(request, seen, today),
        **_papers(pair),
    }
    return render(request, "pairs/detail.html", context, status=status)


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


def _papers(pair: Pair) -> dict[str, Any]:
    """The mentor's consent to duties."""
    consents = Consent.objects.filter(person=pair.mentor_id, kind=ConsentKind.DUTIES)
    return {"duties": consents.filter(withdrawn_date__isnull=True).first()}


def _history(pair: Pair) -> Any:
    """What happened to the pair, the newest first, meetings left out."""
    entries = Entry.objects.filter(target_model="pairs.pair", target_id=pair.pk)
    return entries.exclude(action__in=_MEETING_ACTIONS).select_related("by__person")[:MEETINGS_SHOWN]


def _without_names(request: HttpRequest, pk: int) -> HttpResponse:
    """The pair as numbers; 404 where not even these are in sight."""
    counted = Pair.objects.visible_to(request.user, counts=True)  # type: ignore[arg-type]
    pair = get_object_or_404(counted.select_related("form", "variant", "focus"), pk=pk)
    members = pair.members.all()
    context = {
        "pair": pair,
        "look": look_of(pair.state),
        "member_count": len(members),
        "since": min((member.start_date for member in members if member.start_date), default=None),
        "has_order": pair.order_id is not None,
        "meeting_count": pair.meetings.count(),
        "is_active": pair.state == PairState.ACTIVE,
    }
    return render(request, "pairs/detail_counts.html", context)
