"""How much memory each workbook of a folder costs: gate and reader, each file in a forked process.

`python -m tests.hostile.growth folder` prints the megabytes by the name of the file.
"""

import json
import os
import resource
import sys
from pathlib import Path

from mentorship.spreadsheets.gate import WorkbookRefused, check_workbook
from mentorship.spreadsheets.reader import read_sheet
from tests.hostile.members import HEADINGS


def _grown(path: Path) -> float:
    """Megabytes that the look through the file adds; infinitely many where the process dies of it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, str(_read(path)).encode())
        os._exit(0)
    has_failed = os.waitpid(child, 0)[1] != 0
    os.close(writer)
    with os.fdopen(reader) as told:
        return float("inf") if has_failed else float(told.read())


def _read(path: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    data = path.read_bytes()
    try:
        errors = check_workbook(data)
        found = read_sheet(data, HEADINGS[:3], HEADINGS[3:], errors)
        list(found.rows(found.columns.values()))
    except WorkbookRefused:
        pass
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


if __name__ == "__main__":
    json.dump({path.name: _grown(path) for path in Path(sys.argv[1]).iterdir()}, sys.stdout)
