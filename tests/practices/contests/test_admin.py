"""Contests, entries and awards in the admin: found, filtered, read; states move by actions alone."""

import pytest

from mentorship.notices.models import Notice
from mentorship.practices.contests.enums import ContestState
from mentorship.practices.models import Award, Contest
from tests.practices.contests.rows import enter, fresh, make_award, make_contest

pytestmark = pytest.mark.django_db
LISTS = "/admin/practices/{}/"


def text_of(response):
    return " ".join(response.content.decode().split())


def act(client, contest, action):
    sent = {"action": action, "_selected_action": [contest.pk]}
    return text_of(client.post(LISTS.format("contest"), sent, follow=True))


def test_contest_is_led_by_actions(client_as, municipality, mentor, people):
    contest, client = make_contest(municipality), client_as("methodist")
    assert "Выдвижение открыто: 1." in act(client, contest, "open_nominating")
    assert fresh(contest).state == ContestState.NOMINATING
    assert Notice.objects.filter(subject__startswith="Открыто выдвижение").exists()
    assert "Никто ещё не выдвинут" in act(client, contest, "close_nominating")
    enter(contest, mentor)
    assert "Выдвижение закрыто: 1." in act(client, contest, "close_nominating")
    assert "нет ни одного победителя" in act(client, contest, "announce")
    assert fresh(contest).state == ContestState.JUDGED


@pytest.mark.parametrize(
    ("model", "found", "lost"), [("contest", "НАСТАВНИК", "ёлка"), ("contestentry", "кленова", "осинин")]
)
def test_lists_are_searched_in_any_spelling(client_as, announced, model, found, lost):
    client, address = client_as("methodist"), LISTS.format(model)
    assert "Наставник года — 2026" in text_of(client.get(address, {"q": found}))
    assert "Наставник года — 2026" not in text_of(client.get(address, {"q": lost}))


def test_lists_are_filtered(client_as, announced):
    client = client_as("methodist")
    for model, fits, not_fits in (
        ("contest", "state=announced", "state=draft"),
        ("contest", "year=2025", "kind=best_pair"),
        ("contestentry", "place=winner", "place=third"),
    ):
        address = LISTS.format(model)
        assert client.get(f"{address}?{fits}").context["cl"].result_count == 1
        assert client.get(f"{address}?{not_fits}").context["cl"].result_count == 0


def test_register_finds_teachers_and_outsiders(client_as, municipality, mentor):
    make_award(municipality, mentor)
    make_award(municipality, recipient="ООО «Ёлочка»")
    client, address = client_as("methodist"), LISTS.format("award")
    assert client.get(address, {"q": "кленова"}).context["cl"].result_count == 1
    assert "ООО «Ёлочка»" in text_of(client.get(address, {"q": "елочка"}))
    assert client.get(f"{address}?addressee=parents").context["cl"].result_count == 1


@pytest.mark.parametrize("model", ["contest", "contestentry", "award"])
def test_forms_are_only_read(client_as, municipality, announced, mentor, model):
    award = make_award(municipality, mentor)
    pk = {"contest": Contest.objects.get().pk, "contestentry": announced.pk, "award": award.pk}[model]
    client, address = client_as("methodist"), f"{LISTS.format(model)}{pk}/change/"
    text = text_of(client.get(address))
    assert 'name="_save"' not in text
    before = list(Contest.objects.values()), list(Award.objects.values())
    client.post(address, {"title": "Другое", "text": "Другое", "state": "draft", "place": "third"})
    assert (list(Contest.objects.values()), list(Award.objects.values())) == before
    assert fresh(announced).place == "winner"


@pytest.mark.parametrize(("model", "page"), [("contest", "/contests/new/"), ("award", "/awards/new/")])
def test_new_ones_are_begun_on_their_pages(client_as, model, page):
    assert client_as("methodist").get(f"{LISTS.format(model)}add/")["Location"] == page
