"""Accounts and their names at the provider of identities: linked once, the name decides afterwards.

An e-mail or a sign-in name may be given to somebody else; `sub` with its issuer never is (ASVS 10.5.2).
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from mentorship.audit.log import record
from mentorship.entrance.models import ProviderLink
from schools.models import User

_PLACE = "entrance_link"


def linked(claims: dict[str, Any]) -> ProviderLink | None:
    """The link of whoever the claims are of."""
    return ProviderLink.objects.filter(issuer=claims["iss"], subject=claims["sub"]).first()


def is_linked(user: User, claims: dict[str, Any]) -> bool:
    """Whether the account belongs to somebody of this provider by now."""
    return ProviderLink.objects.filter(user=user, issuer=claims["iss"]).exists()


def remember(request: HttpRequest, user: User, claims: dict[str, Any]) -> None:
    """Keep in the session who came back; nothing is linked before the last step of the sign-in."""
    request.session[_PLACE] = [user.pk, claims["iss"], claims["sub"]]


@transaction.atomic
def keep(request: HttpRequest, user: User, *, now: datetime) -> None:
    """Link the account that has just been signed in to, if the provider led there; two at once link once."""
    pk, issuer, subject = request.session.pop(_PLACE, (None, "", ""))
    if pk != user.pk or ProviderLink.objects.filter(user=user, issuer=issuer).exists():
        return
    own = {"user": user, "issuer": issuer, "subject": subject, "linked_at": now}
    ProviderLink.objects.bulk_create([ProviderLink(**own)], ignore_conflicts=True)
    if ProviderLink.objects.filter(**own).exists():  # or another was first
        record(by=user, action="entrance.linked", target=user)


@transaction.atomic
def unlink(*, user: User, by: User | None) -> None:
    """Let the account be linked anew: the person has another name at the provider by now."""
    count, _ = ProviderLink.objects.filter(user=user).delete()
    if count:
        record(by=by, action="entrance.unlinked", target=user)
