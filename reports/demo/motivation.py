"""Contests and awards of the demonstration: one of the last year with its results, one that is open."""

from collections.abc import Mapping
from datetime import timedelta

from mentorship.bank.models import Mentor
from mentorship.pairs.models import Pair
from mentorship.practices.contests.entering import agree_to_entry, propose, set_place
from mentorship.practices.contests.enums import Addressee, AwardKind, ContestKind, Place
from mentorship.practices.contests.issuing import Wording, issue_award, issue_for_contest
from mentorship.practices.contests.running import create_contest, take_contest_step
from mentorship.practices.models import Contest, ContestEntry
from reports.demo import motivation_texts as texts
from reports.demo.invention import People
from reports.demo.lists import DEMO_SCHOOL
from schools.enums import ConsentWay
from schools.models import Municipality, Person, User

# From whose schools the others of the finished contest are.
_SCHOOLS = ("П01", "П02", "П05", "П06")
_PLACES = (Place.WINNER, Place.LAUREATE)
_CLOSED_DAYS, _OPEN_DAYS = 150, 20


def hold_contests(people: People, municipality: Municipality, accounts: Mapping[str, User]) -> None:
    """«Наставник года» of the last year with its awards; «Лучшая пара» of this year, nominated until soon."""
    finished = _begin(people, municipality, accounts, ContestKind.MENTOR_OF_YEAR, -1, -_CLOSED_DAYS)
    own = accounts["mentor"].person
    assert own is not None  # noqa: S101 - the demonstration gives each login a person
    entries = [_enter(finished, person, people, accounts) for person in [own, *_others(municipality, own)]]
    _step(finished, "close", people, accounts)
    for entry, place in zip(entries, (Place.SECOND, *_PLACES), strict=False):
        set_place(entry=entry, version=entry.version, place=place, by=accounts["methodist"])
    _step(finished, "announce", people, accounts)
    _give_awards(finished, people, accounts)
    opened = _begin(people, municipality, accounts, ContestKind.BEST_PAIR, 0, _OPEN_DAYS)
    pair = accounts["mentee"].person.memberships.get(pair__mentor=own.pk).pair  # type: ignore[union-attr]
    _propose(opened, pair, texts.PAIR, people, accounts)


def _give_awards(finished: Contest, people: People, accounts: Mapping[str, User]) -> None:
    """Diplomas of the contest, a certificate, thanks to an enterprise."""
    municipality = finished.municipality
    signed = {"date": people.on, **texts.SIGNED}
    wording = Wording(kind=AwardKind.DIPLOMA, text=texts.DIPLOMA, **signed)
    issue_for_contest(contest=finished, wording=wording, by=accounts["methodist"])
    issue_award(
        municipality=municipality,
        wording=Wording(kind=AwardKind.CERTIFICATE, text=texts.CERTIFICATE, **signed),
        addressee=Addressee.PERSON,
        person=accounts["mentee"].person,
        by=accounts["methodist"],
    )
    issue_award(
        municipality=municipality,
        wording=Wording(kind=AwardKind.THANKS, text=texts.THANKS, **signed),
        addressee=Addressee.ENTERPRISE,
        recipient=texts.ENTERPRISE,
        is_name_open=True,
        by=accounts["methodist"],
    )


def _others(municipality: Municipality, own: Person) -> list[Person]:
    """Published mentors of other schools."""
    listed = Mentor.objects.published().filter(
        person__municipality=municipality, person__school__code__in=set(_SCHOOLS) - {DEMO_SCHOOL}
    )
    rows = listed.exclude(pk=own.pk).select_related("person__school").order_by("pk")
    return [mentor.person for mentor in rows[: len(_PLACES)]]


def _begin(
    people: People,
    municipality: Municipality,
    accounts: Mapping[str, User],
    kind: ContestKind,
    years_on: int,
    days: int,
) -> Contest:
    """A contest whose nominating is open; of a former year its days lie back."""
    year = people.year + years_on
    contest = create_contest(
        municipality=municipality,
        by=accounts["methodist"],
        kind=kind,
        title=f"{kind.label} — {year + 1}",
        year=year,
        nominate_until=max(people.on, people.on + timedelta(days=days)),
        regulation=texts.REGULATION,
    )
    _step(contest, "open", people, accounts)
    Contest.objects.filter(pk=contest.pk).update(nominate_until=people.on + timedelta(days=days))
    return Contest.objects.get(pk=contest.pk)


def _enter(contest: Contest, person: Person, people: People, accounts: Mapping[str, User]) -> ContestEntry:
    entry = _propose(contest, person, texts.MENTOR, people, accounts)
    for part in entry.people.all():
        agree_to_entry(part=part, way=ConsentWay.PAPER, by=accounts["methodist"], on=people.on)
    return entry


def _propose(
    contest: Contest, nominee: Person | Pair, text: str, people: People, accounts: Mapping[str, User]
) -> ContestEntry:
    """By the curator where the school has a hand in it, by the centre for all others."""
    curator = accounts["curator"]
    near = curator.person.school if isinstance(nominee, Pair) else None  # type: ignore[union-attr]
    return propose(
        nomination=contest.nominations.get(),
        nominee=nominee,
        text=text,
        school=near or nominee.school,  # type: ignore[union-attr]
        by=curator if near else accounts["methodist"],
        on=people.on,
    )


def _step(contest: Contest, step: str, people: People, accounts: Mapping[str, User]) -> None:
    held = Contest.objects.get(pk=contest.pk)
    take_contest_step(contest=held, step=step, version=held.version, by=accounts["methodist"], on=people.on)
