"""Importing rows of a kind in one line."""

from collections.abc import Callable
from typing import Any

import pytest

from mentorship.spreadsheets.importing import run_import
from mentorship.spreadsheets.report import ImportReport
from tests.workbooks import workbook


@pytest.fixture
def load(db: None) -> Callable[..., ImportReport]:
    """Import rows under headings: `load("schools", ["Код ОО", …], ["901", …], by=…, municipality=…)`."""

    def run(kind: str, *rows: list[Any], by: Any = None, **options: Any) -> ImportReport:
        return run_import(kind, workbook(*rows), by=by, name=f"{kind}.xlsx", **options)

    return run
