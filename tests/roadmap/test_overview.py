"""Schools by stages: every number equals the list behind it; the queries do not grow with the schools."""

import io
from datetime import timedelta

import openpyxl
import pytest

from mentorship.audit.models import Entry
from mentorship.roadmap import heat, overview, workflow
from schools.models import School, SchoolYear, User
from tests.roadmap.conftest import LINK, event_of, words_of

OWN = "Ёлкинская СОШ"


@pytest.fixture
def schools(municipality):
    """Six schools beside the cast's own, which has no roadmap either."""
    return [
        School.objects.create(code=f"91{number}", municipality=municipality, name=f"СОШ № {number}")
        for number in range(6)
    ]


@pytest.fixture
def many(schools, make_roadmap, this_year, today):
    """draft, submitted, two running (one late by 20 and 3 days), two without."""
    draft = make_roadmap(schools[0], "draft", year=this_year)
    submitted = make_roadmap(schools[1], "submitted", year=this_year)
    calm = make_roadmap(schools[2], "agreed", year=this_year)
    late = make_roadmap(schools[3], "in_progress", year=this_year)
    for roadmap in (draft, submitted, calm, late):
        roadmap.events.update(start_date=None, due_date=today + timedelta(days=60))
    late.events.filter(code="1.1").update(due_date=today - timedelta(days=20))
    late.events.filter(code="1.2").update(due_date=today - timedelta(days=3))
    late.events.filter(code="2.1").update(due_date=today - timedelta(days=3))
    workflow.mark_done(event=event_of(late, "1.3"), done_date=today, on=today, by=None, links=[LINK])
    return {"draft": draft, "submitted": submitted, "calm": calm, "late": late}


def scope_of(users, login, year, on, **options):
    return overview.Scope(User.objects.get(pk=users[login].pk), year, on, **options)


def listed(client, query):
    return [row.name for row in client.get(f"/roadmap/?{query}").context["rows"]]


def test_counts_tell_the_schools_by_state(many, users, this_year, today):
    counts = heat.heat_of(scope_of(users, "department", this_year, today)).counts
    assert counts == heat.Counts(schools=7, running=2, submitted=1, draft=1, closed=0, none=3)


def test_lateness_counts_events_and_schools(many, users, this_year, today):
    assert heat.heat_of(scope_of(users, "head", this_year, today)).lateness == heat.Lateness(3, 1, 3)


def test_lateness_of_nobody_is_nothing(users, this_year, today, schools):
    assert heat.heat_of(scope_of(users, "head", this_year, today)).lateness == heat.Lateness(0, 0, None)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("state=running", ["СОШ № 2", "СОШ № 3"]),
        ("state=submitted", ["СОШ № 1"]),
        ("state=draft", ["СОШ № 0"]),
        ("state=none", [OWN, "СОШ № 4", "СОШ № 5"]),
        ("state=not_agreed", [OWN, "СОШ № 0", "СОШ № 1", "СОШ № 4", "СОШ № 5"]),
        ("state=closed", []),
        ("late=on", ["СОШ № 3"]),
        ("state=submitted&late=on", []),
        ("state=nonsense", [OWN, *(f"СОШ № {number}" for number in range(6))]),
    ],
)
def test_list_behind_a_number_has_its_schools(client_as, many, query, names):
    assert listed(client_as("head"), query) == names


def test_numbers_equal_the_lists_behind_them(client_as, many):
    client = client_as("approver")
    counts = client.get("/roadmap/").context["heat"].counts
    for state in ("running", "submitted", "draft", "none", "closed"):
        assert len(listed(client, f"state={state}")) == getattr(counts, state)
    late = client.get("/roadmap/").context["heat"].lateness.schools
    assert len(listed(client, "late=on")) == late


def test_group_of_low_results_narrows_counts_and_list(client_as, many, schools, this_year):
    SchoolYear.objects.create(school=schools[3], year=this_year, has_low_results=True)
    SchoolYear.objects.create(school=schools[4], year=this_year, has_low_results=True)
    response = client_as("head").get("/roadmap/?group=low_results")
    assert [row.name for row in response.context["rows"]] == ["СОШ № 3", "СОШ № 4"]
    assert response.context["heat"].counts == heat.Counts(2, 1, 0, 0, 0, 1)


def test_cells_count_done_of_planned_and_the_oldest_delay(many, users, schools, this_year, today):
    table = heat.heat_of(scope_of(users, "head", this_year, today))
    row = next(row for row in table.rows if row.name == schools[3].name)
    first, second, third = row.cells[:3]
    assert (first.done, first.total, first.percent, first.step, first.days_late) == (1, 4, 25, "h1", 20)
    assert (second.done, second.total, second.days_late) == (0, 3, 3)
    assert (third.step, third.days_late) == ("h0", 0)
    assert [stage.number for stage in table.stages] == ["1", "2", "3", "4", "5", "6", "7"]


def test_cell_equals_the_stage_of_the_page_behind_it(client_as, many, users, schools, this_year, today):
    table = heat.heat_of(scope_of(users, "head", this_year, today))
    row = next(row for row in table.rows if row.name == schools[3].name)
    stages = client_as("head").get(f"/roadmap/{many['late'].pk}/").context["board"].stages
    assert [(cell.done, cell.total) for cell in row.cells] == [(stage.done, stage.total) for stage in stages]


@pytest.mark.parametrize(
    ("done", "total", "percent", "step"),
    [
        (0, 4, 0, "h0"),
        (1, 8, 12, "h1"),
        (2, 4, 50, "h2"),
        (2, 3, 66, "h3"),
        (4, 5, 80, "h4"),
        (199, 200, 99, "h4"),
        (4, 4, 100, "h5"),
        (0, 0, 0, "h0"),
    ],
)
def test_cell_is_rounded_down(done, total, percent, step):
    cell = heat.Cell(heat.Stage(1, "1", "Подготовка"), total, done, 0)
    assert (cell.percent, cell.step) == (percent, step)


def test_overview_says_what_stands_instead_of_cells(client_as, many):
    response = client_as("department").get("/roadmap/")
    assert "СОШ № 1 на согласовании с " in words_of(response)
    assert "СОШ № 4 карты нет СОШ № 5 карты нет" in words_of(response)
    page = response.content.decode()
    table = page[page.index('<table class="table heat">') :].partition("</table>")[0]
    counted = (table.count("<caption"), table.count('<th scope="row">'), table.count('<th scope="col">'))
    assert counted == (1, 7 + 3, 8)  # three rows of sums


def test_approver_sees_the_queue_on_top(client_as, many):
    response = client_as("approver").get("/roadmap/")
    (waiting,) = response.context["queue"]
    assert (waiting.roadmap.pk, waiting.row.event_count, waiting.days) == (many["submitted"].pk, 35, 0)
    assert client_as("department").get("/roadmap/").context["queue"] == []


def test_questions_of_schools_stand_on_top(client_as, many):
    event = event_of(many["calm"], "5.4")
    workflow.ask_cancel(event=event, reason="не нужно", by=None)
    changes = client_as("methodist").get("/roadmap/").context["changes"]
    assert [change.event for change in changes] == [event]
    assert client_as("head").get("/roadmap/").context["changes"] == []


def helped(users, year, on):
    return heat.who_needs_help(heat.heat_of(scope_of(users, "head", year, on)).behind(), on)


def test_help_names_the_oldest_event_and_the_curator(many, users, people, schools, this_year, today):
    people["curator"].roles.create(role="curator", school=schools[3], start_date=today)
    (row,) = helped(users, this_year, today)
    assert (row.event.code, row.days, row.curators) == ("1.1", 20, people["curator"].short_name)


def test_help_begins_after_two_weeks(many, users, this_year, today):
    late = many["late"].events.filter(code="1.1")
    late.update(due_date=today - timedelta(days=14))
    assert helped(users, this_year, today) == []
    late.update(due_date=today - timedelta(days=15))
    (row,) = helped(users, this_year, today)
    assert (row.days, row.curators) == (15, "не назначен")


def test_overview_stays_within_the_municipality(client_as, many, make_roadmap, foreign_school, this_year):
    make_roadmap(foreign_school, "agreed", year=this_year)
    response = client_as("methodist").get("/roadmap/")
    assert response.context["heat"].counts.schools == 7
    assert "Степная СОШ" not in response.content.decode()


def test_municipality_is_asked_only_of_those_who_see_several(client_as, many, people, other_municipality):
    assert "municipality" not in client_as("head").get("/roadmap/").context["form"].fields
    people["head"].roles.create(role="head", municipality=other_municipality, start_date="2023-09-01")
    client = client_as("head")
    assert client.get("/roadmap/").context["heat"].counts.schools == 7
    other = client.get(f"/roadmap/?municipality={other_municipality.pk}").context
    assert other["heat"].counts.schools == 0


def test_curator_of_two_schools_sees_both(client_as, many, people, schools, school):
    people["curator"].roles.create(role="curator", school=schools[3], start_date="2023-09-01")
    rows = client_as("curator").get("/roadmap/").context["rows"]
    assert [row.name for row in rows] == ["Ёлкинская СОШ", "СОШ № 3"]


def test_municipal_roadmap_stands_over_the_schools(client_as, many, make_roadmap, municipality, this_year):
    roadmap = make_roadmap(None, "agreed", municipality=municipality, year=this_year)
    (shown,) = client_as("department").get("/roadmap/").context["municipal"]
    assert (shown.pk, shown.event_count, shown.done_count) == (roadmap.pk, 40, 0)


def test_year_of_the_address_is_shown(client_as, make_roadmap, schools):
    make_roadmap(schools[0], "agreed", year=2019)
    response = client_as("head").get("/roadmap/?year=2019/2020")
    assert response.context["heat"].counts.running == 1
    assert "2019/2020 учебный год" in words_of(response)


def queries_of(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(25) as captured:
        assert client.get("/roadmap/").status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_the_schools(
    client_as, many, municipality, make_roadmap, this_year, django_assert_max_num_queries
):
    client = client_as("approver")
    client.get("/roadmap/")  # the first request also stores the session
    few = queries_of(client, django_assert_max_num_queries)
    for number in range(60):
        school = School.objects.create(code=f"92{number}", municipality=municipality, name=f"ООШ № {number}")
        if number < 12:
            make_roadmap(school, ("submitted", "agreed")[number % 2], year=this_year)
    assert queries_of(client, django_assert_max_num_queries) == few


def test_all_schools_stand_on_one_page(client_as, municipality, templates):
    School.objects.bulk_create(
        School(code=f"93{number}", municipality=municipality, name=f"ООШ № {number:02}")
        for number in range(51)
    )
    assert len(client_as("head").get("/roadmap/").context["rows"]) == 52


def test_group_of_hard_conditions_narrows_too(client_as, many, schools, this_year):
    SchoolYear.objects.create(school=schools[2], year=this_year, has_hard_conditions=True)
    assert listed(client_as("head"), "group=hard_conditions") == ["СОШ № 2"]


def test_template_narrows_and_is_asked_only_where_there_are_two(
    client_as, many, schools, make_roadmap, this_year
):
    assert "template" not in client_as("head").get("/roadmap/").context["form"].fields
    make_roadmap(schools[4], "agreed", year=this_year, template="school_001")
    client = client_as("head")
    assert listed(client, "template=school_001") == ["СОШ № 4"]
    assert len(listed(client, "template=school_003")) == 4


def test_events_behind_the_sums_are_those_counted(client_as, many):
    client = client_as("head")
    page = client.get("/roadmap/")
    for column in page.context["columns"]:
        for what, number in (("late", column.late), ("done", column.done), ("", column.total)):
            rows = client.get(f"/roadmap/events/?what={what}&stage={column.stage.order}").context["rows"]
            assert len(rows) == number
    first = page.context["columns"][0]
    assert (first.late, first.median_days) == (2, 3)
    text = words_of(client.get("/roadmap/events/?what=late"))
    assert "Найдено 3 мероприятия" in text
    assert "просрочено на 20 дней" in text


def test_a_stage_that_is_none_is_not_a_filter(client_as, many):
    for stage in ("x", "0", "9" * 20):
        assert client_as("head").get("/roadmap/events/", {"stage": stage}).status_code == 200


def test_workbook_holds_the_rows_of_the_page(client_as, many):
    client = client_as("head")
    response = client.get("/roadmap/schools.xlsx?state=running")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    schools, stages = book.worksheets
    rows = list(schools.values)
    assert rows[0][:5] == (
        "Школа",
        "Состояние карты",
        *(f"1. Подготовка условий: {part}" for part in ("выполнено", "всего", "дней просрочки")),
    )
    assert [row[0] for row in rows[1:]] == ["СОШ № 2", "СОШ № 3"]
    assert rows[2][2:8] == (1, 4, 20, 0, 3, 3)
    assert list(stages.values)[1] == ("1. Подготовка условий", 1, 8, 2, 3)
    assert Entry.objects.get(action="roadmap.overview_exported").data["rows"] == 2
