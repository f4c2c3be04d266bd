"""Reports are read from the replica, all else from the primary (in use only with REPLICA_DATABASE_URL).

The switch is thrown for one request, right before its view: the session, the account with its rights and
the proof of identity have been read from the primary by then. It falls back with the first thing the request
writes. Who has changed something reads the primary until the replica has it: a cookie holds how far the
primary's log went after the change. A cookie, and not the session: it costs no write, is alike for all
processes and machines, and two answers at once cannot overwrite each other's session. Whoever forges it gains
reports from the primary.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Final

from django.conf import settings
from django.core.signing import BadSignature
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.http import HttpRequest, HttpResponseBase

from schools import replica
from schools.outages import is_outage

# The addresses of reports, by their namespaces.
REPORTS: Final = frozenset({"reports", "registers"})
_SAFE: Final = frozenset({"GET", "HEAD"})
# Who somebody is, what he may do and what was done is never of yesterday.
_APPS_OF_PRIMARY: Final = frozenset(
    "admin audit auth contenttypes entrance notices operation sessions".split()
)
_MODELS_OF_PRIMARY: Final = frozenset({"schools.user", "schools.roleassignment"})
# Longer than any lag at which the replica is still read.
_MARK_SECONDS: Final = 24 * 60 * 60
_TOO_LONG: Final = "57014"  # a statement given up for its time would take as long elsewhere

_is_thrown: ContextVar[bool] = ContextVar("reads_replica", default=False)


class ReplicaRouter:
    """Where a query goes; writes, transactions and migrations know the primary alone."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        """The replica where the switch is thrown, no transaction is open and the model may be late."""
        meta = model._meta
        if (
            not _is_thrown.get()
            or meta.app_label in _APPS_OF_PRIMARY
            or meta.label_lower in _MODELS_OF_PRIMARY
            or connections[DEFAULT_DB_ALIAS].in_atomic_block
        ):
            return DEFAULT_DB_ALIAS
        return replica.REPLICA

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        """The primary; what follows in the request may ask for what was written, so it is read there too."""
        _is_thrown.set(False)
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:
        """Both hold the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """Tables come to the replica by themselves."""
        return None if db == DEFAULT_DB_ALIAS else False


class ReplicaMiddleware:
    """Throws the switch for a report; marks the browser of who has changed something.

    Stands around OnceMiddleware: the log is read when the transaction of the change is over.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.cookie = f"{settings.COOKIE_PREFIX}written"

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; the switch is of this request alone."""
        held = _is_thrown.set(False)
        try:
            response = self.get_response(request)
        finally:
            _is_thrown.reset(held)
        if request.method not in _SAFE and request.user.is_authenticated:
            self._mark(response)
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> None:
        """Everything that decides who reads has been read by now."""
        match = request.resolver_match
        if match is not None and match.namespace in REPORTS and request.method in _SAFE:
            _is_thrown.set(replica.has(self._marked(request)))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The replica went away under a report: nothing is written yet, so it is made anew at the primary."""
        match = request.resolver_match
        if not _is_thrown.get() or match is None or not is_outage(exception):
            return None
        if getattr(exception.__cause__, "pgcode", None) == _TOO_LONG:
            return None
        _is_thrown.set(False)
        replica.lose()
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        render = getattr(response, "render", None)
        return response if render is None else render()

    def _mark(self, response: HttpResponseBase) -> None:
        response.set_signed_cookie(
            self.cookie,
            str(replica.written()),
            max_age=_MARK_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )

    def _marked(self, request: HttpRequest) -> int:
        """How far the log went after the browser's last change; 0 where it made none of late."""
        try:
            return int(request.get_signed_cookie(self.cookie, "", max_age=_MARK_SECONDS) or 0)
        except BadSignature:
            return 0
