"""No address without its cells: the URL resolver is walked, and what stands in no table fails."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import resolve

from schools.access_table import MODEL_AREAS
from tests.journeys.access.letters import LETTERS
from tests.journeys.access.routes import places, routes
from tests.journeys.test_pages_by_role import TABLE

pytestmark = pytest.mark.alike
# Addresses whose key is the right: their own tests say whom they open.
BY_KEY = {
    "accounts/invitation/<int:pk>-<str:token>/": "tests/entrance",
    "accounts/provider/": "tests/entrance",
    "accounts/provider/back/": "tests/entrance",
    "notices/off/<str:token>/": "tests/notices",
    "calendar/<str:secret>.ics": "tests/calendars",
    "roadmap/here/<str:key>/": "tests/roadmap",
    "surveys/t/<str:token>/": "tests/surveys",
    "metrics": "tests/operation",
    # open to everybody as soon as they are published
    "public/news/<int:pk>/": "tests/practices",
    "public/practices/<int:pk>/": "tests/practices",
    "public/practices/<int:pk>/products/<int:product_pk>/": "tests/practices",
    "public/documents/<int:pk>/file/": "tests/practices",
    "public/pictures/<int:pk>/": "tests/practices",
    "public/check/<str:code>/": "tests/practices/contests",
}


def listed() -> set[str]:
    """Routes that a table answers for."""
    pages = {resolve(line.split()[0].partition("?")[0]).route for line in TABLE.split("\n") if line}
    return pages | set(places()) | set(BY_KEY)


@pytest.mark.django_db
def test_every_route_stands_in_a_table(school):
    covered = listed()
    missing = {route for route in routes() if route not in covered and not route.startswith("admin/")}
    assert missing == set()


def test_tables_name_only_routes_there_are():
    assert (set(places()) | set(BY_KEY)) - set(routes()) == set()
    assert {line.split()[0] for line in LETTERS.split("\n") if line} == set(places())


ROLES = ("admin", "head", "methodist", "curator", "director", "mentee", "approver", "department")
MODELS = [model._meta.label_lower for model in admin.site._registry if model._meta.app_label != "auth"]


def test_every_model_of_the_admin_has_an_area():
    assert [label for label in MODELS if label not in MODEL_AREAS] == []


# A form that stands on a page of the portal is led to.
ALSO = {("add", 200): (302, 403), ("add", 403): (302,)}


def expected(user, model_admin, label: str, page: str) -> int:
    """What the table of access says of a page of the admin."""
    access, area = user.access, MODEL_AREAS[label]
    if not access.may_see("admin") or not access.may_see(area):
        return 403
    if page == "add":
        request = type("Asked", (), {"user": user})()
        return 200 if access.may_change(area) and model_admin.has_add_permission(request) else 403
    return 200 if page == "changelist" else 404


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_admin_pages_follow_the_table(role, client_as, users):
    client, cells, faults = client_as(role), 0, []
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label == "auth":
            continue
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        pages = {"changelist": "", "add": "add/", "change": "999999/change/", "history": "999999/history/"}
        for page, tail in pages.items():
            wanted = expected(users[role], model_admin, model._meta.label_lower, page)
            got = client.get(base + tail).status_code
            cells += 1
            if got not in (wanted, *ALSO.get((page, wanted), ())):
                faults.append(f"{base}{tail}: {wanted} expected, {got} answered")
        deleted = client.post(f"{base}999999/delete/", {"post": "yes"}).status_code
        if deleted not in (403, 404):
            faults.append(f"{base}999999/delete/: {deleted}")
        cells += 1
    assert faults == []
    assert cells == 5 * len(MODELS)


@pytest.mark.django_db
def test_the_admin_asks_nobody_in():
    for model in admin.site._registry:
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for tail in ("", "add/", "1/change/", "1/history/", "1/delete/"):
            assert Client().get(base + tail).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES[3:])
@pytest.mark.parametrize(
    "address",
    ["autocomplete/?app_label=schools&model_name=user&field_name=person&term=a", "jsi18n/", "import/"],
)
def test_side_doors_of_the_admin_are_shut(role, address, client_as):
    assert client_as(role).get(f"/admin/{address}").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "person__user__password__startswith=a",
        "user__password__startswith=md5",
        "password__startswith=md5",
        "person__email__startswith=a",
        "person__consents__kind=processing",
    ],
)
def test_admin_lists_are_no_oracle_of_other_fields(query, client_as):
    for page in ("schools/user", "schools/person", "bank/mentor"):
        assert client_as("methodist").get(f"/admin/{page}/?{query}").status_code in (302, 400, 403)
