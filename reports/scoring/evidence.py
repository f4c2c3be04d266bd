"""What the portal itself lays beside the criteria of the 0–20 sheet: figures with where they come from.

Evidence is not a mark: people mark. Criteria 2 is not measured by anything the portal holds, and says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q
from django.urls import reverse

from mentorship.bank.models import Mentor, TrainingSession
from mentorship.pairs.models import Meeting, PairMember, Product
from mentorship.roadmap.models import TownEvent
from reports.retention import Retention, retention
from schools import years
from schools.enums import Role
from schools.models import Municipality, Person, RoleAssignment, School, User


class Line(NamedTuple):
    """One figure: what it is, how much, where to look; "" for nowhere."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class Ground:
    """Whose evidence: a municipality and a school year up to a day."""

    municipality: Municipality
    year: int
    on: date

    @property
    def days(self) -> tuple[date, date]:
        """The days of the school year that have come."""
        return years.first_day(self.year), min(self.on, years.last_day(self.year))


def _retention(ground: Ground) -> list[Line]:
    found: Retention = retention(ground.municipality, ground.days[1])
    return [
        Line("Молодых педагогов принято за три года", str(found.all.hired), reverse("reports:retention")),
        Line("из них работают", str(found.all.stayed)),
    ]


def _bank(ground: Ground) -> list[Line]:
    listed = Mentor.objects.listed().filter(person__municipality=ground.municipality)
    counted = listed.order_by().aggregate(
        all=Count("pk"), public=Count("pk", filter=Q(pk__in=Mentor.objects.published().values("pk")))
    )
    words = f"{counted['all']}, карточки опубликованы у {counted['public']}"
    return [Line("Наставников в банке", words, reverse("bank:list"))]


def _visits(ground: Ground) -> list[Line]:
    first, last = ground.days
    users = User.objects.filter(person__municipality=ground.municipality)
    came = users.filter(last_login__date__range=(first, last)).count()
    return [Line("Входили в портал в этом учебном году", f"{came} из {users.count()}")]


def _pairs(ground: Ground) -> list[Line]:
    members = PairMember.objects.touching_year(ground.year).filter(pair__municipality=ground.municipality)
    count = members.filter(start_date__lte=ground.on).values("pair").distinct().count()
    return [Line("Пар и групп работало за учебный год", str(count), reverse("pairs:list"))]


def _meetings(ground: Ground) -> list[Line]:
    held = Meeting.objects.filter(pair__municipality=ground.municipality, date__range=ground.days)
    counted = held.order_by().values("kind").annotate(count=Count("pk")).order_by("kind")
    labels = dict(Meeting._meta.get_field("kind").flatchoices)
    words = "; ".join(f"{labels[row['kind']]} — {row['count']}" for row in counted)
    return [Line("Встречи пар", words or "не записаны")]


def _novices(ground: Ground) -> list[Line]:
    last = ground.days[1]
    novices = Person.objects.filter(municipality=ground.municipality).teachers().novices(last)
    members = PairMember.objects.touching_year(ground.year).filter(start_date__lte=last)
    led = novices.filter(pk__in=members.values("mentee")).count()
    return [Line("Молодые педагоги с наставником", f"{led} из {novices.count()}")]


def _products(ground: Ground) -> list[Line]:
    made = Product.objects.filter(pair__municipality=ground.municipality, date__range=ground.days)
    return [Line("Продуктов пар за учебный год", str(made.count()))]


def _events(ground: Ground) -> list[Line]:
    held = TownEvent.objects.of_year(ground.year).held()
    held = held.filter(municipality=ground.municipality, date__lte=ground.on)
    return [Line("Муниципальных мероприятий проведено", str(held.count()))]


def _heads(ground: Ground) -> list[Line]:
    office = RoleAssignment.objects.in_force(ground.days[1]).filter(role=Role.DIRECTOR)
    members = PairMember.objects.touching_year(ground.year).filter(pair__municipality=ground.municipality)
    heads = members.filter(mentor__in=office.values("person")).values("mentor").distinct().count()
    return [Line("Наставников-руководителей", str(heads))]


def _pages(ground: Ground) -> list[Line]:
    counted = School.objects.filter(municipality=ground.municipality).aggregate(
        all=Count("pk"),
        pages=Count("pk", filter=~Q(mentoring_page="")),
        sections=Count("pk", filter=~Q(resource_section="")),
    )
    return [
        Line("Школ со страницей о наставничестве", f"{counted['pages']} из {counted['all']}"),
        Line("Школ с разделом «Ресурсный центр»", f"{counted['sections']} из {counted['all']}"),
    ]


def _sessions(ground: Ground) -> "list[TrainingSession]":
    rows = TrainingSession.objects.filter(municipality=ground.municipality, date__range=ground.days)
    return list(rows.annotate(people=Count("attended")))


def _programmes(ground: Ground) -> list[Line]:
    programmes = {session.programme_id for session in _sessions(ground)}
    return [Line("Программ обучения с занятиями в этом году", str(len(programmes)))]


def _offsite(ground: Ground) -> list[Line]:
    present = [session for session in _sessions(ground) if not session.is_distance]
    people = sum(session.people for session in present)  # type: ignore[attr-defined]  # annotated
    words = f"{len(present)}, участий — {people}"
    return [Line("Очных занятий; выездное ли оно, портал не знает", words)]


_KNOWN: dict[str, Callable[[Ground], list[Line]]] = {
    "retention": _retention,
    "bank": _bank,
    "visits": _visits,
    "pairs": _pairs,
    "meetings": _meetings,
    "novices": _novices,
    "products": _products,
    "events": _events,
    "heads": _heads,
    "pages": _pages,
    "programmes": _programmes,
    "offsite": _offsite,
}


def evidence_of(municipality: Municipality, year: int, on: date) -> dict[str, list[Line]]:
    """Every piece of evidence by its name; about fifteen queries."""
    ground = Ground(municipality, year, on)
    return {name: known(ground) for name, known in _KNOWN.items()}
