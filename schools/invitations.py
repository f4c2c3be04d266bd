"""Invitation links: how a new account gets its first password (contract §3, kind `roles`)."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse

from schools.models import User


class InvitationTokens(PasswordResetTokenGenerator):
    """Tokens that die with the first password set and after PASSWORD_RESET_TIMEOUT."""

    key_salt = "schools.invitations.InvitationTokens"


_tokens = InvitationTokens()


def invitation_path(user: User) -> str:
    """Return the address under which the account chooses its password; may be made anew at any time."""
    return reverse("invitation", args=[user.pk, _tokens.make_token(user)])


def invited_user(pk: int, token: str) -> User | None:
    """Return whose invitation this is; None when it is spoilt, used, too old or the account is closed."""
    user = User.objects.select_related("person").filter(pk=pk, is_active=True).first()
    return user if user is not None and _tokens.check_token(user, token) else None
