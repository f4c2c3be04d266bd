"""What the methodist decides about matching, as rows: weights, rules, who is never paired with whom."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mentorship.pairs.enums import SchoolRule, SubjectRule
from schools.models import Municipality, Person

if TYPE_CHECKING:
    from schools.models import User

HEAVIEST = 100


class Criterion(models.TextChoices):
    """What adds to a score; the sentences stand in `mentorship.pairs.matching.WORDS`."""

    SUBJECT = "subject", "предмет"
    FOCUS = "focus", "направление"
    PREFERENCE = "preference", "выбор после групповой встречи"
    SCHOOL = "school", "та же школа"
    MENTEE_CATEGORY = "mentee_category", "категория наставляемого"
    DIFFICULTY = "difficulty", "затруднение"
    EXPERIENCE = "experience", "стаж"
    CATEGORY = "category", "квалификационная категория"
    TRAINING = "training", "обучение наставников"


class RuleCode(models.TextChoices):
    """Rules of the methodist; the value is a number: of a choice, yes or no, a score."""

    SCHOOL = "school_rule", "школа наставника"
    SUBJECT = "subject_rule", "предмет наставника"
    DIRECTOR = "bars_director", "не свой руководитель"
    MINIMUM = "minimum", "порог «лучшего совпадения»"


class DecidedQuerySet(models.QuerySet[Any]):
    """Questions about decisions that hold from a day on."""

    def visible_to(self, user: "User", area: str = "matching") -> Self:
        """Decisions of the municipalities within the user's scope."""
        return self.filter(user.access.scope(area).q(municipality="municipality"))

    def in_force(self, on: date) -> dict[str, int]:
        """The value of each code on the day: of several the last one counts."""
        rows = self.filter(from_date__lte=on).order_by("from_date", "pk")
        return dict(rows.values_list("code", "value"))


class _Decided(models.Model):
    """A value from a day on; a change is another row, so the table is its own history."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", verbose_name="муниципалитет"
    )
    from_date = models.DateField("с какого дня")
    set_at = models.DateTimeField("когда решено", auto_now_add=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто решил", null=True
    )

    objects = DecidedQuerySet.as_manager()

    class Meta:
        abstract = True


class MatchCriterion(_Decided):
    """The weight of a criterion of matching in a municipality from a day on."""

    code = models.CharField("признак", max_length=20, choices=Criterion)
    value = models.PositiveSmallIntegerField("вес")

    class Meta:
        verbose_name = "вес признака подбора"
        verbose_name_plural = "веса признаков подбора"
        ordering = ["-from_date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__lte=HEAVIEST),
                name="weight_is_0_to_100",
                violation_error_message="Вес признака — от 0 до 100.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()}: {self.value} с {self.from_date:%d.%m.%Y}"


class MatchRule(_Decided):
    """A hard rule of matching, or the lowest score, in a municipality from a day on."""

    code = models.CharField("правило", max_length=20, choices=RuleCode)
    value = models.PositiveSmallIntegerField("значение")

    class Meta:
        verbose_name = "правило подбора"
        verbose_name_plural = "правила подбора"
        ordering = ["-from_date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code=RuleCode.SCHOOL, value__in=SchoolRule.values)
                | Q(code=RuleCode.SUBJECT, value__in=SubjectRule.values)
                | Q(code=RuleCode.DIRECTOR, value__lte=1)
                | Q(code=RuleCode.MINIMUM, value__lte=HEAVIEST),
                name="rule_has_a_value_it_knows",
                violation_error_message="Такого значения у этого правила нет.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()}: {self.words} с {self.from_date:%d.%m.%Y}"

    @property
    def words(self) -> str:
        """The value as people read it."""
        if self.code == RuleCode.SCHOOL:
            return str(SchoolRule(self.value).label)
        if self.code == RuleCode.SUBJECT:
            return str(SubjectRule(self.value).label)
        if self.code == RuleCode.DIRECTOR:
            return "да" if self.value else "нет"
        return str(self.value)


class NeverTogetherQuerySet(models.QuerySet["NeverTogether"]):
    """Questions about people who are not to be paired."""

    def visible_to(self, user: "User", area: str = "matching") -> Self:
        """Rows about people of the municipalities within the user's scope."""
        return self.filter(user.access.scope(area).q(municipality="person_a__municipality"))

    def live(self) -> Self:
        """Rows that hold."""
        return self.filter(withdrawn_at__isnull=True)

    def about(self, person: int) -> Self:
        """Rows about one person."""
        return self.filter(Q(person_a=person) | Q(person_b=person))

    def of_two(self, one: int, other: int) -> Self:
        """Rows about these two people, whoever comes first."""
        first, second = sorted((one, other))
        return self.filter(person_a=first, person_b=second)


class NeverTogether(models.Model):
    """Two people who are never paired («никогда вместе»); withdrawn, never deleted."""

    person_a = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name="один сотрудник")
    person_b = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name="другой сотрудник")
    reason = models.CharField("почему", max_length=300)
    set_at = models.DateTimeField("когда", auto_now_add=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто", null=True
    )
    withdrawn_at = models.DateTimeField("отменено", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто отменил", null=True
    )

    objects = NeverTogetherQuerySet.as_manager()

    class Meta:
        verbose_name = "никогда вместе"
        verbose_name_plural = "никогда вместе"
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person_a", "person_b"],
                condition=Q(withdrawn_at__isnull=True),
                name="two_are_kept_apart_once",
                violation_error_message="Об этих двоих уже отмечено «никогда вместе».",
            ),
            models.CheckConstraint(
                condition=Q(person_a__lt=F("person_b")),
                name="two_kept_apart_stand_in_order",
                violation_error_message="Назовите двух разных людей.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_a} — {self.person_b}"
