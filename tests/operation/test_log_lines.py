"""The log for programs: one object a line, a request's number in each, nothing that tells of a person."""

import io
import json
import logging
import logging.config
import sys

import pytest
from django.conf import settings as portal
from django.test import Client

from mentorship.audit.origin import OriginMiddleware
from mentorship.config.urls import handler500
from mentorship.operation.log_lines import JsonLines
from mentorship.operation.watching import WatchingMiddleware
from schools.views import server_error
from surveys.log_filter import HideTokens

CANARY = "Канарейкина-7731"


@pytest.fixture
def lines(settings):
    """What is logged as the settings write it with LOG_FORMAT=json."""
    settings.REQUEST_LOG = True
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(JsonLines())
    handler.addFilter(HideTokens())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in said.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(before)


def test_request_is_one_line_without_names(users, people, client_as, lines):
    for person in people.values():
        person.last_name = person.first_name = CANARY
        person.email = "canary-7731@example.org"
        person.save()
    methodist = client_as("methodist")
    for page in (
        "/",
        "/bank/",
        "/pairs/",
        "/requests/",
        f"/bank/?q={CANARY}",
        "/no-such-page/",
        "/admin/schools/person/",
    ):
        methodist.get(page)
    client_as("mentor").get("/surveys/")
    Client().post("/accounts/login/", {"username": CANARY, "password": CANARY})
    Client().get(f"/surveys/t/{'c' * 32}/")
    found = [line for line in lines() if line["logger"] == "portal.request"]
    assert len(found) == 10
    first = found[0]
    assert {key: first[key] for key in ("level", "message", "method", "route", "status", "user")} == {
        "level": "info",
        "message": "GET /",
        "method": "GET",
        "route": "/",
        "status": 200,
        "user": users["methodist"].pk,
    }
    assert len(first["request"]) == 32
    assert first["time"].endswith("+00:00")
    assert isinstance(first["ms"], int)
    whole = json.dumps(lines(), ensure_ascii=False)
    for secret in (CANARY, "canary-7731", "7731", "c" * 32):
        assert secret not in whole
    assert "/surveys/t/…/" in whole


def test_error_tells_its_place_and_the_code_of_the_page_but_no_words(settings, lines, rf):
    """The real chain of the portal, around a view that fails over what somebody typed."""
    assert handler500 == "schools.views.server_error"

    def fails(request):
        try:
            raise ValueError(f"duplicate key (email)=({CANARY})")
        except ValueError:
            logging.getLogger("django.request").exception("Internal Server Error: %s", request.path)
            return server_error(request)

    answer = OriginMiddleware(WatchingMiddleware(fails))(rf.get("/pairs/1/"))
    told = lines()
    error = next(line for line in told if "error" in line)
    assert error["error"]["type"] == "builtins.ValueError"
    assert error["error"]["where"][-1].startswith("tests/operation/test_log_lines.py:")
    assert CANARY not in json.dumps(told, ensure_ascii=False)
    shown = next(line for line in told if line["message"].startswith("Error page shown: code "))
    code = shown["message"].removeprefix("Error page shown: code ").split(",")[0]
    assert f"500‑{code}" in answer.content.decode()
    assert {line["request"] for line in told} == {answer["X-Request-ID"]}


def test_line_cannot_be_forged(lines):
    logging.getLogger("test").warning('one\n{"level": "error"}')
    [line] = lines()
    assert line["message"] == 'one\n{"level": "error"}'


def test_no_line_a_request_without_the_switch(settings, users, client_as, lines):
    settings.REQUEST_LOG = False
    client_as("methodist").get("/bank/")
    assert [line for line in lines() if line["logger"] == "portal.request"] == []


def test_switch_chooses_the_format():
    formatters = portal.LOGGING["formatters"]
    assert formatters["json"] == {"()": "mentorship.operation.log_lines.JsonLines"}
    assert portal.LOGGING["handlers"]["console"]["formatter"] == "text"
    logging.config.dictConfig({**portal.LOGGING, "root": {"handlers": [], "level": "INFO"}, "loggers": {}})
    assert sys.stderr
