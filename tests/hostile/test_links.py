"""A link leads to a page of the web: every field of links refuses what runs or reads files."""

import re
from copy import deepcopy

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from mentorship.spreadsheets import registry
from mentorship.spreadsheets.cells import CellError, Url, UrlOrEmail
from schools.limits import limit
from tests.architecture.files import ROOT, template_files

EVIL = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript://a.example/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "DATA:text/html;base64,PHNjcmlwdD4=",
    "file:///etc/passwd",
    "ftp://a.example/x",
    "vbscript:msgbox(1)",
    "blob:https://a.example/1",
    "//evil.example",
    "\\\\evil.example\\share",
    "http:\n//evil.example",
    "https://a.example/\nX: y",
    "http://",
)
OWN = ("mentorship", "schools", "surveys", "reports")


def own_models():
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in OWN]


FIELDS = [
    field
    for model in own_models()
    for field in model._meta.concrete_fields
    if isinstance(field, models.URLField)
]


def own_forms():
    """Every form class that any module of the portal has made."""
    found, waiting = [], [forms.BaseForm]
    while waiting:
        children = waiting.pop().__subclasses__()
        waiting += children
        found += [child for child in children if child.__module__.split(".")[0] in OWN]
    return found


def test_there_are_links_to_test():
    assert len(FIELDS) >= 7


@pytest.mark.parametrize("field", FIELDS, ids=str)
@pytest.mark.parametrize("address", EVIL)
def test_model_refuses(field, address):
    with pytest.raises(ValidationError):
        field.clean(address, None)


@pytest.mark.parametrize("address", EVIL)
def test_every_form_refuses(address, client):
    # the admin and all pages are loaded, and with them their forms; a form limits its fields when it is made
    client.get("/accounts/login/")
    kept = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in own_forms()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.URLField) and _takes(limit(deepcopy(field)), address)
    ]
    assert kept == []


def _takes(field, address) -> bool:
    try:
        return not field.clean(address).startswith(("http://", "https://"))
    except ValidationError:
        return False


@pytest.mark.parametrize("address", EVIL)
def test_every_column_of_links_refuses(address):
    cells = [
        column.cell
        for kind in registry.kinds()
        for column in registry.get(kind).columns
        if isinstance(column.cell, Url | UrlOrEmail)
    ]
    assert cells
    for cell in cells:
        with pytest.raises(CellError):
            cell.parse(address)


def test_external_links_do_not_tell_where_they_stand():
    """A link out of stored data carries rel="noopener noreferrer"; a new window never comes without."""
    tag = re.compile(r"<a\b[^>]*>", re.DOTALL)
    bad = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in template_files()
        for found in tag.finditer(path.read_text(encoding="utf-8"))
        if re.search(r"target=\"_blank\"|href=\"(https?:)?//", found[0]) and "noopener" not in found[0]
    ]
    assert bad == []
