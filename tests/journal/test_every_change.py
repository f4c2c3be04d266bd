"""Whatever changes something for somebody (`by`) tells the journal: the code itself is walked."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.architecture.files import ROOT, code_files

JOURNAL = "mentorship.audit.log"
RECORDS = {(JOURNAL, name) for name in ("record", "record_acts", "record_export", "record_view")}
# imports and exports enter through settings.SPREADSHEETS_JOURNAL, to which no import leads
RECORDS |= {("mentorship.spreadsheets.journal", "record")}
# Who is asked for `by` and yet enters nothing, with the reason.
LETTER = "a letter to people; what it tells of is entered by its act"
STEP = "a step of acts that enter what was done"
LOOK = "how the own page looks: it concerns nobody else"
DRAFT = "a draft that only its writers see; sending it is entered"
SILENT = {
    "reports.record.school_workbook.school_workbook": "makes a file; the page that sends it enters that",
    "reports.first_run.workflow.hide": LOOK,
    "reports.first_run.workflow.show": LOOK,
    "mentorship.audit.redaction.permit": "the permit is a record of its own, with the act",
    "mentorship.audit.redaction.redact": "the permit is a record of its own, with the act",
    "mentorship.bank.letters.tell": LETTER,
    "mentorship.entrance.letters.tell_of_link": LETTER,
    "mentorship.entrance.letters.tell_of_roles": LETTER,
    "mentorship.practices.letters.tell_of_step": LETTER,
    "schools.comfort.columns.choose_columns": LOOK,
    "schools.comfort.saved.drop_filter": LOOK,
    "schools.comfort.saved.keep_filter": LOOK,
    "schools.comfort.saved.rename_filter": LOOK,
    "mentorship.pairs.letters.tell": LETTER,
    "mentorship.pairs.letters.tell_all": LETTER,
    "mentorship.pairs.letters.tell_of_meeting": LETTER,
    "schools.workflow.tell_of_link": LETTER,
    "schools.workflow.tell_of_roles": LETTER,
    "mentorship.notices.wording.fill": "makes the words of letters, stores nothing",
    "mentorship.entrance.workflow.check_may_unlock": "refuses or not, stores nothing",
    "reports.registers.mentees.joined": "`by` is what parts the words",
    "mentorship.bank.actions.perform": "presses a button of the table, whose act enters itself",
    "mentorship.pairs.half_years.workflow.save": DRAFT,
    "mentorship.roadmap.workflow.revising.drop_line": DRAFT,
    "mentorship.roadmap.workflow.revising.propose_cancel": DRAFT,
    "mentorship.roadmap.workflow.revising.propose_edit": DRAFT,
    "mentorship.roadmap.workflow.revising.propose_event": DRAFT,
    "mentorship.pairs.workflow.planned.cancel_open": STEP,
    "mentorship.roadmap.workflow.records.freeze": STEP,
    "mentorship.roadmap.workflow.records.next_version": STEP,
    "schools.lists.store_flags": STEP,
    "mentorship.spreadsheets.background.begin": "a look through a workbook; its confirmation is entered",
}


class Function(NamedTuple):
    """A function of a module, or a method of one of its classes by its own name."""

    module: str
    name: str


class Module(NamedTuple):
    """What a module defines and what its names mean: a function elsewhere, or a module ("" for its name)."""

    functions: dict[str, ast.FunctionDef]
    names: dict[str, Function]


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Module]:
    found = {}
    for path in code_files():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = {
            node.name: node
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        names = {
            alias.asname or alias.name: Function(node.module, alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }
        found[dotted(path)] = Module(functions, names)
    return found


def meant(module: str, name: str) -> Function | None:
    """The function behind a name of a module, through the packages that hand it on."""
    for _ in range(5):
        if (module, name) in RECORDS:
            return Function(module, name)
        held = modules().get(module)
        if held is None:
            return None
        if name in held.functions:
            return Function(module, name)
        if name not in held.names:
            return None
        module, name = held.names[name]
    return None


def called(function: Function) -> Iterator[Function]:
    """What a function calls, or hands on to be called."""
    module = modules()[function.module]
    for node in ast.walk(module.functions[function.name]):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            base = node.value.id
            if base in module.names:
                found = meant(".".join(module.names[base]), node.attr)
            else:
                found = meant(function.module, node.attr) if base in ("self", "cls") else None
        elif isinstance(node, ast.Name):
            found = meant(function.module, node.id)
        else:
            continue
        if found is not None and found != function:
            yield found


def tells(function: Function) -> bool:
    """Whether a call of the journal is reached."""
    seen, waiting = {function}, [function]
    while waiting:
        here = waiting.pop()
        if here in RECORDS:
            return True
        if here.module == JOURNAL:
            continue
        fresh = set(called(here)) - seen
        seen |= fresh
        waiting += fresh
    return False


def changing() -> Iterator[Function]:
    """Public functions that are told who acts, by keyword alone: the sign of a workflow (architecture.md)."""
    for name, module in modules().items():
        for node in module.functions.values():
            asked = {item.arg for item in node.args.kwonlyargs}
            if "by" in asked and not node.name.startswith("_"):
                yield Function(name, node.name)


def test_every_change_is_entered():
    functions = sorted(changing())
    assert len(functions) > 150
    silent = {f"{one.module}.{one.name}" for one in functions if not tells(one)}
    assert silent - set(SILENT) == set()


def test_silence_is_still_what_it_was():
    functions = {f"{one.module}.{one.name}": one for one in changing()}
    assert set(SILENT) - set(functions) == set()
    assert [name for name in SILENT if tells(functions[name])] == []
