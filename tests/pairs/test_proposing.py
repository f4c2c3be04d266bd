"""A proposal: who can be paired, and what follows for the requests."""

from datetime import date

import pytest

from mentorship.audit.models import Entry
from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import MentorPlace
from mentorship.pairs import workflow
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair
from mentorship.pairs.workflow import Candidate, Topic
from mentorship.programmes.models import MentoringForm
from schools.enums import ConsentKind
from schools.models import Consent
from tests.cast import TODAY
from tests.pairs.refusals import refused


def propose(mentor, people, topic, **more):
    candidates = [item if isinstance(item, Candidate) else Candidate(item) for item in people]
    return workflow.propose(mentor=mentor, candidates=candidates, topic=topic, by=None, today=TODAY, **more)


def test_proposal_is_stored_with_number_members_and_topic(mentor, mentees, topic, municipality, users):
    pair = workflow.propose(
        mentor=mentor, candidates=[Candidate(mentees[0])], topic=topic, by=users["methodist"], today=TODAY
    )
    assert (pair.state, pair.number, pair.municipality) == (PairState.PROPOSED, "2026-1", municipality)
    assert (pair.form, pair.variant) == (topic.form, topic.variant)
    assert [member.mentee for member in pair.members.all()] == [mentees[0]]
    entry = Entry.objects.get(action="pairs.propose")
    assert (entry.by, entry.target_id) == (users["methodist"], pair.pk)
    assert entry.text == "Пара предложена: Клёнова Эмма Савельевна — Осинин Тихон Эдуардович"


def test_numbers_go_on_from_the_highest_of_the_year(mentor, mentees, topic, make_pair):
    make_pair(mentor, [mentees[0]], PairState.COMPLETED, number="2026-9")
    make_pair(mentor, [mentees[1]], PairState.COMPLETED, number="2026-10")
    make_pair(mentor, [mentees[2]], PairState.COMPLETED, number="2026-запас")
    assert propose(mentor, [mentees[3]], topic).number == "2026-11"


def test_number_that_stands_already_is_refused(mentor, mentees, topic, make_pair):
    make_pair(mentor, [mentees[0]], PairState.COMPLETED, number="А-1")
    assert (
        refused(lambda: propose(mentor, [mentees[1]], topic, number="а-1")) == "Пара с этим номером уже есть."
    )


def test_proposal_takes_no_place(mentor, mentees, topic):
    propose(mentor, mentees[:3], topic)
    assert MentorPlace.objects.free(TODAY).filter(mentor=mentor).count() == 3


def test_no_one_is_proposed_to_oneself(mentor, people, topic):
    words = refused(lambda: propose(mentor, [people["mentor"]], topic))
    assert words == ("Клёнова Эмма Савельевна не может быть своим наставляемым: выберите другого наставника.")


@pytest.mark.parametrize("state", [MentorState.CANDIDATE, MentorState.SUSPENDED, MentorState.RETIRED])
def test_mentor_outside_the_bank_is_refused(mentor, mentees, topic, state):
    mentor.state = state
    mentor.save()
    words = refused(lambda: propose(mentor, [mentees[0]], topic))
    assert words == (
        f"Наставник Клёнова Эмма Савельевна сейчас не в банке (состояние «{state.label}»): "
        "верните его в банк или выберите другого."
    )


def test_mentor_who_withdrew_consent_is_refused(mentor, mentees, topic):
    Consent.objects.create(
        person=mentor.person,
        kind=ConsentKind.PROCESSING,
        given_date=date(2025, 9, 1),
        withdrawn_date=date(2026, 1, 1),
    )
    assert "согласие отозвано" in refused(lambda: propose(mentor, [mentees[0]], topic))


def test_mentee_of_another_municipality_is_refused(mentor, foreign_school, make_teacher, topic):
    stranger = make_teacher(foreign_school, "X1")
    assert "в разных муниципалитетах" in refused(lambda: propose(mentor, [stranger], topic))


@pytest.mark.parametrize(
    "state", [PairState.PROPOSED, PairState.AGREED, PairState.ORDERED, PairState.ACTIVE, PairState.PAUSED]
)
def test_mentee_of_a_live_pair_of_the_form_is_refused(mentor, mentees, topic, make_pair, state):
    make_pair(mentor, [mentees[0]], state)
    words = refused(lambda: propose(mentor, [mentees[0]], topic))
    assert words == (
        f"Осинин Тихон Эдуардович уже в паре № 7 ({state.label}) формы «Учитель – учитель». "
        "Дождитесь её завершения, отмените её или выберите другую форму."
    )


@pytest.mark.parametrize("state", [PairState.COMPLETED, PairState.DISSOLVED, PairState.CANCELLED])
def test_mentee_of_an_ended_pair_is_free(mentor, mentees, topic, make_pair, state):
    make_pair(mentor, [mentees[0]], state)
    assert propose(mentor, [mentees[0]], topic).state == PairState.PROPOSED


def test_mentee_who_has_left_a_group_is_free(mentor, mentees, topic, make_pair):
    pair = make_pair(mentor, mentees[:2], PairState.ACTIVE)
    pair.members.filter(mentee=mentees[0]).update(end_date=date(2026, 3, 15))
    assert propose(mentor, [mentees[0]], topic).state == PairState.PROPOSED


def test_mentee_may_have_a_pair_of_another_form(mentor, mentees, make_pair, form):
    make_pair(mentor, [mentees[0]], PairState.ACTIVE)
    team = MentoringForm.objects.filter(is_for_adults=True).exclude(pk=form.pk).first()
    assert propose(mentor, [mentees[0]], Topic(form=team)).form == team


def test_pupils_form_is_refused(mentor, mentees):
    pupils = MentoringForm.objects.get(code="uu")
    words = refused(lambda: propose(mentor, [mentees[0]], Topic(form=pupils)))
    assert words == (
        "Форма «Ученик – ученик» ведётся числами по школам, без имён: выберите форму для педагогов."
    )


def test_variant_of_another_form_is_refused(mentor, mentees, form):
    stray = MentoringForm.objects.get(code="uu").variants.first()
    assert "другой формы" in refused(lambda: propose(mentor, [mentees[0]], Topic(form=form, variant=stray)))


def test_full_mentor_is_refused_by_name(mentor, mentees, topic, make_pair):
    make_pair(mentor, mentees[:3], PairState.ACTIVE)
    words = refused(lambda: propose(mentor, [mentees[3]], topic))
    assert words == (
        "У наставника Клёнова Эмма Савельевна нет свободных мест (занято 3 из 3): Осинин Т. Э., "
        "УчителевT1 И. И., УчителевT2 И. И. Завершите одну из пар, увеличьте число мест в карточке "
        "наставника или выберите другого."
    )


def test_group_larger_than_the_free_places_is_refused(mentor, mentees, topic, make_pair):
    make_pair(mentor, mentees[:1], PairState.ACTIVE)
    assert "свободно мест: 2 из 3, а нужно 3" in refused(lambda: propose(mentor, mentees[1:], topic))


def test_proposal_without_mentees_is_refused(mentor, topic):
    assert refused(lambda: propose(mentor, [], topic)) == "Назовите хотя бы одного наставляемого."


def test_accepted_request_becomes_matched(mentor, mentees, topic, make_request):
    request = make_request(mentees[0])
    pair = propose(mentor, [Candidate(mentees[0], request)], topic)
    request.refresh_from_db()
    assert (request.state, pair.members.get().request) == (RequestState.MATCHED, request)


def test_submitted_request_is_accepted_by_the_proposal(mentor, mentees, topic, make_request):
    request = make_request(mentees[0], state=RequestState.SUBMITTED)
    propose(mentor, [Candidate(mentees[0], request)], topic)
    request.refresh_from_db()
    assert request.state == RequestState.MATCHED
    assert list(Entry.objects.filter(action__startswith="request.").values_list("action", flat=True)) == [
        "request.match",
        "request.accept",
    ]


def test_submitted_request_without_category_is_refused(mentor, mentees, topic, make_request):
    request = make_request(mentees[0], state=RequestState.SUBMITTED, mentee_category=None)
    words = refused(lambda: propose(mentor, [Candidate(mentees[0], request)], topic))
    assert "укажите на его странице категорию наставляемого" in words
    assert Pair.objects.count() == 0


@pytest.mark.parametrize("state", [RequestState.DRAFT, RequestState.MATCHED, RequestState.CLOSED])
def test_request_that_does_not_wait_is_refused(mentor, mentees, topic, make_request, state):
    request = make_request(mentees[0], state=state)
    assert "не ждёт наставника" in refused(lambda: propose(mentor, [Candidate(mentees[0], request)], topic))


def test_request_of_someone_else_is_refused(mentor, mentees, topic, make_request):
    request = make_request(mentees[1])
    assert "подал не Осинин" in refused(lambda: propose(mentor, [Candidate(mentees[0], request)], topic))
