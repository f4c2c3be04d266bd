"""The municipality under measure: generated, with people signed in; and the sizes there are."""

import os
import re
from dataclasses import dataclass, field
from datetime import date
from itertools import count, islice
from time import perf_counter
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.plain import FORM, PlainHandler
from bench.plain_settings import BACKEND
from mentorship.pairs.models import PairMember
from mentorship.planning import take_statistics
from reports.generated.municipality import generate
from reports.generated.several import generate_several
from reports.generated.size import Size
from schools import years
from schools.enums import Role
from schools.models import Municipality, Person, RoleAssignment, User
from surveys.enums import CampaignState
from surveys.models import Campaign, QuestionnaireVersion

# By name: how many municipalities, and the size of each. The last is a stand-in for the tests of the harness.
SIZES = {
    "municipality": (1, Size(30, 700, 300, 1200)),
    "region": (1, Size(1000, 30_000, 15_000, 60_000)),
    "country": (1000, Size(40, 1000, 400, 1600)),
    # a tenth of the country, in minutes
    "tenth": (100, Size(40, 1000, 400, 1600)),
    "smoke": (1, Size(3, 60, 20, 60)),
}
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Scale:
    """How much work a run does: rounds, and rows of the jobs that have their own numbers."""

    size: str
    rounds: int
    batch: int
    import_rows: int
    peer_rows: int
    export_rows: int
    matching: int
    matching_peer: int
    writers: int
    served: int

    @classmethod
    def of(cls, size: str) -> "Scale":
        """The issue's numbers, or next to nothing for the tests of the harness."""
        if size == "smoke":
            return cls(size, 1, 2, 40, 20, 50, 8, 4, 2, 4)
        return cls(size, 5, 20, 10_000, 1_000, 100_000, 1000, 400, 16, 160)


@dataclass
class Teacher:
    """Somebody signed in to whom a form is open."""

    user: User
    portal: Client
    plain: Client
    token: str = ""


@dataclass
class World:
    """What was generated, and who looks at it."""

    scale: Scale
    on: date
    seconds: float = 0.0
    municipality: Municipality = field(init=False)
    small: Municipality | None = None
    campaign: Campaign = field(init=False)
    _seeds: Any = field(default_factory=lambda: count(1))
    _plain: PlainHandler = field(default_factory=PlainHandler)

    @property
    def is_postgres(self) -> bool:
        """Whether the database is PostgreSQL."""
        return connection.vendor == "postgresql"

    @property
    def label(self) -> str:
        """What the rows of this run say of their size and database."""
        return f"{self.scale.size}, {'PostgreSQL' if self.is_postgres else 'SQLite'}"

    def found(self, number: int, size: Size) -> None:
        """The municipalities that the size says, the last of them under measure; those there are may do."""
        there = Municipality.objects.order_by("pk")[:number]
        if len(there) == number:
            self._seeds, self.municipality = count(Municipality.objects.count() + 1), there[number - 1]
            return
        began = perf_counter()
        processes = min((os.cpu_count() or 1) if self.is_postgres else 1, number)
        seeds = list(islice(self._seeds, number))
        *_, last = generate_several(size=size, seed=seeds[0], on=self.on, count=number, processes=processes)
        self.seconds = perf_counter() - began
        self.municipality = Municipality.objects.get(name=last.name)

    def add(self, size: Size) -> Municipality:
        """One more municipality."""
        return generate(size=size, seed=next(self._seeds), on=self.on)

    def signed_in(self, role: Role, municipality: Municipality) -> Client:
        """A browser of the first who holds a role in a municipality."""
        held = {"person__roles__role": role, "person__municipality": municipality}
        client = Client()
        client.force_login(User.objects.filter(**held).order_by("pk")[0])
        return client

    def signed_in_to_all(self, role: Role) -> Client:
        """A browser of somebody who holds a role in every municipality."""
        name = f"bench-{role}"
        person, _ = Person.objects.get_or_create(code=name, defaults={"last_name": "Проверяющий"})
        RoleAssignment.objects.get_or_create(person=person, role=role, defaults={"start_date": self.on})
        user, _ = User.objects.get_or_create(username=name, defaults={"person": person})
        client = Client()
        client.force_login(user)
        return client

    def teachers(self, number: int) -> list[Teacher]:
        """So many mentees of a new municipality, each signed in twice: to the portal, to the plain view."""
        place = self.add(Size(1, number * 5, number * 2, 0))
        self.campaign = _open_campaign(place, self.on)
        year = years.first_day(years.year_of(self.on))
        members = PairMember.objects.filter(pair__municipality=place, start_date__gte=year)
        people = Person.objects.filter(pk__in=members.values("mentee")).order_by("pk")[:number]
        return [self._teacher(person) for person in people]

    def _teacher(self, person: Person) -> Teacher:
        user = User.objects.filter(person=person).first() or User.objects.create_user(
            f"bench-{person.pk}", person=person
        )
        portal, plain = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
        plain.handler = self._plain
        portal.force_login(user)
        plain.force_login(user, backend=BACKEND)
        page = portal.get(reverse("surveys:fill", args=[self.campaign.pk]))
        plain.cookies["csrftoken"] = portal.cookies["csrftoken"].value
        found = _TOKEN.search(page.content.decode())
        if page.status_code != 200 or found is None:
            raise AssertionError(f"The questionnaire did not open: {page.status_code}")
        return Teacher(user, portal, plain, found[1])


def build(scale: Scale) -> World:
    """Migrate an empty database and generate what the size says; one that was filled is taken as it is."""
    if not connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    world = World(scale, timezone.localdate())
    world.found(*SIZES[scale.size])
    take_statistics()
    return world


def _open_campaign(place: Municipality, on: date) -> Campaign:
    version = QuestionnaireVersion.objects.published().get(questionnaire__code=FORM)
    year = years.year_of(on)
    return Campaign.objects.create(
        municipality=place,
        questionnaire=version.questionnaire,
        version=version,
        year=year,
        state=CampaignState.OPEN,
        opens_date=years.first_day(year),
        closes_date=years.last_day(year),
    )
