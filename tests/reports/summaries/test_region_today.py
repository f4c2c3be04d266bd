"""All municipalities together on today's figures: sums, what stays out, what is counted on the way."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.programmes.models import Programme
from reports.drawn import drawn_lines
from reports.generated.municipality import generate
from reports.generated.size import Size
from reports.indicators.registry import REGISTRY
from reports.models import Statistic, Summary, SummaryFigure
from reports.region import today as region
from reports.summaries.figures import counted
from schools import years
from schools.enums import Role
from schools.models import RoleAssignment, School, User

PAGE = "/reports/region/today/"
SHARE, COUNT, ENTERED = "p000_mentor_share", "p004_10_base_orgs", "p004_09_event"


def give(user, place, today):
    RoleAssignment.objects.create(
        person=user.person, role=Role.METHODIST, municipality=place, start_date=today
    )


@pytest.fixture
def methodist(town, neighbour, today):
    """Somebody of the one municipality who answers for the other one, too."""
    found = User.objects.filter(person__roles__role=Role.METHODIST, person__municipality=town)[0]
    give(found, neighbour, today)
    return User.objects.get(pk=found.pk)


def line_of(found, code):
    [line] = [line for line in found.lines if line.indicator.code == code]
    return line


def test_totals_are_those_of_the_municipalities(methodist, today):
    every = [counted(row, today, has_names=False).ratios for row in Programme.objects.order_by("pk")]
    found = region.today_of(methodist, today)
    share, count = line_of(found, SHARE), line_of(found, COUNT)

    part, whole = (sum(getattr(ratios[SHARE], name) for ratios in every) for name in ("part", "whole"))
    assert (share.total.part, share.total.whole, share.given) == (part, whole, 2)
    assert share.total.value == Fraction(part, whole) > 0
    assert (count.total.value, count.given) == (sum(ratios[COUNT].number for ratios in every), 2)
    assert (found.municipalities, found.counted, found.uncounted, found.older) == (2, 2, 0, 0)
    assert [line.indicator.code for line in found.lines] == list(REGISTRY)


def test_figure_that_people_enter_counts_where_it_was_entered(methodist, neighbour, today):
    empty = line_of(region.today_of(methodist, today), ENTERED)
    assert (empty.total.value, empty.given) == (None, 0)
    Statistic.objects.create(
        municipality=neighbour, year=years.year_of(today), indicator=ENTERED, numerator=3, date=today
    )
    line = line_of(region.today_of(methodist, today), ENTERED)
    assert (line.total.words, line.given) == ("3", 1)


def test_what_is_hidden_and_shares_without_parts_stay_out(methodist, town, today):
    region.today_of(methodist, today)
    mine = SummaryFigure.objects.filter(summary__programme__municipality=town)
    mine.filter(code=SHARE).update(is_hidden=True)
    mine.filter(code=COUNT).update(is_hidden=True)
    found = region.today_of(methodist, today)
    other = Programme.objects.exclude(municipality=town).get()
    ratios = counted(other, today, has_names=False).ratios

    assert line_of(found, SHARE).total.parts == f"{ratios[SHARE].part} из {ratios[SHARE].whole}"
    assert (line_of(found, SHARE).given, line_of(found, COUNT).given) == (1, 1)
    decline = line_of(found, "p000_shnor_share_decline")
    assert (decline.total.words, decline.given) == ("—", 0)


def test_of_several_programmes_of_a_day_the_one_that_ends_last_counts(methodist, town, today):
    running = Programme.objects.get(municipality=town)
    later = Programme.objects.create(
        code="later", municipality=town, title="Следующая", start_date=today,
        end_date=running.end_date + timedelta(days=1), baseline_year=running.baseline_year,
    )  # fmt: skip
    assert set(Programme.objects.last_running(today).filter(municipality=town)) == {later}
    found = region.today_of(methodist, today)
    assert (found.municipalities, found.counted, found.older) == (2, 2, 0)
    assert not Summary.objects.filter(programme=running).exists()
    # of two that end on the same day the one that began later, then the one entered later
    Programme.objects.filter(pk=later.pk).update(end_date=running.end_date)
    assert Programme.objects.last_running(today).get(municipality=town) == later
    Programme.objects.filter(pk=later.pk).update(start_date=running.start_date)
    assert Programme.objects.last_running(today).get(municipality=town) == later
    assert Programme.objects.last_running(running.start_date - timedelta(days=1)).count() == 0


def test_equal_figures_are_drawn_once(methodist, today):
    lines, again = (region.today_of(methodist, today).lines for _ in range(2))
    assert drawn_lines(lines) is drawn_lines(again)
    School.objects.update(is_base=True)
    other = drawn_lines(region.today_of(methodist, today).lines)
    assert other != drawn_lines(lines)


def test_change_is_in_the_next_page(methodist, today):
    before = line_of(region.today_of(methodist, today), COUNT).total.value
    School.objects.update(is_base=True)
    assert line_of(region.today_of(methodist, today), COUNT).total.value == 6 > before


def test_more_than_a_page_can_count_is_said(methodist, today, client):
    for number in range(region.AT_ONCE):
        give(methodist, generate(size=Size(1, 10, 2, 2), seed=10 + number, on=today), today)
    client.force_login(methodist)

    first = client.get(PAGE)
    assert (first.context["today"].municipalities, first.context["today"].uncounted) == (12, 2)
    assert "Сегодня ещё не посчитаны: 2 из 12" in " ".join(first.content.decode().split())
    assert client.get(PAGE).context["today"].uncounted == 0

    School.objects.update(is_base=True)
    third = client.get(PAGE)
    assert (third.context["today"].uncounted, third.context["today"].older) == (0, 2)
    assert "цифры, посчитанные сегодня раньше: 2." in " ".join(third.content.decode().split())
    assert client.get(PAGE).context["today"].older == 0


def test_queries_do_not_grow_with_municipalities(methodist, today, client):
    client.force_login(methodist)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for number in range(4):
        give(methodist, generate(size=Size(1, 10, 2, 2), seed=10 + number, on=today), today)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(few) == len(many) <= 10


def test_programme_that_is_over_and_foreign_ones_stay_out(methodist, neighbour, today, client):
    generate(size=Size(1, 10, 2, 2), seed=10, on=today)
    Programme.objects.filter(municipality=neighbour).update(end_date=today - timedelta(days=1))
    assert region.today_of(methodist, today).municipalities == 1
    Programme.objects.update(end_date=today - timedelta(days=1))
    Summary.objects.all().delete()
    client.force_login(methodist)
    assert "Действующих программ нет" in client.get(PAGE).content.decode()
    assert not Summary.objects.exists()
