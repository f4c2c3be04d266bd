"""The record of a school as a workbook of four sheets: the figures of the page as numbers.

A reader of one school alone finds the median of the municipality in it and no other border.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from mentorship.spreadsheets.writer import INDEX, SHARE, Figure, Sheet, write_sheets
from reports.record import class_display
from reports.record.history import MEDIAN, Entry
from reports.record.school_record import SchoolRecord
from schools import years
from schools.rulings import ANSWERS

Row = tuple[Any, ...]
YES_NO = {True: "да", False: "нет"}
PLACES = (("Q1", 0), ("Медиана", MEDIAN), ("Q3", 2))
COVERAGE_HEADINGS = (
    "Учебный год", "Педагогов всего", "Молодых специалистов", "Обучающихся всего", "Обучающихся 10–19 лет",
    "Обучающихся 15–19 лет", "Пар и групп", "Наставников", "Наставников, доля", "Наставляемых",
    "Наставляемых, доля", "Педагогов в парах", "Педагогов в парах, доля", "Обучены",
    "Из наставников и кураторов",
)  # fmt: skip


def school_workbook(record: SchoolRecord, *, today: date, by: str) -> bytes:
    """Return the workbook; `by` is the name of who takes it out."""
    return write_sheets(
        [
            Sheet("Школа", ("Сведения", "Значение"), _facts(record, today, by), (44, 60)),
            _years_sheet(record),
            Sheet("Классы", ("Признак", "Ответ", "Почему", "Вручную"), _rules(record), (34, 16, 90, 12)),
            Sheet("Охват", COVERAGE_HEADINGS, _coverage(record), (14, *[16] * (len(COVERAGE_HEADINGS) - 1))),
        ]
    )


def _facts(record: SchoolRecord, today: date, by: str) -> Iterator[Row]:
    school = record.school
    yield ("Школа", school.name)
    yield ("Код ОО", school.code)
    yield ("Муниципалитет", school.municipality.name)
    yield ("Вид", school.kind.name if school.kind else None)
    yield ("Повышенный уровень", YES_NO[school.is_elevated])
    yield ("Опорная организация", YES_NO[school.is_base])
    yield ("На дату", record.on)
    yield ("Учебный год", years.label(record.year))
    if record.recorded:
        yield ("Школа внесена позже", record.recorded)
    yield ("Выгружено", today)
    yield ("Кто выгрузил", by)
    yield from _year_facts(record)
    yield from _flag_facts(record)
    yield from _roadmap_facts(record)
    yield from _satisfaction_facts(record)
    yield ("Сайт", school.site)
    yield ("Страница «Наставничество»", school.mentoring_page)
    yield ("Страница обновлена", school.page_updated_date)
    yield ("Раздел «Ресурсный центр наставнических практик»", school.resource_section)


def _year_facts(record: SchoolRecord) -> Iterator[Row]:
    entry, found = record.entry, record.school_class
    if entry is None:
        return
    yield ("ИОР", Figure(entry.row.results_index, INDEX))
    yield ("Квартиль ИОР", class_display.quartile_words(found.quartile, found.quartile_source))
    yield ("ИСБШ", Figure(entry.row.wellbeing_index, INDEX))
    yield ("Квартиль ИСБШ", class_display.quartile_words(found.wellbeing_quartile, None))
    yield ("Педагогов в парах", entry.participation.people)
    yield ("Педагогов всего", entry.row.teacher_count)
    yield ("Педагогов в парах, доля", Figure(entry.share, SHARE))


def _flag_facts(record: SchoolRecord) -> Iterator[Row]:
    for kind, times in record.flags.items():
        for time in times:
            orders = "; ".join(f"{years.label(order.year)}: {order.spoken}" for order in time.orders)
            yield (f"{kind.label} с {time.start:%d.%m.%Y} по {time.last_day:%d.%m.%Y}", orders)


def _roadmap_facts(record: SchoolRecord) -> Iterator[Row]:
    roadmap = record.roadmap
    yield ("Дорожная карта", roadmap.standing.words)
    if roadmap.board is None:
        return
    yield ("Этап дорожной карты", roadmap.board.current.title if roadmap.board.current else None)
    yield ("Мероприятий выполнено", roadmap.board.done)
    yield ("Мероприятий всего", roadmap.board.total)
    yield ("Мероприятий просрочено", roadmap.board.overdue_count)


def _satisfaction_facts(record: SchoolRecord) -> Iterator[Row]:
    for found in record.satisfaction:
        ratio, title = found.tile.reading.ratio, f"Удовлетворённость {found.whose}"
        if found.hidden:
            yield (title, found.hidden)
        elif found.has_data:
            yield (title, Figure(ratio.value, SHARE))
            yield (f"{title}: «да»", ratio.part)
            yield (f"{title}: ответили", ratio.whole)
        else:
            yield (title, "нет данных")


def _years_sheet(record: SchoolRecord) -> Sheet:
    places = [place for place in PLACES if place[1] == MEDIAN or not record.reader.own_only]
    headings = (
        "Учебный год", "ИОР", "Квартиль ИОР", *(name for name, _ in places), "ИСБШ", "ГИА", "ВПР", "ШНОР",
        "ШССУ", "Приказ", "Внесено позже",
    )  # fmt: skip
    rows = (_year_row(entry, [place for _, place in places]) for entry in record.history)
    return Sheet("По годам", headings, rows)


def _year_row(entry: Entry, places: list[int]) -> Row:
    row = entry.row
    return (
        years.label(row.year), Figure(row.results_index, INDEX), entry.quartile,
        *(Figure(entry.cuts[place], INDEX) if entry.cuts else None for place in places),
        Figure(row.wellbeing_index, INDEX), Figure(row.final_exams, INDEX), Figure(row.national_tests, INDEX),
        YES_NO[row.has_low_results], YES_NO[row.has_hard_conditions], row.order, entry.recorded,
    )  # fmt: skip


def _rules(record: SchoolRecord) -> Iterator[Row]:
    found, own_only = record.school_class, record.reader.own_only
    quartiles = (
        ("Квартиль ИОР", found.quartile, class_display.quartile_why(found, own_only=own_only)),
        ("Квартиль ИСБШ", found.wellbeing_quartile, class_display.wellbeing_why(found, own_only=own_only)),
    )
    for name, quartile, why in quartiles:
        yield (name, quartile, why, None)
    marks = class_display.marks(found, own_only=own_only)
    for (rule, look), mark in zip(class_display.LOOKS.items(), marks, strict=True):
        yield (look.name, ANSWERS[getattr(found, rule)], mark.why, YES_NO[rule in found.by_hand])


def _coverage(record: SchoolRecord) -> Iterator[Row]:
    trained = {found.year: found for found in record.trainings}
    for entry in record.history:
        row, part = entry.row, entry.participation
        training = trained.get(row.year)
        yield (
            years.label(row.year), row.teacher_count, row.novice_count, row.student_count,
            row.student_10_19_count, row.student_15_19_count, part.pairs,
            part.mentors, _share(entry.mentor_share), part.mentees, _share(entry.mentee_share),
            part.people, _share(entry.share),
            len(training.trained) if training else None, len(training.everyone) if training else None,
        )  # fmt: skip


def _share(share: Fraction | None) -> Figure:
    return Figure(share, SHARE)
