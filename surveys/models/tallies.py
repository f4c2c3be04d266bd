"""What people of a role have answered in a school year, counted and kept: a report need not count it anew."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple, Self
from uuid import UUID

from django.db import models
from django.db.models import Count, F, Max

from mentorship.prepared import PreparedUpdate, Slot
from schools.fields import AcademicYearField
from schools.models import Municipality
from surveys.enums import Phase, Respondent, ResponseState
from surveys.models.responses import Response

# SQLite takes 999 parameters a statement.
_AT_ONCE = 900


class Place(NamedTuple):
    """Whose answers are counted together."""

    municipality: int
    role: str
    year: int


class Print(NamedTuple):
    """By what sent answers differ from those counted, also where they were changed past the portal."""

    sent: int
    last_change: datetime | None


class TallyQuerySet(models.QuerySet["Tally"]):
    """Questions about kept counts."""

    def at(self, place: Place) -> Self:
        """The counts of one place."""
        return self.filter(**place._asdict())

    def touch(self, keys: Iterable[UUID]) -> None:
        """Say that answers with these keys have changed; the last thing of the change, in its transaction.

        The rows stay locked until its end: whoever counts meanwhile waits for it.
        """
        wanted, places = list(keys), set[Place]()
        for start in range(0, len(wanted), _AT_ONCE):
            rows = Response.objects.filter(key__in=wanted[start : start + _AT_ONCE]).exclude(phase=Phase.ONCE)
            places |= {Place(*row) for row in rows.order_by().values_list("municipality", "role", "year")}
        self.touch_at(places)

    def touch_at(self, places: Collection[Place]) -> None:
        """The same for places that are known."""
        for place in sorted(places):
            if not self._mark(place):
                self.begin(place)
                self._mark(place)

    def begin(self, place: Place) -> None:
        """Make the row of a place where there is none; somebody else may be doing the same."""
        municipality, role, year = place
        row = Tally(municipality_id=municipality, role=role, year=year)
        Tally.objects.bulk_create([row], ignore_conflicts=True)

    def _mark(self, place: Place) -> int:
        return _CHANGED.run(**place._asdict())


class Tally(models.Model):
    """Counts of a role's answers in a municipality and school year; no person, no school stands in them."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", verbose_name="муниципалитет"
    )
    role = models.CharField("роль", max_length=10, choices=Respondent)
    year = AcademicYearField("учебный год")
    changes = models.PositiveBigIntegerField("сколько раз ответы менялись", default=0)
    counted = models.PositiveBigIntegerField("после какого изменения посчитано", null=True, blank=True)
    sent = models.PositiveIntegerField("отправленных анкет посчитано", default=0)
    last_change = models.DateTimeField("последнее изменение посчитанного", null=True, blank=True)
    # a report leaves out answers on a scale that is no longer asked: what was asked belongs to the counts
    questions = models.CharField("по каким вопросам", max_length=64, blank=True)
    figures = models.JSONField("итоги", default=dict)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = "сводка ответов"
        verbose_name_plural = "сводки ответов"
        ordering = ["municipality", "-year", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "role", "year"],
                name="answers_are_counted_once_a_place",
                violation_error_message="Сводка этих ответов уже есть.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.get_role_display()}, {self.year}/{self.year + 1}"

    @property
    def place(self) -> Place:
        """Whose answers are counted."""
        return Place(self.municipality_id, self.role, self.year)

    def holds(self, questions: str, now: Print) -> bool:
        """Whether the counts are those of today's questions and of the answers as they are."""
        known = Print(self.sent, self.last_change)
        return self.counted == self.changes and self.questions == questions and known == now

    def keep(self, figures: dict[str, object], questions: str, now: Print) -> None:
        """Keep new counts; the caller holds the row."""
        self.figures, self.questions, self.counted = figures, questions, self.changes
        self.sent, self.last_change = now
        self.save(update_fields=["figures", "questions", "counted", "sent", "last_change"])


_PLACE = Place(Slot("municipality"), Slot("role", models.CharField()), Slot("year", models.IntegerField()))  # type: ignore[arg-type]
_CHANGED = PreparedUpdate(lambda: Tally.objects.at(_PLACE), changes=F("changes") + 1)


def places_of(responses: Iterable[Response]) -> set[Place]:
    """Where responses are counted: a form that is asked once is not."""
    counted = (row for row in responses if row.phase != Phase.ONCE)
    return {Place(row.municipality_id, row.role, row.year) for row in counted}


def sent_at(place: Place) -> models.QuerySet[Response]:
    """The sent answers of a place."""
    return Response.objects.filter(**place._asdict(), state=ResponseState.SUBMITTED)


def print_of(place: Place) -> Print:
    """What the sent answers of a place look like now; one query over its index."""
    found = sent_at(place).order_by().aggregate(sent=Count("pk"), last=Max("updated_at"))
    return Print(found["sent"], found["last"])
