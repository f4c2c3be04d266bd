"""Times when the portal cannot work and is not to blame: the database is away, a disk is full."""

import errno
import sqlite3
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from schools.appearance import chosen

DISK_IS_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_SECONDS: Final = 60


def is_outage(error: BaseException | None) -> bool:
    """Whether the same request will do once the database or the disk is back.

    SQLite calls a wrong statement operational, too: that one is an error of the portal.
    """
    if isinstance(error, OSError):
        return error.errno in DISK_IS_FULL
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    return code != sqlite3.SQLITE_ERROR


def outage_page(request: HttpRequest) -> HttpResponse:
    """Say when to come back and that nothing is lost; needs neither database nor session."""
    context = {"portal": {"appearance": chosen(request)}, "is_asking": request.method == "GET"}
    response = HttpResponse(render_to_string("503.html", context), status=503)
    response["Retry-After"] = str(_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
