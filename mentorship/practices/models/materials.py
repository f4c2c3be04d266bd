"""News, events, video lessons, documents and contacts of the centre."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from mentorship.practices.enums import MaterialKind
from mentorship.practices.models.moderated import Moderated, ModeratedQuerySet
from mentorship.roadmap.enums import MeetingState
from mentorship.roadmap.models import TownEvent
from schools.attachments import random_path
from schools.fields import FoldedField, WebAddressField

if TYPE_CHECKING:
    from schools.models import User

LONGEST_TEXT = 20_000
# The whole text is searched: its key is as long.
_LONGEST_KEY = 21_000
# What a kind cannot do without, and how the author is told.
_NEEDED: dict[str, tuple[tuple[str, ...], str]] = {
    MaterialKind.NEWS: (("body",), "Напишите текст новости."),
    MaterialKind.EVENT: (("date", "town_event"), "Укажите день события или выберите мероприятие портала."),
    MaterialKind.VIDEO: (("link",), "Вставьте ссылку на страницу с видео."),
    MaterialKind.DOCUMENT: (("file", "link"), "Приложите файл документа или дайте ссылку на него."),
    MaterialKind.CONTACTS: (("body",), "Напишите, как связаться с центром."),
}
# The list on which a material stands, and whether it has a page of its own.
_LISTS = {
    MaterialKind.NEWS: "public:news",
    MaterialKind.EVENT: "public:events",
    MaterialKind.VIDEO: "public:videos",
    MaterialKind.DOCUMENT: "public:documents",
    MaterialKind.CONTACTS: "public:contacts",
}


class MaterialQuerySet(ModeratedQuerySet):
    """Questions about materials."""

    def visible_to(self, user: "User") -> Self:
        """Materials of the municipalities whose section the user writes."""
        return self.filter(user.access.scope("materials").q(municipality="municipality"))

    def of_kind(self, kind: MaterialKind) -> Self:
        """Materials of one kind, the newest first."""
        return self.filter(kind=kind).order_by("-publish_date", "-pk")

    def with_day(self) -> Self:
        """Annotate `day`: when an event is held; of an event of the portal its own date counts."""
        return self.annotate(day=Coalesce("town_event__date", "date"))


class Material(Moderated):
    """One publication of the centre; which fields it needs depends on its kind."""

    kind = models.CharField("вид", max_length=10, choices=MaterialKind)
    title = models.CharField("заголовок", max_length=200)
    summary = models.CharField(
        "коротко", max_length=300, blank=True, help_text="Одно-два предложения: для списка и для поиска."
    )
    body = models.TextField("текст", max_length=LONGEST_TEXT, blank=True)
    link = WebAddressField("ссылка", max_length=500, blank=True)
    file = models.FileField("файл", upload_to=random_path, blank=True)
    file_name = models.CharField("имя файла", max_length=250, blank=True, editable=False)
    image = models.FileField("изображение", upload_to=random_path, blank=True)
    image_alt = models.CharField(
        "что на изображении",
        max_length=250,
        blank=True,
        help_text="Для тех, кто не видит картинку: кто и что на ней, без слов «на фото».",
    )
    image_width = models.PositiveSmallIntegerField("ширина", null=True, blank=True, editable=False)
    image_height = models.PositiveSmallIntegerField("высота", null=True, blank=True, editable=False)
    town_event = models.ForeignKey(
        TownEvent,
        models.PROTECT,
        related_name="+",
        verbose_name="мероприятие портала",
        null=True,
        blank=True,
        help_text="Дата, место и отмена берутся из него.",
    )
    date = models.DateField("день события", null=True, blank=True)
    time = models.TimeField("начало", null=True, blank=True)
    place = models.CharField("место", max_length=250, blank=True)
    minutes = models.PositiveSmallIntegerField("длительность, минут", null=True, blank=True)
    has_subtitles = models.BooleanField("с субтитрами", default=False)
    search_key = FoldedField("ключ поиска", max_length=_LONGEST_KEY, of=("title", "summary", "place", "body"))

    objects = MaterialQuerySet.as_manager()

    class Meta(Moderated.Meta):
        verbose_name = "материал публичного раздела"
        verbose_name_plural = "материалы публичного раздела"
        ordering = ["-pk"]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(image="") | ~Q(image_alt=""),
                name="picture_is_told_in_words",
                violation_error_message="Опишите словами, что на изображении.",
            ),
        ]
        indexes = [models.Index(fields=["kind", "state", "publish_date"], name="material_kind_state_day")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Each kind has what its page shows; an event of another municipality is not announced here."""
        names, words = _NEEDED.get(self.kind, ((), ""))
        if names and not any(getattr(self, name) for name in names):
            raise ValidationError({names[0]: words})
        event = self.town_event
        if event is not None and event.municipality_id != self.municipality_id:
            raise ValidationError({"town_event": "Это мероприятие другого муниципалитета."})

    def get_absolute_url(self) -> str:
        """The public page: its own, or the list on which it stands."""
        if self.kind == MaterialKind.NEWS:
            return reverse("public:news_item", args=[self.pk])
        return f"{reverse(_LISTS[MaterialKind(self.kind)])}#m{self.pk}"

    @property
    def held_on(self) -> dt.date | None:
        """When an event is held."""
        return self.town_event.date if self.town_event else self.date

    @property
    def held_at(self) -> str:
        """Where an event is held."""
        return self.place or (self.town_event.place if self.town_event else "")

    @property
    def starts_at(self) -> dt.time | None:
        """The hour, when it is known."""
        return self.time

    @property
    def is_called_off(self) -> bool:
        """Whether the event of the portal was cancelled."""
        return self.town_event is not None and self.town_event.state == MeetingState.CANCELLED
