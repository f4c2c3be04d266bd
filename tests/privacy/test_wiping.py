"""What is deleted leaves the bytes of the disk, too."""

import sqlite3

import pytest
from django.db import connection

from mentorship.privacy.wiping import wipe
from tests.privacy.on_disk import bytes_in, opened

WORD = "Осинин Тихон Эдуардович"


@pytest.fixture
def on_disk(tmp_path, monkeypatch, django_db_blocker):
    """A connection to an SQLite file with the options of the portal."""
    with django_db_blocker.unblock(), opened(tmp_path / "db.sqlite3", monkeypatch) as made:
        with made.cursor() as cursor:
            cursor.execute("CREATE TABLE people (name TEXT)")
            cursor.execute("INSERT INTO people VALUES (%s), (%s)", [WORD, "Другой"])
        yield made


def test_deleted_words_are_in_neither_the_file_nor_its_log(on_disk, tmp_path):
    assert wipe(on_disk)
    with on_disk.cursor() as cursor:
        cursor.execute("DELETE FROM people WHERE name = %s", [WORD])
    assert WORD.encode() in bytes_in(tmp_path)
    assert wipe(on_disk)
    held = bytes_in(tmp_path)
    assert WORD.encode() not in held
    assert "Другой".encode() in held


def test_who_reads_meanwhile_is_no_failure(on_disk, tmp_path, caplog):
    with on_disk.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")
        cursor.execute("DELETE FROM people WHERE name = %s", [WORD])
    reader = sqlite3.connect(tmp_path / "db.sqlite3", isolation_level=None)
    reader.execute("BEGIN IMMEDIATE")
    assert not wipe(on_disk)
    assert "clean_up will do it" in caplog.text
    reader.execute("ROLLBACK")
    reader.close()
    assert wipe(on_disk)


def test_within_a_transaction_it_is_left_for_later(db):
    assert wipe(connection) is (connection.vendor == "postgresql")
