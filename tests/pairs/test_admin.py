"""Pairs, orders and meetings in the admin: what the methodist does there goes through the workflow."""

from datetime import timedelta

import pytest
from django.utils import timezone
from zeal import zeal_ignore

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import Mentor, MentorPreference
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import MatchLine, MatchRun, Meeting, Order, Pair

LIST = "/admin/pairs/pair/"
S = PairState


@pytest.fixture
def methodist(client_as):
    """The methodist's browser."""
    return client_as("methodist")


@pytest.fixture
def today():
    """Pages ask the calendar themselves."""
    return timezone.localdate()


def press(client, action, *pairs, **data):
    sent = {"action": action, "_selected_action": [pair.pk for pair in pairs], **data}
    return client.post(LIST, sent, follow=True)


def said(response) -> list:
    return [str(message) for message in response.context["messages"]]


def states(*pairs) -> list:
    return [Pair.objects.get(pk=pair.pk).state for pair in pairs]


def test_new_pair_is_a_proposal(methodist, mentor, people, form, variant, make_request, today):
    request = make_request(people["mentee"], day=today)
    sent = {"mentor": mentor.pk, "request": request.pk, "form": form.pk, "variant": variant.pk}
    response = methodist.post(f"{LIST}add/", sent)
    assert response.status_code == 302
    pair = Pair.objects.get()
    request.refresh_from_db()
    assert (pair.state, pair.members.get().mentee) == (S.PROPOSED, people["mentee"])
    assert request.state == RequestState.MATCHED


def test_refused_proposal_is_an_error_of_the_form(methodist, mentor, people, form):
    sent = {"mentor": mentor.pk, "mentee": people["mentor"].pk, "form": form.pk}
    response = methodist.post(f"{LIST}add/", sent)
    assert (response.status_code, Pair.objects.count()) == (200, 0)
    assert "не может быть своим наставляемым" in response.content.decode()


def test_proposal_needs_a_mentee_or_a_request(methodist, mentor, form):
    response = methodist.post(f"{LIST}add/", {"mentor": mentor.pk, "form": form.pk})
    assert "Назовите наставляемого или его запрос." in response.content.decode()


def test_state_is_not_typed_in(methodist, mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1])
    address = f"{LIST}{pair.pk}/change/"
    sets = [inline.formset for inline in methodist.get(address).context["inline_admin_formsets"]]
    unchanged = {item.html_name: item.value() for rows in sets for item in rows.management_form}
    methodist.post(address, {**unchanged, "state": "completed", "goal": "Вести урок"})
    pair.refresh_from_db()
    assert (pair.state, pair.goal) == (S.PROPOSED, "Вести урок")


@pytest.mark.parametrize("query", ["", "?q=клен", "?q=ОСИНИН", "?state__exact=active", "?q=7"])
def test_list_finds_the_pair(methodist, mentor, mentees, make_pair, query):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    assert [row.pk for row in methodist.get(f"{LIST}{query}").context["cl"].result_list] == [pair.pk]


@zeal_ignore([{"model": "pairs.Pair", "field": "get()"}])
def test_agreement_names_the_pair_it_could_not_take(methodist, mentor, mentees, make_pair):
    first, second = (make_pair(mentor, [mentee], number=str(n)) for n, mentee in enumerate(mentees[:2]))
    Pair.objects.filter(pk=second.pk).update(state=S.CANCELLED)
    response = press(methodist, "agree", first, second)
    assert states(first, second) == [S.AGREED, S.CANCELLED]
    assert said(response)[0] == "Согласовано пар: 1."
    assert said(response)[1].startswith("Пара № 1: Пару № 1 нельзя согласовать")


def test_one_order_is_asked_for_all_chosen_pairs(methodist, mentor, mentees, make_pair, today):
    pairs = [make_pair(mentor, [mentee], S.AGREED, number=str(n)) for n, mentee in enumerate(mentees[:2])]
    asked = press(methodist, "register_order", *pairs)
    assert 'name="number"' in asked.content.decode()
    assert states(*pairs) == [S.AGREED, S.AGREED]
    data = {"asked": "1", "number": "5-од", "order_date": today.isoformat(), "scope": "school"}
    response = press(methodist, "register_order", *pairs, **data)
    assert states(*pairs) == [S.ORDERED, S.ORDERED]
    assert said(response) == [f"Закреплено пар: 2, приказ № 5-од от {today:%d.%m.%Y}."]


def test_order_without_a_number_is_asked_again(methodist, mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1], S.AGREED)
    response = press(methodist, "register_order", pair, asked="1", number="", scope="school")
    assert (response.status_code, Order.objects.count()) == (400, 0)


def test_refused_order_is_said(methodist, mentor, mentees, make_pair, today):
    pair = make_pair(mentor, mentees[:1], S.PROPOSED)
    data = {"asked": "1", "number": "5", "order_date": today.isoformat(), "scope": "school"}
    assert said(press(methodist, "register_order", pair, **data))[0].startswith("Пару № 7 нельзя закрепить")


def test_pair_starts_pauses_goes_on_and_ends(methodist, mentor, mentees, make_pair, today):
    pair = make_pair(mentor, mentees[:1], S.ORDERED)
    day = (today - timedelta(days=5)).isoformat()
    steps = [
        ("start", {"asked": "1", "start_date": day}, S.ACTIVE),
        ("pause", {"asked": "1", "reason": "отпуск"}, S.PAUSED),
        ("resume", {}, S.ACTIVE),
        ("complete", {"asked": "1", "result": "Готово", "end_date": today.isoformat()}, S.COMPLETED),
    ]
    for action, data, state in steps:
        press(methodist, action, pair, **data)
        assert states(pair) == [state]


def test_pair_is_cancelled_with_a_reason(methodist, mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1])
    press(methodist, "cancel", pair, asked="1", reason="передумали")
    pair.refresh_from_db()
    assert (pair.state, pair.ending_reason) == (S.CANCELLED, "передумали")


def test_head_looks_on(client_as, mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1])
    client = client_as("head")
    assert client.get(f"{LIST}{pair.pk}/change/").status_code == 200
    assert client.get(f"{LIST}add/").status_code == 403
    press(client, "agree", pair)
    assert states(pair) == [S.PROPOSED]


def test_pair_of_another_municipality_is_not_found(methodist, foreign_school, make_teacher, make_pair):
    guide = Mentor.objects.enlist([make_teacher(foreign_school, "F1")], state=MentorState.ACTIVE)[0]
    pair = make_pair(guide, [make_teacher(foreign_school, "F2")])
    assert methodist.get(f"{LIST}{pair.pk}/change/").status_code == 404
    assert list(methodist.get(LIST).context["cl"].result_list) == []


@pytest.mark.parametrize("model", ["order", "meeting", "pair"])
def test_lists_and_forms_open(methodist, mentor, mentees, make_pair, today, model):
    pair = make_pair(mentor, mentees[:2], S.ACTIVE)
    Meeting.objects.create(pair=pair, date=today, topic="Урок", logged_by=mentor.person)
    rows = methodist.get(f"/admin/pairs/{model}/").context["cl"].result_list
    assert [methodist.get(f"/admin/pairs/{model}/{row.pk}/change/").status_code for row in rows] == [200]


def test_orders_and_meetings_are_not_added_by_hand(methodist):
    added = [methodist.get(f"/admin/pairs/{model}/add/").status_code for model in ("order", "meeting")]
    assert added == [403, 403]


def test_meeting_written_by_mistake_is_deleted(methodist, mentor, mentees, make_pair, today):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE)
    meeting = Meeting.objects.create(pair=pair, date=today, topic="Урок")
    methodist.post(f"/admin/pairs/meeting/{meeting.pk}/delete/", {"post": "yes"})
    assert Meeting.objects.count() == 0


@pytest.mark.parametrize("model", ["matchcriterion", "matchrule", "nevertogether", "matchrun"])
def test_desk_of_matching_is_looked_up(methodist, client_as, model):
    assert methodist.get(f"/admin/pairs/{model}/").status_code == 200
    assert methodist.get(f"/admin/pairs/{model}/add/").status_code == 403
    assert client_as("admin").get(f"/admin/pairs/{model}/").status_code == 403


def test_run_shows_its_lines_and_changes_nothing(
    methodist, mentor, mentees, make_request, form, municipality
):
    request = make_request(mentees[0])
    run = MatchRun.objects.create(municipality=municipality, form=form, total=80)
    MatchLine.objects.create(run=run, request=request, mentor=mentor, score=80, override_reason="просили оба")
    page = methodist.get(f"/admin/pairs/matchrun/{run.pk}/change/")
    assert "просили оба" in page.content.decode()
    assert methodist.post(f"/admin/pairs/matchrun/{run.pk}/change/", {}).status_code == 403


def test_preferences_are_looked_up(methodist, people, today):
    wish = {"side": "mentee", "year": 2025, "rank": 1, "given_date": today}
    MentorPreference.objects.create(person=people["mentee"], chosen=people["mentor"], **wish)
    page = methodist.get("/admin/bank/mentorpreference/")
    assert "Клёнова" in page.content.decode()
    assert methodist.get("/admin/bank/mentorpreference/add/").status_code == 403
