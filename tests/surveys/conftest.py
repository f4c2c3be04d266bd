"""A pair of the cast, campaigns around the real today, and answers on them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from schools import years
from schools.models import Municipality, Person, School
from surveys.enums import CampaignState
from surveys.models import Campaign, Questionnaire, QuestionnaireVersion
from tests.surveys.staff import hired


@pytest.fixture
def on() -> date:
    """The real today: pages ask the clock."""
    return timezone.localdate()


@pytest.fixture
def year(on: date) -> int:
    """The school year that holds today."""
    return years.year_of(on)


@pytest.fixture
def make_pair(on: date) -> Callable[..., PairMember]:
    """A pair at work: `make_pair(mentor, mentee, state=…, start=…, end=…)`."""
    numbers = iter(range(1, 1000))

    def make(mentor: Person, mentee: Person, **given: object) -> PairMember:
        card = Mentor.objects.filter(pk=mentor.pk).first() or Mentor.objects.create(person=mentor)
        pair = Pair.objects.create(
            municipality=mentor.municipality,
            number=str(next(numbers)),
            mentor=card,
            state=given.get("state", PairState.ACTIVE),
        )
        return PairMember.objects.create(
            pair=pair,
            mentor=card,
            mentee=mentee,
            start_date=given.get("start", on),
            end_date=given.get("end"),
        )

    return make


@pytest.fixture
def pair(people: dict[str, Person], make_pair: Callable) -> PairMember:
    """The cast's mentor and mentee at work since today."""
    return make_pair(people["mentor"], people["mentee"])


@pytest.fixture
def make_campaign(municipality: Municipality, on: date, year: int) -> Callable[..., Campaign]:
    """An open campaign: `make_campaign("mentee_before", state=…, opens_date=…, closes_date=…, year=…)`."""

    def make(form: str = "mentee_before", **given: object) -> Campaign:
        version = QuestionnaireVersion.objects.published().get(questionnaire__code=form)
        fields = {
            "municipality": municipality,
            "year": year,
            "state": CampaignState.OPEN,
            "opens_date": on - timedelta(days=1),
            "closes_date": on + timedelta(days=10),
        }
        return Campaign.objects.create(
            questionnaire=Questionnaire.objects.get(code=form), version=version, **{**fields, **given}
        )

    return make


@pytest.fixture
def campaign(make_campaign: Callable, pair: PairMember) -> Campaign:
    """The mentee's first form, open now."""
    return make_campaign()


@pytest.fixture
def hire(
    campaign: Campaign, people: dict[str, Person], make_teacher: Callable, make_pair: Callable, school: School
) -> Callable:
    """Teachers with a form to fill in, each signed in: `hire(round)`."""
    return lambda number: hired(number, campaign, school, people["mentor"], make_teacher, make_pair)
