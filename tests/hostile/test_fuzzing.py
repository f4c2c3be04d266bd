"""Mutated files: whatever the bytes, the answer is a value or a refusal, never another exception."""

import io
import random
import zipfile

import hypothesis
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from mentorship.documents.gate import check_docx
from mentorship.spreadsheets.cells import CellError, Date, DecimalCell, Integer, Text, Url, YesNo
from mentorship.spreadsheets.gate import WorkbookRefused, check_workbook
from mentorship.spreadsheets.reader import read_sheet, visible_titles
from schools import attachments
from tests.documents.word import template
from tests.hostile.fuzzing import SECONDS, examples, run_for
from tests.hostile.members import HEADINGS, zipped
from tests.hostile.wrappings import hidden_first
from tests.pictures import picture
from tests.workbooks import workbook

pytestmark = pytest.mark.alike

BOOKS = (
    workbook(
        HEADINGS, ["H-1", "Лесной район", "СОШ", 1.5, True, None, "http://a.example", None, "01.09.2025"]
    ),
    hidden_first(),
)
DOCUMENT = template("Приказ {{ number }}")
CELLS = (Text(), Date(), DecimalCell(), Integer(), Url(), YesNo())
# What breaks readers of XML and of numbers.
SHARDS = (
    b"", b"<", b">", b'"', b"&#0;", b"&amp;", b"\x00", b"\xff\xfe", b"<!DOCTYPE x>", b"-1", b"9" * 25,
    b"1e999", b"NaN", b"</c>", b'r="XFD1048576"', b't="s"', b't="d"', b't="e"', b"<f>1+1</f>", b"<row/>",
    b"\xed\xa0\x80", b"xml:space", b"../..", b't="n"><v>45000.99999</v>',
)  # fmt: skip


def mutated(data: bytes, dice: random.Random, rounds: int) -> bytes:
    """The bytes with some of them cut out, doubled or replaced."""
    for _ in range(rounds):
        place, length = dice.randrange(len(data) + 1), dice.choice((0, 1, 1, 4, 40))
        piece = dice.choice(
            (bytes([dice.randrange(256)]), dice.choice(SHARDS), data[place : place + length] * 2)
        )
        data = data[:place] + piece + data[place + length :]
    return data


def with_mutated_parts(data: bytes, dice: random.Random, rounds: int) -> bytes:
    """The archive with mutated parts, packed anew: the checksums are right."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    chosen = set(dice.sample(range(len(parts)), min(2, len(parts))))
    return zipped(
        (name, mutated(content, dice, rounds) if place in chosen else content)
        for place, (name, content) in enumerate(parts)
    )


DICE = st.randoms(use_true_random=False)
ROUNDS = st.integers(1, 6)
HOW = st.sampled_from([mutated, with_mutated_parts])


@examples()
@given(dice=DICE, rounds=ROUNDS, how=HOW, data=st.sampled_from(BOOKS))
def read_workbook(dice, rounds, how, data):
    broken = how(data, dice, rounds)
    try:
        errors = check_workbook(broken)
        for title in ("", *visible_titles(broken)):
            sheet = read_sheet(broken, HEADINGS[:3], HEADINGS[3:], errors, title)
            for _, cells in sheet.rows(sheet.columns.values()):
                parse(cells)
    except WorkbookRefused:
        hypothesis.event("refused")


def parse(cells):
    for raw in cells:
        for cell in CELLS:
            try:
                cell.parse(raw)
            except CellError:
                hypothesis.event("cell refused")


@examples()
@given(dice=DICE, rounds=ROUNDS, how=HOW)
def read_document(dice, rounds, how):
    try:
        check_docx(how(DOCUMENT, dice, rounds), "приказ.docx")
    except ValidationError:
        hypothesis.event("refused")


@examples()
@given(dice=DICE, rounds=ROUNDS, kind=st.sampled_from(["JPEG", "PNG"]))
def take_picture(dice, rounds, kind):
    name = "фото.jpg" if kind == "JPEG" else "фото.png"
    upload = SimpleUploadedFile(name, mutated(picture(kind, (40, 30)), dice, rounds))
    try:
        attachments.check(upload)
    except ValidationError:
        hypothesis.event("refused")


@pytest.mark.soak
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    ("fuzzed", "share"), [(read_workbook, 1), (read_document, 0.25), (take_picture, 0.25)]
)
def test_mutations_are_refused_or_read(fuzzed, share):
    run_for(SECONDS * share, fuzzed)
