"""A document of a snapshot as .docx: the stored figures in the names of the blank."""

from typing import Any

from django.utils import timezone

from mentorship.documents.rendering import render
from mentorship.programmes.passport import term
from reports.models import Snapshot
from reports.papers.content import NOT_STORED, Line, notes_of, number, school_of, sets_of
from reports.papers.kinds import PaperKind
from reports.papers.layouts import NAMES, layout_of
from schools import years
from schools.russian import NO_VALUE

NOTHING = "нет"
STAGES = ("этап", "всего", "выполнено", "просрочено", "отменено")
ROADMAPS = ("школа", "состояние", "согласована", "выполнено", "просрочено")
HALF_YEARS = ("период", "всего", "сдано", "проверено", "просрочено")
LISTS = ("перечень", "код", "школа", "основание")
CRITERIA = ("номер", "критерий", "балл")
AS_OF = (
    "Показатели и мероприятия — на дату отчёта; состояния пар, карт и отчётов, анкеты и лист оценки — "
    "какими они были, когда отчёт зафиксировали. Итог по школам — сумма числителей ÷ сумма знаменателей."
)


def paper_of(snapshot: Snapshot, kind: PaperKind, code: str = "") -> bytes:
    """The document; `code` names the school of a school's sheet. Raises content.Missing."""
    return render(layout_of(kind), data_of(snapshot, kind, code), NAMES)


def figures_of(snapshot: Snapshot, kind: PaperKind, code: str = "") -> list[dict[str, Any]]:
    """The indicators the document speaks of: the municipality's, or those the school has data for."""
    if not kind.of_school:
        return list(snapshot.figures["indicators"])
    return list(school_of(snapshot.figures, code)["indicators"])


def told_of(snapshot: Snapshot) -> str:
    """«Отчёт № 5, зафиксирован …, утверждён …»: stands on every document."""
    taken = timezone.localtime(snapshot.taken_at)
    words = f"Отчёт на дату № {snapshot.pk}, зафиксирован {taken:%d.%m.%Y %H:%M}"
    if snapshot.approved_at and snapshot.approved_by:
        day = timezone.localtime(snapshot.approved_at)
        words += f", утверждён {day:%d.%m.%Y} ({snapshot.approved_by.get_full_name()})"
    else:
        words += ", черновик: ещё не утверждён"
    findings = snapshot.figures.get("data_findings")
    return words if findings is None else f"{words}; замечаний к данным: {findings}"


def data_of(snapshot: Snapshot, kind: PaperKind, code: str = "") -> dict[str, Any]:
    """What the blank is filled with."""
    sets = list(sets_of(figures_of(snapshot, kind, code)))
    lines = [line for _, of_set in sets for line in of_set]
    numbers = {line.figure["code"]: str(place) for place, line in enumerate(lines, start=1)}
    facts = snapshot.figures.get("facts")
    school = school_of(snapshot.figures, code) if kind.of_school else None
    return {
        **_head(snapshot, kind, f", {school['name']}" if school else ""),
        "наборы": [
            {"название": title, "строки": [_indicator(line, numbers) for line in of_set]}
            for title, of_set in sets
        ],
        "школьные": _two(school["counts"]) if school else [],
        "примечания": [
            {"текст": text} for text in (*notes_of(lines), *_left_out(snapshot, school, lines), AS_OF)
        ],
        "источники": [_source(line, numbers) for line in lines],
        "подписи": [{"должность": position} for position in kind.signed],
        **_besides(facts or {}, NOTHING if facts else NOT_STORED),
    }


def _head(snapshot: Snapshot, kind: PaperKind, school: str) -> dict[str, str]:
    programme = snapshot.programme
    return {
        "адресат": kind.to,
        "заголовок": kind.title,
        "муниципалитет": str(programme.municipality),
        "школа": school,
        "программа": programme.title,
        "срок": term(programme),
        "дата": f"{snapshot.as_of:%d.%m.%Y}",
        "год": years.label(years.year_of(snapshot.as_of)),
        "отчёт": told_of(snapshot),
    }


def _left_out(snapshot: Snapshot, school: dict[str, Any] | None, lines: list[Line]) -> list[str]:
    """How many indicators the school's sheet does not print for want of data."""
    if school is None:
        return []
    every = len(snapshot.figures["indicators"])
    return [f"Показателей, для которых у школы нет данных: {every - len(lines)}."]


def _indicator(line: Line, numbers: dict[str, str]) -> dict[str, str]:
    figure = line.figure
    return {
        "номер": numbers[figure["code"]],
        "показатель": figure["title"],
        "числитель": number(figure["numerator"]),
        "знаменатель": number(figure["denominator"]),
        "значение": line.value,
        "цель": line.target,
        "отклонение": line.gap,
        "состояние": "; ".join((line.state, *line.remarks)),
    }


def _source(line: Line, numbers: dict[str, str]) -> dict[str, str]:
    figure = line.figure
    return {
        "номер": numbers[figure["code"]],
        "показатель": figure["title"],
        "источник": figure["source"],
        "как": figure["method"],
    }


def _besides(held: dict[str, Any], absent: str) -> dict[str, Any]:
    """What stands beside the indicators; where there is nothing, or it was not stored, `absent` says so."""
    late = [{"мероприятие": title, "срок": f" (срок {day})"} for title, day in held.get("municipal_late", [])]
    roadmaps = [_roadmap(*row) for row in held.get("school_roadmaps", [])]
    score = held.get("score", {"rows": [], "total": absent, "level": ""})
    level = f", результативность: {score['level']}" if score["level"] else ""
    return {
        "участники": _two(held.get("participants", []), absent),
        "центр": _two(held.get("centre", []), absent),
        "затруднения": _two(held.get("difficulties", []), absent),
        "этапы": _table(held.get("municipal_stages", []), STAGES, absent),
        "просрочено": late or [{"мероприятие": absent, "срок": ""}],
        "карты": roadmaps or [_blank_row(ROADMAPS, absent)],
        "полугодия": _table(held.get("half_years", []), HALF_YEARS, absent),
        "анкеты": [_survey(role) for role in held.get("surveys", [])] or [{"роль": absent, "строки": []}],
        "перечни": _table(held.get("lists", []), LISTS, absent),
        "критерии": _table(score["rows"], CRITERIA, absent),
        "итог": f"Итого: {score['total']}{level}.",
    }


def _two(rows: list[list[Any]], absent: str = NOTHING) -> list[dict[str, str]]:
    return [{"что": words, "сколько": number(count)} for words, count in rows] or [
        _blank_row(("что", "сколько"), absent)
    ]


def _table(rows: list[list[Any]], columns: tuple[str, ...], absent: str) -> list[dict[str, str]]:
    return [dict(zip(columns, map(str, row), strict=True)) for row in rows] or [_blank_row(columns, absent)]


def _blank_row(columns: tuple[str, ...], absent: str) -> dict[str, str]:
    """A table is never printed empty: its first cell says why there is nothing."""
    return {column: absent if place == 0 else NO_VALUE for place, column in enumerate(columns)}


def _roadmap(
    _: str, school: str, state: str, agreed: str, done: int, total: int, late: int
) -> dict[str, str]:
    return {
        "школа": school,
        "состояние": state,
        "согласована": agreed,
        "выполнено": f"{done} из {total}" if total else NO_VALUE,
        "просрочено": str(late) if total else NO_VALUE,
    }


def _survey(role: dict[str, Any]) -> dict[str, Any]:
    return {
        "роль": f"{role['role']}: участвуют {role['invited']}, ответили {role['answered']}",
        "строки": [{"что": text, "сколько": words, "доля": note} for text, words, note in role["lines"]],
    }
