"""Pairs with pupils: «Ученик – ученик», «Учитель – ученик», «СОП» (document 003 §5.1, 5.3, 5.4).

Of «СОП» only the fact of the form is kept, and shown within the school alone.
"""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mentorship.pupils.enums import (
    LIVE_STATES,
    BreakReason,
    Goal,
    MeetingTopic,
    Outcome,
    PupilForm,
    PupilPairState,
)
from mentorship.pupils.models.pupils import Pupil
from schools.models import Person, School

if TYPE_CHECKING:
    from schools.access import Scope
    from schools.models import User

_S = PupilPairState


class PupilPairQuerySet(models.QuerySet["PupilPair"]):
    """Questions about pairs."""

    def visible_to(self, user: "User", *, change: bool = False) -> Self:
        """Pairs of the own schools; for a teacher the live ones the teacher mentors while working there."""
        return self.within(user.access.scope("pupils", change=change))

    def within(self, scope: "Scope") -> Self:
        """Pairs of the scope's schools, or of its teacher."""
        own = Q(school__in=scope.schools)
        if scope.person:
            own |= Q(mentor_teacher=scope.person, mentor_teacher__school=F("school"), state__in=LIVE_STATES)
        return self.filter(own)

    def counted_for(self, user: "User") -> Self:
        """Pairs whose numbers, without anybody's name, the user may see."""
        scope = user.access.scope("pupils", counts=True)
        return self.filter(scope.q(municipality="school__municipality", school="school"))

    def live(self) -> Self:
        """Pairs that are proposed, agreed or at work."""
        return self.filter(state__in=LIVE_STATES)

    def active(self) -> Self:
        """Pairs at work."""
        return self.filter(state=_S.ACTIVE)

    def of(self, pupil: Pupil) -> Self:
        """Pairs with the pupil on either side."""
        return self.filter(Q(mentee=pupil) | Q(mentor_pupil=pupil))


class PupilPair(models.Model):
    """One mentor, a pupil or a teacher, and one pupil of the same school."""

    school = models.ForeignKey(School, models.PROTECT, related_name="pupil_pairs", verbose_name="школа")
    form = models.CharField("форма", max_length=4, choices=PupilForm)
    goal = models.CharField("цель", max_length=12, choices=Goal)
    mentee = models.ForeignKey(
        Pupil, models.PROTECT, related_name="pairs_as_mentee", verbose_name="наставляемый"
    )
    mentor_pupil = models.ForeignKey(
        Pupil,
        models.PROTECT,
        related_name="pairs_as_mentor",
        verbose_name="наставник-ученик",
        null=True,
        blank=True,
    )
    mentor_teacher = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="pupil_pairs",
        verbose_name="наставник-педагог",
        null=True,
        blank=True,
    )
    state = models.CharField("состояние", max_length=10, choices=PupilPairState, default=_S.PROPOSED)
    proposed_date = models.DateField("предложена")
    start_date = models.DateField("работает с", null=True, blank=True)
    end_date = models.DateField("закончена", null=True, blank=True)
    outcome = models.CharField("итог", max_length=10, choices=Outcome, blank=True)
    break_reason = models.CharField("почему прервана", max_length=12, choices=BreakReason, blank=True)

    objects = PupilPairQuerySet.as_manager()

    class Meta:
        verbose_name = "пара с учеником"
        verbose_name_plural = "пары с учениками"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    form=PupilForm.PUPIL_PUPIL, mentor_pupil__isnull=False, mentor_teacher__isnull=True
                )
                | Q(
                    form__in=(PupilForm.TEACHER_PUPIL, PupilForm.SUPPORT),
                    mentor_pupil__isnull=True,
                    mentor_teacher__isnull=False,
                ),
                name="pupil_pair_has_the_mentor_of_its_form",
                violation_error_message="В «Ученик – ученик» наставник — ученик, в остальных — педагог.",
            ),
            models.CheckConstraint(
                condition=Q(mentor_pupil__isnull=True) | ~Q(mentor_pupil=F("mentee")),
                name="pupil_mentors_not_oneself",
                violation_error_message="Ученик не может быть наставником самому себе.",
            ),
            models.UniqueConstraint(
                fields=["mentee", "form"],
                condition=Q(state__in=LIVE_STATES),
                name="pupil_has_one_live_pair_of_a_form",
                violation_error_message="У этого ученика уже есть пара такой формы.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(_S.ACTIVE, _S.ENDED)) | Q(start_date__isnull=False),
                name="pupil_pair_at_work_has_begun",
                violation_error_message="У работающей пары есть день начала.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=LIVE_STATES, end_date__isnull=True)
                | (~Q(state__in=LIVE_STATES) & Q(end_date__isnull=False)),
                name="pupil_pair_that_is_over_has_its_day",
                violation_error_message="У законченной пары есть день окончания.",
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True)
                | Q(start_date__isnull=True)
                | Q(end_date__gte=F("start_date")),
                name="pupil_pair_ends_after_it_begins",
                violation_error_message="Пара не может закончиться раньше, чем началась.",
            ),
        ]

    def __str__(self) -> str:
        return f"Пара учеников № {self.pk}"

    def get_absolute_url(self) -> str:
        """The page of the pair."""
        return reverse("pupils:pair", args=[self.pk])

    @property
    def mentor_name(self) -> str:
        """The mentor, a teacher by name, a pupil as a pupil is shown."""
        return self.mentor_pupil.shown_name if self.mentor_pupil else self.mentor_teacher.short_name  # type: ignore[union-attr]

    @property
    def title(self) -> str:
        """Both sides, for those who may see names."""
        return f"{self.mentor_name} — {self.mentee.shown_name}"

    @property
    def pupils(self) -> list[Pupil]:
        """The pupils of the pair: one or two."""
        return [pupil for pupil in (self.mentor_pupil, self.mentee) if pupil is not None]


class PupilMeeting(models.Model):
    """That a pair has met: a day and one word of a list."""

    pair = models.ForeignKey(PupilPair, models.CASCADE, related_name="meetings", verbose_name="пара")
    date = models.DateField("когда")
    topic = models.CharField("о чём", max_length=12, choices=MeetingTopic)

    class Meta:
        verbose_name = "встреча пары с учеником"
        verbose_name_plural = "встречи пар с учениками"
        ordering = ["-date"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "date"],
                name="pupil_pair_meets_once_a_day",
                violation_error_message="Встреча этого дня уже отмечена.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}, {self.get_topic_display()}"
