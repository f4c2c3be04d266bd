"""Every check of the ledger in the order of its page: its name, how grave, whose, how it is mended."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reports.quality import people_checks, school_checks
from reports.quality.facts import Facts
from reports.quality.findings import Finding, Owner, Severity
from reports.quality.people_checks import lacking

HIGH, MEDIUM, LOW = Severity.HIGH, Severity.MEDIUM, Severity.LOW


@dataclass(frozen=True)
class Check:
    """One check: `find` gives its findings, `remedy` says what to do with them."""

    code: str
    title: str
    severity: Severity
    owner: Owner
    remedy: str
    find: Callable[[Facts], Iterable[Finding]]


def _lack(code: str, title: str, severity: Severity, owner: Owner, remedy: str) -> Check:
    return Check(code, title, severity, owner, remedy, lacking(code))


_YEAR = "Внесите в запись учебного года школы или загрузите таблицу «Учебные годы школ»."
_STAFF = "Внесите в запись сотрудника или загрузите таблицу «Педагоги»."

CHECKS: tuple[Check, ...] = (
    Check("no_year", "Нет записи учебного года", HIGH, Owner.METHODIST, _YEAR, school_checks.no_year),
    Check("no_index", "Школа без ИОР", HIGH, Owner.METHODIST, _YEAR, school_checks.no_index),
    Check(
        "no_headcount",
        "Не внесено число педагогов",
        HIGH,
        Owner.METHODIST,
        _YEAR,
        school_checks.no_headcount,
    ),
    Check(
        "headcount",
        "Педагогов меньше, чем в списке",
        HIGH,
        Owner.METHODIST,
        "Уточните число педагогов в школе; если уволенные остались в списке, загрузите свежий список.",
        school_checks.headcount,
    ),
    Check(
        "novices",
        "Молодых специалистов больше, чем педагогов",
        HIGH,
        Owner.METHODIST,
        _YEAR,
        school_checks.novices,
    ),
    Check(
        "own_quartile",
        "Загруженный квартиль расходится с индексом",
        HIGH,
        Owner.METHODIST,
        "Сверьте индекс и квартиль с приказом; пустой квартиль портал посчитает сам.",
        school_checks.own_quartile,
    ),
    Check(
        "quartile_order",
        "Индекс выше, а квартиль ниже",
        HIGH,
        Owner.METHODIST,
        "Сверьте индексы и квартили обеих школ с приказом.",
        school_checks.quartile_order,
    ),
    Check(
        "doubles",
        "Возможные двойники",
        HIGH,
        Owner.METHODIST,
        "Сравните записи: объедините, если это один человек, или отметьте «Не двойники».",
        people_checks.doubles,
    ),
    Check(
        "no_curator",
        "Школа без куратора",
        MEDIUM,
        Owner.METHODIST,
        "Назначьте школьного куратора действием в списке сотрудников.",
        school_checks.no_curator,
    ),
    _lack(
        "curator_without_account",
        "Куратор без учётной записи",
        MEDIUM,
        Owner.METHODIST,
        "Выдайте приглашение действием в списке сотрудников.",
    ),
    _lack(
        "account_without_role",
        "Учётная запись без роли",
        MEDIUM,
        Owner.ADMINISTRATOR,
        "Назначьте роль или закройте учётную запись.",
    ),
    _lack("no_email", "Нет электронной почты", MEDIUM, Owner.METHODIST, _STAFF),
    _lack("no_school", "Педагог без школы", MEDIUM, Owner.METHODIST, _STAFF),
    _lack(
        "mentor_without_consent",
        "Наставник без согласия",
        MEDIUM,
        Owner.CURATOR,
        "Согласие даёт сам педагог на портале; подписанное на бумаге вносит куратор или методист.",
    ),
    _lack(
        "pair_without_order",
        "Пара без приказа",
        MEDIUM,
        Owner.CURATOR,
        "Запишите номер и дату приказа, которым закреплена пара.",
    ),
    _lack(
        "mentor_left",
        "Наставник покинул муниципалитет",
        MEDIUM,
        Owner.METHODIST,
        "Завершите пару или подберите другого наставника.",
    ),
    Check(
        "flag_without_order",
        "Перечень без приказа",
        LOW,
        Owner.METHODIST,
        "Запишите приказ в учебном году школы или внесите перечень приказом.",
        school_checks.flag_without_order,
    ),
    Check(
        "index_without_source",
        "Индекс без источника",
        LOW,
        Owner.METHODIST,
        "Запишите исследование, приказ и совокупность школ.",
        school_checks.index_without_source,
    ),
    Check(
        "no_exams",
        "Нет ГИА или ВПР",
        LOW,
        Owner.DEPARTMENT,
        "Результаты сообщает управление образования; методист загружает таблицу «Учебные годы школ».",
        school_checks.no_exams,
    ),
    Check(
        "no_transition",
        "ШНОР без программы перевода",
        LOW,
        Owner.CURATOR,
        "Школа сдаёт программу, методист вносит файл или ссылку.",
        school_checks.no_transition,
    ),
    _lack("no_subjects", "Педагог без предмета", LOW, Owner.METHODIST, _STAFF),
    _lack("no_start", "Нет начала педагогической деятельности", LOW, Owner.METHODIST, _STAFF),
    _lack(
        "request_without_subject",
        "Запрос без предмета",
        LOW,
        Owner.CURATOR,
        "Уточните предмет у педагога: без него наставника подобрать труднее.",
    ),
)
BY_CODE: dict[str, Check] = {check.code: check for check in CHECKS}
