"""What a browser may keep of the portal: manifest, worker and its list, pages of own questionnaires."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from mentorship.config.environment import BASE_DIR
from surveys.device.keeping import HEADER
from surveys.device.views import BRAND, FILES, PAPER, WORKER, release
from surveys.models import Response, Revision
from surveys.workflow import issue_link, start
from tests.hostile.observatory import directives

pytestmark = pytest.mark.django_db
TWELVE_HOURS, HALF_AN_HOUR = 12 * 60 * 60, 30 * 60


@pytest.fixture
def address(campaign):
    return reverse("surveys:fill", args=[campaign.pk])


def kept(response):
    """The mark and the seconds of a page that may be kept."""
    mark, seconds = response[HEADER].split()
    return mark, int(seconds)


def test_manifest_begins_with_the_own_questionnaires(client):
    response = client.get("/manifest.webmanifest")
    told = response.json()
    assert response["Content-Type"] == "application/manifest+json"
    assert (told["lang"], told["start_url"], told["scope"]) == ("ru", "/surveys/", "/")
    assert (told["display"], told["theme_color"]) == ("standalone", BRAND)
    assert [(icon["sizes"], icon["purpose"]) for icon in told["icons"]] == [
        ("any", "any"),
        ("192x192", "any"),
        ("512x512", "any"),
        ("192x192", "maskable"),
        ("512x512", "maskable"),
    ]


def test_icons_are_as_large_as_the_manifest_says(client):
    for icon in client.get("/manifest.webmanifest").json()["icons"][1:]:
        with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as picture:
            assert "{}x{}".format(*picture.size) == icon["sizes"]


def test_colours_are_tokens_of_the_design():
    tokens = re.search(r":root \{.*?\}", (BASE_DIR / "static" / "portal.css").read_text(), re.DOTALL)[0]
    assert f"--brand: {BRAND};" in tokens
    assert f"--paper: {PAPER};" in tokens
    head = (BASE_DIR / "templates" / "surveys" / "_device.html").read_text()
    assert f'content="{BRAND}" media="(prefers-color-scheme: light)"' in head


def test_worker_stands_at_the_root_and_is_always_asked_anew(client):
    response = client.get("/worker.js")
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Service-Worker-Allowed"] == "/"
    assert "no-store" in response["Cache-Control"]
    policy = directives(response)
    assert (policy["worker-src"], policy["manifest-src"]) == (["'self'"], ["'self'"])
    first, _, rest = response.content.decode().partition("\n")
    assert json.loads(first.removeprefix("const RELEASE = ").removesuffix(";")) == release()
    assert rest == WORKER.read_text()


def test_worker_fetches_only_files_and_the_page_without_a_network():
    told = release()
    assert told["files"] == [f"/static/{name}" for name in FILES]
    assert (told["static"], told["offline"]) == ("/static/", "/offline/")


def test_another_release_is_another_version(monkeypatch):
    before = release()["version"]
    monkeypatch.setattr("surveys.device.views.FILES", FILES[1:])
    assert release()["version"] != before


def test_page_without_a_network_names_nobody(client_as, users):
    text = client_as("mentee").get("/offline/").content.decode()
    assert "<h1>Нет связи</h1>" in text
    assert users["mentee"].person.last_name not in text


def test_sections_and_the_list_are_kept_as_long_as_a_session(client_as, address):
    client = client_as("mentee")
    pages = ["/surveys/", address, f"{address}?step=2", f"{address}?step=4"]
    marks = {kept(client.get(page)) for page in pages}
    assert len(marks) == 1
    assert marks.pop()[1] == TWELVE_HOURS


def test_pages_of_staff_are_kept_as_long_as_an_idle_session(client_as):
    assert kept(client_as("curator").get("/surveys/"))[1] == HALF_AN_HOUR


def test_every_sign_in_has_its_own_mark(client_as, users, address):
    other = Client()
    other.force_login(users["mentee"])
    assert kept(client_as("mentee").get(address))[0] != kept(other.get(address))[0]


def test_mark_of_the_page_is_that_of_the_header(client_as, address):
    for page in ("/surveys/", address):
        response = client_as("mentee").get(page)
        assert f'data-device="{kept(response)[0]}"' in response.content.decode()


def test_refusals_answers_and_other_steps_are_not_kept(client_as, address, campaign, people, on):
    start(person=people["mentee"], campaign=campaign, on=on, by=None)
    client = client_as("mentee")
    assert HEADER not in client.get(f"{address}?step=check")
    assert HEADER not in client.get(f"{address}?step=own")
    assert HEADER not in client.post(address, {"step": "2", "program_effectiveness": "77"})
    campaign.closes_date = on - timedelta(days=1)
    campaign.save()
    assert HEADER not in client.get(address)
    assert HEADER not in Client().get(address)


def test_answers_that_come_twice_count_once(client_as, address):
    """The network went before the acknowledgement came: the telephone sends the same again."""
    client = client_as("mentee")
    sent = {"step": "2", "go": "autosave", "program_effectiveness": "7", "expectations_text": "Поддержки"}
    for _ in range(2):
        assert client.post(address, sent).json()["answered"] == 2
    client.post(address, {"step": "4", "go": "submit", "gaps_ok": "1"})
    first = Response.objects.get()
    assert client.post(address, sent).json()["answered"] == 2
    assert Response.objects.get().submitted_at == first.submitted_at
    assert first.texts.count() == 1
    assert Revision.objects.count() == 0


def test_personal_link_is_not_kept(client, campaign, people, on):
    token = issue_link(campaign=campaign, person=people["mentee"], on=on, now=timezone.now(), by=None)
    page = client.get(reverse("surveys:token", args=[token]))
    assert page.status_code == 200
    assert HEADER not in page
    assert b"manifest" not in page.content
    assert b"device.js" not in page.content


def test_only_the_questionnaires_let_themselves_be_kept():
    """The worker keeps what bears the header, and one function gives it."""
    users = {path.name for path in (BASE_DIR / "surveys").rglob("*.py") if "let_keep(" in path.read_text()}
    assert users == {"keeping.py", "filling.py", "mine.py"}
    sources = [path for path in BASE_DIR.glob("[mrs]*/**/*.py") if HEADER in path.read_text()]
    assert [path.name for path in sources] == ["keeping.py"]


@pytest.mark.parametrize("page", ["/", "/reports/", "/campaigns/", "/admin/"])
def test_nothing_is_installed_on_pages_of_others(page, client_as):
    response = client_as("methodist").get(page)
    assert response.status_code == 200
    assert HEADER not in response
    assert b"device.js" not in response.content
    assert b"webmanifest" not in response.content
