"""/metrics: shut without a token, sums over the server's processes, nobody's name, few series."""

import re
import urllib.request

import pytest
from django.test import Client

from mentorship.notices.enums import Topic
from mentorship.notices.models import Notice
from tests.surveys.crashing import Server

TOKEN = "measures-" + "m" * 32


@pytest.fixture
def token(settings):
    settings.METRICS_TOKEN = TOKEN
    return {"Authorization": f"Bearer {TOKEN}"}


def value(text, series):
    found = re.search(rf"^{re.escape(series)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else None


def test_no_token_no_page(db):
    assert Client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    assert Client().get("/metrics").status_code == 404


@pytest.mark.parametrize("sent", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}])
def test_wrong_token_is_refused(db, token, sent):
    answer = Client().get("/metrics", headers=sent)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_requests_letters_and_the_database_are_told(token, people, client_as):
    Notice.objects.create(
        person=people["mentor"], topic=Topic.PAIR, subject="Тема Канарейкиной", text="Текст"
    )
    counted = 'portal_requests_total{method="GET",route="/bank/",status="200"}'
    before = value(Client().get("/metrics", headers=token).content.decode(), counted) or 0
    client_as("methodist").get("/bank/?q=Канарейкина")
    answer = Client().get("/metrics", headers=token)
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/plain")
    assert "no-store" in answer["Cache-Control"]
    assert value(text, counted) == before + 1
    assert value(text, "portal_database_up") == 1
    assert value(text, 'portal_letters{state="queued"}') == 1
    assert value(text, "portal_answers_submitted") == 0
    assert value(text, 'portal_request_seconds_bucket{le="+Inf",route="/bank/"}') >= 1
    assert "Канарейкин" not in text
    assert "methodist" not in text


def test_strange_addresses_and_methods_make_no_series(token, db):
    for number in range(5):
        Client().get(f"/no-such-page-{number}/")
    Client().generic("PROPFIND", "/bank/")
    text = Client().get("/metrics", headers=token).content.decode()
    assert "no-such-page" not in text
    assert "PROPFIND" not in text
    assert value(text, 'portal_requests_total{method="GET",route="",status="404"}') >= 5


@pytest.mark.django_db(transaction=True)
def test_two_processes_are_added_up(tmp_path):
    """The server of deploy/gunicorn.conf.py with two processes: forty visits are forty, whoever answers."""
    server = Server({"METRICS_TOKEN": TOKEN, "WEB_CONCURRENCY": "2", "TMPDIR": str(tmp_path)})
    try:
        for _ in range(40):
            with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/healthz", timeout=20):
                pass
        asked = urllib.request.Request(
            f"http://127.0.0.1:{server.port}/metrics", headers={"Authorization": f"Bearer {TOKEN}"}
        )
        with urllib.request.urlopen(asked, timeout=20) as answer:
            text = answer.read().decode()
    finally:
        server.kill()
    assert value(text, 'portal_requests_total{method="GET",route="/healthz",status="200"}') == 40
