"""The demonstration workbooks of the bank: clean and dirty give the same, twice changes nothing."""

import io
from pathlib import Path

import pytest

from mentorship.bank.models import MenteeRequest, Mentor, MentorCard, MentorPlace, Training
from mentorship.spreadsheets.exporting import export_layout
from mentorship.spreadsheets.importing import run_import

DATA = Path(__file__).parents[1] / "data"
ROWS = {"bank": 102, "requests": 148, "trainings": 93}


def load(folder, kind):
    report = run_import(kind, DATA / folder / f"{kind}.xlsx", by=None)
    assert report.errors == []
    return report


@pytest.fixture
def demo(request, db):
    """The workbooks of a folder, imported."""
    for kind in ("schools", "staff"):
        load(request.param, kind)
    assert {kind: load(request.param, kind).created for kind in ROWS} == ROWS
    return request.param


@pytest.mark.parametrize("demo", ["demo", "demo_dirty"], indirect=True)
def test_both_spellings_give_the_same_and_come_back_unchanged(demo):
    counts = (Mentor.objects.count(), MentorCard.objects.count(), MentorPlace.objects.count())
    assert counts == (102, 102, 306)
    assert (MenteeRequest.objects.count(), Training.objects.count()) == (148, 93)
    for kind, rows in ROWS.items():
        stream = io.BytesIO()
        assert export_layout(kind, stream, municipality=None, by=None) == rows
        for folder in ("demo", "demo_dirty"):
            assert load(folder, kind).unchanged == rows
        assert run_import(kind, stream.getvalue(), by=None).unchanged == rows
