"""The drill of acceptance: a copy made under load puts the portal back elsewhere, equal to the last row."""

import resource
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from mentorship.audit.log import record
from mentorship.audit.models import Entry
from mentorship.notices.models import Notice
from mentorship.operation.copies.contents import Print
from mentorship.operation.copies.engine import engine
from mentorship.operation.copies.putting_back import check
from surveys.guards import GUARDS
from tests.operation.signing_in import title_after_sign_in
from tests.surveys.crashing import Server

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "копия-стоит-отдельно-1"
MOST_SECONDS = 60  # of the processor: what else the machine does is not the restore's fault


@pytest.fixture
def demo(elsewhere, media, monkeypatch, settings):
    """The demonstration municipality, loaded after the empty portal was set aside."""
    # the passwords as a server in service reads them
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    call_command("load_demo", stdout=StringIO())


def told(manifest):
    """The fingerprints of a manifest."""
    return {name: Print(held["rows"], held["md5"]) for name, held in manifest["tables"].items()}


def triggers():
    """The names of the triggers that stand in the database."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def processor_seconds():
    """What the processes started here and ended have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def copied(demo, media, writers, tmp_path):
    """A copy made while the portal was written to, and how many letters there were in the end."""
    with writers():
        call_command("backup", str(tmp_path / "copy.zip"), stdout=StringIO())
    return tmp_path / "copy.zip", Notice.objects.filter(person__code="W-1").count()


def test_copy_made_under_load_puts_the_portal_back_elsewhere(copied, elsewhere, media, tmp_path):
    copy, written = copied
    guards, before = triggers(), processor_seconds()

    done = elsewhere.manage("restore", str(copy))

    assert (done.returncode, done.stderr) == (0, "")
    assert processor_seconds() - before < MOST_SECONDS
    assert files_of(elsewhere.media) == files_of(media)
    assert len(files_of(media)) >= 3
    with elsewhere.connected():
        assert engine().live_fingerprints() == told(check(copy))
        assert {guard.name for guard in GUARDS} <= guards == triggers()
        # whole transactions only, and no more than there were in the end
        letters = Notice.objects.filter(person__code="W-1").count()
        assert letters == Entry.objects.filter(action="test.written").count()
        assert 2 <= letters <= written
        last = Entry.objects.order_by("pk").last().pk
        assert record(by=None, action="test.after").pk > last
    server = Server(elsewhere.environment)
    try:
        # greeted by name, whatever the time of day
        assert title_after_sign_in(server.port, "methodist", PASSWORD).endswith(", Ольга Викторовна")
    finally:
        server.kill()


def test_copy_of_a_quiet_portal_has_the_fingerprints_of_the_portal(media, school, tmp_path):
    call_command("backup", str(tmp_path / "quiet.zip"), stdout=StringIO())

    assert told(check(tmp_path / "quiet.zip")) == engine().live_fingerprints()
