"""Who did what and who looked at what: entries that the database itself keeps from being changed."""

from datetime import date
from typing import Any, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from mentorship.audit.kinds import Kind

# No permit has this key: a relation to it stands only until the transaction wants to end.
NOWHERE: Final = -1


class EntryQuerySet(models.QuerySet["Entry"]):
    """Questions about the journal."""

    def visible_to(self, user: Any, area: str = "journal") -> Self:
        """Acts with objects of the account's reach and acts of its people; a school sees changes alone."""
        access = user.access
        scope = access.scope(area)
        seen = self.filter(
            scope.q(municipality="municipality", school="school") | scope.q(municipality="by_municipality")
        )
        return seen.filter(kind=Kind.CHANGE) if access.only_own(area) else seen

    def about(self, persons: Any) -> Self:
        """Acts with what the portal keeps of these people (keys)."""
        return self.filter(concerning(persons))

    def looks(self) -> Self:
        """Views of protected records."""
        return self.filter(kind=Kind.VIEW)

    def between(self, start: date | None, end: date | None) -> Self:
        """Acts of the days, both included; None is open."""
        found = self
        if start is not None:
            found = found.filter(at__date__gte=start)
        if end is not None:
            found = found.filter(at__date__lte=end)
        return found


def concerning(persons: Any) -> Q:
    """The condition that an entry is about one of the people (keys): it is theirs, or shared by them."""
    shared = EntryPerson.objects.filter(person__in=persons)
    return Q(person__in=persons) | Q(pk__in=shared.values("entry"))


class Entry(models.Model):
    """One act: a transition, an import, an export, a look; written once, never changed.

    Places and people are kept as bare keys: an entry outlives what it names, and merging moves none of it.
    """

    at = models.DateTimeField("когда", default=timezone.now, editable=False, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="audit_entries",
        verbose_name="кто",
        null=True,
        blank=True,
        help_text="Пусто — команда на сервере.",
    )
    roles = models.CharField("роли в тот момент", max_length=120, blank=True)
    by_school = models.BigIntegerField("школа того, кто действовал", null=True, blank=True)
    by_municipality = models.BigIntegerField(
        "муниципалитет того, кто действовал", null=True, blank=True, db_index=True
    )
    address = models.GenericIPAddressField("адрес компьютера", null=True, blank=True)
    request = models.CharField("номер обращения", max_length=40, blank=True, db_index=True)
    kind = models.CharField("вид записи", max_length=10, choices=Kind, default=Kind.CHANGE)
    action = models.CharField("действие", max_length=60, db_index=True)
    target_model = models.CharField("вид объекта", max_length=60, blank=True)
    target_id = models.BigIntegerField("номер объекта", null=True, blank=True)
    target_text = models.CharField("объект", max_length=250, blank=True)
    school = models.BigIntegerField("школа объекта", null=True, blank=True)
    municipality = models.BigIntegerField("муниципалитет объекта", null=True, blank=True)
    person = models.BigIntegerField("о ком", null=True, blank=True)
    text = models.TextField("пояснение", blank=True)
    data = models.JSONField("подробности", default=dict, blank=True)
    once = models.CharField("ключ повтора", max_length=120, null=True, blank=True, unique=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "запись журнала"
        verbose_name_plural = "журнал действий"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["target_model", "target_id"], name="entry_target"),
            models.Index(fields=["person", "-at"], name="entry_person"),
            models.Index(fields=["school", "-at"], name="entry_school"),
            models.Index(fields=["municipality", "-at"], name="entry_municipality"),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%d.%m.%Y %H:%M} {self.action} {self.target_text}"


class EntryPerson(models.Model):
    """One more person an entry is about: a pair is its mentees' as much as its mentor's."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="people", verbose_name="запись")
    person = models.BigIntegerField("о ком ещё", db_index=True)

    class Meta:
        verbose_name = "о ком ещё запись журнала"
        verbose_name_plural = "о ком ещё записи журнала"
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "person"],
                name="entry_names_a_person_once",
                violation_error_message="Этот человек уже назван.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.person}"


class Permit(models.Model):
    """The one way past the guards: an act by which words about a person are taken out; it stays on record.

    While open, `door` points to a row that does not exist. The database checks that relation at the end of
    the transaction, so no transaction can leave a permit open behind it, nor can another one see it open.
    """

    at = models.DateTimeField("когда", auto_now_add=True)
    act = models.TextField("по какому акту")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто", null=True, blank=True
    )
    changed = models.PositiveIntegerField("изменено записей", default=0)
    door = models.ForeignKey(
        "self", models.DO_NOTHING, related_name="+", verbose_name="открыто", null=True, blank=True
    )

    class Meta:
        verbose_name = "разрешение на обезличивание журнала"
        verbose_name_plural = "разрешения на обезличивание журнала"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(act=""), name="permit_names_its_act", violation_error_message="Назовите акт."
            ),
            models.CheckConstraint(
                condition=Q(pk__gt=0) & (Q(door__isnull=True) | Q(door=NOWHERE)),
                name="permit_is_open_to_nowhere",
                violation_error_message="Открытое разрешение ни на что не указывает.",
            ),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%d.%m.%Y %H:%M} {self.act}"
