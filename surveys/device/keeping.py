"""Which answers the worker of the browser may keep on the device, for whom and how long.

The worker (worker.js) keeps nothing that does not carry the header, and drops everything when the header
names another sign-in: the next holder of a shared telephone is shown nothing (docs/security/threats.md, T17).
"""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from mentorship.entrance.sessions import holder, is_staff
from mentorship.entrance.stamps import STAFF_IDLE

HEADER: Final = "Portal-Keep"
_SIGNS: Final = 32


def mark_of(request: HttpRequest) -> str:
    """What tells one sign-in from every other, and tells nothing else; "" where nobody is signed in."""
    if not request.user.is_authenticated or not request.session.session_key:
        return ""
    return salted_hmac("surveys.device", request.session.session_key).hexdigest()[:_SIGNS]


def let_keep(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Allow the worker to keep a page of the signed-in person for as long as an idle session would last."""
    mark = mark_of(request)
    if mark and request.method == "GET":
        age = request.session.get_expiry_age()
        seconds = min(STAFF_IDLE, age) if is_staff(holder(request)) else age
        response[HEADER] = f"{mark} {seconds}"
    return response
