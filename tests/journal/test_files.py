"""Every address that gives a file away leaves an entry: each is asked for, and the journal is looked at."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import resolve

from mentorship.audit.kinds import Kind
from mentorship.audit.models import Entry
from mentorship.entrance.protected import NAMED_FILES, OTHER_FILES
from mentorship.roadmap.models import Evidence, RoadmapEvent
from schools.models import User
from tests.cast import prove
from tests.journeys.access.routes import places, routes

READERS = ("head", "methodist", "curator")
# So many objects of a route are tried: not every paper has a scan.
TRIED = 40
# Files that people upload: the demonstration comes without them.
ATTACHED = {
    "schools.SchoolPaper": "file",
    "documents.Paper": "scan",
    "pairs.Product": "file",
    "roadmap.Evidence": "file",
}
# The portal's own blanks hold nothing of anybody.
NOBODYS = {"documents:portal_template", "documents:template_file"}
# What the demonstration has no row for, with the test that asks for it.
ELSEWHERE = {
    "admin:export_kind": "tests/journal/test_exports.py",
    "calendars:feed": "tests/calendars",
    "documents:pdf": "tests/documents",
    "journal:extract_xlsx": "tests/journal/test_pages.py",
    "privacy:left_file_download": "tests/privacy/test_left_files.py",
    "public:document_file": "tests/practices: of documents that everybody reads nothing is noted",
    "pupils:scan": "tests/pupils/test_pages.py",
    "reports:index_run_xlsx": "tests/reports/indices/test_pages.py",
    "reports:snapshot_paper": "tests/reports/test_snapshot_papers.py",
}


@pytest.fixture
def clients(db, monkeypatch, settings, tmp_path):
    """Readers of the demonstration, which has something of everything."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setenv("DEMO_PASSWORD", "проверка-всех-входов")
    call_command("load_demo", stdout=StringIO())
    Evidence.objects.create(
        event=RoadmapEvent.objects.order_by("pk").first(), link="https://school.example/a"
    )
    for label, field in ATTACHED.items():
        attach(apps.get_model(label), field)
    return [_signed_in(username) for username in READERS]


def attach(model, field):
    """Lay a file beside the newest row."""
    row = model._default_manager.latest("pk")
    getattr(row, field).save("a.pdf", ContentFile(b"%PDF-1.4"), save=False)
    model._default_manager.filter(pk=row.pk).update(**{field: getattr(row, field).name})


def _signed_in(username):
    client = Client()
    client.force_login(User.objects.get(username=username))
    prove(client)
    return client


def addresses():
    """The addresses of files by the route's name, of as many objects as are worth trying."""
    wanted, placed = NAMED_FILES | OTHER_FILES, places()
    for route in routes():
        place = placed.get(route)
        if place is None:
            rows = [] if "<" in route or "(" in route else [f"/{route}"]
        else:
            held = place.model._default_manager.order_by("-pk")[:TRIED] if place.model else [None]
            rows = [place.address(row) for row in held]
        name = resolve(rows[0].partition("?")[0]).view_name if rows else ""
        if name in wanted - NOBODYS - set(ELSEWHERE):
            yield name, rows


def given(clients, rows):
    """Whether a file was given away, and the entries that it left; the first one that is given counts."""
    for client in clients:
        for address in rows:
            last = Entry.objects.latest("pk").pk
            response = client.get(address)
            if response.status_code == 200:
                assert b"".join(response)
                return True, list(Entry.objects.filter(pk__gt=last).exclude(action="entrance.signed_in"))
            if response.status_code == 403:
                break
    return False, []


def test_every_file_that_is_given_away_leaves_an_entry(clients):
    asked, silent, unseen = set(), [], []
    for name, rows in addresses():
        asked.add(name)
        was_given, entries = given(clients, rows)
        if not was_given:
            unseen.append(name)
        elif not any(entry.kind in (Kind.EXPORT, Kind.VIEW) for entry in entries):
            silent.append(name)
    assert (silent, unseen) == ([], [])
    assert (NAMED_FILES | OTHER_FILES) - NOBODYS - set(ELSEWHERE) - asked == set()
