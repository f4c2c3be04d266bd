"""The demonstration workbook: what goes in comes out, however it is spelled."""

from pathlib import Path

import pytest

from mentorship.bank.models import MentorPlace
from mentorship.pairs.models import Pair, PairMember
from mentorship.spreadsheets.exporting import export_layout
from mentorship.spreadsheets.importing import run_import

DATA = Path(__file__).parents[1] / "data"


def load(kind, folder="demo"):
    report = run_import(kind, DATA / folder / f"{kind}.xlsx", by=None)
    assert report.errors == []
    return report.created, report.updated, report.unchanged


@pytest.mark.django_db
def test_demonstration_pairs_go_in_and_come_out_unchanged(tmp_path):
    for kind in ("schools", "staff"):
        load(kind)
    assert load("pairs") == (124, 0, 0)
    assert (Pair.objects.count(), PairMember.objects.count()) == (83, 124)
    assert (
        MentorPlace.objects.filter(member__isnull=False).count()
        == PairMember.objects.filter(pair__state__in=("active", "paused")).count()
    )
    assert load("pairs", "demo_dirty") == (0, 0, 124)
    copy = tmp_path / "pairs.xlsx"
    assert export_layout("pairs", copy, municipality=None, by=None) == 124
    report = run_import("pairs", copy, by=None)
    assert (report.created, report.updated, report.unchanged, report.errors) == (0, 0, 124, [])
