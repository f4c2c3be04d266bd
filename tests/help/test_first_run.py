"""«Первые шаги»: what an empty portal lacks, whose each step is, when the card goes."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mentorship.bank.models import Mentor
from mentorship.programmes.models import Programme
from reports.first_run.steps import card_of, first_run
from reports.models import IndicatorTarget
from schools.enums import Role
from schools.models import Municipality, Person, RoleAssignment, School, User
from surveys.enums import CampaignState
from surveys.models import Campaign, Questionnaire
from tests.cast import SINCE, TODAY, prove


def undone(user) -> list[str]:
    """The codes of what is missing."""
    return [standing.step.code for standing in first_run(user, TODAY).standings if not standing.is_done]


@pytest.fixture
def root(db) -> User:
    """The account that `createsuperuser` makes on an empty installation."""
    return User.objects.create_superuser("root", "пароль")


@pytest.fixture
def desk(root) -> Client:
    client = Client()
    client.force_login(root)
    prove(client)
    return client


def test_empty_portal_lacks_everything_and_the_first_step_is_the_municipality(root):
    found = first_run(root, TODAY)

    assert undone(root) == [
        "municipality", "methodist", "schools", "school_years", "staff", "roles", "programme", "bank",
    ]  # fmt: skip
    assert (found.done, found.next.step.code) == (0, "municipality")
    # a programme, the bank and campaigns are the methodist's
    assert [one.step.code for one in found.standings if not one.is_own] == ["programme", "bank"]


def test_card_tells_of_the_steps_and_leads_to_them(desk):
    page = " ".join(desk.get("/").content.decode().split())

    assert "Первые шаги" in page
    assert "Сделано 0 из 8" in page
    assert 'href="/admin/schools/municipality/add/"' in page
    assert "Это делает методист." in page


def test_methodist_is_named_on_one_form_and_the_link_opens_the_account(desk):
    assert "Сначала создайте муниципалитет" in desk.get("/first-run/methodist/").content.decode()
    town = Municipality.objects.create(name="Лесной район")
    names = {"last_name": "Липова", "first_name": "Зоя", "code": "methodist", "municipality": town.pk}

    refused = desk.post("/first-run/methodist/", {**names, "code": "root"})
    response = desk.post("/first-run/methodist/", names)

    assert refused.status_code == 400
    assert "Такое имя уже занято" in refused.content.decode()
    held = RoleAssignment.objects.get(role=Role.METHODIST)
    assert (held.municipality, held.person.full_name) == (town, "Липова Зоя")
    address = response.context["address"].removeprefix("http://testserver")
    assert Client().get(address, follow=True).status_code == 200
    assert Person.objects.filter(code="methodist").count() == 1


@pytest.mark.django_db
def test_steps_are_done_by_what_is_stored_within_the_own_reach(
    users, school, school_year, foreign_school, people
):
    methodist = users["methodist"]
    # what another municipality has does not count
    Programme.objects.create(
        code="steppe", municipality=foreign_school.municipality, title="Чужая", start_date=SINCE,
        end_date=TODAY, baseline_year=2023, sets=[],
    )  # fmt: skip
    assert undone(methodist) == ["programme", "bank", "campaign"]

    Mentor.objects.enlist([people["mentor"]])
    assert undone(methodist) == ["programme", "campaign"]


@pytest.mark.django_db
def test_card_goes_by_itself_when_all_is_done(users, client_as, school_year, programme, people, municipality):
    Mentor.objects.enlist([people["mentor"]])
    assert card_of(users["methodist"], TODAY).next.step.code == "campaign"
    form = Questionnaire.objects.get(code="mentee_before")
    Campaign.objects.create(
        municipality=municipality, questionnaire=form, version=form.versions.get(state="published"),
        year=2025, opens_date=TODAY, closes_date=TODAY, state=CampaignState.OPEN,
    )  # fmt: skip

    assert card_of(users["methodist"], TODAY) is None
    assert "Первые шаги" not in client_as("methodist").get("/").content.decode()
    assert "Всё готово к работе" in client_as("methodist").get("/first-run/").content.decode()


@pytest.mark.django_db
def test_hidden_card_is_remembered_for_the_person_and_brought_back(client_as, users):
    methodist, head = client_as("methodist"), client_as("head")

    answer = methodist.post("/first-run/", {"hide": "1"}, follow=True)

    assert "Вернуть их можно на странице «Справка»" in answer.content.decode()
    assert 'id="first-steps"' not in methodist.get("/").content.decode()
    assert 'id="first-steps"' in head.get("/").content.decode()
    assert "Показывать на первой странице" in methodist.get("/first-run/").content.decode()
    methodist.post("/first-run/", {"show": "1"})
    assert 'id="first-steps"' in methodist.get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["curator", "director", "mentee", "approver", "department"])
def test_card_is_for_those_who_fill_the_portal(role, users, client_as):
    assert card_of(users[role], TODAY) is None
    assert client_as(role).post("/first-run/", {"hide": "1"}).status_code == 403


@pytest.mark.django_db
def test_steps_cost_one_question(users):
    user = users["methodist"]
    assert user.access.may_see("import")
    with CaptureQueriesContext(connection) as queries:
        card_of(user, TODAY)
    assert len(queries) == 1


def programme_form(**given: object) -> dict[str, object]:
    return {
        "title": "Рядом", "code": "near", "start_date": "2023-09-01", "end_date": "2026-08-31",
        "baseline_year": "2023/2024", "sets": ["municipal_programme"], **given,
    }  # fmt: skip


@pytest.mark.django_db
def test_methodist_creates_a_programme_with_its_targets(client_as, municipality, other_municipality):
    methodist = client_as("methodist")

    assert methodist.get("/programmes/add/").context["form"]["municipality"].value() == municipality.pk
    response = methodist.post("/programmes/add/", programme_form(municipality=municipality.pk))

    assert (response.status_code, response["Location"]) == (302, "/programmes/near/")
    programme = Programme.objects.get()
    assert (programme.municipality, programme.baseline_year) == (municipality, 2023)
    assert IndicatorTarget.objects.filter(programme=programme).count() > 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"code": "add"}, "Такой код уже занят"),
        ({"code": "рядом"}, "Латинские буквы"),
        ({"end_date": "2023-09-01"}, "позже первого"),
        ({"sets": []}, "Отметьте хотя бы один набор"),
        ({"baseline_year": "давно"}, "Форма не принята"),
    ],
)
def test_wrong_programme_is_refused_with_what_was_typed(given, words, client_as, municipality):
    form = programme_form(municipality=municipality.pk, **given)
    response = client_as("methodist").post("/programmes/add/", form)

    assert response.status_code == 400
    assert words in response.content.decode()
    assert 'value="Рядом"' in response.content.decode()


@pytest.mark.django_db
def test_programme_of_another_municipality_cannot_be_made(client_as, other_municipality):
    response = client_as("methodist").post(
        "/programmes/add/", programme_form(municipality=other_municipality.pk)
    )
    assert response.status_code == 400
    assert not Programme.objects.exists()
    assert not School.objects.filter(municipality=other_municipality).exists()
