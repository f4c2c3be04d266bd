"""Forms that are asked once: links, counts behind masks, what is kept when results are drawn."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from surveys.enums import Phase, ResponseState
from surveys.models import Campaign, FreeText, Response
from surveys.results.single import single_report
from surveys.suppression import hidden_options
from surveys.workflow import close_campaign, holder_of, sum_up

ONCE = "/reports/surveys/once/"
NEED = "need_planning"


@pytest.fixture
def needs(make_campaign, pair):
    """The mentors' needs of training, asked now."""
    return make_campaign("training_needs")


@pytest.fixture
def answers(needs, municipality, on):
    """Sent forms: `answers([5, 5, 4])` to the first question, with a text each."""

    def run(values, item="other_needs"):
        for number, value in enumerate(values):
            response = Response.objects.create(
                key=uuid4(),
                campaign=needs,
                version=needs.version,
                role="mentor",
                phase=Phase.ONCE,
                year=needs.year,
                municipality=municipality,
                state=ResponseState.SUBMITTED,
                answered_date=on,
                answers={NEED: value},
            )
            FreeText.objects.create(response=response, item_code=item, text=f"личные слова {number}")

    return run


def words(response):
    return " ".join(response.content.decode().split())


def shown(report):
    row = next(row for row in report.items if row.item.code == NEED)
    return row.answered, [option.people for option in row.options]


@pytest.mark.django_db
def test_counts_of_few_are_hidden(needs, answers):
    answers([5, 5, 4, 3])
    assert shown(single_report(needs)) == (4, [None] * 6)


@pytest.mark.django_db
def test_small_counts_are_hidden_with_one_that_they_would_follow_from(needs, answers):
    answers([5] * 7 + [4] * 6 + [3] * 3)
    report = single_report(needs)
    assert (report.sent, shown(report)) == (16, (16, [7, None, None, None, None, None]))


@pytest.mark.django_db
def test_from_twenty_on_every_count_is_shown(needs, answers):
    answers([5] * 18 + [4, "dk"])
    assert shown(single_report(needs)) == (20, [18, 1, 0, 0, 0, 1])


@given(st.lists(st.integers(0, 25), min_size=2, max_size=6))
def test_no_small_count_is_shown_or_follows_by_subtraction(counts):
    people = dict(enumerate(counts))
    hidden, answered = hidden_options(people), sum(counts)
    for option, count in people.items():
        if option not in hidden and answered < 20:
            assert 5 <= count <= answered - 5
    covered = [people[option] for option in hidden]
    if answered >= 5 and hidden:
        assert len(covered) > 1
        assert sum(covered) >= 5 or len(covered) == len(people)


@pytest.mark.django_db
def test_page_shows_the_counts_and_leads_to_the_texts(client_as, needs, answers):
    answers([5] * 7 + [4] * 6 + [3] * 3)
    methodist = client_as("methodist")
    page = words(methodist.get(ONCE, {"form": "training_needs", "year": needs.year}))
    assert re.search("Согласен — <b ?>7</b>", page)
    assert "скрыто" in page
    texts = words(methodist.get("/reports/surveys/texts/", {"form": "training_needs", "year": needs.year}))
    assert "Вопросы" in texts
    assert "· 16" in texts
    assert "личные слова" not in texts  # only under their question


@pytest.mark.django_db
def test_page_without_a_campaign_says_so(client_as, municipality):
    assert "Других анкет ещё не было" in words(client_as("methodist").get(ONCE))
    assert client_as("methodist").get(ONCE, {"form": "training_needs"}).status_code == 404
    assert client_as("curator").get(ONCE).status_code == 403


@pytest.mark.django_db
def test_personal_link_opens_a_form_that_is_asked_once(client_as, client, needs, people):
    page = client_as("methodist").post(reverse("surveys:links", args=[needs.pk]), {}).content.decode()
    assert people["mentor"].full_name in page
    token = page.split("/surveys/t/")[1].split("/")[0]
    assert holder_of(token).person == people["mentor"]
    address = reverse("surveys:token", args=[token])
    assert client.get(address).status_code == 200
    client.post(address, {"step": "1", "go": "next", NEED: "agree"})
    stored = Response.objects.get()
    assert (stored.phase, stored.answers, stored.source) == ("once", {NEED: 5}, "link")


@pytest.mark.django_db
def test_drawn_results_are_kept_and_shown_though_answers_change(client_as, needs, answers, on):
    answers([5] * 7 + [4] * 6 + [3] * 3)
    close_campaign(campaign=needs, on=on, by=None)
    sum_up(campaign=needs, on=on, by=None)
    Response.objects.all().delete()
    kept = Campaign.objects.get(pk=needs.pk).summary["once"]
    assert (kept["sent"], kept["items"][0]["options"][0]) == (16, ["Согласен", 7])
    address = reverse("surveys:campaign", args=[needs.pk])
    page = words(client_as("methodist").get(address))
    assert f"Итоги подведены {on:%d.%m.%Y}" in page
    assert "Согласен — 7" in page
    assert "Согласен — 7" not in words(client_as("curator").get(address))


@pytest.mark.django_db
def test_drawn_results_of_a_couple_keep_the_report(client_as, make_campaign, pair, on):
    after = make_campaign("mentee_after", opens_date=on - timedelta(days=2))
    close_campaign(campaign=after, on=on, by=None)
    client_as("methodist").post(reverse("surveys:campaign", args=[after.pk]), {"action": "sum_up"})
    kept = Campaign.objects.get(pk=after.pk).summary
    assert set(kept["report"]) == {"invited", "before", "after", "both", "items", "yes"}
    assert (kept["report"]["invited"], kept["on"], kept["k"]) == (1, on.isoformat(), 5)
    assert kept["report"]["items"]["adaptation_usefulness"]["hidden"] is True
    page = words(client_as("methodist").get(reverse("surveys:campaign", args=[after.pk])))
    assert "Итоги подведены" in page
    assert "скрыто" in page
