"""Приложение 2 and the report as .docx: the portal's own layouts, filled like every other paper."""

from functools import cache
from typing import Any

from mentorship.documents.builtin.layout import Blank
from mentorship.documents.rendering import render
from mentorship.documents.vocabulary import Names, Rows
from reports.survey_reports.appendix import Appendix, Line
from reports.survey_reports.choice import Choice
from reports.survey_reports.display import compared_rows, too_few, yes_rows
from schools import years
from surveys.results import RoleReport

COMPARES = (
    "Сравнивается то, чего ожидали, с тем, что получилось: это не изменение навыков и не вывод о причинах."
)
_HEAD: Names = {
    "заголовок": "название",
    "где": "школа или муниципалитет",
    "год": "учебный год",
    "всего": "сколько участников",
    "ответили": "сколько прислали вторую анкету",
}
APPENDIX_NAMES: Names = {
    **_HEAD,
    "работой": "довольны совместной работой",
    "результатом": "довольны результатом",
    "строки": Rows("строки таблицы", {"номер": "по порядку", "характеристика": "строка", "число": "сколько"}),
    "примечания": Rows("примечания", {"текст": "одно примечание"}),
}
REPORT_NAMES: Names = {
    **_HEAD,
    "до": "сколько прислали первую анкету",
    "обе": "сколько прислали обе",
    "предупреждение": "недостаточно ответов",
    "вопросы": Rows(
        "ожидание → итог",
        {"вопрос": "вопрос", "пар": "пар ответов", "медианы": "медианы", "итог": "выше, совпало, ниже"},
    ),
    "доли": Rows("доли «да»", {"вопрос": "вопрос", "да": "«да» из ответивших", "доля": "доля"}),
    "примечания": Rows("примечания", {"текст": "одно примечание"}),
}


def appendix_paper(appendix: Appendix) -> bytes:
    """Приложение 2 filled in, as a .docx file."""
    return render(_appendix_layout(), _appendix_data(appendix), APPENDIX_NAMES)


def report_paper(choice: Choice, report: RoleReport) -> bytes:
    """«Ожидание → итог» and the shares of «да», as a .docx file."""
    return render(_report_layout(), _report_data(choice, report), REPORT_NAMES)


@cache
def _appendix_layout() -> bytes:
    blank = Blank("Личностная оценка участников программы наставничества")
    blank.line("Приложение № 2", align="right")
    blank.heading("{{ заголовок }}")
    blank.line("{{ где }}, {{ год }}", align="center", after=12)
    blank.line("Всего участников – {{ всего }}")
    blank.line("Ответили на анкету – {{ ответили }}")
    blank.line("Из них:", after=0)
    blank.line("Довольны совместной работой – {{ работой }}", after=0)
    blank.line("Довольны результатом – {{ результатом }}", after=12)
    blank.table(
        "строка in строки",
        [
            ("№", 1.2, ["{{ строка.номер }}"]),
            ("Характеристика", 11.3, ["{{ строка.характеристика }}"]),
            ("Количество участников, отметивших ее для себя", 4.5, ["{{ строка.число }}"]),
        ],
        size=11,
    )
    blank.each("строка in примечания", "{{ строка.текст }}")
    blank.line(after=12)
    blank.sides(
        ["Руководитель наставнического центра", "", "Куратор программы"],
        ["____________ / ____________", "", "____________ / ____________"],
    )
    return blank.built()


def _appendix_data(appendix: Appendix) -> dict[str, Any]:
    return {
        **_head(appendix.report, appendix.title),
        "ответили": appendix.answered,
        "работой": _marked(appendix.joint),
        "результатом": _marked(appendix.result),
        "строки": [
            {"номер": str(number), "характеристика": line.text, "число": _marked(line)}
            for number, line in enumerate(appendix.lines, 1)
        ],
        "примечания": [{"текст": text} for text in appendix.footnotes],
    }


def _marked(line: Line) -> str:
    """«26 (86,6 % из 30)», «скрыто», «— (нет вопроса в анкете)»."""
    return line.words if line.figures and line.figures.hidden else f"{line.words} ({line.note})"


@cache
def _report_layout() -> bytes:
    blank = Blank("Итоги анкет участников программы наставничества")
    blank.heading("{{ заголовок }}")
    blank.line("{{ где }}, {{ год }}", align="center", after=12)
    blank.line(
        "Приглашены {{ всего }}; первую анкету («до») отправили {{ до }}, вторую («после») — {{ ответили }}, "
        "обе — {{ обе }}. {{ предупреждение }}"
    )
    blank.heading("Ожидание → итог", align="left")
    blank.table(
        "строка in вопросы",
        [
            ("Вопрос", 7.6, ["{{ строка.вопрос }}"]),
            ("Пар ответов", 1.8, ["{{ строка.пар }}"]),
            ("Медианы", 2.4, ["{{ строка.медианы }}"]),
            ("Итог против ожидания", 5.2, ["{{ строка.итог }}"]),
        ],
    )
    blank.heading("Доля ответивших «да»", align="left")
    blank.table(
        "строка in доли",
        [
            ("Вопрос", 10.6, ["{{ строка.вопрос }}"]),
            ("«Да» из ответивших", 3.6, ["{{ строка.да }}"]),
            ("Доля", 2.8, ["{{ строка.доля }}"]),
        ],
    )
    blank.each("строка in примечания", "{{ строка.текст }}")
    return blank.built()


def _report_data(choice: Choice, report: RoleReport) -> dict[str, Any]:
    return {
        **_head(report, f"Итоги анкет: {choice.role_words.lower()}"),
        "до": str(report.before),
        "обе": str(report.both),
        "предупреждение": too_few(report.invited, report.after),
        "вопросы": [
            {
                "вопрос": row.item.text,
                "пар": str(row.figures.n),
                "медианы": row.medians,
                "итог": row.counts,
            }
            for row in compared_rows(report)
        ],
        "доли": [{"вопрос": row.item.text, "да": row.parts, "доля": row.share} for row in yes_rows(report)],
        "примечания": [{"текст": text} for text in notes_of(report)],
    }


def notes_of(report: RoleReport) -> tuple[str, str]:
    """What every copy of the report says of itself."""
    k = report.rules.k
    masks = (
        f"Группы меньше {k} человек скрыты, как и те, что можно получить вычитанием; от {k} пар видны "
        "медианы, от 10 — всё. Доля «да» скрыта, пока ответов меньше 20, а «да» или «нет» меньше 5."
    )
    return COMPARES, masks


def _head(report: RoleReport, title: str) -> dict[str, str]:
    group = report.group
    return {
        "заголовок": title,
        "где": str(group.school or group.municipality or ""),
        "год": f"{years.label(group.year)} учебный год",
        "всего": str(report.invited),
        "ответили": str(report.after),
    }
