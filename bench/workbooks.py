"""Import of bank rows beside django-import-export's defaults; export beside xlsxwriter alone."""

import io
import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, product
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import xlsxwriter
from django.db import transaction

from bench.measuring import Row, Target, compared, interleaved, told
from bench.peer import Peer, python_of
from bench.world import World
from mentorship.bank.models import Mentor
from mentorship.spreadsheets.importing import run_import
from mentorship.spreadsheets.writer import stream_workbook, write_workbook
from reports.demo import lists

HEADINGS = (
    "Район", "ОО, где работает наставник", "ФИО наставника", "Наставляемый. Кто может стать наставляемым",
    "Предмет", "Направление совместной деятельности", "Примерный стаж наставляемого",
    "Предполагаемая категория наставляемого",
    "Электронный адрес наставника, страница (если есть)", "Код педагога",
)  # fmt: skip
PEER = "django-import-export"
DAY = date(2026, 9, 1)


def rows(world: World) -> Iterator[Row]:
    """Import dry, real and once more; export."""
    yield from _imports(world)
    yield _export(world)


def _cards(world: World, number: int) -> list[list[Any]]:
    """Cards of the municipality's mentors: each of many subjects and directions."""
    people = Mentor.objects.filter(person__municipality=world.municipality).select_related(
        "person__school", "person__municipality"
    )
    subjects = [f"{name}, {part}-й уровень" for part in range(1, 10) for name in lists.SUBJECTS]
    mixed = product(subjects, lists.FOCUSES, people.order_by("pk"))
    return [
        [
            str(row.person.municipality), str(row.person.school), str(row.person),
            "молодой/начинающий педагог", subject, focus, "21-30", "высшая",
            "mentor@example.org", row.person.code,
        ]
        for subject, focus, row in islice(mixed, number)
    ]  # fmt: skip


class _Loads:
    """The three imports of the same workbook; each returns its own seconds."""

    def __init__(self, cards: list[list[Any]]) -> None:
        self._number = len(cards)
        self._data = write_workbook("Банк", HEADINGS, cards)

    def load(self, expected: str, *, dry_run: bool = False) -> float:
        """Import, and see that every row came to what is expected."""
        began = perf_counter()
        report = run_import("bank", self._data, by=None, dry_run=dry_run, name="bank.xlsx")
        seconds = perf_counter() - began
        if report.errors or getattr(report, expected) != self._number:
            raise AssertionError(f"The import went wrong: {report.errors[:3]}")
        return seconds

    def dry(self) -> float:
        """Nothing is stored."""
        return self.load("created", dry_run=True)

    def real(self) -> float:
        """Stored, and taken back after the clock has stopped."""
        with transaction.atomic():
            seconds = self.load("created")
            transaction.set_rollback(True)
        return seconds

    def again(self) -> float:
        """The same file once more: nothing changes."""
        return self.load("unchanged")


def _imports(world: World) -> Iterator[Row]:
    cards = _cards(world, world.scale.import_rows)
    loads, python = _Loads(cards), python_of(PEER)
    if python is None:
        yield from _alone(world, {"dry": loads.dry, "real": loads.real})
        return
    with TemporaryDirectory() as folder:
        parsed = Path(folder) / "rows.json"
        few = [[row[9], row[4], row[5], row[3], *row[6:9]] for row in cards[: world.scale.peer_rows]]
        parsed.write_text(json.dumps(few), encoding="utf-8")
        peer = Peer(PEER, python, str(parsed))
        yield _against(world, "dry", loads.dry, peer)
        yield _against(world, "real", loads.real, peer)
        loads.load("created")
        yield _against(world, "again", loads.again, peer)
        peer.close()


def _against(world: World, job: str, ours: Any, peer: Peer) -> Row:
    """Time a row, for the peer gets fewer of them: it is linear in their number."""
    found = interleaved({"ours": ours, "peer": lambda: peer.seconds(job)}, world.scale.rounds)
    number, few = world.scale.import_rows, world.scale.peer_rows
    return compared(
        f"import of {number} bank rows, {job}", world.label, found["ours"] / number, f"{PEER}, default",
        found["peer"] / few, Target("faster", 10),
        f"ms a row; ours reads the .xlsx itself, the peer got {few} parsed rows (SQLite, Django's defaults)",
    )  # fmt: skip


def _alone(world: World, jobs: dict[str, Any]) -> Iterator[Row]:
    number = world.scale.import_rows
    for job, taken in interleaved(jobs, world.scale.rounds).items():
        note = f"{PEER} is not installed here"
        yield told(f"import of {number} bank rows, {job}", world.label, taken / number, ">= 10x faster", note)


def _export(world: World) -> Row:
    """Ten columns, as a list of people has them."""
    table = [
        [
            f"В1-{number}", "Белоберегова", "Вера", "Олеговна", "учитель", f"Предмет {number % 12}",
            DAY + timedelta(days=number % 900), number, number / 7, number % 2 == 0,
        ]
        for number in range(world.scale.export_rows)
    ]  # fmt: skip
    headings = [f"Колонка {number}" for number in range(1, 11)]

    def ours() -> None:
        stream_workbook(io.BytesIO(), "Лист", headings, table)

    def alone() -> None:
        options = {"constant_memory": True, "default_date_format": "dd.mm.yyyy"}
        with xlsxwriter.Workbook(io.BytesIO(), options) as workbook:
            sheet = workbook.add_worksheet("Лист")
            sheet.write_row(0, 0, headings)
            for number, row in enumerate(table, 1):
                sheet.write_row(number, 0, row)

    found = interleaved({"ours": ours, "alone": alone}, world.scale.rounds, warm=False)
    return compared(
        f"export of {world.scale.export_rows} rows", world.label, found["ours"], "xlsxwriter alone",
        found["alone"], Target("slower", 1.3),
    )  # fmt: skip
