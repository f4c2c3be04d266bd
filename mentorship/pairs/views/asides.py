"""What the pair's page tells beside its journal: meetings to come, plan, pulse, reports, replacement."""

from datetime import date
from typing import Any

from django.db.models import Count, Q

from mentorship.pairs import actions
from mentorship.pairs.actions import Actor, is_allowed
from mentorship.pairs.life.chain import chain_of
from mentorship.pairs.life.pulse import may_read
from mentorship.pairs.models import HalfYearReport, PlannedMeeting, Pulse
from mentorship.pairs.views.heads import Seen

PULSES_SHOWN = 20


def asides_of(user: Any, seen: Seen, today: date) -> dict[str, Any]:
    """The life of the pair for the account; nine queries at most."""
    pair, members, actors = seen
    may_plan = is_allowed(actions.PLAN_MEETING, pair, actors)
    may_log = is_allowed(actions.LOG_MEETING, pair, actors)
    return {
        "planned": _planned(seen, today, may_log=may_log) if not pair.is_over else [],
        "may_plan": may_plan,
        "plan": _plan(seen, today),
        "chain": chain_of(pair, members, user),
        "reports": _reports(user, seen),
        **_pulse(user, seen),
    }


def _planned(seen: Seen, today: date, *, may_log: bool) -> list[dict[str, Any]]:
    rows = PlannedMeeting.objects.open().filter(pair=seen.pair)
    return [
        {"meeting": row, "has_come": row.date <= today, "may_hold": may_log and row.date <= today}
        for row in rows
    ]


def _plan(seen: Seen, today: date) -> dict[str, Any]:
    """How much of the plan is done, how much is late."""
    late = Q(done_date=None, due_date__lt=today)
    counted = seen.pair.plan.standing().aggregate(
        count=Count("pk"), done=Count("done_date"), late=Count("pk", filter=late)
    )
    return {**counted, "late": 0 if seen.pair.is_over else counted["late"]}


def _reports(user: Any, seen: Seen) -> list[HalfYearReport]:
    """The half-year reports of the pair that are for the account."""
    if not user.access.may_see("half_years"):
        return []
    visible = HalfYearReport.objects.visible_to(user).filter(pair=seen.pair)
    return list(visible.select_related("period").order_by("period__start_date"))


def _pulse(user: Any, seen: Seen) -> dict[str, Any]:
    """The answers for who may read them; the own question for a side that has not answered yet."""
    pair, members, actors = seen
    is_desk = bool(actors & {Actor.METHODIST, Actor.CURATOR})
    if may_read(pair, members, user.person_id, is_desk):
        answered = pair.pulses.filter(answered_at__isnull=False).select_related("person", "reacted_by")
        return {
            "pulses": answered[:PULSES_SHOWN],
            "may_react": is_allowed(actions.REACT, pair, actors),
        }
    own = Pulse.objects.unanswered().filter(pair=pair, person=user.person_id)
    return {"own_pulse": own.order_by("-due_date").first()}
