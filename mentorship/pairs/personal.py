"""The part of the pairs in own data and in destroying them: pairs, meetings, reports, diary, pulse."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from mentorship.pairs.enums import LIVE_STATES
from mentorship.pairs.models import HalfYearReport, Meeting, Pair, PlanItem, PlannedMeeting, Product
from schools.models import Person
from schools.personal import Erasing, Fate, Holding, clear

FIGURES = "по парам считаются показатели программы"
_PAIR = ("goal", "ending_asked_why", "result", "ending_reason")
_REPORT = (
    "plan_done",
    "activities",
    "products",
    "difficulties",
    "proposals",
    "help_needed",
    "next_plan",
    "remark",
    "waiver_reason",
)
_REASONS = ("reasons_for", "reasons_against", "override_reason", "reason", "relaxation")
HOLDINGS = (
    Holding(
        "pairs.Pair",
        "mentor",
        "Пары, где вы наставник",
        Fate.CLEARED,
        FIGURES,
        clears=_PAIR,
        act_title="Пары, где педагог — наставник",
    ),
    Holding(
        "pairs.PairMember",
        "mentee",
        "Пары, где вы наставляемый",
        Fate.KEPT,
        FIGURES,
        act_title="Пары, где педагог — наставляемый",
    ),
    Holding(
        "pairs.PairMember",
        "mentor",
        "Ваши наставляемые",
        Fate.KEPT,
        FIGURES,
        act_title="Наставляемые педагога",
    ),
    Holding(
        "pairs.Pair",
        "ending_asked_by",
        "Просьбы расторгнуть пару",
        Fate.CLEARED,
        FIGURES,
        clears=("ending_asked_why",),
        is_shown=False,
    ),
    Holding(
        "pairs.Meeting",
        "logged_by",
        "Встречи, которые вы записали",
        Fate.CLEARED,
        FIGURES,
        ("topic",),
        act_title="Встречи, записанные педагогом",
    ),
    Holding(
        "pairs.Meeting",
        "confirmed_by",
        "Встречи, которые вы подтвердили",
        Fate.KEPT,
        FIGURES,
        act_title="Встречи, подтверждённые педагогом",
    ),
    Holding("pairs.HalfYearReport", "submitted_by", "Отчёты за полугодие", Fate.CLEARED, FIGURES, _REPORT),
    Holding(
        "pairs.HalfYearReport",
        "checked_by",
        "Проверка отчётов",
        Fate.CLEARED,
        FIGURES,
        ("remark",),
        (),
        False,
    ),
    Holding("pairs.DiaryEntry", "author", "Дневник", Fate.DELETED),
    Holding("pairs.Pulse", "person", "Пульс пары", Fate.CLEARED, FIGURES, ("wish", "reaction")),
    Holding("pairs.Pulse", "reacted_by", "Ответы на пульс", Fate.CLEARED, FIGURES, ("reaction",), (), False),
    Holding("pairs.MatchLine", "mentor", "Подбор", Fate.CLEARED, FIGURES, clears=_REASONS, is_shown=False),
    Holding(
        "pairs.MatchLine",
        "request__person",
        "Подбор по запросу",
        Fate.CLEARED,
        FIGURES,
        clears=_REASONS,
        is_shown=False,
    ),
    Holding("pairs.NeverTogether", "person_a", "Запреты на пару", Fate.DELETED, is_shown=False),
    Holding("pairs.NeverTogether", "person_b", "Запреты на пару", Fate.DELETED, is_shown=False),
)


def refusals(person: Person, on: date) -> list[str]:
    """A pair that still lives ends first: its other side must not lose it silently."""
    live = pairs_of(person).filter(state__in=LIVE_STATES).order_by("number_key", "pk")
    numbers = ", ".join(f"№ {number}" for number in live.values_list("number", flat=True))
    if not numbers:
        return []
    words = (
        f"Человек состоит в паре, которая ещё не завершена: {numbers}. Сначала завершите, расторгните или "
        "отмените её, чтобы вторая сторона об этом узнала, потом уничтожайте данные."
    )
    return [words]


def pairs_of(person: Person) -> QuerySet[Pair]:
    """The pairs in which somebody is the mentor or a mentee, each once."""
    own = Q(mentor=person.pk) | Q(pk__in=Pair.objects.filter(members__mentee=person).values("pk"))
    return Pair.objects.filter(own)


def shared_files(person: Person) -> Iterable[str]:
    """Products of the person's pairs: those of a group are others' too."""
    rows = Product.objects.filter(pair__in=pairs_of(person)).exclude(file="")
    return rows.values_list("file", flat=True)


def erase(erasing: Erasing) -> None:
    """Empty what was written in the person's pairs; of a group's common texts only a mentor's go."""
    person = erasing.person
    alone = Pair.objects.annotate(count=Count("members")).filter(count=1, members__mentee=person)
    own = list(
        Pair.objects.filter(Q(mentor=person.pk) | Q(pk__in=alone.values("pk"))).values_list("pk", flat=True)
    )
    texts: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (HalfYearReport, _REPORT),
        (Meeting, ("topic",)),
        (PlanItem, ("title", "result")),
        (PlannedMeeting, ("topic", "place")),
        (Product, ("title", "link", "file", "file_name")),
    )
    count = clear(erasing, Pair.objects.filter(pk__in=own), _PAIR)
    for model, names in texts:
        count += clear(erasing, model.objects.filter(pair__in=own), names)
    erasing.note("Тексты и файлы пар: план, встречи, отчёты, продукты", Fate.CLEARED, count, FIGURES)
