"""The passport of a programme as its document prints it: rows of words, the budget by years and sources."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from mentorship.programmes.models import BudgetLine, Programme

# The rows of document 000, «Паспорт программы», in its order; the last ones are its sections 1, 3 and 4.
ROWS: tuple[tuple[str, str], ...] = (
    ("developers", "Основные разработчики программы"),
    ("executors", "Основные исполнители программы"),
    ("goal", "Цель программы"),
    ("tasks", "Задачи программы"),
    ("expected_results", "Ожидаемые результаты"),
    ("", "Срок действия программы"),
    ("mechanism", "Механизм реализации программы"),
    ("control", "Контроль реализации программы"),
    ("budget", "Бюджет программы"),
    ("published_at_url", "Адрес программы в интернете"),
    ("explanatory_note", "Пояснительная записка"),
    ("normative_base", "Нормативная база"),
    ("management", "Структура управления"),
)


class Row(NamedTuple):
    """A row of the passport; `text` is "" where nothing is written yet."""

    name: str
    title: str
    text: str


class BudgetTable(NamedTuple):
    """Sums by source (rows) and year (columns), with totals; a cell is its year and sum, None for none."""

    years: list[int]
    rows: list[tuple[str, list[tuple[int, Decimal | None]], Decimal]]
    totals: list[tuple[int, Decimal]]
    total: Decimal


def passport_rows(programme: Programme) -> list[Row]:
    """Every row of the passport in the order of the document."""
    return [
        Row(name, title, getattr(programme, name).strip() if name else term(programme))
        for name, title in ROWS
    ]


def term(programme: Programme) -> str:
    """«01.09.2023 – 31.08.2026»."""
    return f"{programme.start_date:%d.%m.%Y} – {programme.end_date:%d.%m.%Y}"


def approval(programme: Programme) -> str:
    """«приказ от 01.09.2023 № 5»; "" where the order is not written."""
    if not programme.order_number:
        return ""
    day = f" от {programme.order_date:%d.%m.%Y}" if programme.order_date else ""
    return f"приказ{day} № {programme.order_number}"


def budget_table(lines: Iterable[BudgetLine]) -> BudgetTable | None:
    """The budget as a table; None where no sum is written."""
    sums: dict[str, dict[int, Decimal]] = {}
    for line in lines:
        by_year = sums.setdefault(line.source, {})
        by_year[line.year] = line.amount
    if not sums:
        return None
    years = sorted({year for by_year in sums.values() for year in by_year})
    rows = [
        (source, [(year, by_year.get(year)) for year in years], sum(by_year.values(), Decimal()))
        for source, by_year in sorted(sums.items())
    ]
    totals = [
        (year, sum((by_year.get(year, Decimal()) for by_year in sums.values()), Decimal())) for year in years
    ]
    total = sum((amount for _, amount in totals), Decimal())
    return BudgetTable(years, rows, totals, total)
