"""A pupil: as little as the school needs to lead a pair (security.md §2 A1, §7; domain.md §3.6).

There is no field for health, offences, psychology or a birth date, and none for free words. The object's own
words never hold the name: they stand in the journal, which people outside the school read.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mentorship.pupils.ages import (
    FIRST_GRADE,
    LAST_GRADE,
    SchoolClass,
    class_in,
    is_adult,
    last_day_at_school,
)
from mentorship.pupils.enums import NAMED_STATES, WAITING_STATES, PupilState
from mentorship.spreadsheets.searching import holding
from schools import years
from schools.fields import AcademicYearField, FoldedField
from schools.models import School

if TYPE_CHECKING:
    from schools.models import User

# Destruction follows a withdrawal, a leaving or the end of school within so many days (security.md §7).
DESTROY_DAYS = 30
# So long a name may stand without a consent.
DRAFT_DAYS = 30


class PupilQuerySet(models.QuerySet["Pupil"]):
    """Questions about pupils."""

    def visible_to(self, user: "User", *, change: bool = False) -> Self:
        """Pupils of the user's own schools: no role of a municipality or of the server reaches a name."""
        return self.filter(school__in=user.access.scope("pupils", change=change).schools)

    def counted_for(self, user: "User") -> Self:
        """Pupils whose numbers, without anybody's name, the user may see."""
        scope = user.access.scope("pupils", counts=True)
        return self.filter(scope.q(municipality="school__municipality", school="school"))

    def named(self, text: str) -> Self:
        """Those whose shown name holds every word, whatever the spelling."""
        return holding(self.filter(state__in=NAMED_STATES), text, "name_key")

    def present(self) -> Self:
        """Those whose data are not destroyed."""
        return self.exclude(state=PupilState.ERASED)

    def ready(self) -> Self:
        """Those with a live consent, who may stand in a pair."""
        return self.filter(state=PupilState.READY)

    def to_destroy(self, on: date) -> Self:
        """Whose data wait to be destroyed: withdrawn, left, out of school, or too long without a consent."""
        finished = Q(class_year__lt=years.year_of(on) - LAST_GRADE + F("grade"))
        stale = Q(state=PupilState.DRAFT, created_on__lte=on - timedelta(days=DRAFT_DAYS))
        return self.present().filter(Q(state__in=WAITING_STATES) | finished | stale)


class Pupil(models.Model):
    """A pupil of one school, by the name or pseudonym the school has chosen."""

    school = models.ForeignKey(School, models.PROTECT, related_name="pupils", verbose_name="школа")
    name = models.CharField(
        "фамилия и имя или псевдоним",
        max_length=120,
        blank=True,
        help_text="Можно «Пётр И.» или условное имя. Не указывайте диагнозы и правонарушения.",
    )
    name_key = FoldedField("ключ поиска", max_length=120)
    grade = models.PositiveSmallIntegerField(
        "параллель", validators=[MinValueValidator(FIRST_GRADE), MaxValueValidator(LAST_GRADE)]
    )
    letter = models.CharField("буква класса", max_length=1, blank=True)
    class_year = AcademicYearField("учебный год класса")
    turned_18_on = models.DateField("исполнилось 18", null=True, blank=True)
    state = models.CharField("состояние", max_length=10, choices=PupilState, default=PupilState.DRAFT)
    created_on = models.DateField("записан")
    destroy_by = models.DateField("уничтожить до", null=True, blank=True)
    erased_on = models.DateField("уничтожено", null=True, blank=True)
    version = models.PositiveIntegerField("версия", default=0)

    objects = PupilQuerySet.as_manager()

    class Meta:
        verbose_name = "ученик"
        verbose_name_plural = "ученики"
        ordering = ["grade", "letter", "name_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "grade", "letter", "class_year", "name_key"],
                condition=Q(erased_on__isnull=True),
                name="pupil_stands_once_in_a_class",
                violation_error_message="Такой ученик в классе уже есть. Тёзкам добавьте букву отчества.",
            ),
            models.CheckConstraint(
                condition=Q(grade__gte=FIRST_GRADE, grade__lte=LAST_GRADE),
                name="pupil_grade_is_1_to_11",
                violation_error_message="Класс — от 1 до 11.",
            ),
            models.CheckConstraint(
                condition=Q(state=PupilState.ERASED, name="", name_key="", erased_on__isnull=False)
                | (~Q(state=PupilState.ERASED) & ~Q(name="") & Q(erased_on__isnull=True)),
                name="pupil_has_a_name_until_erased",
                violation_error_message="Имя или псевдоним есть у каждой записи, пока данные не уничтожены.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=WAITING_STATES, destroy_by__isnull=False)
                | (~Q(state__in=WAITING_STATES) & Q(destroy_by__isnull=True)),
                name="pupil_waits_for_destruction_by_a_day",
                violation_error_message="У выбывшего и у отозвавшего согласие есть срок уничтожения.",
            ),
        ]

    def __str__(self) -> str:
        return f"Ученик № {self.pk}"

    def get_absolute_url(self) -> str:
        """The pupil's card."""
        return reverse("pupils:detail", args=[self.pk])

    @property
    def shown_name(self) -> str:
        """The name, or only the number once the name is to be hidden."""
        return self.name if self.state in NAMED_STATES else str(self)

    @property
    def known_class(self) -> SchoolClass:
        """The class as it was written down."""
        return SchoolClass(self.grade, self.letter)

    def class_words(self, on: date) -> str:
        """The class on the day: it moves up every 1 September."""
        found = class_in(self.known_class, self.class_year, years.year_of(on))
        return str(found) if found else "школа окончена"

    def is_adult(self, on: date) -> bool:
        """Whether 18 years are marked by the day."""
        return is_adult(self.turned_18_on, on)

    @property
    def last_day(self) -> date:
        """The last day at school by the class."""
        return last_day_at_school(self.known_class, self.class_year)

    def due_day(self, on: date) -> date | None:
        """By when the data must be destroyed; None while they are needed."""
        if self.state == PupilState.ERASED:
            return None
        found = [self.destroy_by] if self.destroy_by else []
        if self.last_day < on:
            found.append(self.last_day + timedelta(days=DESTROY_DAYS))
        if self.state == PupilState.DRAFT and self.created_on + timedelta(days=DRAFT_DAYS) <= on:
            found.append(self.created_on + timedelta(days=DRAFT_DAYS))
        return min(found, default=None)
