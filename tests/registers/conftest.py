"""A register with two schools, a pair that has ended and one at work."""

from collections.abc import Callable
from datetime import date

import pytest

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import MenteeRequest, Mentor, MentorCard, Training, TrainingProgramme
from mentorship.pairs.enums import OrderScope, PairState
from mentorship.pairs.models import Order, Pair, PairMember
from schools.models import Person, Position
from surveys.confidential import Seat, keys_for
from surveys.enums import CampaignState, Respondent, ResponseState
from surveys.models import Campaign, Questionnaire, QuestionnaireVersion, Response
from tests.bank.builders import category, consent, difficulty, focus, subject

START, END = date(2025, 10, 1), date(2026, 2, 27)


@pytest.fixture
def enlist(db: None) -> Callable[..., Mentor]:
    """A mentor of the bank with one card: `enlist(person, state=…)`."""

    def make(person: Person, **fields: object) -> Mentor:
        made = {"state": MentorState.ACTIVE, "state_date": START, **fields}
        (mentor,) = Mentor.objects.enlist([person], **made)
        # auto_now_add stores today whatever the tests' day is
        Mentor.objects.filter(pk=mentor.pk).update(created_at="2025-09-10T09:00:00+03:00")
        MentorCard.objects.create(
            mentor=mentor, subject=subject("Физика"), focus=focus("классное руководство")
        )
        return Mentor.objects.get(pk=mentor.pk)

    return make


@pytest.fixture
def join(db: None) -> Callable[..., PairMember]:
    """A member of a pair: `join(mentor, mentee, "1", state=…, start=…, end=…)`."""

    def make(mentor: Mentor, mentee: Person, number: str, **fields: object) -> PairMember:
        dates = {"start_date": fields.pop("start", START), "end_date": fields.pop("end", None)}
        request = fields.pop("request", None)
        pair = Pair.objects.create(
            municipality=mentee.municipality,
            number=number,
            mentor=mentor,
            **{"state": PairState.ACTIVE, **fields},
        )
        return PairMember.objects.create(pair=pair, mentor=mentor, mentee=mentee, request=request, **dates)

    return make


@pytest.fixture
def register(people, school, enlist, join):
    """Mentor and mentee of the first school at work under an order; the mentee has asked and consented."""
    mentor, mentee = people["mentor"], people["mentee"]
    mentee.position = Position.objects.create(name="Учитель")
    mentee.save()
    mentee.subjects.add(subject("Физика"))
    request = MenteeRequest.objects.create(
        person=mentee,
        difficulty=difficulty(),
        subject=subject("Физика"),
        mentee_category=category(),
        requested_date=date(2025, 9, 15),
        state=RequestState.IN_WORK,
    )
    consent(mentee)
    guide = enlist(mentor)
    guide.interviews.create(date=date(2025, 9, 20), is_ready=True)
    programme = TrainingProgramme.objects.create(name="Школа наставника")
    Training.objects.create(person=mentor, programme=programme, date=date(2025, 9, 25), hours=36)
    order = Order.objects.create(
        municipality=school.municipality,
        number="15",
        date=date(2025, 9, 30),
        scope=OrderScope.SCHOOL,
        school=school,
    )
    return join(guide, mentee, "1", order=order, request=request)


@pytest.fixture
def make_response(municipality) -> Callable[..., Response]:
    """A form that was sent: `make_response(person, "before", year=…, role=…, state=…)`."""

    def make(
        person: Person,
        phase: str,
        *,
        year: int = 2025,
        role: str = Respondent.MENTEE,
        state: str = ResponseState.SUBMITTED,
    ) -> Response:
        code, seat = f"{role}_{phase}", Seat(person.pk, role, year)
        campaign = Campaign.objects.create(
            questionnaire=Questionnaire.objects.get(code=code),
            version=QuestionnaireVersion.objects.published().get(questionnaire__code=code),
            municipality=municipality,
            year=year,
            state=CampaignState.OPEN,
            opens_date=START,
            closes_date=END,
        )
        return Response.objects.create(
            key=keys_for([seat])[seat],
            campaign=campaign,
            version=campaign.version,
            role=role,
            phase=phase,
            year=year,
            municipality=municipality,
            state=state,
            answered_date=date(2026, 2, 1),
        )

    return make
