"""Files with names and dangerous acts ask for the password again; every file is decided upon."""

from html import unescape
from re import findall, search

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.entrance import protected, stamps
from schools.models import RoleAssignment, User
from tests.cast import PASSWORD
from tests.entrance.conftest import code_now

CONFIRM = "/accounts/confirm/"
GIVES_A_FILE = r"\.(xlsx|docx|pdf|json|ics)|<slug:ending>|/file/|^admin/export|protocol"


def addresses(resolver, space="", before=""):
    """Every address of the portal: its full name and its pattern."""
    for item in resolver.url_patterns:
        if hasattr(item, "url_patterns"):
            inner = space + (f"{item.namespace}:" if item.namespace else "")
            yield from addresses(item, inner, before + str(item.pattern))
        else:
            yield f"{space}{item.name}", before + str(item.pattern)


def test_every_file_is_decided_upon():
    files = {name for name, pattern in addresses(get_resolver()) if search(GIVES_A_FILE, pattern)}
    assert files - protected.NAMED_FILES - protected.OTHER_FILES == set()


def test_every_decided_address_is_there():
    names = {name for name, _ in addresses(get_resolver())}
    assert (protected.NAMED_FILES | protected.OTHER_FILES | protected.DANGEROUS_ACTS) - names == set()
    assert protected.NAMED_FILES.isdisjoint(protected.OTHER_FILES)


@pytest.fixture
def stale(client_as, age_session):
    """A signed-in client whose last proof is a quarter of an hour old."""

    def sign_in(login):
        client = client_as(login)
        age_session(client, 15 * 60, stamps.PROVED)
        return client

    return sign_in


@pytest.mark.parametrize(("seconds", "fresh"), [(0, True), (899, True), (900, False), (-1, False)])
def test_proof_is_fresh_for_a_quarter_of_an_hour(seconds, fresh):
    assert stamps.is_fresh({stamps.PROVED: 0}, now=seconds, minutes=15) is fresh


def test_session_without_a_proof_is_not_fresh():
    assert stamps.is_fresh({}, now=100, minutes=15) is False


@pytest.mark.parametrize(
    "page",
    [
        "/registers/register.xlsx",
        "/registers/selected.xlsx",
        "/registers/pairs.xlsx",
        "/bank/export.xlsx",
        "/bank/region.xlsx",
        "/bank/reserve/reserve.xlsx",
        "/requests/ageing.xlsx",
        "/reports/quality/findings.xlsx",
        "/reports/region/registers.xlsx",
        "/admin/export/staff/",
    ],
)
def test_export_of_names_asks_and_then_gives(stale, programme, school_year, page):
    client = stale("methodist")
    asked = client.get(f"{page}?year=2025")
    assert asked["Location"].startswith(f"{CONFIRM}?next=")
    wanted = findall(r'name="next" value="([^"]*)"', client.get(asked["Location"]).content.decode())
    assert [unescape(value) for value in wanted] == [f"{page}?year=2025"]
    answer = client.post(CONFIRM, {"password": PASSWORD, "next": unescape(wanted[0])})
    assert answer["Location"] == f"{page}?year=2025"
    file = client.get(answer["Location"])
    assert not file.get("Location", "").startswith(CONFIRM)
    file.close()


def test_figures_are_given_without_asking(stale, programme, school_year):
    assert stale("methodist").get("/reports/indicators.xlsx").status_code == 200


def test_sign_in_is_a_proof(users, sign_in, programme):
    assert sign_in("methodist")[0].get("/registers/register.xlsx").status_code == 200


def test_session_by_itself_is_no_proof(users, programme):
    client = Client()
    client.force_login(users["methodist"])
    assert client.get("/registers/register.xlsx").status_code == 302


def test_wrong_password_is_refused_and_counted(stale, users):
    client = stale("methodist")
    tries = [client.post(CONFIRM, {"password": "не тот"}).status_code for _ in range(10)]
    assert tries == [400] * 10
    assert client.post(CONFIRM, {"password": PASSWORD}).status_code == 429
    assert Entry.objects.filter(action="entrance.proof_failed", by=users["methodist"]).count() == 10


def test_code_of_the_second_factor_is_a_proof(stale, factor_of):
    factor_of("methodist")
    answer = stale("methodist").post(CONFIRM, {"password": code_now(timezone.now()), "next": "/bank/"})
    assert answer["Location"] == "/bank/"


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_confirmation_leads_to_no_other_site(stale, target):
    assert stale("methodist").post(CONFIRM, {"password": PASSWORD, "next": target})["Location"] == "/"


def test_role_is_given_after_a_proof_with_what_was_typed(stale, people, school):
    client = stale("admin")
    data = {"person": people["mentee"].pk, "role": "curator", "school": school.pk, "start_date": "01.03.2026"}
    asked = client.post(reverse("admin:schools_roleassignment_add"), data)
    assert asked["Location"] == f"{CONFIRM}?next=%2Faccounts%2Fkept%2F"
    assert not people["mentee"].roles.exists()
    client.post(CONFIRM, {"password": PASSWORD, "next": "/accounts/kept/"})
    page = client.get("/accounts/kept/").content.decode()
    kept = {name: unescape(value) for name, value in findall(r'name="(\w+)" value="([^"]*)"', page)}
    assert client.post(reverse("admin:schools_roleassignment_add"), kept).status_code == 302
    assert RoleAssignment.objects.get(person=people["mentee"]).role == "curator"


def test_list_of_accounts_is_looked_at_without_asking(stale):
    assert stale("admin").get(reverse("admin:schools_user_changelist")).status_code == 200


def give_link(client, user):
    data = {"action": "give_links", "_selected_action": [user.pk]}
    answer = client.post(reverse("admin:schools_user_changelist"), data, follow=True)
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize(
    ("by", "of", "given"),
    [
        ("admin", "head", True),
        ("admin", "mentor", True),
        ("head", "methodist", True),
        ("head", "department", True),
        ("head", "mentor", True),
        ("head", "admin", False),
        ("methodist", "curator", True),
        ("methodist", "mentor", True),
        ("methodist", "head", False),
        ("methodist", "department", False),
    ],
)
def test_link_for_a_new_password_goes_by_role(client_as, users, by, of, given):
    said = give_link(client_as(by), users[of])
    assert any("/accounts/invitation/" in words for words in said) is given
    assert any("выдаёт администратор портала" in words for words in said) is not given
    letters = users[of].person.notices.values_list("text", flat=True)
    assert len(letters) == given
    assert not any("/accounts/invitation/" in text for text in letters)


def test_link_sets_a_new_password_and_ends_the_sessions(client_as, users, sign_in):
    there, _ = sign_in("mentor")
    said = give_link(client_as("methodist"), users["mentor"])
    (link,) = [found for words in said for found in findall(r"http://testserver(/\S+)", words)]
    new = "новый-длинный-пароль-7"
    assert Client().post(link, {"new_password1": new, "new_password2": new})["Location"] == "/"
    assert User.objects.get(username="mentor").check_password(new)
    assert there.get("/notices/").status_code == 302
    assert Client().get(link).status_code == 410


@pytest.mark.parametrize(
    "address", ["/bank/region.xlsx", "/registers/register.xlsx", "/reports/quality/findings.xlsx"]
)
def test_wrong_role_is_refused_before_the_password_is_asked(stale, address):
    assert stale("mentor").get(address).status_code == 403
    assert stale("methodist").get(address)["Location"].startswith(CONFIRM)
