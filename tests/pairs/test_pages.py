"""The pages as people use them: filters, forms that keep what was typed, the journey of a pair."""

from datetime import timedelta

import pytest
from django.utils import timezone
from zeal import zeal_ignore

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import Mentor
from mentorship.pairs.enums import OrderScope, PairState
from mentorship.pairs.models import Meeting, Pair


@pytest.fixture
def today():
    """Pages ask the calendar themselves."""
    return timezone.localdate()


@pytest.fixture
def pair(mentor, mentees, make_pair, today):
    """The cast's pair at work since ten days."""
    return make_pair(mentor, mentees[:1], PairState.ACTIVE, start=today - timedelta(days=10))


def numbers(response) -> list:
    return [row["pair"].number for row in response.context["rows"]]


def test_page_has_one_heading_and_a_table_with_caption(client_as, pair):
    page = client_as("methodist").get("/pairs/").content.decode()
    assert (page.count("<h1"), page.count("<caption"), page.count("<table")) == (1, 1, 1)
    assert page.count('<th scope="row"') == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=клен", ["2", "1"]),
        ("q=КЛЁНОВА ОСИНИН", ["1"]),
        ("q=УЧИТЕЛЕВt1", ["2"]),
        ("q=нет такого", []),
        ("state=active", ["1"]),
        ("state=completed", ["2"]),
        ("state=нет", ["2", "1"]),
        ("wait=order", []),
        ("wait=meeting", []),
    ],
)
def test_list_is_narrowed(client_as, mentor, mentees, make_pair, today, query, found):
    make_pair(mentor, mentees[:1], PairState.ACTIVE, number="1", start=today)
    make_pair(mentor, mentees[1:2], PairState.COMPLETED, number="2", start=today, end=today)
    assert numbers(client_as("methodist").get(f"/pairs/?{query}")) == found


def test_list_is_narrowed_by_school_and_year(client_as, pair, other_school, school, today):
    client = client_as("methodist")
    assert numbers(client.get(f"/pairs/?school={school.pk}")) == ["7"]
    assert numbers(client.get(f"/pairs/?school={other_school.pk}")) == []
    year = today.year if today.month >= 9 else today.year - 1
    assert numbers(client.get(f"/pairs/?year={year}")) == ["7"]
    pair.members.update(start_date=today - timedelta(days=800), end_date=today - timedelta(days=740))
    assert numbers(client.get(f"/pairs/?year={year}")) == []


@pytest.mark.parametrize(("days", "found"), [(30, []), (31, ["7"])])
def test_silent_pairs_are_found(client_as, pair, today, days, found):
    pair.members.update(start_date=today - timedelta(days=90))
    Meeting.objects.create(pair=pair, date=today - timedelta(days=days), topic="Урок")
    client = client_as("methodist")
    assert numbers(client.get("/pairs/?wait=meeting")) == found
    assert client.get(f"/pairs/{pair.pk}/").context["silent_days"] == (31 if found else None)


def test_pair_goes_from_the_request_to_its_result(client_as, mentor, people, make_request, today):
    request = make_request(people["mentee"], day=today - timedelta(days=3))
    methodist, curator = client_as("methodist"), client_as("curator")
    page = methodist.get("/matching/")
    assert [offer["mentor"].pk for offer in page.context["offers"]] == [mentor.pk]
    form = page.context["form"]["form"].field.queryset.get(code="tt")
    sent = {"request": request.pk, "mentor": mentor.pk, "form": form.pk}
    response = methodist.post("/matching/", sent)
    pair = Pair.objects.get()
    assert response.url == f"/pairs/{pair.pk}/"
    address = response.url
    client_as("mentor").post(f"{address}confirm/")
    client_as("mentee").post(f"{address}confirm/")
    curator.post(f"{address}order/", {"number": "5-од", "order_date": today.isoformat()})
    client_as("mentor").post(f"{address}start/", {"start_date": today.isoformat()})
    client_as("mentor").post(
        f"{address}meetings/", {"date": today.isoformat(), "kind": "introduction", "topic": "Знакомство"}
    )
    meeting = Meeting.objects.get()
    client_as("mentee").post(f"{address}meetings/{meeting.pk}/confirm/")
    curator.post(f"{address}ask_completion/", {"result": "Ведёт урок сам"})
    methodist.post(f"{address}complete/", {"result": "Ведёт урок сам", "end_date": today.isoformat()})
    for row in (pair, meeting, request):
        row.refresh_from_db()
    assert (pair.state, pair.order.scope) == (PairState.COMPLETED, OrderScope.SCHOOL)
    assert meeting.confirmed_by == people["mentee"]
    assert request.state == RequestState.CLOSED


def test_refused_form_keeps_what_was_typed(client_as, pair, today):
    tomorrow = today + timedelta(days=1)
    sent = {"result": "Научились вести урок", "end_date": tomorrow.isoformat()}
    response = client_as("methodist").post(f"/pairs/{pair.pk}/complete/", sent)
    page = response.content.decode()
    assert response.status_code == 400
    assert "Научились вести урок</textarea>" in page
    assert "День завершения ещё не наступил: завершите пару в этот день или позже." in page


def test_button_pressed_too_late_is_refused_in_words(client_as, pair):
    response = client_as("methodist").post(f"/pairs/{pair.pk}/agree/")
    assert response.status_code == 400
    assert "Пару № 7 нельзя согласовать: сейчас она действует." in response.content.decode()


def test_refused_line_of_the_journal_keeps_its_words(client_as, pair, today):
    sent = {"date": (today + timedelta(days=1)).isoformat(), "kind": "regular", "topic": "Разбор урока"}
    response = client_as("mentor").post(f"/pairs/{pair.pk}/meetings/", sent)
    assert response.status_code == 400
    assert 'value="Разбор урока"' in response.content.decode()
    assert Meeting.objects.count() == 0


def test_action_that_does_not_exist_is_not_found(client_as, pair):
    assert client_as("methodist").get(f"/pairs/{pair.pk}/delete/").status_code == 404


def test_curator_does_not_register_an_order_across_schools(
    client_as, mentor, mentees, make_pair, make_teacher, other_school, today
):
    pair = make_pair(mentor, [mentees[0], make_teacher(other_school, "B1")], PairState.AGREED)
    sent = {"number": "5", "order_date": today.isoformat(), "scope": "municipality"}
    response = client_as("curator").post(f"/pairs/{pair.pk}/order/", sent)
    assert response.status_code == 400
    assert "передайте его методисту" in response.content.decode()
    assert client_as("methodist").post(f"/pairs/{pair.pk}/order/", sent).status_code == 302


# A form with two people asks for a person twice.
two_people = zeal_ignore([{"model": "schools.Person", "field": "get()"}])


@two_people
def test_curator_pairs_the_own_school_alone(client_as, mentor, people, form, make_teacher, other_school):
    stranger = make_teacher(other_school, "B1")
    client = client_as("curator")
    sent = {"mentor": people["mentor"].pk, "form": form.pk}
    refused = client.post("/pairs/add/", {**sent, "mentee": stranger.pk})
    assert (refused.status_code, Pair.objects.count()) == (400, 0)
    assert client.post("/pairs/add/", {**sent, "mentee": people["mentee"].pk}).status_code == 302
    assert Pair.objects.get().members.get().mentee == people["mentee"]


@two_people
def test_pair_by_hand_takes_the_only_waiting_request(client_as, mentor, people, form, make_request, today):
    request = make_request(people["mentee"], day=today)
    sent = {"mentor": people["mentor"].pk, "form": form.pk, "mentee": people["mentee"].pk}
    client_as("methodist").post("/pairs/add/", sent)
    request.refresh_from_db()
    assert request.state == RequestState.MATCHED


def test_member_joins_and_leaves_on_the_page(client_as, pair, mentees, today):
    client = client_as("curator")
    sent = {"mentee": mentees[1].pk, "start_date": today.isoformat()}
    assert client.post(f"/pairs/{pair.pk}/add_member/", sent).status_code == 302
    member = pair.members.get(mentee=mentees[1])
    sent = {"end_date": today.isoformat(), "reason": "перевод", "is_answered": "on"}
    assert client.post(f"/pairs/{pair.pk}/members/{member.pk}/end/", sent).status_code == 302
    member.refresh_from_db()
    assert member.end_date == today


def test_queue_shows_the_oldest_request_first(client_as, mentees, make_request, today):
    for days, person in zip((2, 9, 5), mentees, strict=False):
        make_request(person, day=today - timedelta(days=days))
    page = client_as("head").get("/matching/")
    assert [item["days"] for item in page.context["queue"]] == [9, 5, 2]
    assert page.context["chosen"]["request"].person == mentees[1]
    assert "Предложить пару" not in page.content.decode()


def test_request_of_another_municipality_is_not_found_on_the_desk(
    client_as, foreign_school, make_teacher, make_request, today
):
    request = make_request(make_teacher(foreign_school, "F1"), day=today)
    assert client_as("methodist").get(f"/matching/?request={request.pk}").status_code == 404
    assert client_as("methodist").get("/matching/?request=abc").status_code == 404


def test_refusal_on_the_desk_is_said_above_the_mentors(client_as, mentor, people, form, make_request, today):
    request = make_request(people["mentee"], day=today)
    Mentor.objects.filter(pk=mentor.pk).update(state=MentorState.SUSPENDED)
    sent = {"request": request.pk, "mentor": mentor.pk, "form": form.pk}
    response = client_as("methodist").post("/matching/", sent)
    assert response.status_code == 400
    assert "сейчас не в банке (состояние «приостановлен»)" in response.content.decode()


def test_desk_says_why_a_mentor_is_not_shown(client_as, mentor, mentees, make_pair, make_request, today):
    make_pair(mentor, mentees[:3], PairState.ACTIVE, start=today)
    make_request(mentees[3], day=today)
    page = client_as("methodist").get("/matching/")
    assert (page.context["offers"], page.context["barred"]) == ([], "все места заняты — 1")
