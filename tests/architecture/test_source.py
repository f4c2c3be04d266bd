"""The habits of the code that no linter knows: short files, no unsafe shortcuts, nothing from other hosts."""

import ast
import re

import pytest

from tests.architecture.files import ROOT, code_files, hits, template_files
from tests.architecture.files import test_files as suite_files

LONGEST_FILE = 300
LONGEST_TEST_FILE = 400


def too_long(paths, limit):
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return {str(path.relative_to(ROOT)): length for path, length in lengths.items() if length > limit}


def test_code_files_are_short():
    assert too_long(code_files(), LONGEST_FILE) == {}


def test_test_files_are_short():
    assert too_long(suite_files(), LONGEST_TEST_FILE) == {}


@pytest.mark.parametrize("name", ["utils", "common", "helpers", "misc"])
def test_no_module_is_a_drawer_for_odds_and_ends(name):
    assert [path for path in code_files() if name in {path.stem, path.parent.name}] == []


@pytest.mark.parametrize(
    "shortcut",
    [
        "mark_safe",
        "SafeString",
        "SafeText",
        "csrf_exempt",
        "RawSQL",
        r"\.extra\(",
        r"\b(eval|exec)\(",
        r"pickle|marshal\.loads|yaml\.load\b",
        # the reader's words never become names of fields, nor expressions that the database has to walk
        r"(filter|exclude|get|order_by|annotate|update|create)\(\*\*?(self\.)?request",
        r"__i?regex\b",
    ],
)
def test_code_takes_no_unsafe_shortcut(shortcut):
    assert hits(re.compile(shortcut), code_files()) == []


def test_code_imports_no_composition_root():
    outside = [path for path in code_files() if path.parent.name != "config"]
    assert hits(re.compile(r"(from|import) mentorship\.config\b"), outside) == []


def signals_of(source):
    """The names of signals that a module takes in order to listen, or makes itself."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"):
            yield from (item.name for item in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (item.name for item in node.names if item.name in {"signals", "receiver", "Signal"})
        elif isinstance(node, ast.Import):
            yield from (item.name for item in node.names if item.name.endswith("signals"))


def test_signals_are_left_to_migrate():
    """One post_migrate loads the reference data and puts up triggers, one pre_migrate takes some down.

    Nothing else happens behind a save.
    """
    taken = {name for path in code_files() for name in signals_of(path.read_text(encoding="utf-8"))}
    assert taken == {"post_migrate", "pre_migrate"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from django.db.models.signals import post_save", ["post_save"]),
        ("from django.db.models import signals", ["signals"]),
        ("from django.dispatch import receiver", ["receiver"]),
        ("import django.db.models.signals", ["django.db.models.signals"]),
        ("import sqlite3\nsqlite3.connect('copy.sqlite3')", []),
    ],
)
def test_listening_to_a_signal_is_found(source, found):
    assert list(signals_of(source)) == found


@pytest.mark.parametrize(
    "pattern",
    [
        r"\|\s*safe(seq)?\b",
        r"\bautoescape off\b",
        r"\sstyle\s*=",
        r"<style\b",
        r"\son[a-z]+\s*=\s*[\"']",
        r"javascript:",
        r"<script(?![^>]*\b(src|type=\"application/(ld\+)?json\"))",
    ],
)
def test_templates_keep_to_the_content_security_policy(pattern):
    assert hits(re.compile(pattern, re.IGNORECASE), template_files()) == []


def test_templates_take_nothing_from_other_hosts():
    """A link may lead elsewhere; what a page is made of comes from the portal."""
    loaded = re.compile(r"(\b(src|srcset|action|poster|data)|<link\b[^>]*\bhref)\s*=\s*[\"']\s*(https?:)?//")
    assert hits(loaded, template_files()) == []


def test_styles_and_scripts_take_nothing_from_other_hosts():
    sheets = [path for kind in ("*.css", "*.js") for path in sorted((ROOT / "static").rglob(kind))]
    assert hits(re.compile(r"(url\(|@import|fetch\()\s*[\"']?(https?:)?//"), sheets) == []


def test_every_form_that_is_sent_bears_the_token_that_makes_it_count_once():
    """The number of a form is its token (mentorship/operation/once.py)."""
    sent = re.compile(r"<form\b(?:(?!</form>).)*?method=\"post\".*?</form>", re.DOTALL)
    bare = {
        str(path.relative_to(ROOT))
        for path in template_files()
        for form in sent.findall(path.read_text(encoding="utf-8"))
        if "{% csrf_token %}" not in form
    }
    assert bare == set()
