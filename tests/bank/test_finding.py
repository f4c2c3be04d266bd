"""Search by words finds alike whichever way it goes; on PostgreSQL a rare word is found by indexes."""

import re

import pytest
from django.db import connection

from mentorship.bank.models import Mentor, finding
from mentorship.bank.models.finding import holding
from mentorship.spreadsheets import parts_of_words
from mentorship.spreadsheets.parts_of_words import Trigrams
from reports.reference import load_reference
from tests.bank.builders import difficulty, focus

pytestmark = pytest.mark.django_db
WORDS = [
    "енот",
    "клен",
    "сосн",
    "хими",
    "икт",
    "дисц",
    "маятник",
    "нет такого",
    "ва",
    "е",
    "%",
    "_",
    "хими сосн",
]


@pytest.fixture
def bank(people, school, other_school, make_teacher, make_mentor):
    """Three mentors who hold the words in different places."""
    first = make_mentor(people["mentor"], favourite_topic="Маятник Фуко")
    second = make_mentor(
        make_teacher(other_school, "T2", last_name="Енотова"), "Химия", card={"focus": focus("работа с ИКТ")}
    )
    third = make_mentor(make_teacher(other_school, "T3", last_name="Яхонтова"), "Музыка")
    third.difficulties.add(difficulty())
    return [first, second, third]


def found(words):
    return [mentor.person.last_name for mentor in Mentor.objects.search(words).order_by("person__name_key")]


@pytest.mark.parametrize("words", WORDS)
def test_every_way_finds_the_same(bank, monkeypatch, words):
    usual = found(words)
    monkeypatch.setattr(finding, "FEW", 0)
    of_many = found(words)
    monkeypatch.setattr(finding, "finds", lambda word: False)
    assert usual == of_many == found(words)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("ЕНОТ", ["Енотова"]),
        ("икт", ["Енотова"]),
        ("маятник", ["Клёнова"]),
        ("дисц", ["Яхонтова"]),
        ("хими енот", ["Енотова"]),
        ("хими маятник", []),
        ("%%%", []),
    ],
)
def test_places_of_a_word(bank, words, names):
    assert found(words) == names


def test_withdrawn_card_is_not_found(bank):
    bank[1].cards.update(withdrawn_date="2026-01-01")
    assert found("хими") == []


@pytest.mark.postgres
@pytest.mark.parametrize(
    "index", ["schools_person_name_key_trigrams", "bank_mentor_favourite_topic_key_trigrams"]
)
def test_rare_word_is_found_by_the_indexes(bank, index):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = finding._keys("енотов").explain()
    assert re.findall(rf"Bitmap Index Scan on {index}", plan) == [f"Bitmap Index Scan on {index}"]
    assert "Seq Scan" not in plan


@pytest.mark.postgres
def test_keys_of_a_rare_word_are_named(bank):
    assert holding("енот").children == [("pk__in", [bank[1].pk])]


@pytest.mark.postgres
def test_indexes_stand_after_every_migrate():
    names = "SELECT indexname FROM pg_indexes WHERE indexname LIKE '%%trigrams' ORDER BY 1"
    expected = [
        ("bank_mentor_favourite_topic_key_trigrams",),
        ("schools_person_name_key_trigrams",),
        ("schools_school_name_key_trigrams",),
    ]
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX schools_person_name_key_trigrams")
        load_reference()
        cursor.execute(names)
        assert cursor.fetchall() == expected


@pytest.mark.postgres
def test_database_that_gives_no_index_is_searched_all_the_same(bank, caplog):
    assert parts_of_words.put_up([Trigrams("no_such_table", "name_key")]) is False
    assert "No trigram indexes" in caplog.text
    assert found("енот") == ["Енотова"]
