"""Signing in, and where Django asks for permissions."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend

from mentorship.prepared import Prepared, Slot

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from schools.models import User


class AccessBackend(ModelBackend):
    """Signs in by password; permissions come from the table, not from groups."""

    def has_perm(self, user_obj: Any, perm: str, obj: object = None) -> bool:
        """The account answers itself."""
        return bool(user_obj.has_perm(perm, obj))

    def get_user(self, user_id: int) -> "User | None":
        """The account with its person and the person's places: every page asks for them."""
        user = _WHOLE.first(user=user_id)
        return user if user and user.is_active else None


def _whole() -> "QuerySet[User]":
    from schools.models import User

    whole = User.objects.select_related("person__municipality", "person__school__municipality")
    return whole.filter(pk=Slot("user")).order_by()


_WHOLE: "Prepared[User]" = Prepared(_whole)
