"""Campaigns on pages: counts and statuses by scope, changes for methodists alone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from schools import years
from schools.models import School
from surveys.enums import CampaignState
from surveys.funnel import Step
from surveys.models import Campaign, Questionnaire, Response
from surveys.workflow import save_answers, start, submit


def page(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def address(campaign):
    return reverse("surveys:campaign", args=[campaign.pk])


@pytest.fixture
def others(people, other_school, make_teacher, make_pair):
    """Three more mentees, of another school."""
    made = [make_teacher(other_school, f"T{number}") for number in range(3)]
    for person in made:
        make_pair(people["mentor"], person)
    return made


@pytest.fixture
def sent(campaign, others, on):
    """One of them has sent the form, another has begun."""
    first, second, _ = others
    for person in (first, second):
        response = start(person=person, campaign=campaign, on=on, by=None)
        save_answers(response=response, answers={"expectations_text": "Очень личное ожидание"}, on=on)
        if person == first:
            submit(response=response, person=person, on=on, by=None, gaps_ok=True)


def row_of(response):
    return [(row["asked"], row["begun"], row["sent"]) for row in response.context["rows"]]


def test_list_counts_the_whole_municipality_for_the_methodist(client_as, sent):
    for role in ("methodist", "head"):
        assert row_of(client_as(role).get("/campaigns/")) == [(4, 1, 1)]


def test_list_counts_the_own_school_for_the_school(client_as, sent):
    for role in ("curator", "director"):
        assert row_of(client_as(role).get("/campaigns/")) == [(1, 0, 0)]


def test_list_shows_a_year_at_a_time(client_as, campaign, make_campaign, year):
    make_campaign(year=year - 1, state=CampaignState.CLOSED)
    client = client_as("methodist")
    shown = [row["campaign"].year for row in client.get("/campaigns/").context["rows"]]
    before = [row["campaign"].year for row in client.get(f"/campaigns/?year={year - 1}").context["rows"]]
    assert (shown, before) == ([year], [year - 1])


def test_campaign_names_people_and_statuses_never_answers(client_as, address, sent, people):
    text = page(client_as("methodist").get(address))
    for name in ("Учителев", people["mentee"].last_name, "отправлена", "начата", "не начата"):
        assert name in text
    assert "Очень личное" not in text


def test_school_sees_its_own_people_only(client_as, address, sent, people):
    for role in ("curator", "director"):
        response = client_as(role).get(address)
        assert [person.code for person in response.context["page_obj"]] == ["C-mentee"]
        assert response.context["total"] == Step("", "Всего", asked=1)
        assert "Учителев" not in page(response)


def test_people_are_filtered_by_status_and_school(client_as, address, sent, other_school):
    client = client_as("methodist")
    found = client.get(address, {"status": "submitted"}).context["page_obj"]
    assert [person.code for person in found] == ["T0"]
    found = client.get(address, {"school": other_school.code, "status": "not_started"}).context["page_obj"]
    assert [person.code for person in found] == ["T2"]
    assert "Под отбор никто не подходит" in page(client.get(address, {"status": "draft", "school": "901"}))


def test_who_answered_without_a_pair_is_counted(client_as, campaign, address, people, on, pair):
    start(person=people["mentee"], campaign=campaign, on=on, by=None)
    pair.delete()
    assert client_as("methodist").get(address).context["total"] == Step("", "Всего", asked=1, begun=1)


def test_methodist_makes_opens_and_closes(client_as, municipality, on, year):
    client = client_as("methodist")
    form = Questionnaire.objects.get(code="mentor_before")
    last = min(on + timedelta(days=9), years.last_day(year))
    posted = {
        "municipality": municipality.pk,
        "questionnaire": form.pk,
        "year": years.label(year),
        "opens": on.isoformat(),
        "closes": last.isoformat(),
    }
    response = client.post("/campaigns/add/", posted)
    campaign = Campaign.objects.get()
    address = reverse("surveys:campaign", args=[campaign.pk])
    assert (response["Location"], campaign.state, campaign.closes_date) == (address, "draft", last)
    client.post(address, {"action": "open"})
    assert Campaign.objects.get().state == "open"
    client.post(address, {"action": "close"})
    assert Campaign.objects.get().state == "closed"
    client.post(address, {"action": "extend", "closes": last.isoformat(), "reason": "Карантин"})
    assert Campaign.objects.get().state == "open"


def test_refused_campaign_keeps_what_was_typed(client_as, municipality, campaign, on, year):
    posted = {
        "municipality": municipality.pk,
        "questionnaire": campaign.questionnaire.pk,
        "year": years.label(year),
        "opens": on.isoformat(),
        "closes": on.isoformat(),
    }
    response = client_as("methodist").post("/campaigns/add/", posted)
    assert response.status_code == 400
    assert "Кампания этой анкеты за учебный год уже есть" in page(response)
    assert f'value="{on.isoformat()}"' in page(response)


def test_prolonging_without_a_reason_is_shown_at_the_field(client_as, address, campaign):
    response = client_as("methodist").post(
        address, {"action": "extend", "closes": campaign.closes_date.isoformat(), "reason": " "}
    )
    assert response.status_code == 400
    assert response.context["extend_form"].errors == {"reason": ["Заполните это поле."]}


def test_prolonging_into_the_past_is_shown_at_the_field(client_as, address, campaign, on):
    day = on - timedelta(days=1)
    response = client_as("methodist").post(
        address, {"action": "extend", "closes": day.isoformat(), "reason": "Так"}
    )
    assert response.status_code == 400
    assert response.context["extend_form"].errors == {"closes": ["Новый последний день уже прошёл."]}


def test_refused_transition_is_told(client_as, address):
    response = client_as("methodist").post(address, {"action": "open"}, follow=True)
    assert "Кампания уже открывалась" in page(response)


@pytest.mark.parametrize("role", ["head", "curator", "director"])
def test_others_only_look(client_as, address, campaign, role):
    client = client_as(role)
    assert "Закрыть приём" not in page(client.get(address))
    assert client.post(address, {"action": "close"}).status_code == 403
    assert client.get("/campaigns/add/").status_code == 403
    assert Campaign.objects.get().state == "open"


@pytest.mark.parametrize("role", ["admin", "mentee", "mentor", "approver", "department"])
def test_role_without_campaigns_is_refused(client_as, address, role):
    client = client_as(role)
    assert [client.get(url).status_code for url in ("/campaigns/", address)] == [403, 403]


def test_campaign_of_another_municipality_is_not_found(client_as, make_campaign, other_municipality):
    foreign = make_campaign(municipality=other_municipality)
    address = reverse("surveys:campaign", args=[foreign.pk])
    for role in ("methodist", "head", "curator"):
        client = client_as(role)
        assert client.get(address).status_code == 404
        assert row_of(client.get("/campaigns/")) == []
    assert client_as("methodist").post(address, {"action": "close"}).status_code == 404
    assert client_as("methodist").post(reverse("surveys:links", args=[foreign.pk])).status_code == 404


def test_methodist_makes_campaigns_for_the_own_municipality(client_as, other_municipality, on, year):
    posted = {
        "municipality": other_municipality.pk,
        "questionnaire": Questionnaire.objects.first().pk,
        "year": years.label(year),
        "opens": on.isoformat(),
        "closes": on.isoformat(),
    }
    assert client_as("methodist").post("/campaigns/add/", posted).status_code == 400
    assert Campaign.objects.count() == 0


@pytest.fixture
def grow(municipality, people, make_teacher, make_pair):
    """More mentees: so many schools with three each."""

    def add(count, prefix):
        for number in range(count):
            code = f"{prefix}{number}"
            school = School.objects.create(code=code, municipality=municipality, name=f"СОШ {code}")
            for teacher in range(3):
                make_pair(people["mentor"], make_teacher(school, f"{code}-{teacher}"))

    return add


@pytest.mark.parametrize("url", ["list", "campaign"])
def test_pages_take_the_same_queries_with_ten_times_the_people(
    client_as, campaign, make_campaign, grow, url, django_assert_max_num_queries
):
    for form in ("mentee_after", "mentor_before", "mentor_after"):
        make_campaign(form)
    address = "/campaigns/" if url == "list" else reverse("surveys:campaign", args=[campaign.pk])
    grow(1, "A")
    client = client_as("methodist")
    client.get(address)  # the session is stored with the first page
    with django_assert_max_num_queries(25) as few:
        client.get(address)
    grow(10, "B")
    with django_assert_max_num_queries(25) as many:
        client.get(address)
    assert len(many) == len(few)


def test_empty_lists_say_what_to_do(client_as):
    assert "Новая кампания" in page(client_as("methodist").get("/campaigns/"))
    assert "Кампании анкет открывает методист" in page(client_as("curator").get("/campaigns/"))


def test_no_response_is_made_by_looking(client_as, address):
    client_as("methodist").get(address)
    client_as("mentee").get(address.replace("campaigns", "surveys"))
    assert Response.objects.count() == 0
