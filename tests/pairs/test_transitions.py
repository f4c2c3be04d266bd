"""Every transition of domain.md §4.3: allowed from where the table says, refused elsewhere in words."""

from datetime import date

import pytest

from mentorship.audit.models import Entry
from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import MentorPlace, Training, TrainingProgramme
from mentorship.pairs import workflow
from mentorship.pairs.enums import TRANSITIONS, Initiator, OrderScope, PairState
from schools.enums import ConsentKind, ConsentWay
from schools.models import Consent
from tests.cast import TODAY
from tests.pairs.refusals import refused

S = PairState


def agree(pair):
    return workflow.agree(pair=pair, by=None, today=TODAY)


def cancel(pair):
    return workflow.cancel(pair=pair, reason="передумали", by=None)


def order(pair):
    workflow.register_order(
        pairs=[pair], number="15", order_date=TODAY, scope=OrderScope.MUNICIPALITY, by=None, today=TODAY
    )
    pair.refresh_from_db()
    return pair


def start(pair):
    return workflow.start(pair=pair, start_date=TODAY, by=None, today=TODAY)


def pause(pair):
    return workflow.pause(pair=pair, reason="отпуск", by=None)


def resume(pair):
    return workflow.resume(pair=pair, by=None, today=TODAY)


def complete(pair):
    return workflow.complete(pair=pair, result="готово", end_date=TODAY, by=None, today=TODAY)


def dissolve(pair, initiator=Initiator.MENTEE, end_date=TODAY, **more):
    return workflow.dissolve(
        pair=pair, initiator=initiator, reason="переезд", end_date=end_date, by=None, today=TODAY, **more
    )


# What is done, what the pair becomes, from which states, and the verb of the refusal.
MOVES = {
    "agree": (agree, S.AGREED, {S.PROPOSED}, "согласовать"),
    "cancel": (cancel, S.CANCELLED, {S.PROPOSED, S.AGREED}, "отменить"),
    "order": (order, S.ORDERED, {S.AGREED}, "закрепить приказом"),
    "start": (start, S.ACTIVE, {S.ORDERED}, "начать"),
    "pause": (pause, S.PAUSED, {S.ACTIVE}, "приостановить"),
    "resume": (resume, S.ACTIVE, {S.PAUSED}, "возобновить"),
    "complete": (complete, S.COMPLETED, {S.ACTIVE, S.PAUSED}, "завершить"),
    "dissolve": (dissolve, S.DISSOLVED, {S.ORDERED, S.ACTIVE, S.PAUSED}, "расторгнуть"),
}
CASES = [(name, state) for name in MOVES for state in S]


def test_moves_cover_the_table_of_transitions():
    reached = {(source, target) for _, target, sources, _ in MOVES.values() for source in sources}
    assert reached == {(source, target) for source, targets in TRANSITIONS.items() for target in targets}


@pytest.mark.parametrize(("name", "state"), CASES)
def test_move_is_allowed_from_its_states_alone(mentor, mentees, make_pair, name, state):
    do, target, sources, verb = MOVES[name]
    pair = make_pair(mentor, mentees[:1], state)
    if state in sources:
        assert do(pair).state == target
    else:
        assert refused(lambda: do(pair)).startswith(f"Пару № 7 нельзя {verb}: сейчас она {state.label}. ")
        pair.refresh_from_db()
        assert pair.state == state


def test_refusal_names_the_way_out(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1], S.PROPOSED)
    assert refused(lambda: start(pair)) == (
        "Пару № 7 нельзя начать: сейчас она предложена. Сначала согласуйте её или отмените."
    )


def test_every_move_is_on_record(mentor, mentees, make_pair, users):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    workflow.pause(pair=pair, reason=" отпуск наставника ", by=users["curator"])
    entry = Entry.objects.get(action__startswith="pairs.")
    assert (entry.action, entry.by, entry.target_id) == ("pairs.pause", users["curator"], pair.pk)
    assert entry.text == "Пара приостановлена: отпуск наставника"
    assert entry.data == {"from": "active", "to": "paused", "comment": "отпуск наставника"}


def test_agreement_on_paper_takes_places_and_keeps_the_consent(mentor, mentees, make_pair):
    pair = agree(make_pair(mentor, mentees[:2], S.PROPOSED))
    assert [member.place.number for member in pair.members.order_by("pk")] == [1, 2]
    assert {member.agreed_way for member in pair.members.all()} == {ConsentWay.PAPER}
    consent = Consent.objects.get(person=mentor.person, kind=ConsentKind.DUTIES)
    assert (consent.given_date, consent.way) == (TODAY, ConsentWay.PAPER)


def test_second_agreement_keeps_the_one_consent_to_duties(mentor, mentees, make_pair):
    agree(make_pair(mentor, mentees[:1], S.PROPOSED, number="1"))
    agree(make_pair(mentor, mentees[1:2], S.PROPOSED, number="2"))
    assert Consent.objects.filter(person=mentor.person, kind=ConsentKind.DUTIES).count() == 1


def test_pair_is_agreed_when_the_last_side_confirms(mentor, mentees, make_pair, people):
    pair = make_pair(mentor, mentees[:2], S.PROPOSED)
    states = [
        workflow.confirm(pair=pair, person=person, by=None, today=TODAY).state
        for person in (mentees[1], people["mentor"], mentees[0])
    ]
    assert states == [S.PROPOSED, S.PROPOSED, S.AGREED]
    consent = Consent.objects.get(person=mentor.person, kind=ConsentKind.DUTIES)
    assert consent.way == ConsentWay.PORTAL


def test_no_one_confirms_twice_or_for_others(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1], S.PROPOSED)
    workflow.confirm(pair=pair, person=mentees[0], by=None, today=TODAY)
    for person in mentees[:2]:
        words = refused(
            lambda person=person: workflow.confirm(pair=pair, person=person, by=None, today=TODAY)
        )
        assert words.endswith("уже подтвердил участие: обновите страницу.")


def test_agreement_of_a_mentor_who_left_the_bank_is_refused(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1], S.PROPOSED)
    mentor.state = MentorState.RETIRED
    mentor.save()
    assert "сейчас не в банке (состояние «выведен»)" in refused(lambda: agree(pair))
    assert pair.members.get().agreed_date is None


def test_cancelling_frees_the_place_and_returns_the_request(mentor, mentees, make_pair, make_request):
    pair = make_pair(mentor, mentees[:1], S.AGREED)
    request = make_request(mentees[0], state=RequestState.MATCHED)
    pair.members.update(request=request)
    cancel(pair)
    request.refresh_from_db()
    assert (request.state, pair.members.get().place) == (RequestState.ACCEPTED, None)


@pytest.mark.parametrize(
    ("do", "sentence"),
    [
        (lambda pair: workflow.cancel(pair=pair, reason=" ", by=None), "Напишите, почему пара отменяется"),
        (
            lambda pair: workflow.pause(pair=pair, reason="", by=None),
            "Напишите, почему пара приостанавливается.",
        ),
    ],
)
def test_reason_is_asked_for(mentor, mentees, make_pair, do, sentence):
    state = S.AGREED if "отменяется" in sentence else S.ACTIVE
    assert refused(lambda: do(make_pair(mentor, mentees[:1], state))).startswith(sentence)


def test_start_sets_the_day_and_makes_the_mentor_active(mentor, mentees, make_pair, make_request):
    pair = make_pair(mentor, mentees[:1], S.ORDERED)
    request = make_request(mentees[0], state=RequestState.MATCHED)
    pair.members.update(request=request)
    workflow.start(pair=pair, start_date=date(2026, 3, 1), by=None, today=TODAY)
    mentor.refresh_from_db()
    request.refresh_from_db()
    assert pair.members.get().start_date == date(2026, 3, 1)
    assert (mentor.state, request.state) == (MentorState.ACTIVE, RequestState.IN_WORK)


@pytest.mark.parametrize(("day", "is_refused"), [(date(2026, 3, 16), False), (date(2026, 3, 17), True)])
def test_start_lies_not_ahead(mentor, mentees, make_pair, day, is_refused):
    pair = make_pair(mentor, mentees[:1], S.ORDERED)
    if is_refused:
        words = refused(lambda: workflow.start(pair=pair, start_date=day, by=None, today=TODAY))
        assert words == "День начала 17.03.2026 ещё не наступил: начните пару в этот день или позже."
    else:
        assert workflow.start(pair=pair, start_date=day, by=None, today=TODAY).state == S.ACTIVE


def test_start_without_an_order_is_refused(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1], S.ORDERED, order=None)
    assert refused(lambda: start(pair)) == "Пара № 7 без приказа: сначала зарегистрируйте приказ."


def test_resuming_without_a_start_is_refused(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1], S.PAUSED, start=None)
    assert "нет даты начала" in refused(lambda: resume(pair))


def test_completion_ends_members_closes_requests_frees_the_mentor(mentor, mentees, make_pair, make_request):
    mentor.state = MentorState.ACTIVE
    mentor.save()
    programme = TrainingProgramme.objects.create(name="Школа наставника")
    Training.objects.create(person=mentor.person, programme=programme, date=date(2025, 6, 1))
    pair = make_pair(mentor, mentees[:2], S.ACTIVE)
    left = pair.members.get(mentee=mentees[1])
    left.end_date = date(2026, 1, 31)
    left.save()
    request = make_request(mentees[0], state=RequestState.IN_WORK)
    pair.members.filter(mentee=mentees[0]).update(request=request)
    workflow.complete(pair=pair, result=" Ведёт урок сам. ", end_date=TODAY, by=None, today=TODAY)
    pair.refresh_from_db()
    mentor.refresh_from_db()
    request.refresh_from_db()
    assert pair.result == "Ведёт урок сам."
    assert [member.end_date for member in pair.members.order_by("pk")] == [TODAY, date(2026, 1, 31)]
    assert MentorPlace.objects.filter(member__isnull=False).count() == 0
    assert (mentor.state, request.state) == (MentorState.TRAINED, RequestState.CLOSED)


def test_mentor_with_another_pair_stays_active(mentor, mentees, make_pair):
    mentor.state = MentorState.ACTIVE
    mentor.save()
    make_pair(mentor, mentees[:1], S.PAUSED, number="1")
    complete(make_pair(mentor, mentees[1:2], S.ACTIVE, number="2"))
    mentor.refresh_from_db()
    assert mentor.state == MentorState.ACTIVE


def test_completion_without_a_result_is_refused(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    words = refused(lambda: workflow.complete(pair=pair, result="  ", end_date=TODAY, by=None, today=TODAY))
    assert words == "Напишите итог: чего пара достигла. Без итога завершить её нельзя."


def test_completion_before_the_start_is_refused(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    day = date(2025, 9, 30)
    words = refused(lambda: workflow.complete(pair=pair, result="да", end_date=day, by=None, today=TODAY))
    assert words == "Осинин Тихон Эдуардович в паре с 01.10.2025: день окончания не может быть раньше."


def test_curator_asks_for_completion(mentor, mentees, make_pair, users):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    workflow.ask_to_complete(pair=pair, result="Всё получилось", by=users["curator"], today=TODAY)
    pair.refresh_from_db()
    assert (pair.state, pair.result, pair.completion_asked_date) == (S.ACTIVE, "Всё получилось", TODAY)


@pytest.mark.parametrize("initiator", [Initiator.MENTOR, Initiator.EMPLOYER])
def test_mentor_and_employer_warn_three_working_days_ahead(mentor, mentees, make_pair, initiator):
    """16 March 2026 is a Monday: the third working day after it is Thursday the 19th."""
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    words = refused(lambda: dissolve(pair, initiator, date(2026, 3, 18)))
    assert words == (
        "Наставник и работодатель предупреждают за три рабочих дня: день окончания — не раньше 19.03.2026."
    )
    assert dissolve(pair, initiator, date(2026, 3, 19)).state == S.DISSOLVED


def test_notice_counts_from_the_day_of_the_warning(mentor, mentees, make_pair):
    """Warned on Wednesday the 11th: Thursday, Friday, Monday the 16th."""
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    assert dissolve(pair, Initiator.MENTOR, TODAY, notice_date=date(2026, 3, 11)).state == S.DISSOLVED


def test_warning_lies_not_ahead(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    words = refused(lambda: dissolve(pair, Initiator.MENTEE, TODAY, notice_date=date(2026, 3, 17)))
    assert words.startswith("День предупреждения ещё не наступил")


def test_dissolution_returns_requests_and_keeps_who_asked(mentor, mentees, make_pair, make_request):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    request = make_request(mentees[0], state=RequestState.IN_WORK)
    pair.members.update(request=request)
    dissolve(pair)
    pair.refresh_from_db()
    request.refresh_from_db()
    member = pair.members.get()
    assert (pair.ending_initiator, pair.ending_reason) == ("mentee", "переезд")
    assert (member.end_date, member.place, request.state) == (TODAY, None, RequestState.ACCEPTED)


def test_pair_that_never_began_is_dissolved_without_an_end(mentor, mentees, make_pair):
    pair = dissolve(make_pair(mentor, mentees[:1], S.ORDERED))
    assert (pair.state, pair.members.get().end_date) == (S.DISSOLVED, None)
