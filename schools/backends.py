"""Signing in, and where Django asks for permissions."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend

if TYPE_CHECKING:
    from schools.models import User


class AccessBackend(ModelBackend):
    """Signs in by password; permissions come from the table, not from groups."""

    def has_perm(self, user_obj: Any, perm: str, obj: object = None) -> bool:
        """The account answers itself."""
        return bool(user_obj.has_perm(perm, obj))

    def get_user(self, user_id: int) -> "User | None":
        """The account with its person and the person's places: every page asks for them."""
        from schools.models import User

        whole = User.objects.select_related("person__municipality", "person__school__municipality")
        user = whole.filter(pk=user_id).first()
        return user if user and user.is_active else None
