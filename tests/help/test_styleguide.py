"""The living page of the components shows them all, and its contrasts are counted from the sheet itself."""

import re

import pytest

from schools.styleguide.palette import contrast, lines
from tests.architecture.files import ROOT

# Frames of whole pages, which a page cannot hold inside itself, and the print of one.
FRAMES = {"band-x", "bar-wrap", "form-page", "form-top", "hero-band", "notices", "sign"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000", "#fff", 21), ("#777777", "#ffffff", 4.478), ("#fff", "#fff", 1), ("#0b5a68", "#f7f5f0", 7.201)],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    assert contrast(one, other) == pytest.approx(expected, abs=0.001)
    assert contrast(other, one) == contrast(one, other)


def test_everything_that_is_read_has_contrast_in_every_appearance():
    faint = [
        (line.title, reading)
        for line in lines()
        for reading in line.readings
        if reading.contrast < line.needed
    ]
    assert faint == []
    assert {len(line.readings) for line in lines()} == {4}


def test_high_contrast_is_black_on_white_and_white_on_black():
    text = next(line for line in lines() if line.title == "Второй текст страницы")
    assert [(reading.colour, reading.ground) for reading in text.readings[2:]] == [
        ("#000", "#fff"),
        ("#fff", "#000"),
    ]


def classes_of_components() -> set[str]:
    sheet = (ROOT / "static" / "portal.css").read_text(encoding="utf-8")
    layer = re.search(r"\n@layer components \{(.*?)\n\}", sheet, re.DOTALL)
    assert layer is not None
    selectors = re.sub(r"\{[^{}]*\}", " ", layer[1])
    return set(re.findall(r"\.([a-z][a-z0-9-]*)", selectors))


@pytest.mark.django_db
def test_page_shows_every_component_of_the_templates_and_of_the_sheet(client_as):
    response = client_as("methodist").get("/styleguide/")

    page = response.content.decode()
    drawn = {template.name for template in response.templates}
    components = {f"components/{path.name}" for path in (ROOT / "templates/components").iterdir()}
    assert components - drawn == set()
    worn = {name for words in re.findall(r'class="([^"]*)"', page) for name in words.split()}
    assert classes_of_components() - worn == FRAMES
    assert response["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.django_db
def test_page_is_worn_as_the_address_says_and_remembers_nothing(client_as):
    client = client_as("methodist")

    dark = client.get("/styleguide/?theme=dark&contrast=more&size=huge&unknown=1")

    assert '<html lang="ru"  data-theme="dark" data-contrast="more">' in dark.content.decode()
    assert dark.cookies.get("appearance") is None
    assert "data-theme" not in client.get("/").content.decode()
