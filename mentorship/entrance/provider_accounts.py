"""Whose account somebody has whom the provider of identities vouches for; none is ever made here."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from mentorship.entrance.links import is_linked, linked
from mentorship.entrance.sessions import is_staff
from mentorship.entrance.workflow import has_factor
from schools.models import User

UNKNOWN = (
    "На портале нет действующей учётной записи с этим именем. Войдите по имени и паролю или попросите "
    "у школьного куратора или методиста ссылку."
)
UNVERIFIED = (
    "Единый вход не подтвердил вашу почту, поэтому портал не знает, кто вы. Войдите по имени и паролю."
)
NO_FACTOR = (
    "С вашей ролью войти так можно, когда подключён второй фактор. Войдите по имени и паролю и подключите "
    "его на странице «Моя учётная запись»."
)

LINKED = (
    "Учётная запись с этим именем связана с другим пользователем единого входа. Войдите по имени и паролю; "
    "если единый вход у вас новый, попросите администратора портала снять прежнюю связь."
)


def account_of(claims: dict[str, Any]) -> User:
    """The active account behind the claims; ValidationError says why there is none.

    By the link that was made at the first time; then by a claim that holds the portal's sign-in name, else by
    the verified e-mail. An e-mail is written by who keeps the staff, not by who administers accounts: neither
    it nor a link that was made by it opens an account with a role by itself.
    """
    link = linked(claims)
    user = _only(User.objects.filter(pk=link.user_id)) if link else _named(claims)
    if link is None and is_linked(user, claims):
        raise ValidationError(LINKED, code="linked")
    if not settings.OIDC_CLAIM and is_staff(user) and not has_factor(user):
        raise ValidationError(NO_FACTOR, code="no_factor")
    return user


def _named(claims: dict[str, Any]) -> User:
    """Whom the claims name, before there is a link."""
    if settings.OIDC_CLAIM:
        name = claims.get(settings.OIDC_CLAIM)
        if not isinstance(name, str):
            raise ValidationError(UNKNOWN, code="no_claim")
        return _only(User.objects.filter(username=User.normalize_username(name)))
    email = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(email, str) or not email.strip():
        raise ValidationError(UNVERIFIED, code="unverified")
    return _only(User.objects.filter(person__email__iexact=email.strip()))


def _only(found: Any) -> User:
    """One account or none: an address that two people share tells nobody apart."""
    users = list(found.filter(is_active=True, person__erased_date__isnull=True).select_related("person")[:2])
    if len(users) != 1:
        raise ValidationError(UNKNOWN, code="unknown" if not users else "ambiguous")
    return users[0]
