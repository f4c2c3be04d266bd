"""The journal is written once: the database itself refuses whatever goes round the models."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from mentorship.audit import guards
from mentorship.audit.log import record
from mentorship.audit.models import Entry, Permit
from mentorship.audit.redaction import permit
from schools.models import School

pytestmark = pytest.mark.django_db


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def entry(users, people):
    """An entry about the mentor."""
    return record(by=users["methodist"], action="person.moved", target=people["mentor"], text="Переведена")


@pytest.fixture
def remembered(users, school):
    """A line of the admin's own log."""
    kind = ContentType.objects.get_for_model(School)
    return LogEntry.objects.create(
        user=users["head"], content_type=kind, object_id=school.pk, object_repr="Школа", action_flag=CHANGE
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET text = 'иное'",
        "UPDATE audit_entry SET action = 'иное'",
        "UPDATE audit_entry SET by_id = NULL",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE action = 'person.moved'",
    ],
)
def test_entry_is_neither_changed_nor_deleted_by_sql(entry, statement):
    before = list(Entry.objects.values())
    with pytest.raises(IntegrityError, match="never changed or deleted"):
        run(statement)
    assert list(Entry.objects.values()) == before


def test_models_are_refused_as_well(entry):
    for attempt in (entry.save, entry.delete, Entry.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    assert Entry.objects.get(pk=entry.pk).text == "Переведена"


@pytest.mark.postgres
@pytest.mark.parametrize(
    "table", ["audit_entry CASCADE", "audit_permit CASCADE", "django_admin_log", "schools_historicalschool"]
)
def test_table_is_not_emptied_at_once(entry, table):
    with pytest.raises(DatabaseError, match=r"never|only under a permit"):
        run(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table}")


@pytest.mark.parametrize("table", ["django_admin_log", "schools_historicalschool"])
def test_memory_of_the_admin_and_versions_change_only_under_a_permit(remembered, school, table):
    key = "history_id" if "historical" in table else "id"
    for words in ("UPDATE TABLE SET KEY = KEY", "DELETE FROM TABLE"):
        statement = words.replace("TABLE", table).replace("KEY", key)
        with pytest.raises(IntegrityError, match="only under a permit"):
            run(statement)
        with permit(act="Проверка"):
            run(statement)


def test_every_table_of_versions_is_guarded():
    assert "schools_historicaldiagnostic" in guards.versions()
    assert {guard.table for guard in guards.all_guards()} >= set(guards.versions())


class TestPermit:
    """The one way past the guards."""

    def test_lets_words_change_and_stays_on_record(self, entry, users):
        with permit(act="Акт № 1", by=users["head"]):
            Entry.objects.filter(pk=entry.pk).update(text="", target_text="сотрудник 1", data={})
        entry.refresh_from_db()
        assert (entry.text, entry.target_text) == ("", "сотрудник 1")
        assert list(Permit.objects.values_list("act", "by__username", "door")) == [("Акт № 1", "head", None)]

    @pytest.mark.parametrize(
        "change",
        [
            "at = '2020-01-01'",
            "by_id = NULL",
            "action = 'x'",
            "target_id = 7",
            "person = NULL",
            "roles = 'x'",
        ],
    )
    def test_lets_nobody_change_who_did_what(self, entry, change):
        with pytest.raises(IntegrityError, match="never changed"), permit(act="Акт № 1"):
            run("UPDATE audit_entry SET " + change)  # noqa: S608  # the words above
        assert not Permit.objects.exists()

    def test_lets_nothing_be_deleted(self, entry):
        with pytest.raises(IntegrityError, match="never changed or deleted"), permit(act="Акт № 1"):
            run("DELETE FROM audit_entry")

    def test_ends_with_its_block(self, entry):
        with permit(act="Акт № 1"):
            pass
        with pytest.raises(IntegrityError):
            run("UPDATE audit_entry SET text = ''")

    def test_names_its_act(self):
        with pytest.raises(ValidationError, match="Назовите акт"), permit(act=" "):
            pass

    @pytest.mark.parametrize(
        "statement",
        [
            "DELETE FROM audit_permit",
            "UPDATE audit_permit SET act = 'иной'",
            "UPDATE audit_permit SET door_id = -1",
        ],
    )
    def test_is_kept_itself(self, statement):
        with permit(act="Акт № 1"):
            pass
        with pytest.raises(IntegrityError, match="closed once and never deleted"):
            run(statement)

    @pytest.mark.parametrize("door", ["id", "(SELECT MIN(id) FROM audit_permit)"])
    def test_is_not_held_open_by_another_row(self, door):
        with permit(act="Акт № 1"):
            pass
        with pytest.raises(IntegrityError):
            run(
                "INSERT INTO audit_permit (id, at, act, changed, door_id)"
                f" SELECT 77, '2026-01-01', 'x', 0, {door.replace('id', '77') if door == 'id' else door}"
            )


@pytest.mark.django_db(transaction=True)
def test_permit_left_open_takes_the_transaction_back(users, people):
    entry = record(by=users["methodist"], action="person.moved", target=people["mentor"], text="Переведена")

    def hold_open():
        with transaction.atomic():
            run("INSERT INTO audit_permit (at, act, changed, door_id) VALUES ('2026-01-01', 'x', 0, -1)")
            run("UPDATE audit_entry SET text = 'иное'")

    with pytest.raises(IntegrityError):
        hold_open()
    assert Entry.objects.get(pk=entry.pk).text == "Переведена"
    assert not Permit.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_flush_is_meant_and_puts_the_guards_up_again(users):
    record(by=users["methodist"], action="person.moved")
    call_command("flush", interactive=False, verbosity=0)
    assert not Entry.objects.filter(action="person.moved").exists()
    record(by=None, action="person.moved")
    with pytest.raises(IntegrityError):
        run("DELETE FROM audit_entry")
