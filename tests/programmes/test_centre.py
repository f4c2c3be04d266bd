"""The centre: texts of the document, composition by orders, who belonged to it on a day, contacts."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentorship.programmes.models import Centre, CentreMember
from mentorship.programmes.models.centre import Part
from mentorship.programmes.workflow import Named, centre_of, set_composition

FIRST, SECOND = date(2025, 9, 10), date(2026, 2, 2)


@pytest.fixture
def compose(municipality):
    """A composition from a day: `compose(FIRST, (person, Part.HEAD), …)`."""

    def make(day, *named, number="1"):
        return set_composition(
            municipality=municipality,
            named=[Named(*item) for item in named],
            start_date=day,
            basis=f"приказ № {number}",
            base="Методический центр",
            by=None,
        )

    return make


def names_on(day):
    found = CentreMember.objects.in_force(day).read_out()
    return [(member.person.last_name, member.part) for member in found]


def test_centre_begins_with_five_functions_and_seven_principles(municipality):
    centre = centre_of(municipality)
    assert centre.pk is None
    assert [line.partition(":")[0] for line in centre.functions.splitlines()] == [
        "стратегическая",
        "диагностическая",
        "моделирующая",
        "организационная",
        "консультационная",
    ]
    assert len(centre.principles.splitlines()) == 7


def test_order_makes_the_composition_from_its_day(compose, people):
    centre = compose(FIRST, (people["mentor"], Part.MENTOR), (people["head"], Part.HEAD))
    assert names_on(date(2025, 9, 9)) == []
    assert names_on(FIRST) == [("Берёзова", "head"), ("Клёнова", "mentor")]
    assert centre.base == "Методический центр"
    assert centre.groups.count() == 2


def test_next_order_ends_the_time_of_those_it_leaves_out(compose, people):
    compose(FIRST, (people["head"], Part.HEAD), (people["mentor"], Part.MENTOR))
    compose(SECOND, (people["head"], Part.HEAD), (people["mentee"], Part.MENTOR), number="2")
    assert names_on(date(2026, 2, 1)) == [("Берёзова", "head"), ("Клёнова", "mentor")]
    assert names_on(SECOND) == [("Берёзова", "head"), ("Осинин", "mentor")]
    assert CentreMember.objects.get(person=people["head"]).basis == "приказ № 1"
    assert CentreMember.objects.get(person=people["mentor"]).end_date == date(2026, 2, 1)


def test_another_function_is_another_time(compose, people):
    compose(FIRST, (people["head"], Part.HEAD), (people["mentor"], Part.MENTOR))
    compose(SECOND, (people["mentor"], Part.HEAD))
    assert names_on(date(2026, 2, 1)) == [("Берёзова", "head"), ("Клёнова", "mentor")]
    assert names_on(SECOND) == [("Клёнова", "head")]


def test_second_order_of_the_same_day_takes_the_place_of_the_first(compose, people):
    compose(FIRST, (people["mentor"], Part.MENTOR))
    compose(FIRST, (people["mentee"], Part.MENTOR), number="2")
    assert names_on(FIRST) == [("Осинин", "mentor")]


def test_older_order_is_refused(compose, people):
    compose(SECOND, (people["mentor"], Part.MENTOR))
    with pytest.raises(ValidationError) as excinfo:
        compose(FIRST, (people["mentee"], Part.MENTOR), number="2")
    assert excinfo.value.messages == [
        "Состав центра уже изменён с 02.02.2026 (приказ № 1): приказ от 10.09.2025 старше. Проверьте дату."
    ]
    assert names_on(SECOND) == [("Клёнова", "mentor")]


def test_page_shows_who_belonged_on_the_day(client_as, compose, people):
    compose(FIRST, (people["mentor"], Part.MENTOR))
    compose(SECOND, (people["mentee"], Part.MENTOR))
    page = client_as("mentee").get("/centre/?on=2025-12-01").content.decode()
    table = page[page.index("<tbody") : page.index("</tbody>")]
    assert "Клёнова Эмма Савельевна" in table
    assert "Осинин Тихон" not in table


@pytest.mark.parametrize(("login", "shown"), [("curator", True), ("mentee", True), ("department", False)])
def test_contacts_are_shown_by_the_table(client_as, compose, people, login, shown):
    people["mentor"].email = "klenova@example.org"
    people["mentor"].save()
    compose(FIRST, (people["mentor"], Part.MENTOR))
    page = client_as(login).get("/centre/").content.decode()
    assert ("klenova@example.org" in page) is shown


@pytest.mark.parametrize("address", ["/centre/?on=вчера", "/centre/?on=0000-00-00", "/centre/?on="])
def test_odd_day_is_today(client_as, municipality, address):
    assert client_as("curator").get(address).status_code == 200


def test_centre_of_another_municipality_stays_out_of_sight(client_as, other_municipality, municipality):
    centre = Centre.objects.create(municipality=other_municipality, title="Чужой центр")
    client = client_as("methodist")
    assert "Чужой центр" not in client.get("/centre/").content.decode()
    assert client.get(f"/admin/programmes/centre/{centre.pk}/change/").status_code == 404


def test_admin_opens_a_new_centre_with_the_texts(client_as, municipality):
    page = client_as("methodist").get("/admin/programmes/centre/add/")
    assert page.status_code == 200
    assert "стратегическая" in page.content.decode()
