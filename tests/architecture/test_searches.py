"""Boxes over lists end where the portal refuses a longer search: one limit, in the page and in the server."""

import ast
import re

from schools.broken_input import SEARCHES
from schools.limits import LONGEST_SEARCH
from tests.architecture.files import code_files, template_files

BOX = re.compile(rf"<input[^>]*name=\"(?:{'|'.join(sorted(SEARCHES))})\"[^>]*>")


def fields(source: str) -> list[str]:
    """The fields of forms and filters that are named as the search over a list is."""
    return [
        ast.unparse(item.value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef)
        for item in node.body
        if isinstance(item, ast.Assign) and getattr(item.targets[0], "id", "") == "q"
    ]


def test_every_field_of_a_search_has_the_limit():
    found = [text for path in code_files() for text in fields(path.read_text(encoding="utf-8"))]
    assert len(found) >= 10
    assert [text for text in found if "max_length=LONGEST_SEARCH" not in text] == []


def test_every_box_written_by_hand_has_it_too():
    boxes = [box for path in template_files() for box in BOX.findall(path.read_text(encoding="utf-8"))]
    assert boxes
    assert [box for box in boxes if f'maxlength="{LONGEST_SEARCH}"' not in box] == []
