"""A campaign's form as an Excel sheet: a row a person, filled in without a network and taken back whole.

The first sheet holds codes and answers alone; whose code is whose stands on another, so that the file that
comes back need not say it. The portal keeps hashes of the codes (surveys.workflow.links).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from xlsxwriter.utility import xl_rowcol_to_cell

from mentorship.audit.log import record
from mentorship.spreadsheets.cells import FORMULA_ERROR, CellError, is_blank, spelled
from mentorship.spreadsheets.gate import WorkbookRefused, check_workbook
from mentorship.spreadsheets.reader import read_sheet
from mentorship.spreadsheets.writer import Sheet, write_sheets
from schools.models import Person, User
from surveys import confidential
from surveys.catalogue import FormDefinition, ItemDefinition
from surveys.consents import WITHDRAWN, withdrawn_among
from surveys.enums import ResponseSource
from surveys.models import Campaign
from surveys.scales import TEXT_LENGTHS, allowed_answers, parse_answer
from surveys.versions import form_of
from surveys.workflow.answers import check_takes_answers
from surveys.workflow.filling import Given, fill_in
from surveys.workflow.links import holders_of

CODE = "Код"
OTHER_CODE = "Такого кода нет, или он больше не действует: возьмите его из последнего выданного файла."
ANSWERED = "Этот человек уже начал или отправил анкету на портале: очистите строку."
TWICE = "Код стоит в файле дважды: оставьте одну строку."
FAILED_FORMULA = "Формула в ячейке дала ошибку: впишите ответ."
WIDTHS = {"scale": 14, "yes_no": 10, "frequency": 16, "choice": 18, "text_short": 30, "text_long": 50}


class Fault(NamedTuple):
    """What is wrong in one cell: where, under which heading, what stands there, what is taken."""

    cell: str
    heading: str
    value: str
    message: str


@dataclass
class Intake:
    """What came of a file: faults, or how many rows were new, changed, as they were."""

    faults: list[Fault] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True)
class _Line:
    """One filled row: where it stands, its code and the raw answers that are not blank."""

    number: int
    code: str
    answers: Mapping[str, Any]


def heading_of(item: ItemDefinition) -> str:
    """What stands over an item's column: the number of the paper form and the whole question."""
    return f"{item.number}. {item.text}"


def workbook(form: FormDefinition, holders: Iterable[tuple[Person, str]]) -> bytes:
    """The file for a school: answers by code, whose code is whose, how to answer."""
    rows = list(holders)
    headings = [CODE, *map(heading_of, form.items)]
    widths = [28, *(WIDTHS[item.kind] for item in form.items)]
    people = ([code, person.full_name, str(person.school or "—")] for person, code in rows)
    ways = ([item.number, item.text, _way(item)] for item in form.items)
    return write_sheets(
        [
            Sheet("Ответы", headings, ([code] for _, code in rows), widths, mark=form.title),
            Sheet("Кому какой код", [CODE, "Педагог", "Школа"], people, [28, 40, 40]),
            Sheet("Как отвечать", ["№", "Вопрос", "Что вписать"], ways, [6, 70, 60]),
        ]
    )


def _way(item: ItemDefinition) -> str:
    return "Своими словами" if item.kind in TEXT_LENGTHS else allowed_answers(item)


def take_in(
    *,
    campaign: Campaign,
    data: bytes,
    name: str,
    among: QuerySet[Person],
    on: date,
    now: datetime,
    by: User | None,
) -> Intake:
    """Store every row or, where a single cell is wrong, none; the same file again changes nothing.

    A code of somebody who is not `among` those within the reader's reach is no code here.
    ValidationError where the file is no such sheet or the campaign takes no answers.
    """
    check_takes_answers(campaign, on)
    form, intake = form_of(campaign.version), Intake()
    lines, places = _read(form, data, name)
    people = holders_of(campaign, [line.code for line in lines], now, among=among)
    _check(lines, places, form, campaign, people, intake)
    if not intake.faults:
        _store(lines, campaign, people, intake, on=on, by=by)
    return intake


def _read(form: FormDefinition, data: bytes, name: str) -> tuple[list[_Line], dict[str, int]]:
    """The filled rows and the columns of items; a row without answers says nothing."""
    items = {heading_of(item): item.code for item in form.items}
    try:
        sheet = read_sheet(data, [CODE], list(items), check_workbook(data, name))
    except WorkbookRefused as error:
        raise ValidationError(str(error)) from error
    if sheet.missing or sheet.repeated or not sheet.columns.keys() & items.keys():
        raise ValidationError("Это не тот файл: нужен лист «Ответы», выгруженный с этой страницы.")
    places = {items[heading]: index for heading, index in sheet.columns.items() if heading in items}
    code_at = sheet.columns[CODE]
    lines = []
    for number, cells in sheet.rows([code_at, *places.values()]):
        filled = {code: cells[index] for code, index in places.items() if not is_blank(cells[index])}
        if filled:
            lines.append(_Line(number, spelled(cells[code_at]).strip(), filled))
    return lines, {**places, CODE: code_at}


def _check(
    lines: list[_Line],
    places: Mapping[str, int],
    form: FormDefinition,
    campaign: Campaign,
    people: Mapping[str, Person],
    intake: Intake,
) -> None:
    """Note every wrong cell of every row."""
    items = {item.code: item for item in form.items}
    states = confidential.sources(campaign)
    withdrawn = withdrawn_among([person.pk for person in people.values()])
    seen: set[str] = set()
    for line in lines:
        person = people.get(line.code)
        message = OTHER_CODE if person is None else TWICE if line.code in seen else ""
        if person is not None and states.get(person.pk, ResponseSource.IMPORT) != ResponseSource.IMPORT:
            message = ANSWERED
        if person is not None and person.pk in withdrawn:
            message = WITHDRAWN
        if message:
            intake.faults.append(_fault(line, places[CODE], CODE, line.code, message))
        seen.add(line.code)
        for code, raw in line.answers.items():
            problem = _problem(items[code], raw)
            if problem:
                heading = heading_of(items[code])
                intake.faults.append(_fault(line, places[code], heading, raw, problem))


def _problem(item: ItemDefinition, raw: Any) -> str:
    if raw is FORMULA_ERROR:
        return FAILED_FORMULA
    try:
        parse_answer(item, raw)
    except CellError as error:
        return str(error)
    return ""


def _fault(line: _Line, column: int, heading: str, raw: Any, message: str) -> Fault:
    value = "" if raw is FORMULA_ERROR else spelled(raw)
    return Fault(xl_rowcol_to_cell(line.number - 1, column), heading, value, message)


@transaction.atomic
def _store(
    lines: list[_Line],
    campaign: Campaign,
    people: Mapping[str, Person],
    intake: Intake,
    *,
    on: date,
    by: User | None,
) -> None:
    for line in lines:
        person = people[line.code]
        known = confidential.response_of(person=person, campaign=campaign)
        before = None if known is None else _said(known)
        filled = fill_in(
            person=person,
            campaign=campaign,
            response=None,
            given=Given(line.answers, sends=True, gaps_ok=True),
            on=on,
            by=by,
            source=ResponseSource.IMPORT,
        )
        if filled.refusal:
            raise ValidationError(filled.refusal)
        if before is None:
            intake.created += 1
        elif before == _said(filled.response):
            intake.unchanged += 1
        else:
            intake.updated += 1
    record(
        by=by,
        action="sheet.taken",
        target=campaign,
        data={"created": intake.created, "updated": intake.updated},
    )


def _said(response: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """All that a response says, to tell whether a row changed it."""
    return dict(response.answers), dict(response.texts.values_list("item_code", "text"))
