"""The department's page as a workbook: the table of schools and stages, and the sums by stage."""

from collections.abc import Iterator
from typing import Any

from mentorship.roadmap.heat import HeatMap, Row
from mentorship.spreadsheets.writer import Sheet


def sheets(heat: HeatMap, rows: list[Row]) -> list[Sheet]:
    """Two sheets with numbers as numbers: days of delay stay empty where nothing is late."""
    stages = [f"{stage.number}. {stage.title}" for stage in heat.stages]
    parts = ("выполнено", "всего", "дней просрочки")
    headings = ["Школа", "Состояние карты", *(f"{stage}: {part}" for stage in stages for part in parts)]
    sums = ("Этап", "Выполнено", "Всего", "Просрочено", "Медиана просрочки, дней")
    columns = heat.columns(rows)
    return [
        Sheet("Школы по этапам", headings, (_line(row) for row in rows)),
        Sheet(
            "Этапы",
            sums,
            (
                (stage, column.done, column.total, column.late, column.median_days)
                for stage, column in zip(stages, columns, strict=True)
            ),
        ),
    ]


def _line(row: Row) -> list[Any]:
    return [row.name, row.standing.words, *_figures(row)]


def _figures(row: Row) -> Iterator[int | None]:
    for cell in row.cells:
        yield from (cell.done, cell.total, cell.days_late or None) if cell else (None, None, None)
