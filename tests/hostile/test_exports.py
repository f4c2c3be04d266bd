"""No export carries a live formula, whatever stands in the rows (security.md T6, §6.3; issue 8.3)."""

import io
import re
import zipfile
from itertools import cycle
from xml.etree import ElementTree as ET

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from mentorship.spreadsheets import registry
from schools.fields import FoldedField
from tests.full_school import fill
from tests.journeys.access.routes import places, routes

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
EVIL = [f'{start}HYPERLINK("http://evil.example")\x0b\x01' for start in STARTS]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# The one formula that our own writer makes: two cells of its row.
RECKONED = re.compile(r"[A-Z]+\d+[-/][A-Z]+\d+")
OWN = ("mentorship", "schools", "surveys", "reports")
# Word works out the numbers of pages itself; nothing else may be left to it.
FIELDS_OF_WORD = re.compile(rb"<w:(fldSimple|object|altChunk)\b|<w:instrText[^>]*>(?!\s*(NUM)?PAGES?\b)")


@pytest.fixture
def infected(programme, school, people, school_year):
    """A small portal whose every free text begins like a formula."""
    school_year.delete()
    fill(school, people)
    evil = cycle(EVIL)
    return sum(_infect(model, evil) for model in apps.get_models() if model.__module__.split(".")[0] in OWN)


def _infect(model, evil) -> int:
    texts = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, FoldedField | models.URLField | models.EmailField | models.FileField)
        and not (field.choices or field.unique or field.primary_key or field.name == "code")
        and (field.max_length or 100) >= len(EVIL[0])
    ]
    done = 0
    for field in texts:
        try:
            with transaction.atomic():
                done += model._base_manager.update(**{field.name: next(evil)})
        except IntegrityError:
            continue  # a rule of the database keeps this column to words of its own
    return done


def addresses():
    """Every address that sends a file, of a stored row where it needs one."""
    known = places()
    for route in routes():
        if not re.search(r"\.(xlsx|docx|csv)$|slug:ending", route):
            continue
        if "<" not in route:
            yield "/" + route
        elif route in known:
            place = known[route]
            row = place.model._default_manager.first() if place.model else None
            if row is not None or place.model is None:
                yield place.address(row)
    for kind in registry.kinds():
        if not registry.get(kind).export_refusal:
            yield reverse("admin:export_kind", args=[kind])


def faults_of(data: bytes) -> list[str]:
    """Live formulas of a workbook and texts that turn into one once somebody edits their cell."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "word/document.xml" in names:
            return [name for name in names if FIELDS_OF_WORD.search(archive.read(name))]
        styles = ET.fromstring(archive.read("xl/styles.xml"))  # noqa: S314 - our own file
        quoted = [form.get("quotePrefix") == "1" for form in styles.find(f"{MAIN}cellXfs")]
        sheets = [
            ET.fromstring(archive.read(name))  # noqa: S314
            for name in names
            if name.startswith("xl/worksheets/sheet")
        ]
    return [fault for sheet in sheets for cell in sheet.iter(f"{MAIN}c") for fault in _faults(cell, quoted)]


def _faults(cell, quoted: list[bool]) -> list[str]:
    formula = cell.find(f"{MAIN}f")
    text = "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
    if formula is not None and not RECKONED.fullmatch(formula.text or ""):
        return [f"{cell.get('r')}: formula {formula.text}"]
    if text.startswith(STARTS) and not quoted[int(cell.get("s", "0"))] and len(text) > 1:
        return [f"{cell.get('r')}: {text[:30]!r} without a quote"]
    return ["control characters"] if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text) else []


@pytest.mark.django_db
def test_no_export_carries_a_formula(infected, client_as, settings):
    settings.ZEAL_RAISE = False
    assert infected > 100
    client = client_as("methodist")
    bad, seen = {}, 0
    for address in addresses():
        response = client.get(address)
        data = b"".join(response.streaming_content) if response.streaming else response.content
        if response.status_code != 200 or not data.startswith(b"PK"):
            continue
        seen += 1
        if faults := faults_of(data):
            bad[address] = faults[:3]
    assert bad == {}
    assert seen >= 20
