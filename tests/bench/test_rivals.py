"""Peers beside the portal: on PostgreSQL each has a database of its own, which goes with it."""

import pytest
from django.db import connection

from bench.rivals import RIVALS, base_of

OTREE = RIVALS[0]


def bases() -> list[str]:
    """The databases of peers on this server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'bench!_%' ESCAPE '!'")
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_peer_has_a_database_beside_ours_until_it_ends():
    with base_of(OTREE) as told:
        assert told["DATABASE_URL"].endswith(
            f"@{connection.settings_dict['HOST']}:{connection.settings_dict['PORT']}/bench_otree"
        )
        assert bases() == ["bench_otree"]
    assert bases() == []


@pytest.mark.alike
@pytest.mark.django_db
def test_peer_makes_a_file_of_its_own_beside_a_file():
    with base_of(OTREE) as told:
        assert told == {}
