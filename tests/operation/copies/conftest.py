"""A second, empty portal, and something that writes into the first."""

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction

from mentorship.audit.log import record
from mentorship.notices.enums import Topic
from mentorship.notices.posting import post
from schools.models import Municipality, Person
from tests.operation.elsewhere import Elsewhere
from tests.surveys.crashing import database_url


def _ask(statement: str) -> None:
    """Give the server an order about databases: none may be in use."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def elsewhere(tmp_path: Path, transactional_db: None) -> Iterator[Elsewhere]:
    """A portal that nobody has worked in: no file yet on SQLite, fresh tables on PostgreSQL."""
    media = tmp_path / "elsewhere"
    if connection.vendor == "sqlite":
        yield Elsewhere(f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}", media)
        return
    own = connection.settings_dict["NAME"]
    other = f"{own}_elsewhere"
    connection.close()
    _ask(f'DROP DATABASE IF EXISTS "{other}"')
    _ask(f'CREATE DATABASE "{other}" TEMPLATE "{own}"')
    yield Elsewhere(f"{database_url().rsplit('/', 1)[0]}/{other}", media)
    _ask(f'DROP DATABASE "{other}" WITH (FORCE)')


@pytest.fixture
def media(tmp_path: Path, settings) -> Path:
    """The folder of uploaded files, of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


def _write(name: str, person: Person, stop: threading.Event, begun: threading.Barrier) -> None:
    """Letters with their entries of the journal, one after another; the barrier opens after the first."""
    numbers = itertools.count()
    try:
        while not stop.is_set():
            number = next(numbers)
            with transaction.atomic():
                post(Topic.MENTOR, [person], f"{name}-{number}", "текст", key=f"{name}-{number}")
                record(by=None, action="test.written", text=f"{name}-{number}")
            if number == 0:
                begun.wait()
    finally:
        connection.close()


@pytest.fixture
def writers(transactional_db: None) -> Callable:
    """People at work: each transaction writes a letter and an entry of the journal, both or none."""

    @contextmanager
    def work() -> Iterator[None]:
        stop, begun = threading.Event(), threading.Barrier(3)
        place = Municipality.objects.order_by("pk").first()
        person = Person.objects.create(municipality=place, code="W-1", last_name="Пишущий", first_name="Пётр")
        threads = [threading.Thread(target=_write, args=(name, person, stop, begun)) for name in "AB"]
        for thread in threads:
            thread.start()
        begun.wait()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()

    return work
