"""Kept figures: equal to the recount, fresh after every change, found out where they lie."""

# ruff: noqa: S608 - tables and columns of our own
import random
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from mentorship.pairs.models import PairMember
from mentorship.programmes.models import Programme
from reports.doctor import summaries
from reports.models import SourceChange, Summary, SummaryFigure
from reports.summaries import keeping
from reports.summaries.figures import counted
from reports.summaries.sources import SOURCES
from schools.models import School
from tests.at_once import together
from tests.reports.summaries.raw import key_of, run

CODE = "p004_10_base_orgs"


def kept(programme, on, *, has_names=True):
    return keeping.figures_of(programme, on, has_names=has_names)


def is_held(on):
    """How many summaries hold."""
    return Summary.objects.holding(on).count()


@pytest.mark.parametrize("has_names", [True, False])
def test_what_is_read_is_what_was_counted(has_names, running, today):
    expected = counted(running, today, has_names=has_names)
    first = kept(running, today, has_names=has_names)
    assert is_held(today) == 1
    assert (first, kept(running, today, has_names=has_names)) == (expected, expected)
    assert len(expected.ratios) == SummaryFigure.objects.count() == 36
    assert any(ratio.number for ratio in expected.ratios.values())
    assert any(ratio.beside for ratio in expected.ratios.values())
    assert expected.before
    assert expected.owed


def test_reading_asks_two_questions(running, today, django_assert_num_queries):
    kept(running, today)
    with django_assert_num_queries(2):
        kept(running, today)


def test_whatever_goes_or_comes_back_the_figures_are_those_of_the_recount(running, today):
    """A property test: rows of random sources are removed and put back; the seed is always the same."""
    dice, aside, told = random.Random(9), [], set()
    with transaction.atomic():
        for turn in range(30):
            if aside and dice.random() < 0.4:
                table, name = aside.pop(dice.randrange(len(aside)))
                run(f"INSERT INTO {table} SELECT * FROM {name}")
            else:
                table = dice.choice(
                    sorted(set(SOURCES) - {"programmes_programme", "roadmap_roadmaptemplate"})
                )
                _put_aside(table, f"aside_{turn}", dice, aside)
            figures = kept(running, today)
            assert figures == counted(running, today)
            told.add(str(figures))
        transaction.set_rollback(True)
    assert len(told) > 10


def _put_aside(table, name, dice, aside):
    keys = [key for (key,) in run(f"SELECT {key_of(table)} FROM {table} ORDER BY 1")]
    if keys:
        chosen = ", ".join(map(str, dice.sample(keys, min(5, len(keys)))))
        run(f"CREATE TEMPORARY TABLE {name} AS SELECT * FROM {table} WHERE {key_of(table)} IN ({chosen})")
        run(f"DELETE FROM {table} WHERE {key_of(table)} IN ({chosen})")
        aside.append((table, name))


def test_change_is_in_the_figures_of_the_next_page(running, today):
    assert kept(running, today).ratios[CODE].number == School.objects.filter(is_base=True).count()
    School.objects.update(is_base=False)
    assert is_held(today) == 0
    assert kept(running, today).ratios[CODE].number == 0
    assert is_held(today) == 1
    School.objects.update(is_base=True)
    assert kept(running, today).ratios[CODE].number == 4


def test_change_of_one_municipality_leaves_the_other(running, neighbour, today):
    other = Programme.objects.get(municipality=neighbour)
    for programme in (running, other):
        for has_names in (True, False):
            kept(programme, today, has_names=has_names)
    assert is_held(today) == 4
    School.objects.filter(municipality=neighbour).update(is_base=True)
    assert set(Summary.objects.holding(today).values_list("programme", flat=True)) == {running.pk}
    kept(other, today)
    # the mark was taken; who sees no names gets figures counted after it, too
    assert SourceChange.objects.count() == 0
    assert is_held(today) == 3
    assert kept(other, today, has_names=False).ratios[CODE].number == 2


def test_another_day_is_counted_and_not_kept(running, today):
    yesterday = today - timedelta(days=1)
    assert kept(running, yesterday) == counted(running, yesterday)
    assert not Summary.objects.exists()


def test_figures_of_yesterday_are_not_those_of_today(running, today):
    kept(running, today)
    Summary.objects.update(on=today - timedelta(days=1))
    SummaryFigure.objects.filter(code=CODE).update(count=77)
    assert kept(running, today) == counted(running, today)
    assert Summary.objects.get().on == today


def test_older_count_does_not_replace_a_newer_one(running, today):
    kept(running, today)
    slow = Summary.objects.get()
    late = counted(running, today)
    School.objects.update(is_base=True)
    newer = kept(running, today)
    keeping._keep(slow, today, late)
    assert kept(running, today) == newer
    assert newer.ratios[CODE].number == 4


def test_change_while_somebody_counts_has_it_counted_again(running, today):
    Summary.objects.begin(running, has_names=True)
    slow = Summary.objects.get()
    late = counted(running, today)
    School.objects.update(is_base=True)
    keeping._keep(slow, today, late)
    assert is_held(today) == 0
    assert kept(running, today).ratios[CODE].number == 4


def test_programme_that_goes_takes_its_summary_along(running, today):
    slow = Summary(pk=1, programme=running, has_names=True)
    late = counted(running, today)
    kept(running, today)
    Programme.objects.filter(pk=running.pk).delete()
    assert Summary.objects.count() == 0
    keeping._keep(slow, today, late)
    assert SummaryFigure.objects.count() == 0


def test_doctor_finds_figures_that_lie_and_the_command_mends_them(running, today):
    expected = kept(running, today)
    assert list(summaries(timezone.now())) == []
    SummaryFigure.objects.filter(code=CODE).update(count=77)
    assert kept(running, today).ratios[CODE].number == 77
    assert list(summaries(timezone.now())) == [
        (
            "wrong",
            (
                f"Свод показателей «{running}» не совпадает с данными. "
                "Пересчитайте: manage.py rebuild_summaries."
            ),
        )
    ]
    out = StringIO()
    call_command("rebuild_summaries", stdout=out)
    assert out.getvalue().splitlines()[1] == "Сводов показателей посчитано: 2."
    assert kept(running, today) == expected
    assert list(summaries(timezone.now())) == []


def test_daily_command_has_the_figures_ready_and_takes_the_marks(running, neighbour, today):
    kept(Programme.objects.get(municipality=neighbour), today)
    Programme.objects.filter(municipality=neighbour).update(end_date=today - timedelta(days=1))
    Summary.objects.update(on=today - timedelta(days=1))
    assert SourceChange.objects.exists()
    out = StringIO()
    call_command("keep_summaries", stdout=out)
    assert out.getvalue() == "Сводов показателей готово: 2.\n"
    assert (is_held(today), Summary.objects.count()) == (2, 2)
    assert not SourceChange.objects.exists()


@pytest.mark.postgres
def test_night_has_postgresql_look_at_what_was_written(running, today):
    """It took the kept figures of a country for an empty table, and read all summaries for each of them."""
    call_command("keep_summaries", stdout=StringIO())
    for model in (Summary, SummaryFigure):
        name = model._meta.db_table
        assert run(f"SELECT reltuples FROM pg_class WHERE relname = '{name}'") == [(model.objects.count(),)]


def test_release_has_everything_counted_anew(running, today):
    kept(running, today)
    call_command("migrate", verbosity=0)
    assert not Summary.objects.exists()
    School.objects.update(is_base=True)
    assert SourceChange.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_count_at_once_get_the_same(running, today):
    first, second = together(lambda: kept(running, today), lambda: kept(running, today))
    assert first == second == counted(running, today)
    assert (Summary.objects.count(), SummaryFigure.objects.count()) == (1, 36)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_writer_that_is_not_done_is_waited_for_by_nobody(running, today):
    """A change that is not committed is in nobody's figures; the page answers, and the next one has it."""
    kept(running, today)
    with transaction.atomic():
        School.objects.update(is_base=True)
        [meanwhile] = together(lambda: kept(running, today))
        assert meanwhile.ratios[CODE].number == 1
    assert kept(running, today).ratios[CODE].number == 4


def test_members_of_pairs_are_told_of_by_their_people(running, today):
    before = kept(running, today).ratios["p000_mentor_share"].part
    PairMember.objects.all().delete()
    assert before > 0
    assert kept(running, today).ratios["p000_mentor_share"].part == 0
