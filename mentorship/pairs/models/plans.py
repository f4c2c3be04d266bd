"""The plan of a pair (000 M2.5.9), the meetings it has agreed on, what it has made."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

from mentorship.pairs.enums import MeetingKind
from mentorship.pairs.models.meetings import Meeting
from mentorship.pairs.models.pairs import Pair
from mentorship.programmes.models import MentoringForm
from schools.attachments import random_path
from schools.fields import WebAddressField
from schools.models import Municipality
from schools.words import Word

if TYPE_CHECKING:
    from schools.models import User


class OfPair(models.QuerySet):
    """Rows that belong to a pair."""

    def visible_to(self, user: "User") -> Self:
        """Rows of the pairs within the user's scope."""
        return self.filter(pair__in=Pair.objects.visible_to(user))


class PlanTemplateQuerySet(models.QuerySet["PlanTemplate"]):
    """Questions about templates of plans."""

    def visible_to(self, user: "User", area: str = "pairs") -> Self:
        """The templates that come with the portal and those of the user's municipalities."""
        scope = user.access.scope(area)
        return self.filter(models.Q(municipality__isnull=True) | scope.q(municipality="municipality"))

    def for_pair(self, pair: Pair) -> Self:
        """What is offered to the pair: of the portal or its municipality, of its form or of any."""
        owner = models.Q(municipality__isnull=True) | models.Q(municipality=pair.municipality_id)
        form = models.Q(form__isnull=True) | models.Q(form=pair.form_id)
        return self.filter(owner, form, is_active=True)


class PlanTemplate(models.Model):
    """A plan to copy into a pair; a later edit changes no plan that was copied from it."""

    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="plan_templates",
        verbose_name="муниципалитет",
        null=True,
        blank=True,
        help_text="Пусто — шаблон портала для всех.",
    )
    title = models.CharField("название", max_length=200)
    form = models.ForeignKey(
        MentoringForm,
        models.PROTECT,
        related_name="+",
        verbose_name="форма наставничества",
        null=True,
        blank=True,
    )
    is_active = models.BooleanField("предлагается", default=True)

    objects = PlanTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "шаблон плана пары"
        verbose_name_plural = "шаблоны планов пар"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class PlanTemplateItem(models.Model):
    """A line of a template: what, and so many days after the pair has begun."""

    template = models.ForeignKey(PlanTemplate, models.CASCADE, related_name="items", verbose_name="шаблон")
    order = models.PositiveSmallIntegerField("порядок", default=0)
    title = models.CharField("что сделать", max_length=300)
    days = models.PositiveSmallIntegerField("через сколько дней от начала", default=30)

    class Meta:
        verbose_name = "пункт шаблона"
        verbose_name_plural = "пункты шаблона"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class PlanItemQuerySet(OfPair):
    """Questions about lines of plans."""

    def standing(self) -> Self:
        """Lines that have not been taken out of the plan."""
        return self.filter(removed_at__isnull=True)


class PlanItem(models.Model):
    """A line of a pair's plan; a removed one stays, so that its template does not offer it again."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="plan", verbose_name="пара")
    order = models.PositiveSmallIntegerField("порядок", default=0)
    title = models.CharField("что сделать", max_length=300)
    due_date = models.DateField("срок", null=True, blank=True)
    done_date = models.DateField("сделано", null=True, blank=True)
    result = models.CharField("результат", max_length=500, blank=True)
    template_item = models.ForeignKey(
        PlanTemplateItem,
        models.SET_NULL,
        related_name="+",
        verbose_name="из шаблона",
        null=True,
        blank=True,
        editable=False,
    )
    removed_at = models.DateTimeField("убран из плана", null=True, blank=True, editable=False)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = "пункт плана пары"
        verbose_name_plural = "план пары"
        ordering = ["pair", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.pair}: {self.title}"


class PlannedMeetingQuerySet(OfPair):
    """Questions about meetings to come."""

    def open(self) -> Self:
        """Meetings that are neither held nor cancelled."""
        return self.filter(cancelled_at__isnull=True, meeting__isnull=True)


class PlannedMeeting(models.Model):
    """A meeting agreed for a day to come; held ones stand in the journal. Cancelled when the pair ends."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="planned_meetings", verbose_name="пара")
    date = models.DateField("дата")
    time = models.TimeField("время", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("минут", default=45)
    kind = models.CharField("вид", max_length=12, choices=MeetingKind, default=MeetingKind.REGULAR)
    topic = models.CharField("о чём", max_length=300, blank=True)
    place = models.CharField("где", max_length=300, blank=True)
    cancelled_at = models.DateTimeField("отменена", null=True, blank=True)
    changed_at = models.DateTimeField("изменена", auto_now=True)
    sequence = models.PositiveSmallIntegerField("сколько раз менялась", default=0)
    meeting = models.OneToOneField(
        Meeting,
        models.SET_NULL,
        related_name="planned",
        verbose_name="запись в журнале",
        null=True,
        blank=True,
        editable=False,
    )

    objects = PlannedMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "назначенная встреча"
        verbose_name_plural = "назначенные встречи"
        ordering = ["date", "time", "pk"]

    def __str__(self) -> str:
        return f"{self.pair}, {self.date:%d.%m.%Y}"


class ProductKind(Word):
    """What pairs make: индивидуальный маршрут, методический кейс, видеоурок… (document 004)."""

    class Meta(Word.Meta):
        verbose_name = "вид продукта пары"
        verbose_name_plural = "виды продуктов пар"


class Product(models.Model):
    """What a pair has made: a file or a link."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="products", verbose_name="пара")
    kind = models.ForeignKey(ProductKind, models.PROTECT, related_name="+", verbose_name="вид")
    title = models.CharField("название", max_length=300)
    date = models.DateField("дата")
    link = WebAddressField("ссылка", blank=True, max_length=500)
    file = models.FileField("файл", upload_to=random_path, blank=True)
    file_name = models.CharField("имя файла", max_length=250, blank=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто добавил", null=True
    )

    objects = OfPair.as_manager()

    class Meta:
        verbose_name = "продукт пары"
        verbose_name_plural = "продукты пар"
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.pair}: {self.title}"
