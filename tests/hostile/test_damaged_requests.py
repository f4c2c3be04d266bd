"""Requests that no page of the portal sends are answered 400 by a kind page, before any view."""

import re

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from schools.admin_limits import MOST_NEW_ROWS
from schools.broken_input import LONG_SEARCH, LONG_TEXT, MANY_ROWS
from schools.limits import LONGEST_TEXT, limit

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
BOUND = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n--x--\r\n'
DAMAGED = "Адрес или форма пришли повреждёнными"


@pytest.fixture
def reader(client_as) -> Client:
    client = client_as("methodist")
    client.raise_request_exception = False
    return client


def assert_refused(response, words=DAMAGED):
    assert response.status_code == 400
    assert words in re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize(
    "address",
    [
        "/bank/?q=%00",
        "/bank/?%00=1",
        "/bank/?q=%ff",
        "/bank/?q=%ED%A0%80",
        "/bank/?page=%C3%28",
        "/reports/schools/%00/",
        "/reports/schools/%ff/",
        "/surveys/%C3%28/",
        "/admin/schools/school/?q=a%00",
        "/campaigns/1/people/?school=%00",
        "/nowhere/%00",
        f"/requests/?state={'x' * 2001}",
        "/admin/auth/group/1/change/?_to_field=",
    ],
)
def test_damaged_address_is_refused(address, reader):
    assert_refused(reader.get(address))


def test_field_of_a_box_has_a_name(reader):
    assert_refused(reader.post("/admin/schools/school/add/", {"_to_field": ""}))
    assert reader.get("/admin/schools/school/add/?_to_field=id").status_code == 200


def test_search_has_an_end(reader):
    assert reader.get("/bank/", {"q": "ж" * 100}).status_code == 200
    assert_refused(reader.get("/bank/", {"q": "ж" * 101}), LONG_SEARCH)
    assert_refused(reader.get("/admin/autocomplete/", {"term": "ж" * 101}), LONG_SEARCH)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"name=%00", FORM),
        (b"na%00me=1", FORM),
        (b"name=%ff", FORM),
        (b"name=\xff", FORM),
        (b"name=1", f"{FORM}; charset=utf-16"),
        (b"name=1", f"{FORM}; charset=base64"),
        (PART % (b"name", b"a\x00b"), BOUND),
        (PART % (b"na\x00me", b"a"), BOUND),
        (PART % (b"name", b"a"), f"{BOUND}; charset=base64"),
        (b"--y\r\nnothing", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=" + "x" * 300),
    ],
)
def test_damaged_form_is_refused(data, kind, reader):
    assert_refused(reader.generic("POST", "/accessibility/", data, kind))


def test_form_that_breaks_off_is_no_error(reader):
    response = reader.generic("POST", "/accessibility/", PART[:40], BOUND)
    assert response.status_code < 500


@pytest.mark.parametrize("length", ["-1", "99999999999999999999", "abc", ""])
def test_absurd_length_is_no_error(length, reader):
    response = reader.generic("POST", "/accessibility/", b"a=1", FORM, CONTENT_LENGTH=length)
    assert response.status_code < 500


def test_more_fields_than_a_form_has_are_refused(reader):
    assert_refused(reader.post("/accessibility/", {f"f{number}": "1" for number in range(2001)}))
    assert_refused(reader.get("/bank/?" + "&".join(f"f{number}=1" for number in range(2001))))


@pytest.mark.parametrize("count", ["9" * 20, "1001"])
@pytest.mark.parametrize("counter", ["rows-TOTAL_FORMS", "rows-INITIAL_FORMS"])
def test_formset_of_thousands_of_rows_is_refused(counter, count, reader):
    assert_refused(reader.post("/accessibility/", {counter: count}), MANY_ROWS)


def test_text_without_an_end_is_refused(reader):
    assert_refused(reader.post("/accessibility/", {"text": "ж" * 100_001}), LONG_TEXT)


def test_broken_cookie_is_refused(reader):
    reader.cookies["sessionid"] = "a\x00b"
    assert_refused(reader.get("/bank/"))


def test_honest_request_passes(reader):
    assert reader.get("/bank/", {"q": "Ёлкина «СОШ» № 1 + 2 %"}).status_code == 200


def test_page_is_shown_to_people_who_are_not_signed_in(client):
    assert_refused(client.get("/accounts/login/?next=%00"))


TEXT, DAY = limit(forms.CharField()), limit(forms.DateField())


@pytest.mark.parametrize(
    ("field", "typed"), [(TEXT, "ж" * LONGEST_TEXT), (DAY, "31.12.2100"), (DAY, "01.01.1950")]
)
def test_texts_and_days_within_the_limits_are_taken(field, typed):
    assert field.clean(typed)


@pytest.mark.parametrize(
    ("field", "typed"),
    [(TEXT, "ж" * (LONGEST_TEXT + 1)), (DAY, "01.01.2101"), (DAY, "31.12.1949"), (DAY, "0001-01-01")],
)
def test_texts_and_days_beyond_the_limits_are_refused(field, typed):
    with pytest.raises(forms.ValidationError):
        field.clean(typed)


def test_rows_under_a_form_of_the_admin_are_bounded(client_as, programme):
    """Once a minute of the server's time: two thousand forms."""
    client = client_as("methodist")
    address = reverse("admin:programmes_programme_change", args=[programme.pk])
    counters = re.findall(r'name="([\w-]+)-TOTAL_FORMS"', client.get(address).content.decode())
    assert counters
    counts = {"TOTAL_FORMS": "1000", "INITIAL_FORMS": "0"}
    data = {f"{name}-{end}": count for name in counters for end, count in counts.items()}
    response = client.post(address, data)
    assert response.status_code == 200
    shown = response.context["inline_admin_formsets"]
    assert {inline.formset.total_form_count() for inline in shown} <= {MOST_NEW_ROWS}
    assert [str(error) for inline in shown for error in inline.formset.non_form_errors()]
