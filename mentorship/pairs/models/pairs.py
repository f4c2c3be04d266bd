"""Pairs and groups: one mentor, one or more members with their own dates."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Max, Min, Q
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from mentorship.bank.models import Mentor
from mentorship.pairs.enums import FINAL_STATES, LIVE_STATES, Initiator, PairState
from mentorship.pairs.models.effects import Effect
from mentorship.pairs.models.orders import Order
from mentorship.programmes.models import Focus, FormVariant, MentoringForm
from mentorship.spreadsheets.words import fold
from schools import years
from schools.enums import ConsentWay
from schools.fields import FoldedField
from schools.models import Municipality, Person, Subject

if TYPE_CHECKING:
    from schools.access import Scope
    from schools.models import User

# Longer without a meeting is worth a reminder.
SILENCE_DAYS = 30
# So many days after the start the first meeting should stand in the journal.
FIRST_MEETING_DAYS = 14
# So many days after a proposal somebody asks why nobody has answered.
ANSWER_DAYS = 7


class PairQuerySet(models.QuerySet["Pair"]):
    """Questions about pairs."""

    def visible_to(self, user: "User", *, counts: bool = False) -> Self:
        """Pairs of the user's scope: of the municipality, with someone of the own school, or the own."""
        return self.within(user.access.scope("pairs", counts=counts))

    def within(self, scope: "Scope") -> Self:
        """Pairs of the scope's municipalities, with someone of its schools, or with its person."""
        as_mentor = scope.q(municipality="municipality", school="mentor__person__school", person="mentor")
        as_mentee = _having(scope.q(school="members__mentee__school", person="members__mentee"))
        return self.filter(as_mentor | as_mentee)

    def live(self) -> Self:
        """Pairs that are proposed, agreed, ordered, active or paused."""
        return self.filter(state__in=LIVE_STATES)

    def active(self) -> Self:
        """Pairs at work."""
        return self.filter(state=PairState.ACTIVE)

    def to_complete(self) -> Self:
        """Pairs at work whose curator has asked to complete them."""
        return self.filter(
            state__in=(PairState.ACTIVE, PairState.PAUSED), completion_asked_date__isnull=False
        )

    def to_dissolve(self) -> Self:
        """Live pairs that a side asks to dissolve."""
        return self.live().filter(ending_asked_date__isnull=False)

    def of_school(self, school: int) -> Self:
        """Pairs in which the mentor or a mentee works in the school."""
        return self.filter(_any_of(Q(mentor__person__school=school), Q(members__mentee__school=school)))

    def touching_year(self, year: int) -> Self:
        """Pairs with a member of at least one day in the school year; without dates, those made in it."""
        first, last = years.first_day(year), years.last_day(year)
        not_over = Q(members__end_date__isnull=True) | Q(members__end_date__gte=first)
        worked = _having(not_over, members__start_date__lte=last)
        undated = ~_having(members__start_date__isnull=False)
        return self.filter(worked | Q(undated, created_at__date__range=(first, last)))

    def named(self, text: str) -> Self:
        """Pairs whose number or people's names hold every word, whatever the spelling."""
        found = self
        for word in fold(text).split():
            as_mentee = _having(members__mentee__name_key__contains=word)
            found = found.filter(
                Q(number_key__contains=word) | Q(mentor__person__name_key__contains=word) | as_mentee
            )
        return found

    def with_last_meeting(self) -> Self:
        """Annotate `last_meeting`: the date of the latest meeting, None without any."""
        return self.annotate(last_meeting=_of_all(Max("meetings__date")))

    def with_silence(self) -> Self:
        """Annotate `silent_since`: the last meeting or the last start, whichever is later; else None."""
        met, started = _of_all(Max("meetings__date")), _of_all(Max("members__start_date"))
        return self.annotate(silent_since=Greatest(Coalesce(met, started), Coalesce(started, met)))

    def silent(self, on: date) -> Self:
        """Pairs at work without a meeting for longer than `SILENCE_DAYS`."""
        return self.active().with_silence().filter(silent_since__lt=on - timedelta(days=SILENCE_DAYS))

    def unmet(self, on: date) -> Self:
        """Pairs at work since `FIRST_MEETING_DAYS` or longer without any meeting."""
        begun = (
            self.active().filter(meetings__isnull=True).annotate(begun=_of_all(Min("members__start_date")))
        )
        return begun.filter(begun__lte=on - timedelta(days=FIRST_MEETING_DAYS))

    def unanswered(self, on: date, *, by_mentor: bool) -> Self:
        """Proposals of `ANSWER_DAYS` or older without the mentor's answer, or with it but not a mentee's."""
        asked = on - timedelta(days=ANSWER_DAYS)
        made = self.filter(state=PairState.PROPOSED, created_at__date__lte=asked)
        return made.filter(mentor_agreed_date__isnull=by_mentor)


def _of_all(day: Min | Max) -> models.Subquery:
    """The first or the last day over related rows of the pair."""
    days = Pair.objects.filter(pk=models.OuterRef("pk")).values("pk").annotate(day=day).values("day")
    return models.Subquery(days.order_by())


def _any_of(*conditions: Q) -> Q:
    """Any of the conditions, each by an index of its own: an OR over several tables reads every pair."""
    first, *others = (Pair.objects.filter(condition).order_by().values("pk") for condition in conditions)
    return Q(pk__in=first.union(*others, all=True))


def _having(*conditions: Q, **more: object) -> models.Exists:
    """Whether one and the same member of the pair meets all conditions; no join, so no pair is doubled."""
    return models.Exists(Pair.objects.filter(*conditions, pk=models.OuterRef("pk"), **more))


class Pair(models.Model):
    """A pair or a group: what it works on and in which state it is; dates belong to the members."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="pairs", verbose_name="муниципалитет"
    )
    number = models.CharField("№ пары", max_length=40)
    number_key = FoldedField("ключ поиска", max_length=40, of=("number",))
    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="pairs", verbose_name="наставник")
    form = models.ForeignKey(
        MentoringForm, models.PROTECT, related_name="pairs", verbose_name="форма", null=True, blank=True
    )
    variant = models.ForeignKey(
        FormVariant, models.PROTECT, related_name="pairs", verbose_name="вариант", null=True, blank=True
    )
    focus = models.ForeignKey(
        Focus, models.PROTECT, related_name="pairs", verbose_name="направление", null=True, blank=True
    )
    subject = models.ForeignKey(
        Subject, models.PROTECT, related_name="+", verbose_name="предмет", null=True, blank=True
    )
    goal = models.TextField("цель", blank=True, max_length=2000)
    order = models.ForeignKey(
        Order, models.PROTECT, related_name="pairs", verbose_name="приказ", null=True, blank=True
    )
    state = models.CharField("состояние", max_length=10, choices=PairState, default=PairState.PROPOSED)
    mentor_agreed_date = models.DateField("согласие наставника дано", null=True, blank=True, editable=False)
    mentor_agreed_way = models.CharField(
        "способ согласия", max_length=10, choices=ConsentWay, blank=True, editable=False
    )
    completion_asked_date = models.DateField(
        "куратор предложил завершить", null=True, blank=True, editable=False
    )
    ending_asked_by = models.ForeignKey(
        Person,
        models.SET_NULL,
        related_name="+",
        verbose_name="кто просит расторгнуть",
        null=True,
        blank=True,
        editable=False,
    )
    ending_asked_date = models.DateField("просят расторгнуть с", null=True, blank=True, editable=False)
    ending_asked_why = models.TextField(
        "почему просят расторгнуть", blank=True, max_length=2000, editable=False
    )
    result = models.TextField("итог", blank=True, max_length=4000)
    ending_initiator = models.CharField(
        "по чьей просьбе расторгнута", max_length=10, choices=Initiator, blank=True
    )
    ending_notice_date = models.DateField("когда предупредили", null=True, blank=True)
    ending_reason = models.TextField("почему прекращена", blank=True, max_length=2000)
    effects = models.ManyToManyField(Effect, related_name="+", verbose_name="достигнутые эффекты", blank=True)
    replaces = models.ForeignKey(
        "self",
        models.SET_NULL,
        related_name="replaced_by",
        verbose_name="вместо пары",
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField("создана", auto_now_add=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = "пара или группа"
        verbose_name_plural = "пары и группы"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "number_key"],
                name="pair_number_stands_once",
                violation_error_message="Пара с этим номером уже есть.",
            )
        ]
        indexes = [models.Index(fields=["municipality", "state"], name="pair_municipality_state")]

    def __str__(self) -> str:
        return f"Пара № {self.number}"

    def get_absolute_url(self) -> str:
        """The pair's page."""
        return reverse("pairs:detail", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Whether nothing more can happen to the pair."""
        return self.state in FINAL_STATES
