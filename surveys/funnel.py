"""From the invitation to the couple of forms, by school: head-counts of taking part, never an answer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from schools.models import Person
from surveys import confidential
from surveys.audience import asked_by
from surveys.enums import Phase, ResponseState, Status
from surveys.models import Campaign, Response


@dataclass(frozen=True)
class Step:
    """One school's way: asked, of them have begun, sent, sent both forms of the year."""

    code: str
    school: str
    asked: int = 0
    begun: int = 0
    sent: int = 0
    paired: int = 0


def funnel(campaign: Campaign, people: QuerySet[Any]) -> list[Step]:
    """The steps by school, by name; `people` carry a `status` (`confidential.with_status`)."""
    begun, sent = ~Q(status=Status.NOT_STARTED), Q(status=Status.SUBMITTED)
    rows = people.order_by("school__name_key").values("school", "school__code", "school__name")
    counted = rows.annotate(asked=Count("pk"), begun=Count("pk", filter=begun), sent=Count("pk", filter=sent))
    both = _both_of(campaign, people)
    return [
        Step(
            row["school__code"] or "",
            row["school__name"] or "Без школы",
            row["asked"],
            row["begun"],
            row["sent"],
            both[row["school"]],
        )
        for row in counted
    ]


def _both_of(campaign: Campaign, people: QuerySet[Any]) -> Counter[int | None]:
    """How many have sent «до» and «после», by school."""
    form = campaign.questionnaire
    if form.phase == Phase.ONCE:
        return Counter()
    schools = dict(people.filter(status=Status.SUBMITTED).order_by().values_list("pk", "school"))
    sent = confidential.sent_forms(schools, form.role, campaign.year)
    couple = {Phase.BEFORE, Phase.AFTER}
    phases: dict[int, set[str]] = {}
    for person, phase in sent:
        phases.setdefault(person, set()).add(phase)
    return Counter(schools[person] for person, held in phases.items() if couple <= held)


def anonymous_funnel(campaign: Campaign, people: QuerySet[Person]) -> list[Step]:
    """The same where nothing leads to people any more: the answers themselves say their school."""
    other = Response.objects.filter(key=OuterRef("key"), state=ResponseState.SUBMITTED).exclude(
        phase=OuterRef("phase")
    )
    is_sent = Q(state=ResponseState.SUBMITTED)
    answered = (
        Response.objects.filter(campaign=campaign, school__in=people.order_by().values("school"))
        .annotate(is_paired=Exists(other))
        .order_by()
        .values("school__code", "school__name")
        .annotate(
            begun=Count("pk"),
            sent=Count("pk", filter=is_sent),
            paired=Count("pk", filter=is_sent & Q(is_paired=True)),
        )
    )
    asked = asked_by(campaign).filter(pk__in=people.order_by().values("pk")).order_by()
    invited = asked.values("school__code", "school__name").annotate(asked=Count("pk"))
    found: dict[str, dict[str, Any]] = {}
    for row in (*invited, *answered):
        found.setdefault(row["school__code"] or "", {}).update(row)
    return sorted(map(_step, found.values()), key=lambda step: step.school)


def _step(row: dict[str, Any]) -> Step:
    begun, sent, paired = (row.get(name, 0) for name in ("begun", "sent", "paired"))
    # who has answered was asked, whatever has become of the pair
    asked = max(row.get("asked", 0), begun)
    return Step(row["school__code"] or "", row["school__name"] or "Без школы", asked, begun, sent, paired)


def total(steps: Iterable[Step]) -> Step:
    """The steps of all schools together: sums of head-counts."""
    rows = list(steps)
    counts = {field.name: sum(getattr(row, field.name) for row in rows) for field in fields(Step)[2:]}
    return Step("", "Всего", **counts)
