"""The protocol of a 0–20 sheet as .docx: who marked what and why, the sum, a place for signatures."""

from functools import cache
from typing import Any

from mentorship.documents.builtin.layout import Blank
from mentorship.documents.rendering import render
from mentorship.documents.vocabulary import Names, Rows
from reports.scoring.choice import SheetChoice
from reports.scoring.sheet import Row, total_of_rows
from schools import years

TITLE = "Протокол оценки методической службы"
NAMES: Names = {
    "муниципалитет": "муниципалитет",
    "год": "учебный год",
    "итог": "сумма баллов",
    "уровень": "результативность",
    "критерии": Rows(
        "критерии листа",
        {
            "номер": "по порядку",
            "критерий": "слова документа",
            "балл": "балл или от и до",
            "обоснование": "кто, сколько и почему",
        },
    ),
    "оценившие": Rows("кто оценивал", {"фио": "фамилия, имя, отчество"}),
}


@cache
def template() -> bytes:
    """The blank of the protocol."""
    blank = Blank(TITLE)
    blank.heading("ПРОТОКОЛ")
    blank.line("оценки деятельности муниципальной методической службы по поддержке молодых", align="center")
    blank.line("педагогов и реализации программ наставничества", align="center")
    blank.line("{{ муниципалитет }}, {{ год }} учебный год", align="center", after=12)
    columns = (
        ("№", 1.0, ["{{ строка.номер }}"]),
        ("Показатель", 6.5, ["{{ строка.критерий }}"]),
        ("Балл", 1.5, ["{{ строка.балл }}"]),
        ("Обоснование", 8.0, ["{{ строка.обоснование }}"]),
    )
    blank.table("строка in критерии", columns)
    blank.line("Итого: {{ итог }}. Результативность: {{ уровень }}.", bold=True)
    blank.line(
        "17–20 баллов — высокая, 12–16 — средняя, менее 12 — низкая. Балл «от и до» стоит там, где оценки "
        "разошлись или их нет.",
        size=10,
    )
    blank.line("Оценивали:", with_next=True)
    blank.each("строка in оценившие", "____________ / {{ строка.фио }}")
    blank.line("Дата «____» ______________ 20___ г.")
    return blank.built()


def protocol_of(choice: SheetChoice, rows: list[Row]) -> bytes:
    """The protocol of a sheet."""
    return render(template(), data_of(choice, rows), NAMES)


def data_of(choice: SheetChoice, rows: list[Row]) -> dict[str, Any]:
    """What the protocol says; the same words as the page's."""
    total = total_of_rows(rows)
    scorers = {score.scored_by.get_full_name() for row in rows for score in row.scores}
    return {
        "муниципалитет": str(choice.municipality),
        "год": years.label(choice.year),
        "итог": total.words,
        "уровень": total.level or "не определена",
        "критерии": [
            {
                "номер": row.number,
                "критерий": row.criterion.wording,
                "балл": row.points,
                "обоснование": "\n".join(_reasons(row)) or "не оценено",
            }
            for row in rows
        ],
        "оценившие": [{"фио": name} for name in sorted(scorers)],
    }


def _reasons(row: Row) -> list[str]:
    said = [f"{score.mark} — {score.scored_by.get_full_name()}: {score.reason}" for score in row.scores]
    if row.decision:
        said.append(f"Общее решение — {row.decision.mark}: {row.decision.reason}")
    return said
