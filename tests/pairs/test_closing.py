"""The end of a pair: protocol with effects and warnings, notice of a dissolution, a pair in its place."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import Difficulty, Mentor
from mentorship.notices.models import Notice
from mentorship.pairs import workflow
from mentorship.pairs.enums import HalfYear, Initiator, MeetingKind, PairState, ReportState
from mentorship.pairs.life.chain import chain_of
from mentorship.pairs.life.closing import open_ends
from mentorship.pairs.models import (
    Effect,
    HalfYearReport,
    Meeting,
    Pair,
    PlanItem,
    Product,
    ProductKind,
    ReportingPeriod,
)
from mentorship.pairs.reference import EFFECTS
from tests.cast import TODAY
from tests.pairs.refusals import refused

S = PairState


@pytest.fixture
def pair(mentor, mentees, make_pair):
    """The cast's pair at work."""
    return make_pair(mentor, mentees[:1], S.ACTIVE)


@pytest.fixture
def successor(school, make_teacher):
    """Another mentor of the school."""
    return Mentor.objects.enlist([make_teacher(school, "M2")], state=MentorState.TRAINED)[0]


@pytest.fixture
def report(pair, municipality):
    """A report of the pair that waits for its check."""
    period = ReportingPeriod.objects.create(
        municipality=municipality,
        year=2025,
        half=HalfYear.FIRST,
        start_date=date(2025, 9, 1),
        end_date=date(2025, 12, 31),
        due_date=date(2026, 1, 15),
    )
    return HalfYearReport.objects.create(pair=pair, period=period, state=ReportState.SUBMITTED)


def final(pair, **more):
    what = {"date": TODAY, "kind": MeetingKind.FINAL, "topic": "Итоги", "confirmed_by": pair.mentor.person}
    return Meeting.objects.create(pair=pair, **{**what, **more})


def test_eight_effects_come_from_the_document(db):
    assert len(EFFECTS) == 8
    assert Effect.objects.filter(name__in=EFFECTS).count() == 8


def test_nothing_is_open_after_a_final_meeting(pair):
    final(pair)
    assert open_ends(pair) == []


def test_everything_open_is_named(pair, report):
    Meeting.objects.create(pair=pair, date=TODAY, topic="Урок")
    PlanItem.objects.create(pair=pair, title="Урок")
    PlanItem.objects.create(pair=pair, title="Убрано", removed_at=timezone.now())
    assert open_ends(pair) == [
        "Заключительная встреча не записана в журнале.",
        "Не подтверждено встреч: 1. После завершения подтвердить будет нельзя.",
        "Отчёт за I полугодие 2025/2026: сдан, а должен быть проверен.",
        "Не отмечено выполненным пунктов плана: 1.",
    ]


@pytest.mark.parametrize("state", [ReportState.CHECKED, ReportState.WAIVED])
def test_settled_report_is_no_warning(pair, report, state):
    final(pair)
    HalfYearReport.objects.update(state=state)
    assert open_ends(pair) == []


def test_warnings_stand_on_the_form_and_stay_in_the_journal(client_as, pair):
    client, today = client_as("methodist"), timezone.localdate().isoformat()
    page = client.get(f"/pairs/{pair.pk}/complete/").content.decode()
    assert "Заключительная встреча не записана в журнале." in page
    sent = {"result": "Ведёт урок сам", "end_date": today}
    assert client.post(f"/pairs/{pair.pk}/complete/", sent).status_code == 302
    entry = Entry.objects.get(action="pairs.complete")
    assert entry.data["warnings"] == ["Заключительная встреча не записана в журнале."]


def test_curator_proposes_and_the_methodist_confirms_the_effects(client_as, pair):
    first, second = Effect.objects.filter(name__in=EFFECTS)[:2]
    sent = {"result": "Ведёт урок сам", "effects": [first.pk]}
    client_as("curator").post(f"/pairs/{pair.pk}/ask_completion/", sent)
    assert list(pair.effects.all()) == [first]
    page = client_as("methodist").get(f"/pairs/{pair.pk}/complete/").content.decode()
    assert page.count("checked") == 1
    today = timezone.localdate().isoformat()
    client_as("methodist").post(
        f"/pairs/{pair.pk}/complete/", {"result": "Итог", "effects": [second.pk], "end_date": today}
    )
    pair.refresh_from_db()
    assert (pair.state, list(pair.effects.all())) == (S.COMPLETED, [second])


def test_completion_in_bulk_leaves_the_effects(pair):
    effect = Effect.objects.first()
    pair.effects.add(effect)
    workflow.complete(pair=pair, result="Итог", end_date=TODAY, by=None, today=TODAY)
    assert list(pair.effects.all()) == [effect]


def test_meeting_of_an_ended_pair_is_not_confirmed(pair, mentees):
    meeting = final(pair, confirmed_by=None)
    workflow.complete(pair=pair, result="Итог", end_date=TODAY, by=None, today=TODAY)
    words = refused(lambda: workflow.confirm_meeting(meeting=meeting, person=mentees[0], by=None))
    assert words.startswith("Пару № 7 нельзя дополнить подтверждением встречи: сейчас она завершена.")


# The protocol


@pytest.fixture
def closed(pair, report):
    """The pair with everything a protocol names, completed."""
    final(pair, date=date(2026, 3, 10))
    Meeting.objects.create(pair=pair, date=date(2026, 2, 10), topic="Урок")
    PlanItem.objects.create(pair=pair, title="Урок", done_date=TODAY)
    kind = ProductKind.objects.get(name="лепбук")
    Product.objects.create(pair=pair, kind=kind, title="Наш лепбук", date=TODAY, link="https://s.example/a")
    effect = Effect.objects.get(name=EFFECTS[1])
    workflow.complete(
        pair=pair, result="Ведёт урок сам", end_date=TODAY, by=None, today=TODAY, effects=[effect]
    )
    return pair


def test_protocol_holds_what_the_pair_came_to(client_as, closed):
    response = client_as("curator").get(f"/pairs/{closed.pk}/protocol/")
    page = response.content.decode()
    words = ["Клёнова Эмма Савельевна", "Осинин Тихон Эдуардович", "Ведёт урок сам", EFFECTS[1], "Наш лепбук"]
    assert [word for word in words if word not in page] == []
    assert [
        response.context[name] for name in ("meeting_count", "confirmed_count", "plan_done", "since")
    ] == [
        2,
        1,
        1,
        date(2025, 10, 1),
    ]
    assert (response.context["final_meeting"], response.context["until"]) == (date(2026, 3, 10), TODAY)
    assert "проект" not in page


def test_protocol_before_the_end_is_a_draft(client_as, pair):
    page = client_as("mentor").get(f"/pairs/{pair.pk}/protocol/").content.decode()
    assert "· проект" in page
    assert "Заключительная встреча не записана в журнале." in page


ROLES = {"head": 200, "methodist": 200, "curator": 200, "director": 200, "mentor": 200, "mentee": 200}


@pytest.mark.parametrize(
    ("role", "expected"), [*ROLES.items(), ("approver", 200), ("department", 404), ("admin", 403)]
)
def test_protocol_is_seen_by_the_table_of_pairs(client_as, closed, role, expected):
    assert client_as(role).get(f"/pairs/{closed.pk}/protocol/").status_code == expected


# Dissolution and the pair in its place


def dissolve(pair, **more):
    return workflow.dissolve(
        pair=pair, initiator=Initiator.MENTEE, reason="переезд", end_date=TODAY, by=None, today=TODAY, **more
    )


@pytest.mark.parametrize("notice", [None, date(2026, 3, 10)])
def test_day_of_the_warning_is_kept(client_as, pair, notice):
    dissolve(pair, notice_date=notice)
    pair.refresh_from_db()
    assert pair.ending_notice_date == (notice or TODAY)
    page = " ".join(client_as("head").get(f"/pairs/{pair.pk}/").content.decode().split())
    assert f"Предупреждение: {pair.ending_notice_date:%d.%m.%Y}" in page


def replace(pair, mentor, topic, members=None):
    return workflow.propose_replacement(
        pair=pair,
        mentor=mentor,
        members=members or list(pair.members.select_related("mentee", "request")),
        topic=topic,
        by=None,
        today=TODAY,
    )


def test_replacement_takes_the_request_out_of_the_queue(pair, mentees, successor, topic, make_request):
    request = make_request(mentees[0], state=RequestState.IN_WORK)
    other = Difficulty.objects.create(name="другое затруднение")
    make_request(mentees[0], day=TODAY, difficulty=other)
    pair.members.update(request=request)
    dissolve(pair)
    request.refresh_from_db()
    assert request.state == RequestState.ACCEPTED
    made = replace(pair, successor, topic)
    request.refresh_from_db()
    assert (made.replaces, made.state, made.members.get().request) == (pair, S.PROPOSED, request)
    assert request.state == RequestState.MATCHED
    assert Entry.objects.filter(action="pairs.replace", target_id=pair.pk).count() == 1
    told = set(Notice.objects.filter(path=f"/pairs/{made.pk}/").values_list("person", flat=True))
    assert told == {successor.pk, mentees[0].pk}


@pytest.mark.parametrize("state", [state for state in S if state not in (S.DISSOLVED, S.CANCELLED)])
def test_only_what_came_to_nothing_is_replaced(mentor, mentees, make_pair, successor, topic, state):
    pair = make_pair(mentor, mentees[:1], state)
    words = refused(lambda: replace(pair, successor, topic))
    assert words.startswith(f"Пару № 7 нельзя заменить другой: сейчас она {state.label}.")


def test_the_same_mentor_replaces_nobody(pair, mentor, topic):
    dissolve(pair)
    assert refused(lambda: replace(pair, mentor, topic)) == (
        "Клёнова Эмма Савельевна был наставником этой пары: выберите другого."
    )


def test_mentee_paired_meanwhile_is_refused(pair, mentees, successor, topic, make_pair):
    dissolve(pair)
    make_pair(successor, mentees[:1], S.ACTIVE, number="8")
    assert "уже в паре № 8" in refused(lambda: replace(pair, successor, topic))
    assert Pair.objects.count() == 2


def test_chain_is_shown_on_both_pages(client_as, users, pair, successor, topic, form, school, make_teacher):
    dissolve(pair)
    third = Mentor.objects.enlist([make_teacher(school, "M3")], state=MentorState.TRAINED)[0]
    second = replace(pair, successor, topic)
    workflow.cancel(pair=second, reason="отказался", by=None)
    last = replace(second, third, topic)
    for shown in (pair, second, last):
        members = list(shown.members.all())
        chain = chain_of(shown, members, users["methodist"])
        assert [link.pair for link in chain] == [pair, second, last]
        assert [link.pair for link in chain if link.is_here] == [shown]
    page = client_as("curator").get(f"/pairs/{pair.pk}/").content.decode()
    assert f'href="/pairs/{last.pk}/"' in page


def test_new_mentor_sees_the_number_of_the_old_pair_alone(users, pair, successor, topic):
    dissolve(pair)
    made = replace(pair, successor, topic)
    chain = chain_of(made, list(made.members.all()), users["mentor"])
    assert [(link.pair.number, link.is_visible) for link in chain] == [
        (pair.number, True),
        (made.number, False),
    ]


def test_pairs_of_one_mentee_without_replacement_are_no_chain(users, pair, mentees, successor, make_pair):
    make_pair(successor, mentees[:1], S.COMPLETED, number="3", end=TODAY - timedelta(days=1))
    assert chain_of(pair, list(pair.members.all()), users["methodist"]) == []


def test_replacement_is_proposed_on_the_page(client_as, mentor, mentees, make_pair, successor, form):
    pair = make_pair(mentor, mentees[:2], S.ACTIVE)
    dissolve(pair)
    client, address = client_as("curator"), f"/pairs/{pair.pk}/replace/"
    assert client.get(address).content.decode().count("checked") == 2
    first = pair.members.get(mentee=mentees[0])
    sent = {"mentor": successor.pk, "members": [first.pk], "form": form.pk}
    assert client.post(address, sent).status_code == 302
    made = Pair.objects.get(replaces=pair)
    assert [member.mentee for member in made.members.all()] == [mentees[0]]


def test_member_of_another_pair_is_not_taken_over(
    client_as, mentor, mentees, make_pair, successor, form, pair
):
    dissolve(pair)
    other = make_pair(mentor, mentees[1:2], S.ACTIVE, number="8")
    sent = {"mentor": successor.pk, "members": [other.members.get().pk], "form": form.pk}
    assert client_as("curator").post(f"/pairs/{pair.pk}/replace/", sent).status_code == 400
    assert Pair.objects.filter(replaces=pair).count() == 0
