"""Transitions of a mentor (domain.md §4.1): what is allowed from where, guards, traces in the journal."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentorship.audit.models import Entry
from mentorship.bank import workflow
from mentorship.bank.enums import MENTOR_MOVES, MentorSource, MentorState
from mentorship.bank.models import Mentor, TrainingProgramme
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from schools.enums import Category, ConsentKind
from tests.bank.builders import category, consent, focus, subject
from tests.cast import TODAY

ON = {"by": None, "on": TODAY}

CALLS = {
    "accept": lambda mentor: workflow.accept_mentor(mentor=mentor, **ON),
    "reject": lambda mentor: workflow.reject_mentor(mentor=mentor, reason="мало опыта", **ON),
    "withdraw": lambda mentor: workflow.withdraw_mentor(mentor=mentor, **ON),
    "select": lambda mentor: workflow.record_interview(mentor=mentor, date=TODAY, is_ready=True, **ON),
    "train": lambda mentor: workflow.record_training(mentor=mentor, programme="Школа", date=TODAY, **ON),
    "waive": lambda mentor: workflow.waive_training(mentor=mentor, reason="обучен раньше", **ON),
    "suspend": lambda mentor: workflow.suspend_mentor(mentor=mentor, reason="отпуск", **ON),
    "resume": lambda mentor: workflow.resume_mentor(mentor=mentor, **ON),
    "retire": lambda mentor: workflow.retire_mentor(mentor=mentor, reason="переезд", **ON),
    "restore": lambda mentor: workflow.restore_mentor(mentor=mentor, **ON),
    "start": lambda mentor: workflow.mark_active(mentor=mentor, **ON),
}
# The moves of pairs' workflow that leave a mentor alone where they have nothing to do.
SILENT = {("start", MentorState.ACTIVE), ("start", MentorState.SUSPENDED)}
TARGETS = {"resume": MentorState.IN_BANK}


@pytest.fixture
def mentor(people, make_mentor):
    """A mentor in the bank with a consent to processing."""
    consent(people["mentor"])
    return make_mentor(people["mentor"])


def put(mentor, state):
    Mentor.objects.filter(pk=mentor.pk).update(state=state)
    mentor.refresh_from_db()
    return mentor


def refusal(call):
    with pytest.raises(ValidationError) as excinfo:
        call()
    return " ".join(excinfo.value.messages)


def card():
    return {"subject": subject("Физика"), "mentee_category": category()}


def nominate(person, **fields):
    return workflow.nominate(person=person, source=MentorSource.SELF, card=card(), **{**ON, **fields})


@pytest.mark.parametrize("state", MentorState)
@pytest.mark.parametrize("move", CALLS)
def test_move_leads_only_from_the_states_of_the_table(mentor, move, state):
    put(mentor, state)
    if state in MENTOR_MOVES[move].sources:
        CALLS[move](mentor)
        mentor.refresh_from_db()
        assert (mentor.state, mentor.state_date) == (MENTOR_MOVES[move].target, TODAY)
    elif (move, state) in SILENT:
        CALLS[move](mentor)
        assert Mentor.objects.get(pk=mentor.pk).state == state
    else:
        words = refusal(lambda: CALLS[move](mentor))
        assert f"«{MENTOR_MOVES[move].words}» нельзя из состояния «{state.label}»" in words
        assert Mentor.objects.get(pk=mentor.pk).state == state


@pytest.mark.parametrize("move", [move for move in CALLS if move != "select"])
def test_move_leaves_one_entry_with_both_states(mentor, move, users):
    put(mentor, MENTOR_MOVES[move].sources[0])
    before = mentor.state
    CALLS[move](mentor)
    (entry,) = Entry.objects.filter(action=f"mentor.{move}")
    assert entry.target_id == mentor.pk
    assert entry.data == {"from": before, "to": str(MENTOR_MOVES[move].target)}


def test_entry_names_who_acted_and_why(mentor, users):
    put(mentor, MentorState.CANDIDATE)
    workflow.reject_mentor(mentor=mentor, reason="  мало  опыта ", by=users["methodist"], on=TODAY)
    entry = Entry.objects.get(action="mentor.reject")
    assert (entry.by, entry.text) == (users["methodist"], "мало опыта")


@pytest.mark.parametrize(
    ("move", "state", "words"),
    [
        (workflow.reject_mentor, MentorState.CANDIDATE, "почему кандидатура отклонена"),
        (workflow.waive_training, MentorState.SELECTED, "почему обучение не нужно"),
        (workflow.suspend_mentor, MentorState.IN_BANK, "почему наставник приостановлен"),
        (workflow.retire_mentor, MentorState.IN_BANK, "почему наставник выводится"),
    ],
)
def test_reason_is_asked_for(mentor, move, state, words):
    put(mentor, state)
    assert words in refusal(lambda: move(mentor=mentor, reason="  \n ", **ON))
    assert Mentor.objects.get(pk=mentor.pk).state == state


class TestNomination:
    """Putting somebody forward."""

    def test_makes_a_candidate_with_a_card_and_places(self, people):
        mentor = nominate(people["mentee"], about="Люблю физику", capacity=2)
        assert (mentor.state, mentor.source, mentor.about) == ("candidate", "self", "Люблю физику")
        assert [place.number for place in mentor.places.all()] == [1, 2]
        stored = mentor.cards.get()
        assert (stored.subject, stored.mentee_category) == (subject("Физика"), category())

    def test_takes_experience_and_category_from_the_record(self, people):
        stored = nominate(people["mentee"]).cards.get()
        # taught since 01.09.2010: 15 full years on 16.03.2026
        assert (stored.own_experience, stored.own_category) == ("11-20", Category.FIRST)

    @pytest.mark.parametrize("state", [MentorState.REJECTED, MentorState.WITHDRAWN])
    def test_is_repeated_after_a_refusal_or_withdrawal(self, mentor, state):
        put(mentor, state)
        nominate(mentor.person)
        mentor.refresh_from_db()
        assert (mentor.state, mentor.cards.count(), mentor.places.count()) == ("candidate", 2, 3)

    @pytest.mark.parametrize(
        "state",
        [state for state in MentorState if state not in (MentorState.REJECTED, MentorState.WITHDRAWN)],
    )
    def test_of_somebody_known_is_refused(self, mentor, state):
        put(mentor, state)
        words = refusal(lambda: nominate(mentor.person))
        assert "уже" in words
        assert Mentor.objects.get(pk=mentor.pk).state == state

    def test_of_staff_without_a_school_is_refused(self, people):
        assert "школа не указана" in refusal(lambda: nominate(people["methodist"]))
        assert not Mentor.objects.exists()

    def test_without_subject_and_direction_stores_nothing(self, people):
        call = lambda: workflow.nominate(  # noqa: E731
            person=people["mentee"], source=MentorSource.SELF, card={"mentee_category": category()}, **ON
        )
        assert refusal(call) == "Укажите предмет или направление: по ним наставника находят."
        assert not Mentor.objects.exists()

    def test_puts_a_withdrawn_card_back(self, mentor):
        workflow.withdraw_card(card=mentor.cards.get(), by=None, on=TODAY)
        put(mentor, MentorState.WITHDRAWN)
        again = {"subject": subject("Физика"), "focus": focus("классное руководство")}
        workflow.nominate(person=mentor.person, source=MentorSource.SELF, card=again, **ON)
        assert mentor.cards.get().withdrawn_date is None


class TestAcceptance:
    """Taking a candidate into the bank."""

    def test_without_consent_is_refused_with_the_way_out(self, mentor):
        put(mentor, MentorState.CANDIDATE)
        mentor.person.consents.update(withdrawn_date=TODAY)
        words = refusal(lambda: workflow.accept_mentor(mentor=mentor, **ON))
        assert words.startswith("Нет действующего согласия на обработку персональных данных.")
        assert "Согласия" in words

    def test_consent_to_publication_alone_is_not_enough(self, mentor):
        put(mentor, MentorState.CANDIDATE)
        mentor.person.consents.update(kind=ConsentKind.PUBLICATION)
        assert "согласия" in refusal(lambda: workflow.accept_mentor(mentor=mentor, **ON))

    def test_of_a_twin_is_refused(self, mentor, make_teacher, make_mentor, school):
        names = {"last_name": "Клёнова", "first_name": "Эмма", "middle_name": "Савельевна"}
        twin = make_teacher(school, "C-twin", email="EMMA@school.example", **names)
        make_mentor(twin)
        mentor.person.email = "emma@school.example"
        mentor.person.save()
        put(mentor, MentorState.CANDIDATE)
        assert "вероятно, один человек заведён дважды" in refusal(
            lambda: workflow.accept_mentor(mentor=mentor, **ON)
        )

    def test_of_a_namesake_with_another_letter_box_passes(self, mentor, make_teacher, make_mentor, school):
        names = {"last_name": "Клёнова", "first_name": "Эмма", "middle_name": "Савельевна"}
        make_mentor(make_teacher(school, "C-twin", email="other@school.example", **names))
        mentor.person.email = "emma@school.example"
        mentor.person.save()
        put(mentor, MentorState.CANDIDATE)
        workflow.accept_mentor(mentor=mentor, **ON)
        assert mentor.state == MentorState.IN_BANK


class TestSelection:
    """Interview and training."""

    def test_who_is_not_ready_stays_in_the_bank(self, mentor):
        workflow.record_interview(mentor=mentor, date=TODAY, is_ready=False, notes="рано", **ON)
        mentor.refresh_from_db()
        assert (mentor.state, mentor.interviews.get().notes) == (MentorState.IN_BANK, "рано")
        assert Entry.objects.get(action="mentor.select").text == "Собеседование 16.03.2026: не готов."

    def test_interview_of_tomorrow_is_refused(self, mentor):
        call = lambda: workflow.record_interview(  # noqa: E731
            mentor=mentor, date=date(2026, 3, 17), is_ready=True, **ON
        )
        assert refusal(call) == "Собеседование: 17.03.2026 ещё не наступило."
        assert not mentor.interviews.exists()

    def test_training_adds_a_new_programme_once(self, mentor):
        put(mentor, MentorState.SELECTED)
        TrainingProgramme.objects.create(name="Школа наставника")
        workflow.record_training(
            mentor=mentor, programme="школа  НАСТАВНИКА", date=TODAY, hours=36, certificate="7", **ON
        )
        training = mentor.person.trainings.get()
        assert (training.programme.name, training.hours) == ("Школа наставника", 36)
        assert TrainingProgramme.objects.count() == 1

    def test_same_training_twice_is_refused_and_nothing_moves(self, mentor):
        put(mentor, MentorState.SELECTED)
        CALLS["train"](mentor)
        put(mentor, MentorState.SELECTED)
        assert refusal(lambda: CALLS["train"](mentor)) == "Это обучение уже записано."
        assert Mentor.objects.get(pk=mentor.pk).state == MentorState.SELECTED


class TestPauses:
    """Suspension, retirement and what pairs do to the state."""

    @pytest.mark.parametrize("state", MENTOR_MOVES["suspend"].sources)
    def test_resumed_mentor_is_where_suspension_found_him(self, mentor, state):
        put(mentor, state)
        CALLS["suspend"](mentor)
        CALLS["resume"](mentor)
        mentor.refresh_from_db()
        assert (mentor.state, mentor.state_before) == (state, "")

    def test_retirement_waits_for_the_mentees(self, mentor, people):
        seat(mentor, people["mentee"])
        words = refusal(lambda: CALLS["retire"](mentor))
        assert words == "У наставника есть наставляемые (1): сначала завершите его пары."

    def test_retirement_does_not_wait_for_a_mentee_whose_last_day_has_passed(self, mentor, people):
        seat(mentor, people["mentee"], end_date=date(2026, 3, 15))
        CALLS["retire"](mentor)
        assert mentor.state == MentorState.RETIRED

    def test_return_to_the_bank_needs_a_live_consent(self, mentor):
        put(mentor, MentorState.RETIRED)
        mentor.person.consents.update(withdrawn_date=TODAY)
        assert "согласия" in refusal(lambda: CALLS["restore"](mentor))

    def test_first_pair_makes_a_mentor_active(self, mentor):
        workflow.mark_active(mentor=mentor, **ON)
        assert Mentor.objects.get(pk=mentor.pk).state == MentorState.ACTIVE

    def test_pair_that_starts_in_a_suspension_is_remembered(self, mentor):
        CALLS["suspend"](mentor)
        workflow.mark_active(mentor=mentor, **ON)
        CALLS["resume"](mentor)
        assert Mentor.objects.get(pk=mentor.pk).state == MentorState.ACTIVE

    def test_last_pair_that_ends_leaves_a_mentor_as_far_as_he_had_come(self, mentor):
        assert rested(mentor) == MentorState.IN_BANK
        workflow.record_interview(mentor=put(mentor, MentorState.IN_BANK), date=TODAY, is_ready=True, **ON)
        assert rested(mentor) == MentorState.SELECTED
        workflow.waive_training(mentor=put(mentor, MentorState.SELECTED), reason="стаж", **ON)
        assert rested(mentor) == MentorState.TRAINED

    def test_last_pair_that_ends_in_a_suspension_is_remembered(self, mentor):
        put(mentor, MentorState.ACTIVE)
        CALLS["suspend"](mentor)
        workflow.mark_free(mentor=mentor, **ON)
        CALLS["resume"](mentor)
        assert Mentor.objects.get(pk=mentor.pk).state == MentorState.IN_BANK


def rested(mentor):
    workflow.mark_free(mentor=put(mentor, MentorState.ACTIVE), **ON)
    return Mentor.objects.get(pk=mentor.pk).state


def seat(mentor, mentee, **fields):
    """A member of an active pair on the first place."""
    pair = Pair.objects.create(
        municipality=mentee.municipality, number="1", mentor=mentor, state=PairState.ACTIVE
    )
    place = mentor.places.first()
    return PairMember.objects.create(pair=pair, mentor=mentor, mentee=mentee, place=place, **fields)
