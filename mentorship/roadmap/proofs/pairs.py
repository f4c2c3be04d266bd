"""What the pairs show: formed, fixed by an order, meetings of each kind held."""

from functools import partial

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse

from mentorship.pairs.enums import ENTERED_STATES, PLACE_STATES, MeetingKind, PairState
from mentorship.pairs.models import Meeting, Order, Pair
from mentorship.roadmap.proofs.asking import Asked, Finding, Question, last_one
from schools.russian import plural

PAIRS = ("пара", "пары", "пар")
WITH_ORDER = (PairState.ORDERED, *ENTERED_STATES)
AT_WORK = (PairState.ACTIVE, PairState.PAUSED, PairState.COMPLETED)


def _pairs(asked: Asked) -> QuerySet[Pair]:
    """The roadmap's pairs of its school year."""
    pairs = Pair.objects.filter(municipality=asked.roadmap.municipality_id)
    if asked.roadmap.school_id:
        pairs = pairs.of_school(asked.roadmap.school_id)
    return pairs.touching_year(asked.roadmap.year)


def formed(asked: Asked) -> Finding | None:
    """Pairs that both sides have agreed to."""
    states = (*PLACE_STATES, PairState.COMPLETED)
    count = _pairs(asked).filter(state__in=states).count()
    if not count:
        return None
    return Finding(f"Сформировано {asked.place}: {count} {plural(count, *PAIRS)}", reverse("pairs:list"))


def ordered(asked: Asked) -> Finding | None:
    """Pairs fixed by a registered order, with the latest of these."""
    pairs = _pairs(asked).filter(state__in=WITH_ORDER, order__isnull=False)
    count = pairs.count()
    if not count:
        return None
    last = Order.objects.filter(pk__in=pairs.values("order")).order_by("-date", "-pk").first()
    words = f"Закреплено приказом {asked.place}: {count} {plural(count, *PAIRS)}; последний приказ {last}"
    day = last.date if last else None
    return Finding(words, reverse("pairs:list"), min(day, asked.on) if day else None)


_MET = {
    MeetingKind.INTRODUCTION: "Первая, организационная, встреча прошла",
    MeetingKind.TRIAL: "Пробная рабочая встреча прошла",
    MeetingKind.PLANNING: "Встреча‑планирование прошла",
    MeetingKind.REGULAR: "Регулярные встречи записаны",
    MeetingKind.FINAL: "Заключительная встреча прошла",
}


def met(asked: Asked, *, kind: MeetingKind) -> Finding | None:
    """How many of the pairs at work had a meeting of the kind this school year."""
    pairs = _pairs(asked).filter(state__in=AT_WORK)
    held = Q(kind=kind, date__range=asked.days, pair__in=pairs)
    row = (
        Meeting.objects.filter(held)
        .order_by()
        .aggregate(count=Count("pair", distinct=True), last=Max("date"))
    )
    if not row["count"]:
        return None
    words = f"{_MET[kind]} у {row['count']} из {pairs.count()} пар {asked.place}{last_one(row['last'])}"
    return Finding(words, reverse("pairs:list"), row["last"])


PROOFS: dict[str, Question] = {
    "pairs_formed": formed,
    "pairs_ordered": ordered,
    **{f"meetings_{kind.value}": partial(met, kind=kind) for kind in MeetingKind},
}
