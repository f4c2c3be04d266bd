"""A group gains and loses members; its journal of meetings."""

from datetime import date

import pytest

from mentorship.bank.enums import RequestState
from mentorship.pairs import workflow
from mentorship.pairs.enums import MeetingKind, PairState
from mentorship.pairs.models import Meeting
from mentorship.pairs.notice import working_days_after
from mentorship.pairs.workflow import Candidate
from tests.cast import TODAY
from tests.pairs.refusals import refused

S = PairState


def add(pair, person, request=None, **more):
    return workflow.add_member(pair=pair, candidate=Candidate(person, request), by=None, today=TODAY, **more)


def end(member, day=TODAY, **more):
    return workflow.end_membership(
        member=member, end_date=day, reason="перевод", by=None, today=TODAY, **more
    )


def log(pair, day=TODAY, topic="План на четверть", by=None):
    return workflow.log_meeting(
        pair=pair, meeting_date=day, kind=MeetingKind.PLANNING, topic=topic, by=by, today=TODAY
    )


def test_new_member_of_a_pair_at_work_takes_a_place_and_starts(mentor, mentees, make_pair, make_request):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    request = make_request(mentees[1])
    member = add(pair, mentees[1], request, start_date=date(2026, 3, 10))
    request.refresh_from_db()
    assert (member.start_date, member.place.number, member.agreed_date) == (date(2026, 3, 10), 2, TODAY)
    assert request.state == RequestState.IN_WORK


def test_new_member_of_a_proposal_agrees_with_the_others(mentor, mentees, make_pair):
    member = add(make_pair(mentor, mentees[:1]), mentees[1])
    assert (member.place, member.agreed_date, member.start_date) == (None, None, None)


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        (None, "Пара уже работает: впишите день, с которого в ней новый наставляемый."),
        (date(2026, 3, 17), "День начала ещё не наступил: примите наставляемого в этот день или позже."),
    ],
)
def test_new_member_of_a_pair_at_work_needs_a_day_that_has_come(mentor, mentees, make_pair, start, sentence):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    assert refused(lambda: add(pair, mentees[1], start_date=start)) == sentence


def test_fourth_member_of_a_group_is_refused(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:3], S.AGREED)
    assert "нет свободных мест (занято 3 из 3)" in refused(lambda: add(pair, mentees[3]))
    assert pair.members.count() == 3


def test_proposal_is_not_made_larger_than_the_free_places(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:3])
    assert "свободно мест: 3 из 3, а нужно 4" in refused(lambda: add(pair, mentees[3]))


def test_member_is_not_added_twice(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    assert "уже в паре № 7" in refused(lambda: add(pair, mentees[0], start_date=TODAY))


def test_mentor_is_not_added_to_the_own_group(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    assert "не может быть своим наставляемым" in refused(lambda: add(pair, mentor.person, start_date=TODAY))


@pytest.mark.parametrize("state", [S.COMPLETED, S.DISSOLVED, S.CANCELLED])
def test_ended_pair_takes_no_more_members(mentor, mentees, make_pair, state):
    pair = make_pair(mentor, mentees[:1], state)
    assert refused(lambda: add(pair, mentees[1])).startswith(
        f"Пару № 7 нельзя пополнить: сейчас она {state.label}."
    )


def test_member_who_left_yesterday_frees_the_place(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:2], S.ACTIVE)
    member = end(pair.members.get(mentee=mentees[0]), date(2026, 3, 15))
    assert (member.end_date, member.place) == (date(2026, 3, 15), None)


def test_member_whose_last_day_is_today_keeps_the_place(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:2], S.ACTIVE)
    assert end(pair.members.get(mentee=mentees[0])).place is not None


@pytest.mark.parametrize(
    ("is_answered", "state"), [(True, RequestState.CLOSED), (False, RequestState.ACCEPTED)]
)
def test_request_of_who_leaves_is_closed_or_waits_again(
    mentor, mentees, make_pair, make_request, is_answered, state
):
    pair = make_pair(mentor, mentees[:2], S.ACTIVE)
    request = make_request(mentees[0], state=RequestState.IN_WORK)
    pair.members.filter(mentee=mentees[0]).update(request=request)
    end(pair.members.get(mentee=mentees[0]), is_answered=is_answered)
    request.refresh_from_db()
    assert request.state == state


def test_last_member_does_not_leave(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:2], S.ACTIVE)
    end(pair.members.get(mentee=mentees[0]), date(2026, 3, 15))
    words = refused(lambda: end(pair.members.get(mentee=mentees[1])))
    assert words == (
        "УчителевT1 Иван Иванович — последний наставляемый пары № 7: завершите или расторгните пару."
    )


def test_member_does_not_leave_before_joining(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:2], S.ACTIVE)
    words = refused(lambda: end(pair.members.get(mentee=mentees[0]), date(2025, 9, 30)))
    assert words.endswith("в паре с 01.10.2025: день окончания не может быть раньше.")


def test_no_one_leaves_a_pair_that_is_not_at_work(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:2], S.ORDERED)
    assert refused(lambda: end(pair.members.first())).startswith(
        "Пару № 7 нельзя покинуть: сейчас она закреплена"
    )


@pytest.mark.parametrize("state", [S.AGREED, S.ORDERED, S.ACTIVE, S.PAUSED])
def test_meeting_is_logged(mentor, mentees, make_pair, users, state):
    meeting = log(make_pair(mentor, mentees[:1], state), topic="  План   на четверть ", by=users["mentor"])
    assert (meeting.topic, meeting.kind) == ("План на четверть", MeetingKind.PLANNING)
    assert (meeting.logged_by, meeting.confirmed_by) == (users["mentor"].person, None)


@pytest.mark.parametrize("state", [S.PROPOSED, S.COMPLETED, S.DISSOLVED, S.CANCELLED])
def test_meeting_of_a_pair_not_at_work_is_refused(mentor, mentees, make_pair, state):
    pair = make_pair(mentor, mentees[:1], state)
    assert refused(lambda: log(pair)).startswith("Пару № 7 нельзя дополнить встречей")


def test_meeting_ahead_and_without_words_is_refused(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    assert refused(lambda: log(pair, date(2026, 3, 17))).startswith("Встреча ещё не состоялась")
    assert refused(lambda: log(pair, topic=" ")) == "Напишите одной строкой, о чём была встреча."
    assert Meeting.objects.count() == 0


def confirm(meeting, person):
    return workflow.confirm_meeting(meeting=meeting, person=person, by=None)


def test_mentee_confirms_what_the_mentor_logged(mentor, mentees, make_pair, users):
    meeting = log(make_pair(mentor, mentees[:1], S.ACTIVE), by=users["mentor"])
    assert confirm(meeting, mentees[0]).confirmed_by == mentees[0]
    assert refused(lambda: confirm(meeting, mentees[0])) == "Встреча уже подтверждена: обновите страницу."


def test_who_logged_a_meeting_does_not_confirm_it(mentor, mentees, make_pair, users, people):
    meeting = log(make_pair(mentor, mentees[:1], S.ACTIVE), by=users["mentor"])
    assert refused(lambda: confirm(meeting, people["mentor"])) == (
        "Эту встречу записали вы: подтвердить её должна другая сторона."
    )


def test_outsider_does_not_confirm(mentor, mentees, make_pair, people):
    meeting = log(make_pair(mentor, mentees[:1], S.ACTIVE))
    assert refused(lambda: confirm(meeting, people["curator"])).startswith(
        "Встречу подтверждает участник пары"
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 16), date(2026, 3, 19)),  # Monday → Thursday
        (date(2026, 3, 13), date(2026, 3, 18)),  # Friday → Wednesday
        (date(2026, 3, 14), date(2026, 3, 18)),  # Saturday → Wednesday
    ],
)
def test_three_working_days_skip_the_weekend(day, expected):
    assert working_days_after(day, 3) == expected
