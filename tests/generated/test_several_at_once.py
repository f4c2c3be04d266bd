"""Many municipalities by several processes: the same ones as by one, and all of them."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from reports.generated.municipality import generate
from reports.generated.several import generate_several
from reports.generated.size import Size
from schools.models import Municipality, School
from surveys.models import Response

SMALL = Size(schools=2, teachers=20, pairs=5, responses=12)
DAY = date(2026, 11, 22)


def answers_of(municipality):
    held = Response.objects.filter(municipality__name=str(municipality)).order_by("pk")
    return list(held.values_list("role", "phase", "year", "answers"))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_processes_make_what_one_makes():
    made = list(generate_several(size=SMALL, seed=5, on=DAY, count=4, processes=2))
    names = [f"Выдуманный округ № {number}" for number in range(1, 5)]
    assert [item.name for item in made] == names
    assert [School.objects.filter(municipality__name=name).count() for name in names] == [2, 2, 2, 2]
    assert sorted(School.objects.filter(municipality__name=names[2]).values_list("code", flat=True)) == [
        "В3-1",
        "В3-2",
    ]
    for place, name in enumerate(names):
        again = generate(size=SMALL, seed=5 + place, on=DAY)
        assert answers_of(name) == answers_of(again)
        assert len(answers_of(name)) == 12
    assert answers_of(names[0]) != answers_of(names[1])


@pytest.mark.alike
@pytest.mark.django_db
def test_file_that_one_process_writes_is_told_of():
    with pytest.raises(CommandError, match="В файл SQLite пишет один процесс: задайте --processes 1"):
        call_command("generate_municipality", "--municipalities=2", "--processes=2")
    assert not Municipality.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("option", ["--municipalities=0", "--processes=0"])
def test_none_is_too_few(option):
    with pytest.raises(CommandError, match="Муниципалитетов и процессов нужно не меньше одного"):
        call_command("generate_municipality", option)
