"""A small cast of fictional people: one per role, two schools, two municipalities.

Fixtures build only what a test names. Everyone of the cast signs in through `client_as(role)`.
"""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.utils import timezone

from mentorship.entrance.sessions import held_roles
from mentorship.entrance.stamps import HELD, PROVED, SEEN, STARTED
from mentorship.programmes.models import Programme
from schools.enums import MUNICIPAL_ROLES, SCHOOL_ROLES, Category, Role
from schools.models import Employment, Municipality, Person, RoleAssignment, School, SchoolYear, User

TODAY = date(2026, 3, 16)
YEAR = 2025
SINCE = date(2023, 9, 1)
PASSWORD = "пароль-для-проверки"

NAMES = {
    "admin": ("Ясенев", "Глеб", "Олегович"),
    "head": ("Берёзова", "Майя", "Львовна"),
    "methodist": ("Липова", "Зоя", "Марковна"),
    "curator": ("Рябинина", "Нина", "Юрьевна"),
    "director": ("Дубов", "Яков", "Ильич"),
    "mentor": ("Клёнова", "Эмма", "Савельевна"),
    "mentee": ("Осинин", "Тихон", "Эдуардович"),
    "approver": ("Сосновская", "Римма", "Глебовна"),
    "department": ("Кедров", "Платон", "Янович"),
}


@pytest.fixture
def municipality(db: None) -> Municipality:
    """The municipality of the cast."""
    return Municipality.objects.create(name="Лесной район")


@pytest.fixture
def other_municipality(db: None) -> Municipality:
    """A municipality nobody of the cast belongs to."""
    return Municipality.objects.create(name="Степной район")


@pytest.fixture
def school(municipality: Municipality) -> School:
    """The school of the curator, the director, the mentor and the mentee."""
    return School.objects.create(code="901", municipality=municipality, name="Ёлкинская СОШ")


@pytest.fixture
def other_school(municipality: Municipality) -> School:
    """Another school of the same municipality."""
    return School.objects.create(code="902", municipality=municipality, name="Сосновая ООШ")


@pytest.fixture
def foreign_school(other_municipality: Municipality) -> School:
    """A school of the other municipality."""
    return School.objects.create(code="801", municipality=other_municipality, name="Степная СОШ")


@pytest.fixture
def make_teacher() -> Callable[..., Person]:
    """A teacher of a school: `make_teacher(school, "T1", last_name="…", teaching_since=…)`."""

    def make(school: School, code: str, **fields: object) -> Person:
        defaults = {
            "last_name": f"Учителев{code}",
            "first_name": "Иван",
            "middle_name": "Иванович",
            "is_teacher": True,
            "teaching_since": date(2010, 9, 1),
            "category": Category.FIRST,
        }
        person = Person.objects.create(
            code=code, school=school, municipality=school.municipality, **{**defaults, **fields}
        )
        Employment.objects.create(person=person, school=school)
        return person

    return make


@pytest.fixture
def people(municipality: Municipality, school: School, make_teacher: Callable) -> dict[str, Person]:
    """The cast by login: roles in force since 2023, mentor and mentee are teachers of `school`."""
    cast = {}
    for login, (last, first, middle) in NAMES.items():
        names = {"last_name": last, "first_name": first, "middle_name": middle}
        if login in ("mentor", "mentee"):
            cast[login] = make_teacher(school, f"C-{login}", **names)
            continue
        place = school if login in SCHOOL_ROLES else None
        person = Person.objects.create(code=f"C-{login}", municipality=municipality, school=place, **names)
        owner = {"municipality": municipality} if login in MUNICIPAL_ROLES else {"school": school}
        RoleAssignment.objects.create(person=person, role=Role(login), start_date=SINCE, **owner)
        cast[login] = person
    return cast


@pytest.fixture
def users(people: dict[str, Person]) -> dict[str, User]:
    """Accounts of the cast by login."""
    return {
        login: User.objects.create_user(login, PASSWORD, person=person) for login, person in people.items()
    }


def prove(client: Client) -> None:
    """Give a signed-in client the stamps of a sign-in by password, the proof of identity among them."""
    session = client.session
    user = User.objects.get(pk=session[SESSION_KEY])
    session.update(dict.fromkeys((STARTED, SEEN, PROVED), int(timezone.now().timestamp())))
    session[HELD] = held_roles(user)
    session.save()


@pytest.fixture
def client_as(users: dict[str, User]) -> Callable[[str], Client]:
    """A signed-in client: `client_as("curator")`."""

    def sign_in(login: str) -> Client:
        client = Client()
        client.force_login(users[login])
        prove(client)
        return client

    return sign_in


@pytest.fixture
def school_year(school: School) -> SchoolYear:
    """The school's row of 2025/2026: ШНОР with 20 teachers, 4 of them novices."""
    return SchoolYear.objects.create(
        school=school, year=YEAR, has_low_results=True, teacher_count=20, novice_count=4
    )


@pytest.fixture
def programme(municipality: Municipality) -> Programme:
    """A programme over three school years with all three sets."""
    return Programme.objects.create(
        code="lesnoy",
        municipality=municipality,
        title="Программа наставничества Лесного района",
        start_date=SINCE,
        end_date=date(2026, 8, 31),
        baseline_year=2023,
        sets=["municipal_programme", "district_order", "municipal_targets"],
    )
