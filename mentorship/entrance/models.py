"""What the entrance remembers: tries, earlier addresses, second factors, names at the provider, sessions."""

from typing import Self

from django.db import models
from django.utils.timezone import localtime

from schools.models import User


class Bucket(models.Model):
    """Recent tries of one kind by one key; the key is a digest: neither names nor addresses are stored."""

    key = models.CharField("ключ", max_length=64, unique=True)
    kind = models.CharField("что ограничивается", max_length=20)
    stamps = models.JSONField("попытки", default=list)
    refusals = models.PositiveIntegerField("отказов подряд", default=0)
    touched_at = models.DateTimeField("последняя попытка", db_index=True)

    class Meta:
        verbose_name = "счётчик попыток"
        verbose_name_plural = "счётчики попыток"

    def __str__(self) -> str:
        return f"{self.kind}: {len(self.stamps)}"


class KnownAddress(models.Model):
    """A place from which an account has been signed in to; kept as a digest."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="known_addresses", verbose_name="учётная запись"
    )
    key = models.CharField("ключ адреса", max_length=64)
    last_at = models.DateTimeField("последний вход", db_index=True)

    class Meta:
        verbose_name = "знакомый адрес"
        verbose_name_plural = "знакомые адреса"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="address_is_known_once",
                violation_error_message="Этот адрес уже знаком.",
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class SecondFactorQuerySet(models.QuerySet["SecondFactor"]):
    """Questions about second factors."""

    def confirmed(self) -> Self:
        """Those that are asked for at sign-in."""
        return self.filter(confirmed_at__isnull=False)


class SecondFactor(models.Model):
    """An app on the holder's telephone that tells codes; begun, then confirmed by the first code."""

    user = models.OneToOneField(
        User, models.CASCADE, related_name="second_factor", verbose_name="учётная запись"
    )
    secret = models.CharField("секрет (запечатан)", max_length=150)
    confirmed_at = models.DateTimeField("подключён", null=True, blank=True)
    last_step = models.BigIntegerField("последний принятый шаг", default=-1)

    objects = SecondFactorQuerySet.as_manager()

    class Meta:
        verbose_name = "второй фактор"
        verbose_name_plural = "вторые факторы"

    def __str__(self) -> str:
        return str(self.user)


class RecoveryCode(models.Model):
    """A one-time code for who lost the telephone; kept as a digest, gone when used."""

    factor = models.ForeignKey(
        SecondFactor, models.CASCADE, related_name="recovery_codes", verbose_name="второй фактор"
    )
    digest = models.CharField("отпечаток", max_length=64)

    class Meta:
        verbose_name = "запасной код"
        verbose_name_plural = "запасные коды"
        constraints = [
            models.UniqueConstraint(
                fields=["factor", "digest"],
                name="recovery_code_is_kept_once",
                violation_error_message="Такой запасной код уже есть.",
            )
        ]

    def __str__(self) -> str:
        return str(self.factor)


class ProviderLink(models.Model):
    """Who an account is to the provider of identities: its `sub`, which is never given to anybody else."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="учётная запись")
    issuer = models.CharField("поставщик", max_length=255)
    subject = models.CharField("имя у поставщика (sub)", max_length=255)
    linked_at = models.DateTimeField("связано")

    class Meta:
        verbose_name = "связь с единым входом"
        verbose_name_plural = "связи с единым входом"
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                name="subject_of_a_provider_is_one_account",
                violation_error_message="Это имя единого входа уже связано с учётной записью.",
            ),
            models.UniqueConstraint(
                fields=["user", "issuer"],
                name="account_is_one_subject_of_a_provider",
                violation_error_message="Учётная запись уже связана с единым входом.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class Visit(models.Model):
    """An open session as its holder sees it on the page of the account."""

    user = models.ForeignKey(User, models.CASCADE, related_name="visits", verbose_name="учётная запись")
    session_key = models.CharField("сеанс", max_length=40, unique=True)
    address = models.CharField("адрес", max_length=45, blank=True)
    device = models.CharField("устройство", max_length=100, blank=True)
    started_at = models.DateTimeField("вход")
    seen_at = models.DateTimeField("последнее действие", db_index=True)

    class Meta:
        verbose_name = "сеанс"
        verbose_name_plural = "сеансы"
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.user}: {localtime(self.started_at):%d.%m.%Y %H:%M}"
