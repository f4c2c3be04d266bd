"""Programmes of a municipality, forms of mentoring and their variants, directions of joint work."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from schools.fields import AcademicYearField, FoldedField, WebAddressField
from schools.models import Municipality
from schools.words import Word

if TYPE_CHECKING:
    from schools.models import User


class IndicatorSet(models.TextChoices):
    """The three sets of indicators that come with the portal (decisions.md §1)."""

    MUNICIPAL_PROGRAMME = "municipal_programme", "Муниципальная программа наставничества (документ 000)"
    DISTRICT_ORDER = "district_order", "Приказ отдела образования округа (документ 001)"
    MUNICIPAL_TARGETS = "municipal_targets", "Целевые показатели муниципального уровня (документ 004)"


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Questions about programmes."""

    def visible_to(self, user: "User", area: str = "programmes") -> Self:
        """Programmes of the municipalities the user's roles reach, a school's roles included."""
        scope = user.access.scope(area, counts=True)
        return self.filter(
            scope.q(municipality="municipality") | Q(municipality__schools__in=scope.schools)
        ).distinct()

    def running(self, on: date) -> Self:
        """Programmes that run on the day, their first and last days included."""
        return self.filter(start_date__lte=on, end_date__gte=on)

    def last_running(self, on: date) -> Self:
        """Those of the day, of several of one municipality the one that ends last."""
        ends, starts = Q(end_date=OuterRef("end_date")), Q(start_date=OuterRef("start_date"))
        later = Programme.objects.running(on).filter(
            Q(end_date__gt=OuterRef("end_date"))
            | ends & Q(start_date__gt=OuterRef("start_date"))
            | ends & starts & Q(pk__gt=OuterRef("pk")),
            municipality=OuterRef("municipality"),
        )
        return self.running(on).filter(~Exists(later))


class Programme(models.Model):
    """A programme of mentoring: the passport (document 000) and the sets of indicators it is held to."""

    code = models.SlugField("код", max_length=60, unique=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="programmes", verbose_name="муниципалитет"
    )
    title = models.CharField("наименование", max_length=300)
    start_date = models.DateField("первый день")
    end_date = models.DateField("последний день")
    baseline_year = AcademicYearField("базовый учебный год")
    sets = models.JSONField("наборы показателей", default=list)
    goal = models.TextField("цель", blank=True)
    tasks = models.TextField("задачи", blank=True)
    expected_results = models.TextField("ожидаемые результаты", blank=True)
    developers = models.TextField("основные разработчики", blank=True)
    executors = models.TextField("основные исполнители", blank=True)
    mechanism = models.TextField("механизм реализации", blank=True)
    control = models.TextField("контроль реализации", blank=True)
    budget = models.TextField("бюджет", blank=True, help_text="Словами; суммы по годам — ниже, по строке.")
    published_at_url = WebAddressField("электронный адрес размещения", blank=True, max_length=500)
    explanatory_note = models.TextField("пояснительная записка", blank=True)
    normative_base = models.TextField("нормативная база", blank=True, help_text="По одному акту в строке.")
    management = models.TextField("структура управления", blank=True)
    order_number = models.CharField("утверждена приказом №", max_length=60, blank=True)
    order_date = models.DateField("дата приказа", null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "программа"
        verbose_name_plural = "программы"
        ordering = ["-start_date", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__gt=F("start_date")),
                name="programme_ends_after_it_starts",
                violation_error_message="Последний день программы должен быть позже первого.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of its passport."""
        return reverse("programmes:detail", args=[self.code])


class MentoringForm(models.Model):
    """A form of mentoring (document 003 §5); the pupils' forms are kept for counts only."""

    code = models.SlugField("код", max_length=20, unique=True)
    title = models.CharField("название", max_length=120)
    key = FoldedField("ключ поиска", max_length=120, unique=True, of=("title",))
    goal = models.TextField("цель", blank=True)
    is_for_adults = models.BooleanField("участвуют взрослые по именам", default=False)
    order = models.PositiveSmallIntegerField("порядок", default=0)

    class Meta:
        verbose_name = "форма наставничества"
        verbose_name_plural = "формы наставничества"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.title


class FormVariant(models.Model):
    """A variant of a form («Опытный педагог – молодой специалист»); the list is open.

    A workbook may name a variant without its form: such a one waits for a form.
    """

    form = models.ForeignKey(
        MentoringForm, models.PROTECT, related_name="variants", verbose_name="форма", null=True
    )
    name = models.CharField("название", max_length=200)
    key = FoldedField("ключ поиска", max_length=200)
    goal = models.TextField("цель", blank=True)

    class Meta:
        verbose_name = "вариант формы"
        verbose_name_plural = "варианты форм"
        ordering = ["form__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "key"],
                name="variant_stands_once_in_its_form",
                violation_error_message="Такой вариант у этой формы уже есть.",
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(form__isnull=True),
                name="variant_without_form_stands_once",
                violation_error_message="Такой вариант без формы уже есть.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Focus(Word):
    """Directions of joint work (направление): классное руководство, инклюзивное обучение, …"""

    class Meta(Word.Meta):
        verbose_name = "направление"
        verbose_name_plural = "направления"
