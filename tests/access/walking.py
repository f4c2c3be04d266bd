"""A reader's walk: every address with objects of the own and of other schools, and every link."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

from django.db.models import Model
from django.urls import Resolver404, resolve

from reports.demo.canaries.marks import Mark, mark_of, marks_in
from reports.demo.canaries.owners import Owners
from schools.models import School, User
from tests.access.answers import signed_in
from tests.access.reading import body_of, led_from, words_of
from tests.journeys.access.routes import places, routes

# Pages of one route and one set of filters are alike: so many of them are opened.
ALIKE = 1
# Filters are tried one by one and by twos: all the sets of them would be thousands.
MOST_FILTERS = 2
# Where the admin leads back to after a change.
_WAYS_BACK = ("_changelist_filters", "_popup", "_to_field")
# Names by which lists are filtered by a school, asked all at once.
_OF_A_SCHOOL = ("school", "mentee_school", "mentor_school")
# What only changes the session or asks for a key is not walked.
SKIPPED = ("/accounts/", "/appearance/", "/static/", "/admin/jsi18n/", "/admin/logout/")


class Seen(NamedTuple):
    """A canary and where it was read."""

    mark: Mark
    address: str


class Manner(NamedTuple):
    """Whether an account follows every link, how many values of a filter it tries, whether in the admin."""

    follows: bool = False
    values: int = 0
    in_the_admin: bool = True


class Walk:
    """One account's walk over the whole portal."""

    def __init__(self, username: str, owners: Owners, manner: Manner) -> None:
        self.user = User.objects.get(username=username)
        self.owners = owners
        self.manner = manner
        self.client = signed_in(username)
        self.answers: Counter[int] = Counter()
        self.faults: list[str] = []

    def marks(self) -> Iterator[Seen]:
        """Every canary that the account is shown anywhere."""
        lists = set(self.lists())
        waiting = deque((address, ALIKE) for address in (*sorted(lists), *self.objects()))
        asked, led_to = Counter[Kind](), set[str]()
        refused = set[str]()  # a role's refusal is one for the whole route
        while waiting:
            address, most = waiting.popleft()
            kind = _kind(address)
            if kind is None or asked[kind] >= most or kind.route in refused:
                continue
            asked[kind] += 1
            response, body = self.open(address)
            if response.status_code in (403, 405):
                refused.add(kind.route)
            yield from (Seen(mark, address) for mark in marks_in(words_of(body)))
            if address in lists and response.status_code == 200:
                waiting.extend(
                    (f"{address}?{query}", ALIKE) for query in self.foreign(address, response, body)
                )
            if self.manner.follows and most == ALIKE:  # a filtered list leads where the whole list does
                led = led_from(response, body)
                fresh = {urldefrag(urljoin(address, link)).url for link in led.links} - led_to
                led_to |= fresh
                waiting.extend((link, ALIKE) for link in sorted(fresh))
                queries = () if kind.filled else self.queries(led.offers)
                waiting.extend((f"{address}?{query}", self.manner.values) for query in queries)

    def open(self, address: str) -> tuple[Any, bytes]:
        """The answer and its body; what broke is a fault of the page."""
        response = self.client.get(address)
        self.answers[int(response.status_code)] += 1
        if response.status_code >= 500:
            self.faults.append(address)
        return response, body_of(response)

    def queries(self, offers: dict[str, list[str]]) -> Iterator[str]:
        """Each filter alone with values from the whole breadth of what it offers."""
        for name, values in offers.items() if self.manner.values else ():
            known = list(dict.fromkeys(values))
            step = max(1, len(known) // self.manner.values)
            for value in known[::step][: self.manner.values]:
                yield urlencode({name: value})

    def lists(self) -> Iterator[str]:
        """Every address without an object."""
        in_the_admin = self.user.is_staff and self.manner.in_the_admin
        for route in routes():
            if "<" not in route and "(" not in route and (in_the_admin or not route.startswith("admin/")):
                yield f"/{route}"

    def objects(self) -> Iterator[str]:
        """Every address with an object, of the own school and of others."""
        for place in places().values():
            for row in self.rows_of(place.model):
                yield place.address(row)

    def foreign(self, address: str, response: Any, body: bytes) -> Iterator[str]:
        """Words and filters that ask a list for another school: whoever is of one types them by hand, too."""
        other = self._foreign_school()
        is_file = "html" not in response.get("Content-Type", "")
        if is_file or b'name="q"' in body:
            yield urlencode({"q": foreign_words(other)})
        if address.startswith("/admin/"):
            return
        if is_file or self.user.person.school_id or b'school"' in body:
            key = other.code if address.startswith("/reports/") else other.pk
            yield urlencode(dict.fromkeys(_OF_A_SCHOOL, key))

    def _foreign_school(self) -> School:
        """For people of a school another one, for the staff of a town one of another town."""
        person = self.user.person
        if person.school_id:
            return School.objects.exclude(pk=person.school_id).latest("pk")
        return School.objects.exclude(municipality=person.municipality_id).latest("pk")

    def rows_of(self, model: type[Model] | None) -> list[Model | None]:
        """A row of the own school, one of another and one of the municipality."""
        if model is None:
            return [None]
        found: dict[str, Model | None] = {}
        for row in model._default_manager.order_by("pk")[:300]:
            schools = self.owners.schools_of(row)
            own = self.user.person.school_id in schools
            found.setdefault("own" if own else "foreign" if schools else "town", row)
        return list(found.values())


def foreign_words(school: School) -> str:
    """What stands in every canary of the school and in none of another: its key between two dots."""
    mark = mark_of(school, School._meta.get_field("name"), {school.pk})
    return f".{mark.text.split('.')[-3]}."


class Kind(NamedTuple):
    """What makes addresses alike: the route and the names of what is asked."""

    route: str
    filled: tuple[str, ...]


def _kind(address: str) -> Kind | None:
    """None: it is not walked."""
    parts = urlsplit(address)
    if parts.netloc or not parts.path.startswith("/") or parts.path.startswith(SKIPPED):
        return None
    filled = sorted({name for name, value in parse_qsl(parts.query) if value} - {*_WAYS_BACK})
    if parts.path.startswith(
        "/admin/"
    ):  # a filter there only narrows the list that is read whole and searched
        if filled not in ([], ["q"]):
            return None
    elif len(filled) > MOST_FILTERS and set(filled) != set(_OF_A_SCHOOL):
        return None
    route = _route(_NUMBERS.sub("1", parts.path))
    return None if route is None else Kind(route, tuple(filled))


_NUMBERS = re.compile(r"[0-9]+")


@cache
def _route(path: str) -> str | None:
    """The pattern of an address; asked thousands of times, and the resolver tries 770 patterns."""
    try:
        return resolve(path).route
    except Resolver404:
        return None
