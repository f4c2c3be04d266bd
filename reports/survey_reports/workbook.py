"""The report as a workbook of three sheets: figures, codebook, about (surveys_and_indicators.md §1.1, Q11).

A row is a group and a question, never a respondent: sheets of answers, even without names, would show what
the masks hide. The sheets hold the very figures of the page.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from mentorship.spreadsheets.writer import SHARE, Figure, Sheet, write_sheets
from reports.survey_reports.appendix import Appendix
from reports.survey_reports.choice import Choice
from reports.survey_reports.display import (
    attitude_rows,
    compared_rows,
    side_rows,
    too_few,
    yes_rows,
)
from reports.survey_reports.papers import notes_of
from schools import years
from surveys.catalogue import FormDefinition, ItemDefinition
from surveys.models import QuestionnaireVersion
from surveys.results import RoleReport

EXPECTED, IMPORTANCE, YES, ATTITUDE = "ожидание → итог", "важность и итог", "да/нет", "да/нет до и после"
FIGURES = (
    "Группа", "Код ОО", "Код вопроса", "№", "Вопрос", "Что сравнивается", "Ответов (пар)", "Скрыто",
    "Медиана «до»", "Медиана «после»", "Медиана разности", "Интервал от", "Интервал до",
    "Выше", "Совпало", "Ниже", "Сдвиг Ходжеса – Лемана", "Ранговая корреляция", "p", "p с поправкой Холма",
    "Да", "Доля", "Уилсон от", "Уилсон до",
    "Да и да", "Да, потом нет", "Нет, потом да", "Нет и нет",
)  # fmt: skip
CODES = (
    "Анкета", "Версия", "Код вопроса", "№", "Вопрос", "Вид", "Значения", "Пара в другой анкете", "Отношение",
)  # fmt: skip
RELATIONS = {
    "expected_actual": "ожидание → итог",
    "importance_actual": "важность и итог: не вычитаются",
    "attitude_pair": "близкие вопросы: таблица 2×2",
    "same_fact": "один и тот же факт",
    "text_pair": "тексты",
}
KINDS = {"scale": "оценка", "yes_no": "да/нет", "frequency": "частота"}
_EXACT = "0.0000"


def report_workbook(choice: Choice, reports: Sequence[RoleReport], made: date) -> bytes:
    """The reports of the groups in sight, the codebook of their forms, and what the file is."""
    return write_sheets(
        [
            Sheet("Данные", FIGURES, _figures(reports), widths=[24, 10, 26, 5, 60, *[16] * 23]),
            Sheet("Кодовая книга", CODES, _codebook(reports[0]), widths=[24, 8, 28, 5, 70, 12, 44, 36, 28]),
            Sheet("О выгрузке", ("Что", "Значение"), _about(choice, reports[0], made), widths=[34, 90]),
        ]
    )


def appendix_workbook(choice: Choice, appendix: Appendix) -> bytes:
    """Приложение 2 on one sheet."""
    rows = [
        ("", "Всего участников", appendix.report.invited, ""),
        ("", "Ответили на анкету", appendix.report.after, ""),
        *(
            ("", f"Из них: {line.text[0].lower()}{line.text[1:]}", _count(line), line.note)
            for line in (appendix.joint, appendix.result)
        ),
        *((number, line.text, _count(line), line.note) for number, line in enumerate(appendix.lines, 1)),
        *(("", text, "", "") for text in appendix.footnotes),
    ]
    headings = ("№", "Характеристика", "Количество участников, отметивших ее для себя", "Из чего")
    mark = f"{appendix.title}: {choice.in_words}"
    return write_sheets([Sheet("Приложение 2", headings, rows, widths=[5, 90, 24, 26], mark=mark)])


def _count(line: Any) -> int | str:
    return line.words if line.count is None else line.count


def _figures(reports: Iterable[RoleReport]) -> Iterator[list[Any]]:
    for report in reports:
        school = report.group.school
        head = [str(school or report.group.municipality or "все"), school.code if school else ""]
        for code, figures in _rows(report):
            yield [*head, *code, *(figures.get(name) for name in FIGURES[6:])]


def _rows(report: RoleReport) -> Iterator[tuple[list[Any], dict[str, Any]]]:
    for compared in compared_rows(report):
        figures, interval = compared.figures, compared.detail.interval
        yield (
            _named(compared.item, EXPECTED),
            {
                "Ответов (пар)": figures.n,
                "Скрыто": _hidden(figures.hidden),
                "Медиана «до»": figures.median_before,
                "Медиана «после»": figures.median_after,
                "Медиана разности": figures.median_change,
                "Интервал от": interval.low if interval else None,
                "Интервал до": interval.high if interval else None,
                "Выше": figures.higher,
                "Совпало": figures.same,
                "Ниже": figures.lower,
                "Сдвиг Ходжеса – Лемана": figures.hodges_lehmann,
                "Ранговая корреляция": Figure(figures.rank_biserial, _EXACT),
                "p": Figure(figures.p_value, _EXACT),
                "p с поправкой Холма": Figure(figures.p_holm, _EXACT),
            },
        )
    for side in side_rows(report):
        yield (
            _named(side.item, IMPORTANCE),
            {
                "Ответов (пар)": side.figures.n,
                "Скрыто": _hidden(side.figures.hidden),
                "Медиана «до»": side.figures.median_before,
                "Медиана «после»": side.figures.median_after,
            },
        )
    for yes in yes_rows(report):
        yield (
            _named(yes.item, YES),
            {
                "Ответов (пар)": yes.figures.answered,
                "Скрыто": _hidden(yes.figures.hidden),
                "Да": yes.figures.yes,
                "Доля": Figure(yes.figures.share, SHARE),
                "Уилсон от": Figure(yes.figures.wilson_low, SHARE),
                "Уилсон до": Figure(yes.figures.wilson_high, SHARE),
            },
        )
    for attitude in attitude_rows(report):
        table = attitude.figures
        yield (
            _named(attitude.item, ATTITUDE),
            {
                "Ответов (пар)": table.n,
                "Скрыто": _hidden(table.hidden),
                "Да и да": table.yes_yes,
                "Да, потом нет": table.yes_no,
                "Нет, потом да": table.no_yes,
                "Нет и нет": table.no_no,
                "p": Figure(table.p_value, _EXACT),
            },
        )


def _named(item: ItemDefinition, what: str) -> list[Any]:
    return [item.code, item.number, item.text, what]


def _hidden(is_hidden: bool) -> str:
    return "скрыто" if is_hidden else ""


def _codebook(report: RoleReport) -> Iterator[tuple[Any, ...]]:
    codes = [form.code for form in report.forms.values()]
    versions = dict(
        QuestionnaireVersion.objects.published()
        .filter(questionnaire__code__in=codes)
        .values_list("questionnaire__code", "number")
    )
    for form in report.forms.values():
        for item in form.items:
            yield _code(form, versions[form.code], item)


def _code(form: FormDefinition, version: int, item: ItemDefinition) -> tuple[Any, ...]:
    values = "; ".join(
        f"{option.value}" if item.kind == "scale" else f"{option.value} — {option.label}"
        for option in item.options
    )
    unsure = "; dk — затрудняюсь ответить" if item.allows_dont_know else ""
    return (
        form.title, version, item.code, item.number, item.text, KINDS.get(item.kind, "текст"),
        values + unsure, item.paired_with, RELATIONS.get(item.relation, ""),
    )  # fmt: skip


def _about(choice: Choice, report: RoleReport, made: date) -> Iterator[tuple[str, Any]]:
    yield "Что это", "Итоги анкет участников программы наставничества: показатели групп, без ответов людей"
    yield "Отбор", choice.in_words
    yield "Учебный год", years.label(report.group.year)
    yield "Сделано", made
    yield "Приглашены", report.invited
    yield "Ответили «до»", report.before
    yield "Ответили «после»", report.after
    yield "Ответили на обе", report.both
    if warning := too_few(report.invited, report.after):
        yield "Внимание", warning
    for text in notes_of(report):
        yield "Правило", text
    yield (
        "Статистика",
        (
            "Знаковые ранги Уилкоксона по Пратту, двусторонние, до 60 ненулевых разностей точные; сдвиг "
            "Ходжеса – Лемана с нулями; поправка Холма на вопросы роли за год; интервал Уилсона 95 %; "
            "для пары «да/нет» — точный критерий Макнемара"
        ),
    )
    if report.rescaled:
        yield "Другая шкала", "Ответы по прежней шкале не учтены: " + ", ".join(sorted(report.rescaled))
