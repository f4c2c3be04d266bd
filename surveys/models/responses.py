"""Who takes part, and the answers: two tables joined by a key that one module alone resolves.

`Participation` is personal and shows status; `Response` holds answers and no person
(decisions.md §4; surveys_and_indicators.md §1.4). Only `surveys.confidential` goes from one to the other.
"""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, Self

from django.db import models
from django.db.models import Count, Q, Value

from schools.fields import AcademicYearField
from schools.models import Municipality, Person, School
from surveys.enums import Phase, Respondent, ResponseSource, ResponseState
from surveys.models.campaigns import Campaign
from surveys.models.questionnaires import QuestionnaireVersion


class Participation(models.Model):
    """A person in a role and school year; the key is shared by the «до» and the «после» answers."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="participations", verbose_name="педагог")
    role = models.CharField("роль", max_length=10, choices=Respondent)
    year = AcademicYearField("учебный год")
    form = models.SlugField("анкета, если она без пары", max_length=40, blank=True)
    # null: the answers were made anonymous, nothing leads to them any more
    key = models.UUIDField("ключ", default=uuid.uuid4, unique=True, null=True, editable=False)

    class Meta:
        verbose_name = "участие в анкетировании"
        verbose_name_plural = "участие в анкетировании"
        ordering = ["-year", "person__name_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "year", "form"],
                name="person_takes_part_once_in_a_role_and_year",
                violation_error_message="Участие этого педагога в этой роли уже записано.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}, {self.year}/{self.year + 1}"


class Verdicts(NamedTuple):
    """What the after-forms of one school say; liked: «да», pleased: high scores of joint work."""

    sent: int
    liked: int
    liked_answered: int
    pleased: int
    pleased_answered: int


# By role, then by school; None: staff of the municipality.
SaidByRole = dict[str, dict[int | None, Verdicts]]


class ResponseQuerySet(models.QuerySet["Response"]):
    """Questions about answers; none of them leads to a person."""

    def submitted(self, on: date) -> Self:
        """Responses sent, and dated on or before the day."""
        return self.filter(state=ResponseState.SUBMITTED, answered_date__lte=on)

    def verdicts(self, pleased_from: int) -> SaidByRole:
        """Per role and school (None: staff of the municipality) what is said of taking part; one query.

        `pleased_from`: the least score of joint work that counts as pleased, of 1…10.
        """
        return verdicts_of([(self, pleased_from)])[0]

    def counted_verdicts(self, pleased_from: int, place: int = 0) -> models.QuerySet[Any, Any]:
        """The counts behind `verdicts`, as rows that tell the place."""
        # named values, not ≥: SQLite takes the text of «затрудняюсь» for more than any number
        scores = {"answers__joint_work_satisfaction__in": list(range(1, 11))}
        high = {"answers__joint_work_satisfaction__in": list(range(pleased_from, 11))}
        return (
            self.order_by()
            .values("role", "school", place=Value(place))
            .annotate(
                sent=Count("pk"),
                liked=Count("pk", filter=Q(answers__liked_participating=1)),
                liked_answered=Count("pk", filter=Q(answers__liked_participating__in=[0, 1])),
                pleased=Count("pk", filter=Q(**high)),
                pleased_answered=Count("pk", filter=Q(**scores)),
            )
        )


def verdicts_of(asked: Sequence[tuple[ResponseQuerySet, int]]) -> list[SaidByRole]:
    """What several QuerySets of responses say (see `verdicts`), each with its least score; one query."""
    first, *others = (rows.counted_verdicts(least, place) for place, (rows, least) in enumerate(asked))
    found: list[SaidByRole] = [{} for _ in asked]
    for row in first.union(*others, all=True) if others else first:
        place, role, school = row.pop("place"), row.pop("role"), row.pop("school")
        found[place].setdefault(role, {})[school] = Verdicts(**row)
    return found


class Response(models.Model):
    """One response: its closed answers are one JSON document, item code → coded value.

    Values: 1–10 for a scale, 1/0 for yes/no, 0–4 for a frequency, "dk" for «затрудняюсь ответить».
    """

    key = models.UUIDField("ключ", editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="responses", verbose_name="кампания")
    version = models.ForeignKey(
        QuestionnaireVersion, models.PROTECT, related_name="responses", verbose_name="версия"
    )
    role = models.CharField("роль", max_length=10, choices=Respondent)
    phase = models.CharField("этап", max_length=10, choices=Phase)
    year = AcademicYearField("учебный год")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name="муниципалитет"
    )
    school = models.ForeignKey(
        School, models.PROTECT, related_name="+", verbose_name="школа", null=True, blank=True
    )
    answers = models.JSONField("ответы", default=dict)
    state = models.CharField("состояние", max_length=10, choices=ResponseState, default=ResponseState.DRAFT)
    source = models.CharField("откуда", max_length=10, choices=ResponseSource, default=ResponseSource.PORTAL)
    answered_date = models.DateField("дата ответа", null=True, blank=True)
    position = models.PositiveSmallIntegerField("раздел, на котором остановились", default=0)
    submitted_at = models.DateTimeField("принята", null=True, blank=True)
    started_at = models.DateTimeField("начата", auto_now_add=True)
    updated_at = models.DateTimeField("изменена", auto_now=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = "ответы на анкету"
        verbose_name_plural = "ответы на анкеты"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "phase"],
                name="one_response_a_person_form_and_year",
                violation_error_message="Ответы на эту анкету за учебный год уже есть.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ResponseState.SUBMITTED) | Q(answered_date__isnull=False),
                name="submitted_response_has_its_day",
                violation_error_message="У отправленной анкеты указывается день ответа.",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "state"], name="response_campaign_state"),
            models.Index(fields=["municipality", "year", "role", "phase"], name="response_partition"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}: ответы № {self.pk}"


class FreeText(models.Model):
    """A free-text answer, apart from the closed ones so that a report never scans texts."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="texts", verbose_name="ответы")
    item_code = models.SlugField("код вопроса", max_length=60)
    text = models.TextField("текст", max_length=4000)

    class Meta:
        verbose_name = "текстовый ответ"
        verbose_name_plural = "текстовые ответы"
        ordering = ["response", "item_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "item_code"],
                name="text_stands_once_in_a_response",
                violation_error_message="Текстовый ответ на этот вопрос уже есть.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.response}: {self.item_code}"
