"""Accounts and dated roles: the administrator's work."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from schools.admin.people import show_invitation
from schools.admin_base import PortalModelAdmin
from schools.enums import Role
from schools.models import RoleAssignment, User
from schools.undoing import ENDED_ROLES, end_role_for_now
from schools.workflow import check_may_appoint, give_role, role_end_changed


class NewAccountForm(forms.ModelForm):
    """A new account has no password: the invitation lets its holder choose one."""

    class Meta:
        model = User
        fields = ("username", "person")


class AccountForm(UserChangeForm):
    """An account; the password is only replaced, on a page of its own."""

    class Meta:
        model = User
        fields = ("username", "password", "person", "is_active")


@admin.register(User)
class UserAdmin(PortalModelAdmin, StockUserAdmin):
    """Accounts."""

    form = AccountForm
    add_form = NewAccountForm
    add_title = "Новая учётная запись"
    list_display = ("username", "full_name", "place", "is_active", "last_login")
    list_filter = ("is_active", "person__school")
    list_select_related = ("person__school", "person__municipality")
    search_fields = ("username", "person__name_key", "person__code")
    search_help_text = "Имя для входа, фамилия или код педагога"
    ordering = ("username",)
    autocomplete_fields = ("person",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "person", "is_active")}),
        ("Когда", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "person")}),)
    actions = ("give_invitations",)

    @admin.display(description="сотрудник", ordering="person__name_key")
    def full_name(self, user: User) -> str:
        """Whose account it is."""
        return user.person.full_name if user.person else "—"

    @admin.display(description="где работает")
    def place(self, user: User) -> str:
        """The school or the municipality."""
        person = user.person
        return str((person and (person.school or person.municipality)) or "весь портал")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A new account cannot be signed in to before its invitation is accepted."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    @admin.action(description="Выдать приглашение на портал", permissions=["change"])
    def give_invitations(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Show a link for each, in place of a forgotten password too."""
        self.run_action(
            request, queryset, lambda user: show_invitation(request, user), done="Приглашений выдано"
        )


class RoleForm(forms.ModelForm):
    """A role in a school or a municipality, given by who may give it there."""

    request: HttpRequest

    class Meta:
        model = RoleAssignment
        fields = ("person", "role", "school", "municipality", "start_date", "end_date")

    def clean(self) -> dict[str, Any]:
        """Ask whether the account may appoint."""
        cleaned = super().clean() or self.cleaned_data
        if not self.instance.pk and cleaned.get("role"):
            places = {name: cleaned.get(name) for name in ("school", "municipality")}
            check_may_appoint(self.request.user, role=Role(cleaned["role"]), **places)  # type: ignore[arg-type]
        return cleaned


@admin.register(RoleAssignment)
class RoleAssignmentAdmin(PortalModelAdmin):
    """Who holds which role from when to when; a stored role can only get another end."""

    form = RoleForm
    add_title = "Новая роль"
    list_display = ("person", "role", "school", "municipality", "start_date", "end_date")
    list_filter = ("role", ("end_date", admin.EmptyFieldListFilter), "school")
    list_select_related = ("person", "school", "municipality")
    search_fields = ("person__name_key", "person__code")
    search_help_text = "Фамилия или код педагога"
    autocomplete_fields = ("person", "school")
    actions = ("end_today",)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[forms.ModelForm]:
        """A form that knows who appoints."""
        form = super().get_form(request, *args, **kwargs)
        form.request = request  # the class is made for this request alone
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """A stored role keeps its holder, place and beginning."""
        return ("person", "role", "school", "municipality", "start_date") if obj else ()

    def save_model(self, request: HttpRequest, obj: RoleAssignment, form: Any, change: bool) -> None:
        """A new role also opens the account."""
        if change:
            super().save_model(request, obj, form, change)
            if "end_date" in form.changed_data:
                role_end_changed(assignment=obj, by=request.user)
            return
        given = give_role(
            person=obj.person,
            role=Role(obj.role),
            school=obj.school,
            municipality=obj.municipality,
            start=obj.start_date,
            end=obj.end_date,
            by=request.user,
        )
        obj.pk = given.pk

    @admin.action(description="Завершить сегодня", permissions=["change"])
    def end_today(self, request: HttpRequest, queryset: QuerySet[RoleAssignment]) -> None:
        """Let today be the last day of the roles."""
        today = timezone.localdate()
        self.run_action(
            request,
            queryset,
            lambda role: [end_role_for_now(assignment=role, by=request.user, on=today)],
            done="Завершено ролей",
            undo=ENDED_ROLES,
        )
