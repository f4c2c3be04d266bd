"""The pages of a long import: fit and accessible, the bar moves by itself and gives way to the preview."""

import pytest
from django.utils import timezone

from mentorship.spreadsheets import uploads
from mentorship.spreadsheets.enums import TaskState
from mentorship.spreadsheets.kept_report import KeptReport
from mentorship.spreadsheets.models import ImportTask
from mentorship.spreadsheets.progress import Teller
from mentorship.spreadsheets.report import ImportReport
from tests.browser.dress import NARROW, WIDE, look, overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "Персонифицированный-учёт-наставников-и-наставляемых-муниципалитета-2025-2026.xlsx"


@pytest.fixture
def task(users, municipality, settings, tmp_path):
    """A look through a workbook that is at work."""
    settings.MEDIA_ROOT = tmp_path
    return ImportTask.objects.create(
        token=uploads.keep(b"PK"),
        is_dry_run=True,
        kind="schools",
        name=NAME,
        municipality=municipality.pk,
        rows=9800,
        by=users["methodist"],
        state=TaskState.RUNNING,
        claim="x",
        asked_at=timezone.now(),
    )


def faults(page):
    found = list(violations(page))
    for width in (NARROW, WIDE):
        look(page, width, {})
        found += overflow(page)
    return found


def test_bar_moves_by_itself_and_gives_way_to_the_preview(page_as, base_url, task):
    page = page_as("methodist")
    address = f"{base_url}/admin/import/schools/{task.token}/"
    with uploads.held(task.token):
        teller = Teller(task.token)
        teller.enter("checking", 9800)
        page.goto(address)
        assert page.get_by_role("progressbar", name="Проверено строк").get_attribute("max") == "9800"
        assert faults(page) == []
        teller.progress = type(teller.progress)("checking", 1199, 9800)
        teller._told_at = 0
        teller.advance()
        page.get_by_text("Проверено строк: 1 200 из 9 800").wait_for()
        page.goto(f"{base_url}/admin/import/")
        page.get_by_role("link", name=NAME).wait_for()
        assert faults(page) == []
        page.goto(address)
    report = KeptReport.of(ImportReport("schools", rows=9800)).as_json()
    ImportTask.objects.update(state=TaskState.DONE, ended_at=timezone.now(), report=report)
    page.get_by_text("Загружать нечего.").wait_for()


def test_broken_off_import_is_repeated_by_its_button(page_as, base_url, task):
    page = page_as("methodist")
    page.goto(f"{base_url}/admin/import/schools/{task.token}/")
    page.get_by_role("alert").get_by_text("Ничего не записано.").wait_for()
    assert faults(page) == []
    page.get_by_role("button", name="Повторить").click()
    page.get_by_role("status").get_by_text("Сейчас начнётся.").wait_for()
    assert ImportTask.objects.get().state == TaskState.WAITING
