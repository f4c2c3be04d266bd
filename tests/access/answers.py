"""Asking an address as everybody and comparing the answer with a letter; nothing that is asked stays done."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client

from mentorship.journal.extract import ACTION as EXTRACT
from reports.demo.canaries.owners import Owners
from schools.models import School, User
from tests.access.reading import body_of
from tests.access.second_town import SCHOOL
from tests.cast import prove
from tests.journeys.access.letters import OF_A_SCHOOL, OPEN, ROLES
from tests.journeys.access.routes import Place

DONE = {200, 302, 400, 409}
# What a way to the sign-in or to the proof of who asks counts as: it is no page that opened.
ASKED_WHO = 401
_DOORS = ("/accounts/login/", "/admin/login/", "/accounts/confirm/")
_WRITES = ("INSERT", "UPDATE", "DELETE")
# the journal, the session, «Недавнее», and counts that a report keeps of what it has read
_OWN_RECORDS = (
    "audit_entry", "django_session", "entrance_", "schools_accounthabits", "surveys_tally", "reports_summary",
    "reports_sourcechange",
)  # fmt: skip


class Browser(Client):
    """A client that keeps the answer alone: copies of the templates' contexts cost as much as the pages."""

    def request(self, **request: Any) -> Any:
        """Ask and take the cookies."""
        response = self.handler(self._base_environ(**request))
        if response.cookies:
            self.cookies.update(response.cookies)
        return response


def signed_in(username: str) -> Browser:
    """The account with a fresh proof of who asks."""
    client = Browser()
    client.force_login(User.objects.get(username=username))
    prove(client)
    return client


class Writes:
    """Notices whether a request changes anything but the journal and its own session."""

    def __init__(self) -> None:
        self.seen = False

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Look at a statement and carry it out."""
        if sql.startswith(_WRITES) and not any(own in sql for own in _OWN_RECORDS):
            self.seen = True
        return execute(sql, params, many, context)


def _is_shut(got: int, posted: int, *_: bool) -> bool:
    return {got, posted} <= {403, 405} and 403 in (got, posted)


def _is_hidden(got: int, posted: int, *_: bool) -> bool:
    # an act leads a GET back to its page before it looks the object up
    return (got in (404, 405, 410) or (got, posted) == (302, 404)) and posted in (403, 404, 405)


def _is_elsewhere(got: int, posted: int, *_: bool) -> bool:
    # of another municipality: whatever the role may do at home
    return {got, posted} <= {403, 404, 405} or (got, posted) == (302, 404)


def _is_read(got: int, posted: int, read: bool, wrote: bool) -> bool:
    return got in (200, 302) and (posted in (403, 404, 405) or (posted == 200 and not wrote))


def _is_changed(got: int, posted: int, *_: bool) -> bool:
    return got in (*DONE, 405) and posted in (*DONE, 404, 405) and {got, posted} != {405}


# What is answered to GET and POST, whether GET or POST wrote anything → whether the letter is right.
_FITS: dict[str, Callable[[int, int, bool, bool], bool]] = {
    "?": lambda got, posted, read, wrote: got in (200, 404) and not read,
    "S": lambda got, posted, read, wrote: {got, posted} <= {ASKED_WHO, 405},
    "0": _is_hidden,
    "x": _is_elsewhere,
    "·": _is_shut,
    "V": _is_read,
    "E": _is_changed,
}


class Answers:
    """Cells of the tables, asked of one portal."""

    def __init__(self) -> None:
        self.clients = {role: signed_in(role) for role in ROLES}
        self.anonymous = Browser()
        self.cells = 0
        self.faults: list[str] = []

    def ask(self, client: Client, method: str, address: str) -> tuple[int, bool]:
        """The status, and whether anything but the journal was written; the session is as it was before."""
        key, watch = client.cookies.get(settings.SESSION_COOKIE_NAME), Writes()
        with transaction.atomic(), connection.execute_wrapper(watch):
            response = getattr(client, method)(address)
            body_of(response)
            transaction.set_rollback(True)
        is_door = response.status_code == 302 and response["Location"].startswith(_DOORS)
        if key is not None:  # signing out and a new password give the browser another one
            client.cookies[settings.SESSION_COOKIE_NAME] = key.value
        return ASKED_WHO if is_door else response.status_code, watch.seen

    def check(self, role: str, address: str, letter: str) -> None:
        """Compare a cell of the table with what is answered to GET and POST."""
        if letter in "-=":
            return
        client = self.clients[role]
        (got, read), (posted, wrote) = self.ask(client, "get", address), self.ask(client, "post", address)
        self.cells += 2
        if not _FITS[letter](got, posted, read, wrote):
            self.faults.append(f"{role} {address}: {letter}, but GET {got}, POST {posted}")

    def check_post(self, role: str, address: str, letter: str) -> None:
        """A POST to a page that the role only reads changes nothing; to one that is shut, it is refused."""
        if letter == "E":
            return
        posted, wrote = self.ask(self.clients[role], "post", address)
        self.cells += 1
        if wrote or posted not in ((403, 405) if letter == "·" else (200, 400, 403, 404, 405, ASKED_WHO)):
            self.faults.append(f"{role} {address}: {letter}, but POST {posted}, written: {wrote}")

    def check_nobody(self, address: str) -> None:
        """Who is not signed in is sent to the sign-in."""
        self.cells += 1
        status, _ = self.ask(self.anonymous, "get", address)
        if status not in (200, 405) if address in OPEN else status not in (ASKED_WHO, 405):
            self.faults.append(f"anonymous {address}: {status}")


# Of these an address takes no other.
_ONLY = {
    "Entry": {"action": EXTRACT},
    "PupilConsent": {"scan__gt": ""},
    # a teacher, be it the director, leads the own pair
    "PupilPair": {"mentor_teacher": None},
    "PupilMeeting": {"pair__mentor_teacher": None},
}


class Rows:
    """Objects for addresses: of the own school, of another, of the second municipality."""

    def __init__(self, owners: Owners) -> None:
        self.owners = owners
        self._known: dict[type[Model], dict[str, Model]] = {}
        self.readers = {role: User.objects.get(username=role) for role in ROLES}
        self.own = self.readers["curator"].person.school_id
        self.own_schools = {self.readers[role].person.school_id for role in OF_A_SCHOOL}
        self.pair = self.readers["mentee"].person.memberships.first().pair_id
        self.holders = {
            "Pulse": self.readers["mentor"].person_id,
            "MenteeRequest": self.readers["mentee"].person_id,
        }
        self.second = School.objects.get(code=SCHOOL).municipality_id
        self.first = self.readers["methodist"].person.municipality_id

    def of(self, place: Place) -> dict[str, Any]:
        """By kind: `own` (of the mentee's own pair, where it is of a pair), `foreign`, `town`, `second`."""
        if place.model is None:
            return {"town": None}
        if place.model not in self._known:
            self._known[place.model] = self._find(place.model)
        return self._known[place.model]

    def _find(self, model: type[Model]) -> dict[str, Model]:
        found: dict[str, Model] = {}
        latest = model.__name__ == "Pulse"
        rows = model._default_manager.filter(**_ONLY.get(model.__name__, {}))
        for row in rows.order_by("-pk" if latest else "pk")[:500]:
            kind = self._kind(row)
            if kind:
                found.setdefault(kind, row)
        return found

    def _kind(self, row: Model) -> str:
        schools, towns = self.owners.schools_of(row), self.owners.towns_of(row)
        if towns == {self.second}:
            return "" if type(row).__name__ == "MatchLine" else "second"  # the run is of the first one
        if self.own in schools:
            of_pair = row.pk if type(row).__name__ == "Pair" else getattr(row, "pair_id", None)
            holder = self.holders.get(type(row).__name__)
            if holder not in (None, getattr(row, "person_id", holder)):
                return ""
            is_own = of_pair in (None, self.pair) or type(row).__name__ in ("MatchLine", "PupilMeeting")
            return "own" if is_own else ""
        if schools & self.own_schools or self.second in towns:
            return ""
        return "foreign" if schools else "town"
