"""Health, plain pages, refusals."""

import json
import logging

import pytest
from django.db import OperationalError, connection
from django.http import Http404
from django.test import Client, RequestFactory
from django.views.defaults import bad_request, page_not_found, permission_denied

from schools.views import csrf_failure, server_error

NAMELESS = RequestFactory(headers={"origin": "http://testserver"})


def page_of(response) -> str:
    """The page's HTML, its spaces evened: line breaks in templates mean nothing."""
    return " ".join(response.content.decode().split())


@pytest.mark.django_db
def test_health_is_told_without_signing_in():
    answer = Client().get("/healthz")
    assert (answer.status_code, json.loads(answer.content)) == (200, {"status": "ok", "database": "ok"})


@pytest.mark.django_db
def test_health_is_never_cached():
    assert "no-store" in Client().get("/healthz")["Cache-Control"]


@pytest.mark.django_db
def test_health_names_a_database_that_does_not_answer():
    def refuse(*_):
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        answer = Client().get("/healthz")
    assert (answer.status_code, json.loads(answer.content)) == (
        503,
        {"status": "error", "database": "error"},
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/accessibility/", "Доступность портала"),
        ("/privacy/", "Персональные данные"),
        ("/guide/", "Как пользоваться порталом"),
        ("/appearance/", "Вид страницы"),
        ("/accounts/login/", "Вход на портал"),
    ],
)
def test_plain_pages_are_open_and_have_one_heading(address, heading):
    answer = Client().get(address)
    assert answer.status_code == 200
    assert page_of(answer).count("<h1") == 1
    assert f"<h1>{heading}</h1>" in page_of(answer)


def test_refusals_say_what_to_do():
    request = NAMELESS.get("/bank/7/")
    pages = {
        400: bad_request(request, ValueError()),
        403: permission_denied(request, PermissionError()),
        404: page_not_found(request, Http404()),
    }
    assert [answer.status_code for answer in pages.values()] == list(pages)
    assert all(page_of(answer).count("<h1") == 1 for answer in pages.values())
    assert "<code>/bank/7/</code>" in page_of(pages[404])


def test_server_error_needs_no_database_and_logs_its_code(caplog):
    request = NAMELESS.get("/reports/")
    request.COOKIES["appearance"] = "theme=dark"
    with caplog.at_level(logging.ERROR, logger="schools.views"):
        answer = server_error(request)
    code = caplog.records[0].args[0]
    assert answer.status_code == 500
    assert f"<b>500‑{code}</b>" in page_of(answer)
    assert 'data-theme="dark"' in page_of(answer)


def stale(data, **headers):
    request = RequestFactory(headers=headers).post("/requests/add/?from=home", data)
    return csrf_failure(request, "token incorrect")


def test_stale_form_is_offered_again_with_everything_typed():
    data = {"subject": ["физика", "химия"], "difficulty": '"><script>', "csrfmiddlewaretoken": "old"}
    answer = stale(data, origin="http://testserver")
    page = page_of(answer)
    assert answer.status_code == 403
    assert 'method="post" action="/requests/add/?from=home"' in page
    assert '<input type="hidden" name="subject" value="физика">' in page
    assert '<input type="hidden" name="subject" value="химия">' in page
    assert 'value="&quot;&gt;&lt;script&gt;"' in page
    assert "Отправить ещё раз" in page
    assert 'value="old"' not in page


def test_stale_form_never_echoes_passwords():
    page = page_of(stale({"username": "curator", "new_password1": "тайна"}, origin="http://testserver"))
    assert "curator" in page
    assert "тайна" not in page


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://example.org"},
        {"origin": "null"},
        {"referer": "https://example.org/testserver"},
        {"origin": "http://testserver.example.org"},
    ],
)
def test_form_of_another_site_is_not_offered_again(headers):
    page = page_of(stale({"subject": "чужое"}, **headers))
    assert "чужое" not in page
    assert "Отправить ещё раз" not in page


@pytest.mark.django_db
def test_refused_form_goes_through_at_the_second_press(users):
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    refused = client.post("/appearance/", {"theme": "dark", "csrfmiddlewaretoken": "stale"})
    assert refused.status_code == 403
    token = client.cookies["csrftoken"].value
    again = client.post("/appearance/", {"theme": "dark", "csrfmiddlewaretoken": token})
    assert (again.status_code, client.cookies["appearance"].value) == (302, "theme=dark")
