"""The page of access in words says what the table says."""

from schools.access_table import TABLE
from schools.access_words import AREA_WORDS, page
from tests.architecture.files import ROOT


def test_every_area_has_words():
    assert set(AREA_WORDS) == set(TABLE)


def test_page_is_what_the_table_says():
    kept = (ROOT / "docs" / "security" / "access.md").read_text(encoding="utf-8")
    assert kept == page(), "run: manage.py access_table > docs/security/access.md"
