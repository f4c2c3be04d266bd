"""Who looks on at an import: exact counts, what is stored with the rows, the file beside the workbook."""

import pytest

from mentorship.audit.models import Entry
from mentorship.spreadsheets import progress, uploads
from mentorship.spreadsheets.importing import count_rows, run_import
from mentorship.spreadsheets.progress import Progress, Teller, progress_of
from mentorship.spreadsheets.watch import Watch
from schools.models import School
from tests.spreadsheets.conftest import HEADINGS
from tests.workbooks import workbook

KIND = "test_schools"
ROWS = [[str(number), "Лесной район", f"СОШ № {number}", None, None, None, None] for number in range(1, 6)]
BAD = ["6", "Лесной район", "СОШ № 6", None, "возможно", None, None]


class Recorder(Watch):
    """Writes down all that is told."""

    def __init__(self):
        self.told = []

    def enter(self, phase, total=0):
        self.told.append((str(phase), total))

    def advance(self):
        self.told.append("row")

    def store(self, report):
        self.told.append(report.created)


class Refusing(Watch):
    """Does not let the rows be stored."""

    def store(self, report):
        raise RuntimeError


@pytest.fixture
def token(settings, tmp_path):
    """A kept workbook in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path
    return uploads.keep(b"PK")


def watched(*rows, dry_run=False):
    watch = Recorder()
    run_import(KIND, workbook(HEADINGS, *rows), by=None, dry_run=dry_run, watch=watch)
    return watch.told


def test_every_row_is_told_and_then_that_they_are_stored(municipality):
    assert watched(*ROWS) == [("reading", 0), ("checking", 5), *["row"] * 5, ("writing", 0), 5]


def test_look_through_stores_nothing(municipality):
    assert watched(*ROWS, dry_run=True) == [("reading", 0), ("checking", 5), *["row"] * 5, ("writing", 0)]


def test_errors_store_nothing(municipality):
    assert watched(*ROWS, BAD) == [("reading", 0), ("checking", 6), *["row"] * 6, ("writing", 0)]


def test_unreadable_workbook_ends_at_once(municipality):
    watch = Recorder()
    run_import(KIND, b"a;b;c", by=None, watch=watch)
    assert watch.told == [("reading", 0)]


def test_rows_and_what_is_stored_with_them_stand_or_fall_together(municipality):
    with pytest.raises(RuntimeError):
        run_import(KIND, workbook(HEADINGS, *ROWS), by=None, watch=Refusing())
    assert (School.objects.count(), Entry.objects.filter(action="import").count()) == (0, 0)


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([HEADINGS], 0),
        ([HEADINGS, *ROWS], 5),
        ([["Школы района"], [], HEADINGS, *ROWS], 5),
        # a blank row between filled ones is one to look through
        ([HEADINGS, ROWS[0], [], ROWS[1]], 3),
        ([], 0),
    ],
)
def test_rows_below_the_headings_are_counted(rows, count):
    assert count_rows(KIND, workbook(*rows)) == count


def test_numbers_grow_row_by_row(token, monkeypatch):
    monkeypatch.setattr(progress, "PAUSE", 0)
    assert progress_of(token) == Progress("reading", 0, 0)
    teller, seen = Teller(token), []
    teller.enter("checking", 3)
    for _ in range(3):
        teller.advance()
        seen.append(progress_of(token))
    assert seen == [Progress("checking", number, 3) for number in (1, 2, 3)]
    teller.enter("writing")
    assert progress_of(token) == Progress("writing", 0, 0)


def test_disk_is_not_written_for_every_row(token, monkeypatch):
    monkeypatch.setattr(progress, "PAUSE", 3600)
    teller = Teller(token)
    teller.enter("checking", 3)
    for _ in range(3):
        teller.advance()
    assert (progress_of(token).done, teller.progress.done) == (0, 3)


def test_word_goes_with_its_workbook(token, tmp_path):
    Teller(token).enter("checking", 3)
    assert sorted(path.name for path in (tmp_path / "imports").iterdir()) == [token, f"{token}.progress"]
    uploads.drop(token)
    assert list((tmp_path / "imports").iterdir()) == []


def test_old_words_go_with_old_workbooks_and_are_not_counted(token, tmp_path):
    Teller(token).enter("checking", 3)
    later = (tmp_path / "imports" / token).stat().st_mtime + 60
    assert uploads.drop_old(later, dry_run=True) == 1
    assert uploads.drop_old(later) == 1
    assert list((tmp_path / "imports").iterdir()) == []


def test_workbook_is_held_by_one(token):
    with uploads.held(token) as first, uploads.held(token) as second:
        assert (first, second) == (True, False)
    with uploads.held(token) as again:
        assert again
