"""Awards: diplomas, letters of thanks, certificates, each with a number and a code to check it by."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from mentorship.practices.contests.codes import LENGTH, new_code, shown
from mentorship.practices.contests.enums import Addressee, AwardKind, Occasion
from mentorship.practices.models.contests import ContestEntry
from mentorship.spreadsheets.words import fold
from schools.enums import ConsentKind
from schools.fields import AcademicYearField, FoldedField
from schools.models import Consent, Municipality, Person

if TYPE_CHECKING:
    from schools.models import User

# More would not fit on one leaf under a name.
LONGEST_AWARD = 700


class AwardQuerySet(models.QuerySet["Award"]):
    """Questions about awards."""

    def visible_to(self, user: "User") -> Self:
        """Awards of the municipality, of the own school's people, the own."""
        scope = user.access.scope("awards")
        return self.filter(scope.q(municipality="municipality", school="person__school", person="person"))

    def in_force(self) -> Self:
        """Awards that were not taken back."""
        return self.filter(revoked_date__isnull=True)

    def with_open_name(self) -> Self:
        """Annotate `is_open`: whether everybody may read to whom it was given."""
        live = Consent.objects.live().filter(kind=ConsentKind.PUBLICATION, person=OuterRef("person"))
        return self.annotate(is_open=Q(is_name_open=True) | Q(Exists(live)))

    def named(self, text: str) -> Self:
        """Awards whose recipient's name holds every word."""
        found = self
        for word in fold(text).split():
            found = found.filter(Q(person__name_key__contains=word) | Q(recipient_key__contains=word))
        return found


class Award(models.Model):
    """One paper of the register; it is never changed, only revoked."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name="муниципалитет"
    )
    kind = models.CharField("вид", max_length=12, choices=AwardKind)
    year = AcademicYearField("учебный год")
    serial = models.PositiveIntegerField("номер по порядку в году", editable=False)
    addressee = models.CharField("кому", max_length=12, choices=Addressee)
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="awards", verbose_name="педагог", null=True, blank=True
    )
    recipient = models.CharField("получатель, как напечатано", max_length=250, blank=True)
    recipient_key = FoldedField("ключ поиска", max_length=250, of=("recipient",))
    is_name_open = models.BooleanField("имя видно при проверке", default=False)
    text = models.TextField("за что", max_length=LONGEST_AWARD)
    date = models.DateField("дата выдачи")
    signer_position = models.CharField("должность подписавшего", max_length=200)
    signer = models.CharField("подписал", max_length=120)
    code = models.CharField("код проверки", max_length=LENGTH, unique=True, default=new_code, editable=False)
    occasion = models.CharField(
        "повод", max_length=10, choices=Occasion, default=Occasion.SINGLE, editable=False
    )
    entry = models.ForeignKey(
        ContestEntry,
        models.SET_NULL,
        related_name="awards",
        verbose_name="выдвижение на конкурс",
        null=True,
        blank=True,
        editable=False,
    )
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name="кто выдал",
        null=True,
        blank=True,
        editable=False,
    )
    revoked_date = models.DateField("отозвана", null=True, blank=True, editable=False)
    revoked_reason = models.CharField("почему отозвана", max_length=500, blank=True, editable=False)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = "награда"
        verbose_name_plural = "награды"
        ordering = ["-year", "-serial", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year", "serial"],
                name="award_number_stands_once",
                violation_error_message="Награда с этим номером уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(addressee="person", person__isnull=False, recipient="", is_name_open=False)
                | Q(~Q(addressee="person"), ~Q(recipient=""), person__isnull=True),
                name="award_goes_to_a_person_or_to_a_named_outsider",
                violation_error_message="Укажите педагога или того, кому адресовано: одно из двух.",
            ),
            models.UniqueConstraint(
                fields=["entry", "person", "kind"],
                condition=Q(revoked_date__isnull=True),
                name="place_is_awarded_once",
                violation_error_message="За это место награда такого вида уже выдана.",
            ),
            models.UniqueConstraint(
                fields=["person", "year", "kind"],
                condition=Q(occasion="pairs", revoked_date__isnull=True),
                name="pairs_of_a_year_are_thanked_once",
                violation_error_message="За пары этого года награда такого вида уже выдана.",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "year", "kind"], name="award_town_year_kind")]

    def __str__(self) -> str:
        return f"{str(self.get_kind_display()).capitalize()} № {self.number}"

    def get_absolute_url(self) -> str:
        """The page of the award."""
        return reverse("awards:detail", args=[self.pk])

    @property
    def number(self) -> str:
        """«2025/26-014»: the school year and the number in it."""
        return f"{self.year}/{(self.year + 1) % 100:02}-{self.serial:03}"

    @property
    def name(self) -> str:
        """To whom, as printed."""
        return self.person.full_name if self.person else self.recipient

    @property
    def shown_code(self) -> str:
        """The code in groups, as printed."""
        return shown(self.code)

    @property
    def is_erased(self) -> bool:
        """Whether its recipient's data were destroyed: it is checked by number, and printed no more."""
        return self.person is not None and self.person.erased_date is not None
