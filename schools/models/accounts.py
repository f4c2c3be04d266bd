"""Accounts and dated roles."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from schools.enums import MUNICIPAL_ROLES, SCHOOL_ROLES, Role
from schools.models.people import Person
from schools.models.places import Municipality, School

if TYPE_CHECKING:
    from schools.access import Access


class UserQuerySet(models.QuerySet["User"]):
    """Questions about accounts."""

    def visible_to(self, user: "User", area: str = "accounts") -> Self:
        """Accounts of the people within the user's scope."""
        scope = user.access.scope(area)
        return self.filter(scope.q(municipality="person__municipality", school="person__school"))


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Creates accounts."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """An account; without a password nobody can sign in until the invitation is accepted."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """An administrator of the whole installation, for `createsuperuser`."""
        person = Person.objects.create(code=username, last_name=username)
        user = self.create_user(username, password, person=person, **fields)
        RoleAssignment.objects.create(person=person, role=Role.ADMIN, start_date=timezone.localdate())
        return user


class User(AbstractBaseUser):
    """An account of a person; what it may do is read from the table of `schools.access`."""

    username = models.CharField(
        "имя для входа",
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "Такое имя для входа уже занято."},
    )
    person = models.OneToOneField(
        Person, models.PROTECT, related_name="user", verbose_name="сотрудник", null=True, blank=True
    )
    is_active = models.BooleanField("действует", default=True)
    date_joined = models.DateTimeField("создана", default=timezone.now)
    # the person does not want «Первые шаги» on the first page
    first_steps_hidden_date = models.DateField("первые шаги скрыты", null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = "учётная запись"
        verbose_name_plural = "учётные записи"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.username

    @cached_property
    def access(self) -> "Access":
        """What the account may do today, read once a request."""
        from schools.access import Access

        return Access.of(self, on=timezone.localdate())

    @property
    def is_staff(self) -> bool:
        """Whether the admin opens."""
        return self.is_active and self.access.may_see("admin")

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """The table's answer to `area.view`, `area.change` or a model permission of Django's admin."""
        return self.is_active and self.access.has_perm(perm)

    def has_perms(self, perms: list[str], obj: object = None) -> bool:
        """All of the permissions."""
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        """Whether the admin shows anything of the app."""
        return self.is_active and self.access.has_module_perms(app_label)

    def get_full_name(self) -> str:
        """The person's name, else the sign-in name."""
        return self.person.full_name if self.person else self.username

    def get_short_name(self) -> str:
        """As the person is spoken to."""
        return self.person.address_name if self.person else self.username


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    """Questions about roles."""

    def in_force(self, on: date) -> Self:
        """Assignments that hold on the day, both ends included."""
        return self.filter(Q(end_date__isnull=True) | Q(end_date__gte=on), start_date__lte=on)

    def curators(self) -> Self:
        """School curators."""
        return self.filter(role=Role.CURATOR)

    def visible_to(self, user: User) -> Self:
        """Assignments within the user's scope of people."""
        scope = user.access.scope("people")
        return self.filter(
            scope.q(municipality="municipality", school="school")
            | scope.q(municipality="school__municipality", school="school")
        )


class RoleAssignment(models.Model):
    """A dated role of a person in a municipality or a school (decisions.md §2)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles", verbose_name="сотрудник")
    role = models.CharField("роль", max_length=20, choices=Role)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="roles",
        verbose_name="муниципалитет",
        null=True,
        blank=True,
        help_text="Для муниципальных ролей; пусто — весь портал.",
    )
    school = models.ForeignKey(
        School, models.PROTECT, related_name="roles", verbose_name="школа", null=True, blank=True
    )
    start_date = models.DateField("начало")
    end_date = models.DateField("окончание", null=True, blank=True)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "роль"
        verbose_name_plural = "роли"
        ordering = ["person__name_key", "start_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "school", "start_date"],
                condition=Q(school__isnull=False),
                name="school_role_is_given_once_a_day",
                violation_error_message="Эта роль с этой даты уже назначена.",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "municipality", "start_date"],
                condition=Q(municipality__isnull=False),
                name="municipal_role_is_given_once_a_day",
                violation_error_message="Эта роль с этой даты уже назначена.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=SCHOOL_ROLES, school__isnull=False, municipality__isnull=True)
                | Q(role__in=MUNICIPAL_ROLES, school__isnull=True),
                name="role_names_its_school_or_municipality",
                violation_error_message=(
                    "Куратору и руководителю ОО укажите школу, остальным ролям — муниципалитет без школы."
                ),
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")),
                name="role_ends_after_it_starts",
                violation_error_message="Окончание роли раньше её начала.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
