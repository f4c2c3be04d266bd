"""Merging two records keeps what mentoring knows of them: cards, places, requests, pairs, answers."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import (
    Difficulty,
    Interview,
    MenteeRequest,
    Mentor,
    MentorCard,
    MentorPreference,
    ReserveMember,
    Training,
    TrainingProgramme,
    TrainingSession,
)
from mentorship.notices.models import Notice
from mentorship.pairs import history
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import DiaryEntry, Meeting, Order, Pair, PairMember
from mentorship.programmes.models import MentoringForm
from reports.merging import merge, notes
from schools.models import Person, PersonAlias, Subject
from tests.cast import SINCE, TODAY

START = date(2025, 10, 1)
DIARY = "Очень личная запись дневника"


@pytest.fixture
def keep(school, make_teacher) -> Person:
    """The record that stays."""
    return make_teacher(school, "T1", last_name="Ёлкина")


@pytest.fixture
def drop(school, make_teacher) -> Person:
    """The double."""
    return make_teacher(school, "T2", last_name="Елкина")


@pytest.fixture
def mentees(school, make_teacher) -> list[Person]:
    """Five teachers to be mentored."""
    return [make_teacher(school, f"M{number}") for number in range(5)]


def joined_into(keep, drop) -> None:
    merge(keep=keep, drop=drop, choices={}, by=None, on=TODAY)


def refused(keep, drop) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        joined_into(keep, drop)
    return refusal.value.messages


def enlisted(person, state=MentorState.TRAINED, **fields) -> Mentor:
    return Mentor.objects.enlist([person], state=state, state_date=SINCE, **fields)[0]


def paired(mentor, people, number="7", state=PairState.ACTIVE, form=None) -> Pair:
    order = Order.objects.create(municipality=mentor.person.municipality, number=f"{number}-од", date=START)
    pair = Pair.objects.create(
        municipality=mentor.person.municipality,
        number=number,
        mentor=mentor,
        state=state,
        order=order,
        form=form,
    )
    for person in people:
        PairMember.objects.create(pair=pair, mentor=mentor, mentee=person, start_date=START)
    history.assign_places([mentor], TODAY)
    return pair


def seats(person) -> list[tuple[int, str | None]]:
    """Places of a mentor with the code of whoever holds them."""
    places = Mentor.objects.get(pk=person.pk).places.order_by("number")
    return list(places.values_list("number", "member__mentee__code"))


@pytest.mark.parametrize("is_kept_mentor", [False, True])
def test_mentor_and_plain_teacher_become_one_either_way(keep, drop, mentees, is_kept_mentor):
    mentor = enlisted(keep if is_kept_mentor else drop, state=MentorState.ACTIVE, about="О себе")
    MentorCard.objects.create(mentor=mentor, subject=Subject.objects.create(name="Физика"))
    Interview.objects.create(mentor=mentor, date=SINCE, is_ready=True)
    help_with = Difficulty.objects.create(name="дисциплина")
    mentor.difficulties.add(help_with)
    pair = paired(mentor, mentees[:2])
    joined_into(keep, drop)
    left = Mentor.objects.get()
    assert (left.person, left.state, left.state_date, left.about) == (keep, "active", SINCE, "О себе")
    assert (left.cards.count(), left.interviews.count(), list(left.difficulties.all())) == (1, 1, [help_with])
    pair.refresh_from_db()
    assert pair.mentor == left
    assert list(pair.members.values_list("mentor", "mentee__code")) == [(keep.pk, "M0"), (keep.pk, "M1")]
    assert seats(keep) == [(1, "M0"), (2, "M1"), (3, None)]


def test_two_mentors_keep_the_mentees_of_both_within_the_larger_capacity(keep, drop, mentees):
    first, second = enlisted(keep, capacity=2), enlisted(drop, state=MentorState.ACTIVE, capacity=4)
    paired(first, mentees[:2], "7")
    paired(second, mentees[2:4], "8")
    assert notes(keep, drop, TODAY) == ["Обе записи — наставники: состояние будет «действующий», мест — 4."]
    joined_into(keep, drop)
    left = Mentor.objects.get()
    assert (left.capacity, left.state, left.pairs.count()) == (4, "active", 2)
    assert seats(keep) == [(1, "M0"), (2, "M1"), (3, "M2"), (4, "M3")]


def test_more_mentees_than_places_are_refused(keep, drop, mentees):
    first, second = enlisted(keep, capacity=2), enlisted(drop, capacity=4)
    paired(first, mentees[:2], "7")
    paired(second, mentees[2:], "8")
    (words,) = refused(keep, drop)
    assert words.startswith("После объединения у наставника стало бы наставляемых: 5, а мест 4.")
    assert Mentor.objects.count() == 2


def test_mentees_who_have_left_take_no_place(keep, drop, mentees):
    first, second = enlisted(keep, capacity=2), enlisted(drop, capacity=2)
    paired(first, mentees[:2], "7")
    paired(second, mentees[2:4], "8")
    PairMember.objects.filter(mentor=second).update(end_date=TODAY - timedelta(days=1))
    joined_into(keep, drop)
    assert seats(keep) == [(1, "M0"), (2, "M1")]


def test_equal_cards_become_one_and_the_live_one_stays(keep, drop):
    first, second = enlisted(keep), enlisted(drop)
    physics, maths = Subject.objects.create(name="Физика"), Subject.objects.create(name="Математика")
    MentorCard.objects.create(mentor=first, subject=physics, withdrawn_date=SINCE)
    live = MentorCard.objects.create(mentor=second, subject=physics)
    MentorCard.objects.create(mentor=second, subject=maths)
    joined_into(keep, drop)
    cards = (
        Mentor.objects.get().cards.order_by("subject__name").values_list("subject__name", "withdrawn_date")
    )
    assert list(cards) == [("Математика", None), ("Физика", None)]
    assert MentorCard.objects.filter(pk=live.pk).exists()


def test_mentees_pairs_come_over_and_their_history_still_reads(keep, drop, people, client_as):
    mentor = enlisted(people["mentor"], state=MentorState.ACTIVE)
    pair = paired(mentor, [drop])
    Meeting.objects.create(pair=pair, date=TODAY, topic="О журнале", logged_by=drop, confirmed_by=drop)
    DiaryEntry.objects.create(pair=pair, author=drop, date=TODAY, text=DIARY)
    joined_into(keep, drop)
    assert [(row.mentee, row.start_date) for row in pair.members.all()] == [(keep, START)]
    meeting = pair.meetings.get()
    assert (meeting.logged_by, meeting.confirmed_by) == (keep, keep)
    assert pair.diary.get().author == keep
    page = client_as("methodist").get(f"/pairs/{pair.pk}/").content.decode()
    assert ("О журнале" in page, "Ёлкина" in page) == (True, True)
    assert DIARY not in str(PersonAlias.objects.get().record)


def test_pair_of_the_two_is_refused(keep, drop):
    paired(enlisted(keep), [drop], "12")
    (words,) = refused(keep, drop)
    assert words.startswith("В паре № 12 одна запись — наставник, другая — наставляемый")
    assert refused(drop, keep) == [words]


def test_two_memberships_of_one_pair_on_other_dates_are_refused(keep, drop, people):
    pair = paired(enlisted(people["mentor"]), [keep, drop], "12")
    pair.members.filter(mentee=drop).update(end_date=TODAY)
    (words,) = refused(keep, drop)
    assert words.startswith("Обе записи — наставляемые пары № 12, а даты разные")


def test_two_memberships_of_one_pair_on_the_same_dates_become_one(keep, drop, people):
    pair = paired(enlisted(people["mentor"]), [keep, drop], "12")
    joined_into(keep, drop)
    assert list(pair.members.values_list("mentee", "start_date")) == [(keep.pk, START)]
    assert seats(people["mentor"]) == [(1, "T1"), (2, None), (3, None)]
    (left,) = PersonAlias.objects.get().record["left"]
    assert (left["model"], left["fields"]["mentee"]) == ("pairs.pairmember", drop.pk)


def test_two_pairs_at_work_in_one_form_are_told_of_and_kept(keep, drop, people, make_teacher, school):
    form = MentoringForm.objects.get(code="tt")
    paired(enlisted(people["mentor"]), [keep], "7", form=form)
    paired(enlisted(make_teacher(school, "T9")), [drop], "8", form=form)
    (words,) = notes(keep, drop, TODAY)
    assert words.startswith("Наставляемый окажется в двух действующих парах одной формы: № 7 и № 8.")
    joined_into(keep, drop)
    assert keep.memberships.count() == 2


class TestRequests:
    """Requests of a year are one on a subject and difficulty."""

    @staticmethod
    def asked(person, state, subject=None, day=TODAY):
        difficulty, _ = Difficulty.objects.get_or_create(key="дисциплина", defaults={"name": "дисциплина"})
        return MenteeRequest.objects.create(
            person=person, difficulty=difficulty, subject=subject, requested_date=day, state=state
        )

    def test_other_requests_come_over(self, keep, drop):
        self.asked(keep, RequestState.ACCEPTED)
        self.asked(drop, RequestState.ACCEPTED, subject=Subject.objects.create(name="Физика"))
        self.asked(drop, RequestState.CLOSED, day=SINCE)
        joined_into(keep, drop)
        assert keep.requests.count() == 3

    @pytest.mark.parametrize("has_subject", [False, True])
    def test_equal_requests_become_one_that_has_come_further(self, keep, drop, people, has_subject):
        subject = Subject.objects.create(name="Физика") if has_subject else None
        own = self.asked(keep, RequestState.ACCEPTED, subject)
        double = self.asked(drop, RequestState.IN_WORK, subject)
        pair = paired(enlisted(people["mentor"]), [drop])
        pair.members.update(request=double)
        joined_into(keep, drop)
        own.refresh_from_db()
        assert (keep.requests.get(), own.state, pair.members.get().request) == (own, "in_work", own)
        (left,) = PersonAlias.objects.get().record["left"]
        assert (left["model"], left["pk"]) == ("bank.menteerequest", double.pk)


def test_trainings_and_the_rest_of_the_bank_come_over(keep, drop, municipality, mentees):
    programme = TrainingProgramme.objects.create(name="Наставник")
    Training.objects.create(person=keep, programme=programme, date=SINCE, certificate="15")
    Training.objects.create(person=drop, programme=programme, date=SINCE, hours=36)
    Training.objects.create(person=drop, programme=programme, date=TODAY)
    session = TrainingSession.objects.create(
        programme=programme, municipality=municipality, date=TODAY, title="Занятие"
    )
    session.attended.add(keep, drop)
    ReserveMember.objects.create(person=drop, target_position="завуч", included_date=SINCE)
    for chosen, rank in ((keep, 1), (mentees[0], 2)):
        MentorPreference.objects.create(
            person=drop, side="mentee", chosen=chosen, year=2025, rank=rank, given_date=TODAY
        )
    joined_into(keep, drop)
    trainings = keep.trainings.order_by("date").values_list("date", "hours", "certificate")
    assert list(trainings) == [(SINCE, 36, "15"), (TODAY, None, "")]
    assert list(session.attended.all()) == [keep]
    assert keep.reserve_entries.get().target_position == "завуч"
    assert keep.preferences.get().chosen == mentees[0]


def test_letters_come_over_each_once(keep, drop):
    for person, key in ((keep, "a"), (drop, "a"), (drop, "b"), (drop, "")):
        Notice.objects.create(person=person, topic="pair", subject="Письмо", text="Текст", key=key)
    joined_into(keep, drop)
    assert sorted(keep.notices.values_list("key", flat=True)) == ["", "a", "b"]


def test_notes_of_the_moment_are_written_with_the_alias(keep, drop):
    before = timezone.now()
    joined_into(keep, drop)
    assert PersonAlias.objects.get().merged_at >= before


@pytest.mark.parametrize("is_kept_contact", [True, False])
def test_contact_of_a_team_does_not_become_a_member_of_it(keep, drop, mentees, is_kept_contact):
    contact, member = (keep, drop) if is_kept_contact else (drop, keep)
    difficulty, _ = Difficulty.objects.get_or_create(key="анализ", defaults={"name": "анализ"})
    request = MenteeRequest.objects.create(
        person=contact, difficulty=difficulty, requested_date=TODAY, is_team=True
    )
    request.team.set([member, mentees[0]])
    joined_into(keep, drop)
    request.refresh_from_db()
    assert (request.person, list(request.team.all())) == (keep, [mentees[0]])
