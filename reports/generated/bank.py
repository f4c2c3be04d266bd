"""The bank of an invented municipality: mentors with places, cards and consents, requests, trainings."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from mentorship.bank.enums import Experience, MentorSource, MentorState, RequestState
from mentorship.bank.models import (
    Difficulty,
    MenteeCategory,
    MenteeRequest,
    Mentor,
    MentorCard,
    MentorPlace,
    RequestSource,
    Training,
    TrainingProgramme,
)
from mentorship.programmes.models import Focus
from reports.demo import lists
from reports.generated.people import Staff
from reports.generated.size import CAPACITY
from reports.generated.storing import store, words
from schools import years
from schools.enums import ConsentKind, ConsentWay
from schools.models import Consent, Person

# Of so many teachers who have no pair one waits with a request.
_WAITS_OF: Final = 20
# Shares of mentors whose card may be published, and of those in office who are trained.
_PUBLISHES: Final = 0.9
_TRAINED: Final = 0.67
_WANTED_EXPERIENCE: Final = (Experience.UP_TO_10, Experience.UP_TO_20)


def build_mentors(staff: Staff, at_work: set[int], random: Random, on: date) -> dict[int, list[MentorPlace]]:
    """Everybody of the bank with three places and one card; return the places by mentor."""
    joined = on - timedelta(days=400)
    store(
        Mentor,
        (
            Mentor(
                person=person,
                state=MentorState.ACTIVE if person.pk in at_work else MentorState.IN_BANK,
                state_date=joined,
                source=MentorSource.CURATOR,
                capacity=CAPACITY,
                joined_date=joined,
            )
            for person in staff.mentors
        ),
    )
    numbers = range(1, CAPACITY + 1)
    made = store(
        MentorPlace,
        (MentorPlace(mentor_id=person.pk, number=number) for person in staff.mentors for number in numbers),
    )
    store(MentorCard, _cards(staff, random, on))
    _agree(staff.mentors, random, on)
    places: dict[int, list[MentorPlace]] = {}
    for place in made:
        places.setdefault(place.mentor_id, []).append(place)
    return places


def _cards(staff: Staff, random: Random, on: date) -> Iterator[MentorCard]:
    focuses, categories = words(Focus, lists.FOCUSES), words(MenteeCategory, lists.MENTEE_CATEGORIES)
    for person in staff.mentors:
        yield MentorCard(
            mentor_id=person.pk,
            subject=staff.subjects[person.pk],
            focus=random.choice(focuses),
            mentee_category=random.choice(categories),
            own_experience=Experience.of_years(person.experience_years(on) or 0),
            own_category=person.category,
            wanted_experience=random.choice(_WANTED_EXPERIENCE),
            contact_email=f"{person.code.replace('В', 't')}@example.org",
        )


def _agree(mentors: list[Person], random: Random, on: date) -> None:
    """Everybody lets the portal keep the data, nine of ten let it publish the card."""
    day = on - timedelta(days=410)
    kinds = (ConsentKind.PROCESSING, ConsentKind.PUBLICATION)
    store(
        Consent,
        (
            Consent(person=person, kind=kind, given_date=day, way=ConsentWay.PAPER)
            for person in mentors
            for kind in kinds
            if kind == ConsentKind.PROCESSING or random.random() < _PUBLISHES
        ),
    )


def build_requests(
    staff: Staff, paired: Iterable[Person], random: Random, on: date
) -> dict[int, MenteeRequest]:
    """A request of everybody who has a pair this year, by person; some of the others wait for a mentor."""
    difficulties, categories = (
        words(Difficulty, lists.DIFFICULTIES),
        words(MenteeCategory, lists.MENTEE_CATEGORIES),
    )
    sources, year = words(RequestSource, lists.REQUEST_SOURCES), years.year_of(on)
    days = (on - years.first_day(year)).days

    def request(person: Person, state: RequestState) -> MenteeRequest:
        return MenteeRequest(
            person=person,
            mentee_category=categories[0] if person.pk in staff.novices else random.choice(categories[1:]),
            subject=staff.subjects[person.pk],
            difficulty=random.choice(difficulties),
            source=random.choice(sources),
            requested_date=on - timedelta(days=random.randint(0, days)),
            year=year,
            state=state,
        )

    served = {person.pk: person for person in paired}
    idle = [person for person in staff.mentees if person.pk not in served]
    made = store(MenteeRequest, (request(person, RequestState.IN_WORK) for person in served.values()))
    store(MenteeRequest, (request(person, RequestState.ACCEPTED) for person in idle[::_WAITS_OF]))
    return {row.person_id: row for row in made}


def train_some(people: Iterable[Person], random: Random, on: date) -> None:
    """Two of three curators and mentors at work have passed the training of the centre."""
    (programme,) = words(TrainingProgramme, [lists.TRAINING])
    day = on - timedelta(days=200)
    store(
        Training,
        (
            Training(person=person, programme=programme, date=day, hours=36, certificate=f"У-{person.code}")
            for person in {who.pk: who for who in people}.values()
            if random.random() < _TRAINED
        ),
    )
