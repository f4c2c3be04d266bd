"""The municipal mentoring centre: what it is for, its groups, who belonged to it from when to when."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from schools.models import Municipality, Person

if TYPE_CHECKING:
    from schools.models import User


class Part(models.TextChoices):
    """What a member is to the centre (document 000 §4)."""

    HEAD = "head", "руководитель центра"
    METHODIST = "methodist", "методист (куратор центра)"
    MENTOR = "mentor", "наставник"
    SPECIALIST = "specialist", "специалист"


# The order in which a composition is read out.
PART_ORDER = (Part.HEAD, Part.METHODIST, Part.MENTOR, Part.SPECIALIST)


class CentreQuerySet(models.QuerySet["Centre"]):
    """Questions about centres."""

    def visible_to(self, user: "User") -> Self:
        """Centres of the municipalities the user's roles reach; a teacher has one, too."""
        return self.filter(user.access.scope("centre").q(municipality="municipality"))


class Centre(models.Model):
    """The centre of a municipality; texts are lists, an item a line: «название: пояснение»."""

    municipality = models.OneToOneField(
        Municipality, models.PROTECT, related_name="centre", verbose_name="муниципалитет"
    )
    title = models.CharField("название", max_length=250)
    base = models.CharField("база центра", max_length=300, blank=True)
    founded_by = models.CharField(
        "создан приказом", max_length=300, blank=True, help_text="Кто издал, номер и дата."
    )
    direction = models.TextField("направление деятельности", blank=True)
    functions = models.TextField("функции", blank=True, help_text="По одной в строке: «название: пояснение».")
    principles = models.TextField("принципы", blank=True, help_text="По одному в строке.")
    activities = models.TextField("виды деятельности", blank=True, help_text="По одному в строке.")
    practices = models.TextField("формы практик", blank=True, help_text="По одной в строке.")

    objects = CentreQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "наставнический центр"
        verbose_name_plural = "наставнические центры"
        ordering = ["municipality__name"]

    def __str__(self) -> str:
        return self.title


class CentreGroupQuerySet(models.QuerySet["CentreGroup"]):
    """Questions about groups."""

    def visible_to(self, user: "User") -> Self:
        """Groups of the centres in sight."""
        return self.filter(user.access.scope("centre").q(municipality="centre__municipality"))


class CentreGroup(models.Model):
    """A group or a direction of the centre's work."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="groups", verbose_name="центр")
    title = models.CharField("группа или направление", max_length=200)
    tasks = models.TextField("чем занимается", blank=True, max_length=2000)
    order = models.PositiveSmallIntegerField("порядок", default=0)

    objects = CentreGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "группа центра"
        verbose_name_plural = "группы центра"
        ordering = ["centre", "order", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "title"],
                name="group_stands_once_in_its_centre",
                violation_error_message="Такая группа у центра уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class CentreMemberQuerySet(models.QuerySet["CentreMember"]):
    """Questions about members."""

    def visible_to(self, user: "User") -> Self:
        """Members of the centres in sight."""
        return self.filter(user.access.scope("centre").q(municipality="centre__municipality"))

    def in_force(self, on: date) -> Self:
        """Who belonged on the day, the first and the last day included."""
        return self.filter(Q(end_date=None) | Q(end_date__gte=on), start_date__lte=on)

    def read_out(self) -> Self:
        """In the order of a composition: the head, the methodist, then by name."""
        place = models.Case(
            *(models.When(part=part, then=models.Value(number)) for number, part in enumerate(PART_ORDER)),
            output_field=models.PositiveSmallIntegerField(),
        )
        found = self.select_related("person__school", "person__position", "group")
        return found.order_by(place, "person__name_key", "pk")


class CentreMember(models.Model):
    """A person in the centre for a time, by an order."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="members", verbose_name="центр")
    person = models.ForeignKey(Person, models.PROTECT, related_name="in_centres", verbose_name="человек")
    part = models.CharField("функция", max_length=12, choices=Part)
    group = models.ForeignKey(
        CentreGroup,
        models.SET_NULL,
        related_name="members",
        verbose_name="группа или направление",
        null=True,
        blank=True,
    )
    duties = models.CharField("чем занимается", max_length=500, blank=True)
    start_date = models.DateField("с")
    end_date = models.DateField("по", null=True, blank=True)
    basis = models.CharField("основание", max_length=300, blank=True)

    objects = CentreMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "член центра"
        verbose_name_plural = "состав центра"
        ordering = ["centre", "-start_date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date=None) | Q(end_date__gte=F("start_date")),
                name="centre_member_ends_after_the_start",
                violation_error_message="Последний день не раньше первого.",
            ),
            models.UniqueConstraint(
                fields=["centre", "person"],
                condition=Q(end_date=None),
                name="person_is_once_in_a_centre",
                violation_error_message="Этот человек уже в составе центра.",
            ),
            models.UniqueConstraint(
                fields=["centre"],
                condition=Q(part="head", end_date=None),
                name="centre_has_one_head",
                violation_error_message="У центра один руководитель: сначала завершите срок прежнего.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_part_display()}"
