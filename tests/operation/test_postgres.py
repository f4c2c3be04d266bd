"""PostgreSQL with the roles of deploy/postgresql: under its own the portal works and can do nothing else."""

import os
import shutil
import subprocess

import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction

from mentorship.audit.log import record
from mentorship.audit.models import Entry
from tests.architecture.files import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
APP = "portal_app_of_a_test"
PSQL = shutil.which("psql")


@pytest.fixture
def as_app():
    """The test's own connection under the app's role, until the test's transaction is rolled back."""
    held = connection.settings_dict
    try:
        top = psycopg2.connect(
            host=held["HOST"],
            port=held["PORT"],
            dbname=held["NAME"],
            user="postgres",
            password=held["PASSWORD"],
        )
    except psycopg2.OperationalError:
        pytest.skip("only scripts/with_postgres.sh gives its superuser away")
    top.autocommit = True
    with top.cursor() as cursor:
        cursor.execute(f"DROP ROLE IF EXISTS {APP}_probe")
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {APP} NOSUPERUSER NOCREATEDB NOCREATEROLE")
            cursor.execute(f"GRANT {APP} TO {held['USER']}")
        cursor.execute("ALTER SCHEMA public OWNER TO " + held["USER"])
    top.close()
    words = ["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--set=app={APP}"]
    place = [f"--host={held['HOST']}", f"--port={held['PORT']}", f"--username={held['USER']}", held["NAME"]]
    told = subprocess.run(
        [PSQL, *words, "--file", ROOT / "deploy/postgresql/grants.sql", *place],
        env={**os.environ, "PGPASSWORD": held["PASSWORD"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    run(f"SET LOCAL ROLE {APP}")


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(statement, *values):
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
        run(statement, *values)


def test_portal_works_under_its_role(client_as, programme, school_year, as_app):
    """Pages of every kind of reader, a sign-in that writes a session, a change that writes the journal."""
    for login, page in (
        ("methodist", "/pairs/"),
        ("curator", "/roadmap/"),
        ("department", "/reports/"),
        ("mentee", "/"),
    ):
        assert client_as(login).get(page).status_code == 200
    record(by=None, action="test")
    assert Entry.objects.filter(action="test").count() == 1


def test_role_takes_nothing_out_of_the_journal(as_app):
    entry = record(by=None, action="test", text="слова")
    refused("DELETE FROM audit_entry")
    refused("TRUNCATE audit_entry")
    refused("UPDATE audit_entry SET at = now() WHERE id = %s", entry.pk)
    refused("UPDATE audit_entry SET by_id = NULL, action = 'другое' WHERE id = %s", entry.pk)
    # words may go, but not without a permit: that is the trigger's word
    with pytest.raises(DatabaseError, match="entries of the journal are never"), transaction.atomic():
        run("UPDATE audit_entry SET text = '' WHERE id = %s", entry.pk)


def test_role_makes_and_drops_nothing(as_app):
    refused("CREATE TABLE public.another (id int)")
    refused("ALTER TABLE audit_entry DISABLE TRIGGER ALL")
    refused("DROP TRIGGER item_is_not_changed ON surveys_item")
    refused("DROP TABLE surveys_response")
    refused("INSERT INTO django_migrations (app, name, applied) VALUES ('bank', 'x', now())")


def test_roles_file_makes_what_the_doctor_asks_for(look, as_app):
    """The cluster of scripts/with_postgres.sh keeps nothing through a crash, and the doctor says so."""
    found = {words: level for level, words in look("postgres")}
    assert (
        found.pop(
            "База отвечает «сохранено» раньше, чем пишет на диск. Включите fsync, full_page_writes, "
            "synchronous_commit."
        )
        == "wrong"
    )
    assert set(found.values()) <= {"warning"}
    run("SET LOCAL statement_timeout = '15s'")
    run("SET LOCAL idle_in_transaction_session_timeout = '60s'")
    left = {words for _, words in look("postgres")}
    assert not any("Запросы к базе не ограничены" in words or "Забытая транзакция" in words for words in left)
