"""People of the municipality: staff, where they work, what they teach, how they were tested."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from schools.enums import Category, ConsentKind
from schools.fields import FoldedField
from schools.models.places import Municipality, School
from schools.words import Word

if TYPE_CHECKING:
    from schools.models.accounts import User

NOVICE_YEARS = 3


class Subject(Word):
    """School subjects; «Русский язык и литература» and the like come in with the workbooks."""

    class Meta(Word.Meta):
        verbose_name = "предмет"
        verbose_name_plural = "предметы"


class Position(Word):
    """Positions of staff (должность)."""

    class Meta(Word.Meta):
        verbose_name = "должность"
        verbose_name_plural = "должности"


def three_years_before(on: date) -> date:
    """The day from which on a teacher is a novice: teaching started less than three years before `on`."""
    try:
        return on.replace(year=on.year - NOVICE_YEARS)
    except ValueError:  # 29 February has no twin in a plain year
        return on.replace(year=on.year - NOVICE_YEARS, day=28)


def is_novice(on: date) -> Q:
    """The condition that a person's teaching started less than three years before the day."""
    return Q(teaching_since__gt=three_years_before(on), teaching_since__lte=on)


def works_in(schools: models.QuerySet[School], on: date) -> models.Exists:
    """The condition that a person's school on the day is one of `schools`."""
    # EXISTS, not a join: a join would double those who moved
    held = Employment.objects.current(on).filter(person=models.OuterRef("pk"), school__in=schools)
    return models.Exists(held)


class PersonQuerySet(models.QuerySet["Person"]):
    """Questions about people."""

    def visible_to(self, user: "User", area: str = "people") -> Self:
        """People within the user's scope of an area; a person always sees the own record."""
        scope = user.access.scope(area)
        return self.known().filter(scope.q(municipality="municipality", school="school", person="pk"))

    def known(self) -> Self:
        """Those whose data were not destroyed: what is left of the others is for figures alone."""
        return self.filter(erased_date__isnull=True)

    def of_municipality(self, municipality: Municipality | None) -> Self:
        """Staff of one municipality, or of all when it is None."""
        return self.filter(municipality=municipality) if municipality else self

    def teachers(self) -> Self:
        """Teachers (contract §3: everyone of `staff` whose Код ОО is not blank)."""
        return self.filter(is_teacher=True)

    def novices(self, on: date) -> Self:
        """Teaching started less than three years before the day (contract §4)."""
        return self.filter(is_novice(on))

    def working_in(self, schools: models.QuerySet[School], on: date) -> Self:
        """Those whose school on the day is one of `schools`."""
        return self.filter(works_in(schools, on))

    def with_consent(self, kind: ConsentKind) -> Self:
        """Those with a live consent of the kind."""
        return self.filter(consents__kind=kind, consents__withdrawn_date__isnull=True)


class Person(models.Model):
    """A member of staff of a school or of the municipality."""

    code = models.CharField("код педагога", max_length=50, unique=True)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="people",
        verbose_name="муниципалитет",
        null=True,
        blank=True,
        help_text="Пусто — сотрудник, отвечающий за весь портал.",
    )
    school = models.ForeignKey(
        School,
        models.PROTECT,
        related_name="staff",
        verbose_name="школа сейчас",
        null=True,
        blank=True,
        help_text="Пусто — сотрудник муниципалитета. Переводы хранятся в истории работы.",
    )
    last_name = models.CharField("фамилия", max_length=100)
    first_name = models.CharField("имя", max_length=100, blank=True)
    middle_name = models.CharField("отчество", max_length=100, blank=True)
    name_key = FoldedField(
        "ключ поиска", max_length=320, db_index=True, of=("last_name", "first_name", "middle_name")
    )
    is_teacher = models.BooleanField("педагог", default=False)
    position = models.ForeignKey(
        Position, models.PROTECT, related_name="people", verbose_name="должность", null=True, blank=True
    )
    subjects = models.ManyToManyField(Subject, related_name="people", verbose_name="предметы", blank=True)
    teaching_since = models.DateField("начало педагогической деятельности", null=True, blank=True)
    category = models.CharField("квалификационная категория", max_length=20, choices=Category, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    # what is left of the row is for figures: it names nobody and is offered nowhere
    erased_date = models.DateField("данные уничтожены", null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "сотрудник"
        verbose_name_plural = "сотрудники"
        ordering = ["name_key", "pk"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Фамилия Имя Отчество."""
        return " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)

    @property
    def short_name(self) -> str:
        """Фамилия И. О."""
        initials = " ".join(f"{part[0]}." for part in (self.first_name, self.middle_name) if part)
        return f"{self.last_name} {initials}".strip()

    @property
    def address_name(self) -> str:
        """Имя Отчество, as a person is spoken to."""
        return " ".join(part for part in (self.first_name, self.middle_name) if part) or self.last_name

    def experience_years(self, on: date) -> int | None:
        """Full years of teaching on the day; None when the start is not known or lies ahead."""
        if self.teaching_since is None or self.teaching_since > on:
            return None
        start = self.teaching_since
        return on.year - start.year - ((on.month, on.day) < (start.month, start.day))


def _of_people(user: "User") -> Q:
    """The condition that a row's person lies within the user's scope of people."""
    scope = user.access.scope("people")
    return scope.q(municipality="person__municipality", school="person__school", person="person")


class EmploymentQuerySet(models.QuerySet["Employment"]):
    """Questions about who worked where."""

    def visible_to(self, user: "User") -> Self:
        """Places of work of the people within the user's scope."""
        return self.filter(_of_people(user))

    def current(self, on: date) -> Self:
        """Rows that hold on the day: an open start is «ever», the end day is the first day elsewhere."""
        return self.filter(
            Q(start_date__isnull=True) | Q(start_date__lte=on),
            Q(end_date__isnull=True) | Q(end_date__gt=on),
        )


class Employment(models.Model):
    """A person's school over time; the open row is repeated in `Person.school` for scoping."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="employments", verbose_name="сотрудник")
    school = models.ForeignKey(School, models.PROTECT, related_name="employments", verbose_name="школа")
    start_date = models.DateField("с", null=True, blank=True)
    end_date = models.DateField("по (не включая)", null=True, blank=True)

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        verbose_name = "место работы"
        verbose_name_plural = "история работы"
        ordering = ["person", F("start_date").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(end_date__isnull=True),
                name="person_has_one_current_school",
                violation_error_message="У сотрудника может быть только одна текущая школа.",
            ),
            models.CheckConstraint(
                condition=Q(start_date__isnull=True)
                | Q(end_date__isnull=True)
                | Q(end_date__gte=F("start_date")),
                name="employment_ends_after_it_starts",
                violation_error_message="Окончание работы раньше её начала.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} — {self.school}"


class DiagnosticQuerySet(models.QuerySet["Diagnostic"]):
    """Questions about testings."""

    def visible_to(self, user: "User") -> Self:
        """Testings of the people within the user's scope."""
        return self.filter(_of_people(user))


class Diagnostic(models.Model):
    """One testing of a teacher's competences (районное тестирование)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="diagnostics", verbose_name="педагог")
    date = models.DateField("дата")
    subject_score = models.DecimalField(
        "предметные компетенции", max_digits=12, decimal_places=6, validators=[MinValueValidator(0)]
    )
    method_score = models.DecimalField(
        "методические компетенции", max_digits=12, decimal_places=6, validators=[MinValueValidator(0)]
    )
    max_score = models.DecimalField("максимум", max_digits=12, decimal_places=6)

    objects = DiagnosticQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "диагностика"
        verbose_name_plural = "диагностики"
        ordering = ["-date", "person__name_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "date"],
                name="person_is_tested_once_a_day",
                violation_error_message="Диагностика этого педагога на эту дату уже записана.",
            ),
            models.CheckConstraint(
                condition=Q(max_score__gt=0),
                name="max_score_is_positive",
                violation_error_message="Максимум должен быть больше нуля.",
            ),
            models.CheckConstraint(
                condition=Q(subject_score__gte=0, subject_score__lte=F("max_score"))
                & Q(method_score__gte=0, method_score__lte=F("max_score")),
                name="scores_lie_within_their_maximum",
                violation_error_message="Балл — от 0 до максимума.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.date:%d.%m.%Y}"
