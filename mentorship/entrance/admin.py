"""Accounts in the admin as the entrance wants them: nobody sets another's password, links go by role."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from mentorship.entrance.links import unlink
from mentorship.entrance.sessions import end_others, holder
from mentorship.entrance.workflow import check_may_unlock, remove_factor
from schools.admin.accounts import UserAdmin
from schools.admin.people import show_invitation
from schools.models import User

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts; who may open which is decided by `schools.workflow.may_invite`, not by the right to edit."""

    fieldsets = (
        (None, {"fields": ("username", "person", "is_active")}),
        ("Когда", {"fields": ("last_login", "date_joined")}),
    )
    actions = ("give_links", "remove_factors", "unlink_provider", "close_sessions")

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """A password is known to its holder alone: others give a link (security.md §3)."""
        raise PermissionDenied

    @admin.action(description="Выдать ссылку для нового пароля", permissions=["view"])
    def give_links(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Show a link for each: an invitation, or a way back for who forgot the password."""
        _each(request, queryset, lambda user: show_invitation(request, user), done="Ссылок выдано")

    @admin.action(description="Снять второй фактор", permissions=["view"])
    def remove_factors(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """For who lost the telephone and the recovery codes."""
        by = holder(request)

        def remove(user: User) -> None:
            check_may_unlock(by=by, user=user, on=timezone.localdate())
            remove_factor(user=user, by=by)

        _each(request, queryset, remove, done="Вторых факторов снято")

    @admin.action(description="Снять связь с единым входом", permissions=["view"])
    def unlink_provider(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """For who has another name at the provider of identities by now."""
        by = holder(request)

        def remove(user: User) -> None:
            check_may_unlock(by=by, user=user, on=timezone.localdate())
            unlink(user=user, by=by)

        _each(request, queryset, remove, done="Связей снято")

    @admin.action(description="Завершить все сеансы", permissions=["change"])
    def close_sessions(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Sign the accounts out everywhere."""
        by = holder(request)
        self.run_action(
            request, queryset, lambda user: end_others(user, but=None, by=by), done="Учётных записей"
        )


def _each(request: HttpRequest, users: QuerySet[User], do: Callable[[User], None], *, done: str) -> None:
    """Do it for each account in sight and say how it went; every refusal is named."""
    count = 0
    for user in users.select_related("person"):
        try:
            do(user)
        except ValidationError as error:
            messages.error(request, f"{user}: {' '.join(error.messages)}")
        else:
            count += 1
    if count:
        messages.success(request, f"{done}: {count}.")
