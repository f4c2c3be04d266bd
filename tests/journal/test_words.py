"""Every code that the portal writes into the journal has words."""

import ast
import re

import pytest

from mentorship.audit.models import Entry
from mentorship.documents.enums import PaperState
from mentorship.journal.words import UNKNOWN, WORDS, object_words, words_of
from mentorship.pairs.enums import ReportState
from mentorship.pupils.enums import PupilPairState
from tests.architecture.files import code_files

CODE = re.compile(r"[a-z_]+\.[a-z_]+")
# What else takes a code: the first word of these functions, whatever it is called.
WRITERS = {"record", "record_export", "_note", "_tell", "_decided", "_put_on_record", "_taken", "_entered"}


def constants(node):
    """The strings that an expression can give."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return [*constants(node.body), *constants(node.orelse)]
    return []


def codes_of(path):
    """The codes that a module writes, whole ones."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(
            isinstance(item, ast.Name) and item.id.lower() == "action" for item in node.targets
        ):
            yield from constants(node.value)
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for keyword in node.keywords:
            if keyword.arg == "action" and called != "add_argument":
                yield from constants(keyword.value)
            if called == "record_view" and keyword.arg == "what":
                yield from (f"view.{end}" for end in constants(keyword.value))
        if called in WRITERS:
            yield from (code for argument in node.args for code in constants(argument))


def pair_codes(path):
    """The ends of the codes of pairs."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") != "add_argument":
            yield from (
                code
                for keyword in node.keywords
                if keyword.arg == "action"
                for code in constants(keyword.value)
                if "." not in code
            )


def test_every_code_in_the_source_has_words():
    paths = [path for path in code_files() if "demo" not in path.parts]
    used = {code for path in paths for code in codes_of(path) if CODE.fullmatch(code)}
    assert len(used) > 150
    assert used - set(WORDS) == set()


def test_every_act_with_a_pair_has_words():
    paths = [path for path in code_files() if "pairs" in path.parts and "admin" not in path.parts]
    used = {
        f"pairs.{code}" for path in paths for code in pair_codes(path) if code.islower() and code.isascii()
    }
    assert len(used) > 15
    assert used - set(WORDS) == set()


@pytest.mark.parametrize(
    ("head", "states"),
    [("half_years", ReportState), ("documents", set(PaperState) - {PaperState.DRAFT})],
)
def test_every_state_that_is_written_has_words(head, states):
    assert {f"{head}.{state}" for state in states} - set(WORDS) == set()


def test_every_state_of_a_pupils_pair_has_words():
    assert {f"pupils.pair_{state}" for state in PupilPairState} - set(WORDS) == set()


def test_words_are_russian_and_differ_from_codes():
    assert [code for code, words in WORDS.items() if not re.match("[А-ЯЁ]", words)] == []
    assert words_of("gone.away") == UNKNOWN
    assert (object_words("bank.mentor"), object_words(""), object_words("no.such")) == (
        "наставник",
        "",
        "запись прежней версии",
    )


def test_codes_fit_their_column():
    assert max(map(len, WORDS)) <= Entry._meta.get_field("action").max_length
