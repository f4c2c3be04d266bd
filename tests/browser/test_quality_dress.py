"""The pages of the ledger and of two doubles: accessible in each appearance, never wider than the screen."""

import pytest
from playwright.sync_api import expect

from schools.models import Diagnostic
from tests.browser.dress import SURPLUS, faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEDGER, CHECK = "/reports/quality/", "/reports/quality/doubles/"
NAMES = {"last_name": "Ёлкина", "first_name": "Алёна", "middle_name": "Петровна"}
# A4 less the margins of the print styles, at 96 pixels an inch.
PAPER = 661


@pytest.fixture
def double(people, school, other_school, school_year, make_teacher) -> str:
    """The address of two records of one teacher that contradict each other."""
    keep = make_teacher(school, "T1", **NAMES)
    drop = make_teacher(other_school, "T2", **{**NAMES, "first_name": "А."}, email="e@example.org")
    for person, score in ((keep, 5), (drop, 6)):
        Diagnostic.objects.create(
            person=person, date="2026-03-01", subject_score=score, method_score=5, max_score=20
        )
    return f"/reports/quality/doubles/{keep.pk}-{drop.pk}/"


@pytest.fixture
def opened(page_as, double):
    """A browser with a page open: `opened("methodist", LEDGER)`; `None` for the page of the doubles."""

    def read(login: str, path: str | None):
        page = page_as(login)
        assert page.goto(path or double).status == 200
        return page

    return read


VIEWS = [("methodist", LEDGER), ("methodist", CHECK), ("methodist", None), ("department", CHECK)]


@pytest.mark.parametrize(("login", "path"), VIEWS)
def test_page_is_accessible_and_fits_screens_and_paper(opened, login, path):
    page = opened(login, path)
    assert (faults(page), overflow(page)) == ({}, {})
    page.set_viewport_size({"width": PAPER, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate(SURPLUS) == 0


def test_two_records_become_one_from_the_ledger(opened, double):
    Diagnostic.objects.all().delete()
    page = opened("methodist", CHECK)
    page.get_by_role("link", name="Сравнить").click()
    page.get_by_role("group", name="Электронная почта").get_by_label("e@example.org").check()
    page.get_by_role("group", name="Место работы").get_by_label("Ёлкинская СОШ, педагог").check()
    page.get_by_role("button", name="Объединить записи").click()
    expect(page.get_by_text("Записи объединены: осталась Ёлкина Алёна Петровна")).to_be_visible()
    expect(page.get_by_role("heading", name="Замечаний нет")).to_be_visible()
