"""The department's page of a thousand schools: one page, few queries, every number equal to its list."""

import re
import time
from statistics import median, median_low

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.utils import timezone

from mentorship.roadmap.models import RoadmapEvent
from schools import years
from tests.roadmap import thousand
from tests.roadmap.conftest import words_of

pytestmark = pytest.mark.django_db

# The acceptance of issue 5 is 300 ms of server time. Machines differ and are shared, so the page is held
# against a table of as many cells that a plain template draws in the same run: beside a whole CI on two cores
# the page took 280 ms and the table 150.
MOST_TIMES = 2.5
RUNS = 7
TABLE = Template(
    "{% for row in rows %}<tr>{% for cell in row %}"
    '<td class="{{ cell.look }}"><a href="{{ cell.link }}">{{ cell.text }}</a></td>'
    "{% endfor %}</tr>{% endfor %}"
)


@pytest.fixture
def expected(municipality):
    """The thousand schools of the municipality of the cast."""
    today = timezone.localdate()
    return thousand.build(municipality, years.year_of(today), today)


@pytest.fixture
def approver(client_as) -> Client:
    """Signed in, and the session stored by a first request."""
    client = client_as("approver")
    client.get("/roadmap/events/")
    return client


def test_the_page_takes_few_queries_and_every_cell_is_right(
    approver, expected, school, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        page = approver.get("/roadmap/")
    context = page.context
    rows = context["rows"]
    assert len(rows) == thousand.SCHOOLS + 1  # with the school of the cast
    codes = dict(type(school).objects.values_list("pk", "code"))
    shown = {
        (codes[row.school_id], cell.stage.number): (cell.total, cell.done, cell.days_late)
        for row in rows
        for cell in row.cells
        if cell
    }
    assert shown == expected.cells
    for column in context["columns"]:
        late = expected.late[column.stage.number]
        assert (column.late, column.median_days) == (len(late), median_low(late) if late else None)
    counts = context["heat"].counts
    assert tuple(counts) == (1001, 960, 10, 10, 10, 11)
    assert len(page.content) < 900_000


def test_every_cell_leads_to_the_list_that_holds_as_many(approver, expected):
    page = approver.get("/roadmap/")
    row = next(row for row in page.context["rows"] if row.cells and row.days_late)
    stages = approver.get(f"/roadmap/{row.roadmap.pk}/").context["board"].stages
    assert [(cell.done, cell.total) for cell in row.cells] == [(stage.done, stage.total) for stage in stages]
    for column in page.context["columns"]:
        links = re.findall(rf'href="(events/\?[^"]*stage={column.stage.order})"', page.text)
        address = links[0].replace("&amp;", "&") if links else f"events/?what=late&stage={column.stage.order}"
        behind = approver.get(f"/roadmap/{address}")
        assert behind.context["page_obj"].paginator.count == column.late
        done = approver.get(f"/roadmap/events/?what=done&stage={column.stage.order}")
        assert done.context["page_obj"].paginator.count == column.done
        every = approver.get(f"/roadmap/events/?stage={column.stage.order}")
        assert every.context["page_obj"].paginator.count == column.total


def processor_seconds(work) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


@pytest.mark.postgres
def test_the_page_takes_little_time_on_the_server(approver, expected):
    """The portal's own processor time beside that of a plain table, taken in turns."""
    with connection.cursor() as cursor:  # as autovacuum does after such a load
        cursor.execute("ANALYZE")
    cell = {"look": "h3 late", "link": "1234/#stage-5", "text": "60 % 3 из 5"}
    plain = Context({"rows": [[cell] * 7] * thousand.SCHOOLS})
    assert approver.get("/roadmap/").status_code == 200
    own, table = [], []
    for _ in range(RUNS):
        table.append(processor_seconds(lambda: TABLE.render(plain)))
        own.append(processor_seconds(lambda: approver.get("/roadmap/")))
    told = f"page {median(own):.3f} s, table {median(table):.3f} s"
    assert median(own) < MOST_TIMES * median(table), told


def test_a_roadmap_that_is_not_agreed_shows_words(approver, expected):
    assert "СОШ № 2 на согласовании с" in words_of(approver.get("/roadmap/?state=submitted"))
    assert RoadmapEvent.objects.count() == 990 * 35
