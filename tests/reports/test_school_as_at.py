"""The page of a school as at a day: what the portal knew then, whatever was edited since."""

import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from mentorship.audit.redaction import permit
from mentorship.roadmap import workflow as roadmaps
from mentorship.roadmap.models import Roadmap
from schools.models import Employment, School, SchoolYear
from schools.years import label, year_of
from tests.cast import YEAR
from tests.full_school import MOSCOW, edit, neighbours, pair_of, running_roadmap, stored

SEPTEMBER = "2025-09-01"
BEFORE, AFTER = (2025, 8, 20), (2025, 11, 3, 12)
NBSP = "\xa0"

pytestmark = pytest.mark.django_db


def shown(client, as_of: str = "", **query):
    response = client.get("/reports/schools/901/", {"as_of": as_of, **query})
    assert response.status_code == 200
    return response


def words(response) -> str:
    """What is read on a page."""
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def indices(response) -> dict[int, Decimal | None]:
    return {entry.row.year: entry.row.results_index for entry in response.context["record"].history}


def test_an_edit_changes_today_and_not_the_first_of_september(client_as, school, users):
    row = stored(school, 2024, BEFORE, results_index=Decimal("0.41"))
    edit(row, AFTER, by=users["methodist"], results_index=Decimal("0.52"))
    client = client_as("methodist")

    assert indices(shown(client)) == {2024: Decimal("0.52")}
    assert "ИОР, 2024/2025 0,5200" in words(shown(client))
    assert indices(shown(client, SEPTEMBER)) == {2024: Decimal("0.41")}
    assert "ИОР, 2024/2025 0,4100" in words(shown(client, SEPTEMBER))
    assert indices(shown(client, "2025-11-03")) == {2024: Decimal("0.52")}

    version = SchoolYear.history.filter(id=row.pk).latest()
    assert (version.history_user, version.prev_record.results_index) == (users["methodist"], Decimal("0.41"))
    history = words(client.get("/reports/schools/901/history/"))
    assert "Липова З. М." in history.replace(NBSP, " ")


def test_banner_names_the_day_and_links_keep_it(client_as, school):
    stored(school, 2024, BEFORE)
    response = shown(client_as("methodist"), SEPTEMBER)
    page = re.sub(r"\s+", " ", response.content.decode())
    assert "На 1 сентября 2025 года: показано то, что портал знал в тот день." in words(response)
    assert 'href="?year=2024%2F2025" >Показать на сегодня</a>' in page
    assert 'href="?year=2024%2F2025&amp;as_of=2025-09-01"' in page
    assert "record.xlsx?year=2024%2F2025&amp;as_of=2025-09-01" in page
    assert "показано то, что портал знал" not in words(shown(client_as("methodist")))


def test_today_by_its_date_is_today(client_as, school):
    stored(school, 2024, BEFORE)
    response = shown(client_as("methodist"), timezone.localdate().isoformat())
    assert "показано то, что портал знал" not in words(response)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("позавчера", "Это не дата. Напишите день, например 01.09.2026."),
        ("2025-02-31", "Это не дата. Напишите день, например 01.09.2026."),
        ("2099-12-31", "31.12.2099 ещё не наступило. Укажите день не позже сегодняшнего."),
        ("9999-12-31", "Проверьте год: дата должна быть между 1950 и 2100 годом."),
        ("1999-12-31", "Слишком давний день. Укажите день не раньше 01.01.2000."),
        ("0001-01-01", "Проверьте год: дата должна быть между 1950 и 2100 годом."),
    ],
)
def test_wrong_day_is_named_and_today_is_shown(client_as, school, given, sentence):
    row = stored(school, 2024, BEFORE, results_index=Decimal("0.41"))
    edit(row, AFTER, results_index=Decimal("0.52"))
    client = client_as("methodist")
    response = shown(client, given)
    assert sentence in words(response)
    assert "Показано на сегодня" in words(response)
    assert indices(response) == {2024: Decimal("0.52")}
    refused = client.get("/reports/schools/901/record.xlsx", {"as_of": given})
    assert (refused.status_code, refused.content.decode()) == (400, sentence)


def test_day_may_be_written_the_russian_way(client_as, school):
    assert shown(client_as("methodist"), "01.09.2025").context["asked"].on == date(2025, 9, 1)


def test_row_recorded_later_is_marked_with_its_day(client_as, school):
    stored(school, 2024, AFTER, results_index=Decimal("0.41"))
    response = shown(client_as("methodist"), SEPTEMBER)
    assert indices(response) == {2024: Decimal("0.41")}
    assert "2024/2025 внесено позже: 03.11.2025" in words(response)
    assert "внесено позже" not in words(shown(client_as("methodist"), "2025-11-03"))


def test_year_to_come_recorded_later_is_left_out(client_as, school):
    stored(school, 2024, BEFORE)
    stored(school, 2025, AFTER)
    client = client_as("methodist")
    assert list(indices(shown(client, "2025-08-31"))) == [2024]
    assert list(indices(shown(client, SEPTEMBER))) == [2025, 2024]


def test_deleted_row_still_stands_on_the_day(client_as, school):
    row = stored(school, 2024, BEFORE, results_index=Decimal("0.41"))
    row._history_date = datetime(*AFTER, tzinfo=MOSCOW)
    row.delete()
    client = client_as("methodist")
    assert indices(shown(client, SEPTEMBER)) == {2024: Decimal("0.41")}
    assert indices(shown(client)) == {}
    assert "Сведений по годам пока нет" in words(shown(client))


def test_fields_of_the_school_are_those_of_the_day(client_as, school):
    with permit(act="Проверка"):
        School.history.filter(id=school.pk).update(history_date=datetime(2025, 1, 1, tzinfo=MOSCOW))
    school.site, school.is_elevated, school.code = "https://new.example", True, "901-Б"
    school._history_date = datetime(*AFTER, tzinfo=MOSCOW)
    school.save()
    client = client_as("methodist")
    then = client.get("/reports/schools/901-Б/", {"as_of": SEPTEMBER})
    now = client.get("/reports/schools/901-Б/")
    for response, code, site, elevated in ((then, "901", "не указан", 0), (now, "901-Б", "new.example", 1)):
        said = words(response)
        assert f"код {code} " in said
        assert site in said
        assert said.count("повышенный уровень") == elevated


def test_school_recorded_later_says_so(client_as, school):
    today = timezone.localdate()
    assert f"Сведения о школе внесены позже: {today:%d.%m.%Y}." in words(
        shown(client_as("methodist"), SEPTEMBER)
    )


def test_quartiles_are_those_of_the_day(client_as, school):
    stored(school, 2024, BEFORE, results_index=Decimal("0.30"))
    others = neighbours(school, 4)
    for place, other in enumerate(others):
        row = stored(other, 2024, BEFORE, results_index=Decimal(40 + place) / 100)
        edit(row, AFTER, results_index=Decimal(10 + place) / 100)
    client = client_as("methodist")
    assert "0,3000 первый квартиль" in words(shown(client, SEPTEMBER, year="2024/2025"))
    assert "0,3000 четвёртый квартиль" in words(shown(client, year="2024/2025"))


def test_quartiles_with_later_records_of_others_say_so(client_as, school):
    stored(school, 2024, BEFORE, results_index=Decimal("0.30"))
    stored(neighbours(school, 1)[0], 2024, AFTER, results_index=Decimal("0.4"))
    said = words(shown(client_as("methodist"), SEPTEMBER))
    assert "В квартилях учтены записи других школ, внесённые позже: 1." in said


def test_school_taken_off_the_list_later_still_stands_on_it(client_as, school):
    row = stored(school, YEAR, BEFORE, has_low_results=True)
    edit(row, AFTER, low_results_ended=date(2025, 11, 1))
    client = client_as("methodist")
    assert "ШНОР: исключена с 01.11.2025" not in words(shown(client, SEPTEMBER))
    assert "ШНОР 01.09.2025 31.08.2026" in words(shown(client, SEPTEMBER))
    assert "ШНОР: исключена с 01.11.2025" in words(shown(client, "2025-11-03"))
    assert "ШНОР 01.09.2025 31.10.2025 исключена до конца года" in words(shown(client))


def people_in_pairs(response) -> int:
    return response.context["entry"].participation.people


def test_pairs_and_places_of_work_count_by_their_own_dates(client_as, school, other_school, people):
    stored(school, YEAR, BEFORE, teacher_count=20)
    pair_of(people["mentor"], people["mentee"], date(2025, 9, 15))
    Employment.objects.filter(person=people["mentee"]).update(end_date=date(2025, 12, 1))
    Employment.objects.create(person=people["mentee"], school=other_school, start_date=date(2025, 12, 1))
    client = client_as("methodist")
    found = [people_in_pairs(shown(client, day)) for day in (SEPTEMBER, "2025-09-15", "2025-12-01")]
    assert found == [0, 2, 1]


def test_roadmap_is_turned_back_to_the_day(client_as, school):
    running_roadmap(school)
    Roadmap.objects.update(created_at=datetime(2025, 9, 1, tzinfo=MOSCOW))
    for field, day in (("submitted_at", 10), ("agreed_at", 20)):
        Roadmap.objects.update(**{field: datetime(2025, 9, day, tzinfo=MOSCOW)})
    event = Roadmap.objects.get().events.filter(term_kind="month").order_by("order").first()
    roadmaps.mark_done(
        event=event, done_date=date(2025, 10, 6), on=date(2025, 10, 7), by=None, links=["https://a.example"]
    )
    stored(school, YEAR, BEFORE)
    client = client_as("methodist")
    states = [
        (found.standing.words, found.board.done)
        for found in (
            shown(client, day, year=label(YEAR)).context["record"].roadmap
            for day in ("2025-09-05", "2025-09-15", "2025-10-05", "2025-10-06")
        )
    ]
    agreed = f"согласована 20{NBSP}сентября"
    assert states == [
        ("черновик", 0),
        (f"на согласовании с 10{NBSP}сентября", 0),
        (agreed, 0),
        (agreed, 1),
    ]


def test_roadmap_made_later_is_marked(client_as, school):
    year = year_of(timezone.localdate())
    running_roadmap(school, year)
    stored(school, YEAR, BEFORE)
    said = words(shown(client_as("methodist"), SEPTEMBER, year=label(year)))
    assert f"внесено позже: {timezone.localdate():%d.%m.%Y}" in said


def test_day_of_the_past_asks_a_bounded_number_of_questions(client_as, school, django_assert_max_num_queries):
    client = client_as("methodist")
    neighbours(school, 30, years_back=5)
    for year in range(2021, 2026):
        stored(school, year, results_index=Decimal("0.3"))
    shown(client, SEPTEMBER)
    with django_assert_max_num_queries(28):
        shown(client, SEPTEMBER)
