"""A small valid workbook of every kind of contract §3, over the portal that `fill_portal` makes."""

from datetime import date
from typing import Any

from mentorship.spreadsheets.importing import run_import
from mentorship.spreadsheets.report import ImportReport
from tests.workbooks import workbook

DAY = date(2025, 9, 15)
YEAR = "2025/2026"
TALKS = "дисциплина в классе"
FORM = "Учитель – учитель"
LESSONS = "«Опытный педагог – молодой специалист»"

HEADINGS: dict[str, list[str]] = {
    "schools": [
        "Код ОО", "Муниципалитет", "Наименование", "Вид", "Повышенный уровень", "Опорная ОО", "Сайт",
        "Страница «Наставничество»", "Дата обновления страницы",
        "Раздел «Ресурсный центр наставнических практик»",
    ],
    "school_years": [
        "Код ОО", "Учебный год", "ИОР", "Квартиль ИОР", "ИСБШ", "Квартиль ИСБШ", "ГИА", "ВПР", "ШНОР", "ШССУ",
        "Приказ", "Педагогов всего", "Молодых специалистов", "Обучающихся всего", "Обучающихся 10–19 лет",
        "Обучающихся 15–19 лет",
    ],
    "school_context": ["Код ОО", "Учебный год", "Характеристика", "Значение"],
    "staff": [
        "Код педагога", "Код ОО", "Фамилия", "Имя", "Отчество", "Должность", "Предметы",
        "Начало педагогической деятельности", "Квалификационная категория", "Электронная почта",
    ],
    "roles": ["Код педагога", "Роль", "Код ОО", "Начало", "Окончание"],
    "diagnostics": [
        "Код педагога", "Дата", "Предметные компетенции", "Методические компетенции", "Максимум",
    ],
    "bank": [
        "Район", "ОО, где работает наставник", "ФИО наставника", "Наставляемый. Кто может стать наставляемым",
        "Предмет", "Направление совместной деятельности", "Примерный стаж наставляемого",
        "Предполагаемая категория наставляемого", "Электронный адрес наставника, страница (если есть)",
    ],
    "trainings": ["Код педагога", "Программа", "Часов", "Дата", "№ удостоверения"],
    "requests": [
        "Код педагога", "Категория наставляемого", "Предмет", "Профессиональное затруднение", "Источник",
        "Дата запроса",
    ],
    "pairs": [
        "№ пары", "Код наставника", "Код наставляемого", "Форма", "Вариант", "Направление", "Приказ",
        "Дата приказа", "Дата начала", "Дата окончания", "Состояние",
    ],
    "statistics": [
        "Муниципалитет", "Код ОО", "Учебный год", "Показатель", "Числитель", "Знаменатель", "Дата",
        "Источник",
    ],
    "answers": [
        "Анкета", "Код педагога", "Дата", "program_effectiveness", "liked_participating", "expectations_text",
    ],
}  # fmt: skip

# The key and what contract §3 marks with a star.
REQUIRED: dict[str, list[str]] = {
    "schools": ["Код ОО", "Муниципалитет", "Наименование"],
    "school_years": ["Код ОО", "Учебный год"],
    "school_context": ["Код ОО", "Учебный год", "Характеристика"],
    "staff": ["Код педагога", "Фамилия", "Имя"],
    "roles": ["Код педагога", "Роль", "Код ОО", "Начало"],
    "diagnostics": ["Код педагога", "Дата"],
    "bank": [
        "Район", "ОО, где работает наставник", "ФИО наставника", "Предмет",
        "Направление совместной деятельности",
    ],
    "trainings": ["Код педагога", "Программа", "Дата"],
    "requests": ["Код педагога", "Предмет", "Профессиональное затруднение", "Дата запроса"],
    "pairs": ["№ пары", "Код наставляемого"],
    "statistics": ["Муниципалитет", "Код ОО", "Учебный год", "Показатель", "Дата"],
    "answers": ["Анкета", "Код педагога", "Дата"],
}  # fmt: skip

ROWS: dict[str, list[list[Any]]] = {
    "schools": [
        ["903", "Лесной район", "Ёлкинская СОШ – филиал", "СОШ", "да", "нет", "https://a.example.org",
         "https://a.example.org/m", DAY, "https://a.example.org/r"],
        ["904", "Новый район", "МБОУ лицей № 4", "лицей", "нет", "да", None, None, None, None],
    ],
    "school_years": [
        ["901", YEAR, 0.48, 2, 0.51, 3, 55.5, 44.25, "да", "нет", "приказ № 5", 20, 3, 200, 120, 40],
        ["902", "2024/2025", 0, None, 1, None, None, None, None, None, None, 0, None, None, None, None],
    ],
    "school_context": [["901", YEAR, "Доля семей – все", 0.48], ["902", YEAR, "Доход", -3]],
    "staff": [
        ["N1", "901", "Ёжикова", "Анна", "Петровна", "учитель", "Физика; Химия", DAY, "высшая",
         "n1@example.org"],
        ["N2", "902", "Осинина", "Инна", None, None, None, None, None, None],
    ],
    "roles": [
        ["T1", "школьный куратор", "901", DAY, date(2026, 8, 31)],
        ["T2", "методист", None, DAY, None],
    ],
    "diagnostics": [["T1", DAY, 50, 60.5, 100], ["T1", date(2026, 1, 15), 0, 100, 100]],
    "bank": [
        ["Лесной район", "Ясеневая школа – центр", "Ёлкин Пётр Ильич", "молодой педагог", "Физика",
         "работа с ИКТ", "11-20", "высшая", "t1@example.org"],
        ["Лесной район", "Ясеневая школа – центр", "Берёзкин Пётр Ильич", None, None, None, None, None, None],
    ],
    "trainings": [["T1", "Школа наставника", 36, DAY, "УД-1"], ["T2", "Школа наставника", None, DAY, "УД-1"]],
    "requests": [
        ["T1", "молодой педагог", "Физика", TALKS, "куратор", DAY],
        ["T2", None, None, "затруднение, которого не было", None, DAY],
    ],
    "pairs": [
        ["1-1", "T1", "T2", FORM, LESSONS, "работа с ИКТ", "5-од", DAY, DAY, None, "действует"],
        ["1-1", "T1", "T3", FORM, LESSONS, "работа с ИКТ", "5-од", DAY, DAY, DAY, "действует"],
        ["1-2", "T2", "T4", None, None, None, None, None, None, None, "предложена"],
    ],
    "statistics": [
        ["Лесной район", None, YEAR, "p001_enterprises", 10, 20, DAY, "отчёт школ"],
        ["Лесной район", "901", YEAR, "p001_enterprises", 1, None, DAY, None],
    ],
    "answers": [
        ["mentee_before", "T1", DAY, 8, None, "Жду поддержки – и скорой"],
        ["mentee_after", "T1", DAY, 10, "да", None],
        ["mentor_after", "T2", DAY, 1, "нет", None],
    ],
}  # fmt: skip

KINDS = list(ROWS)


def load(kind: str, *rows: list[Any], headings: list[str] | None = None, **options: Any) -> ImportReport:
    """Import rows under the kind's headings or others."""
    return run_import(kind, workbook(headings or HEADINGS[kind], *rows), by=None, **options)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """Created, updated, unchanged; and how many errors."""
    return report.created, report.updated, report.unchanged, len(report.errors)


def fill_portal() -> None:
    """Two municipalities, schools 901 and 902 of one and 801 of the other, teachers T1…T4 and F1."""
    schools = [
        ["901", "Лесной район", "Ясеневая школа – центр"],
        ["902", "Лесной район", "МБОУ СОШ № 2"],
        ["801", "Степной район", "Ясеневая школа – центр"],
    ]
    names = ("Ёлкин", "Берёзкин", "Кленов", "Осинин")
    staff = [[f"T{number}", "901", name, "Пётр", "Ильич"] for number, name in enumerate(names, 1)]
    made = [
        load("schools", *schools, headings=HEADINGS["schools"][:3]),
        load("staff", *staff, ["F1", "801", "Ёлкин", "Пётр", "Ильич"], headings=HEADINGS["staff"][:5]),
    ]
    assert [counts(report) for report in made] == [(3, 0, 0, 0), (5, 0, 0, 0)]
