"""Letters of pairs: every change has its addressees or a reason why none (issue 4, item 9)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.bank.enums import RequestState
from mentorship.notices.enums import NoticeState, Topic
from mentorship.notices.models import Notice, SwitchedOff
from mentorship.pairs import letters, workflow
from mentorship.pairs.enums import TRANSITIONS, Initiator, MeetingKind, OrderScope, PairState
from mentorship.pairs.models import Order, Pair, PairMember
from mentorship.pairs.workflow import Candidate
from schools.enums import Role
from schools.models import RoleAssignment
from tests.cast import TODAY
from tests.pairs.rows import line, load

pytestmark = pytest.mark.django_db

S = PairState


def order(pairs, by):
    return workflow.register_order(
        pairs=pairs, number="15", order_date=TODAY, scope=OrderScope.MUNICIPALITY, by=by, today=TODAY
    )


def dissolve(pair, by):
    return workflow.dissolve(
        pair=pair, initiator=Initiator.MENTEE, reason="переезд", end_date=TODAY, by=by, today=TODAY
    )


def complete(pair, by):
    return workflow.complete(pair=pair, result="готово", end_date=TODAY, by=by, today=TODAY)


MOVES = {
    "agree": lambda pair, by: workflow.agree(pair=pair, by=by, today=TODAY),
    "cancel": lambda pair, by: workflow.cancel(pair=pair, reason="передумали", by=by),
    "order": lambda pair, by: order([pair], by),
    "start": lambda pair, by: workflow.start(pair=pair, start_date=TODAY, by=by, today=TODAY),
    "pause": lambda pair, by: workflow.pause(pair=pair, reason="отпуск", by=by),
    "resume": lambda pair, by: workflow.resume(pair=pair, by=by, today=TODAY),
    "complete": complete,
    "dissolve": dissolve,
}
# Every transition of the table: by which move. Who is told: M mentor, E mentee, D methodist, C curator.
TABLE = {
    (S.PROPOSED, S.AGREED): ("agree", "MEDC"),
    (S.PROPOSED, S.CANCELLED): ("cancel", "MEDC"),
    (S.AGREED, S.ORDERED): ("order", "ME"),
    (S.AGREED, S.CANCELLED): ("cancel", "MEDC"),
    (S.ORDERED, S.ACTIVE): ("start", "ME"),
    (S.ORDERED, S.DISSOLVED): ("dissolve", "MEDC"),
    (S.ACTIVE, S.PAUSED): ("pause", "ME"),
    (S.ACTIVE, S.COMPLETED): ("complete", "ME"),
    (S.ACTIVE, S.DISSOLVED): ("dissolve", "MEDC"),
    (S.PAUSED, S.ACTIVE): ("resume", "ME"),
    (S.PAUSED, S.COMPLETED): ("complete", "ME"),
    (S.PAUSED, S.DISSOLVED): ("dissolve", "MEDC"),
}
CODES = {"M": "C-mentor", "E": "C-mentee", "D": "C-methodist", "C": "C-curator"}


def sent(**conditions):
    """Code of the addressee → subject, of every letter about pairs."""
    found = Notice.objects.filter(topic=Topic.PAIR, **conditions).select_related("person")
    return {notice.person.code: notice.subject for notice in found}


def propose(mentor, people, topic, by=None, requests=None):
    candidates = [Candidate(person, (requests or {}).get(person)) for person in people]
    return workflow.propose(mentor=mentor, candidates=candidates, topic=topic, by=by, today=TODAY)


def test_the_table_names_every_transition():
    assert TABLE.keys() == {(source, to) for source, targets in TRANSITIONS.items() for to in targets}
    assert {move for move, _ in TABLE.values()} <= letters.LETTERS.keys()


def test_a_change_without_a_letter_has_its_reason():
    assert all(letters.SILENT.values())
    assert not letters.SILENT.keys() & letters.LETTERS.keys()


@pytest.mark.parametrize("transition", TABLE, ids=lambda item: f"{item[0]}-{item[1]}")
def test_a_transition_tells_whom_the_table_names(mentor, mentees, make_pair, transition):
    move, told = TABLE[transition]
    pair = make_pair(mentor, mentees[:1], transition[0])
    MOVES[move](pair, None)
    assert Pair.objects.get().state == transition[1]
    assert sent().keys() == {CODES[letter] for letter in told}
    assert set(Notice.objects.values_list("path", flat=True)) == {f"/pairs/{pair.pk}/"}


@pytest.mark.parametrize("transition", TABLE, ids=lambda item: f"{item[0]}-{item[1]}")
@pytest.mark.parametrize("actor", ["methodist", "curator", "mentor"])
def test_who_acts_gets_no_letter(mentor, mentees, make_pair, users, transition, actor):
    MOVES[TABLE[transition][0]](make_pair(mentor, mentees[:1], transition[0]), users[actor])
    assert f"C-{actor}" not in sent()


def test_a_proposal_asks_both_sides(mentor, mentees, topic, users):
    propose(mentor, mentees[:2], topic, users["methodist"])
    assert sent() == {
        "C-mentor": "Вам предложили наставляемого: Осинин Тихон Эдуардович, УчителевT1 Иван Иванович",
        "C-mentee": "Вам предложили наставника: Клёнова Эмма Савельевна",
        "T1": "Вам предложили наставника: Клёнова Эмма Савельевна",
    }


def test_a_mentee_does_not_hear_of_the_others(mentor, mentees, topic):
    propose(mentor, mentees[:2], topic)
    assert "УчителевT1" not in Notice.objects.get(person=mentees[0]).text


def test_a_refused_proposal_posts_nothing(mentor, topic):
    with pytest.raises(ValidationError, match="наставляемым"):
        propose(mentor, [mentor.person], topic)
    assert sent() == {}


def test_the_last_confirmation_tells_the_other_side_and_the_desk(mentor, mentees, make_pair, users):
    pair = make_pair(mentor, mentees[:1])
    workflow.confirm(pair=pair, person=mentor.person, by=users["mentor"], today=TODAY)
    assert sent() == {}
    workflow.confirm(pair=pair, person=mentees[0], by=users["mentee"], today=TODAY)
    assert sent() == {
        "C-mentor": "Пара № 7 согласована",
        "C-methodist": "Пара № 7 согласована: нужен приказ",
        "C-curator": "Пара № 7 согласована: нужен приказ",
    }


def test_a_cancelled_pair_with_a_request_tells_the_desk_once(mentor, mentees, topic, make_request, users):
    request = make_request(mentees[0])
    pair = propose(mentor, mentees[:1], topic, requests={mentees[0]: request})
    Notice.objects.all().delete()
    workflow.cancel(pair=pair, reason="передумали", by=users["mentee"])
    assert sent() == {"C-mentor": f"Пара № {pair.number} отменена"}
    told = Notice.objects.filter(topic=Topic.REQUEST).select_related("person")
    assert {notice.person.code for notice in told} == {"C-methodist", "C-curator"}
    assert all("Причина: передумали" in notice.text for notice in told)
    request.refresh_from_db()
    assert request.state == RequestState.ACCEPTED


def test_who_left_the_group_before_hears_no_more_of_it(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:2], S.ACTIVE)
    PairMember.objects.filter(mentee=mentees[1]).update(end_date=date(2025, 12, 1))
    complete(pair, None)
    assert sent().keys() == {"C-mentor", "C-mentee"}
    assert "УчителевT1" not in Notice.objects.first().text


def test_who_joins_and_who_leaves_is_told_with_the_mentor(mentor, mentees, make_pair, users):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    member = workflow.add_member(
        pair=pair, candidate=Candidate(mentees[1]), by=users["curator"], today=TODAY, start_date=TODAY
    )
    assert sent() == {
        "C-mentor": "В вашей группе новый наставляемый: УчителевT1 Иван Иванович",
        "T1": "Вы в группе наставника: Клёнова Эмма Савельевна",
    }
    Notice.objects.all().delete()
    workflow.end_membership(member=member, end_date=TODAY, reason="переезд", by=users["mentor"], today=TODAY)
    assert sent() == {"T1": "Ваше участие в группе № 7 завершается"}


def log(pair, by, day=TODAY):
    return workflow.log_meeting(
        pair=pair, meeting_date=day, kind=MeetingKind.REGULAR, topic="разбор урока", by=by, today=TODAY
    )


def test_a_logged_meeting_asks_the_other_side_to_confirm(mentor, mentees, make_pair, users):
    pair = make_pair(mentor, mentees[:2], S.ACTIVE)
    log(pair, users["mentor"])
    told = Notice.objects.select_related("person")
    assert {notice.person.code for notice in told} == {"C-mentee", "T1"}
    assert {(notice.topic, notice.subject) for notice in told} == {
        ("meeting", "Подтвердите встречу: 16.03.2026")
    }


def test_a_meeting_logged_by_the_curator_asks_both_sides(mentor, mentees, make_pair, users):
    log(make_pair(mentor, mentees[:1], S.ACTIVE), users["curator"])
    assert {notice.person.code for notice in Notice.objects.select_related("person")} == {
        "C-mentor",
        "C-mentee",
    }


def test_the_curators_wish_to_complete_goes_to_the_methodist(mentor, mentees, make_pair, users):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    workflow.ask_to_complete(pair=pair, result="готово", by=users["curator"], today=TODAY)
    assert sent() == {"C-methodist": "Пару № 7 предлагают завершить"}


def test_the_curators_of_every_school_of_the_pair_are_told(
    mentor, mentees, make_pair, make_teacher, other_school
):
    other = make_teacher(other_school, "O1")
    curator = make_teacher(other_school, "O2")
    RoleAssignment.objects.create(
        person=curator, role=Role.CURATOR, school=other_school, start_date=TODAY - timedelta(days=1)
    )
    MOVES["agree"](make_pair(mentor, [mentees[0], other]), None)
    assert sent().keys() == {"C-mentor", "C-mentee", "O1", "C-methodist", "C-curator", "O2"}


def test_an_opt_out_counts_at_once(mentor, mentees, make_pair):
    SwitchedOff.objects.create(person=mentees[0], topic=Topic.PAIR)
    mentees[0].email = "osinin@example.org"
    mentees[0].save()
    MOVES["pause"](make_pair(mentor, mentees[:1], S.ACTIVE), None)
    assert Notice.objects.get(person=mentees[0]).state == NoticeState.SWITCHED_OFF


def make_pairs(mentor, people, make_pair, start):
    """So many agreed pairs of one mentor, numbered from `start`."""
    return [
        make_pair(mentor, [person], S.AGREED, number=str(start + number))
        for number, person in enumerate(people)
    ]


def test_an_order_of_many_pairs_posts_its_letters_in_a_few_queries(
    mentor, make_pair, make_teacher, school, letter_queries
):
    mentor.places.bulk_create(type(mentor.places.first())(mentor=mentor, number=n) for n in range(10, 40))
    people = [make_teacher(school, f"M{number}") for number in range(12)]
    few, many = make_pairs(mentor, people[:2], make_pair, 100), make_pairs(mentor, people[2:], make_pair, 200)
    assert letter_queries(lambda: order(few, None)) == letter_queries(lambda: order(many, None))
    assert Notice.objects.count() == 24
    assert Order.objects.count() == 1


@pytest.fixture
def letter_queries(db):
    """How many queries about letters a call makes."""

    def count(call):
        with CaptureQueriesContext(connection) as queries:
            call()
        return len([query for query in queries if "notices_" in query["sql"]])

    return count


def test_an_import_posts_nothing(people, mentor):
    assert load(line()).created == 1
    assert load(line(state="завершена", end=date(2026, 3, 1))).updated == 1
    assert Notice.objects.count() == 0
