"""The chapters of the guide in the portal, and the way from a page to its chapter."""

import re

import pytest
from django.test import Client

from schools.access_table import ROLES
from schools.help.guide import CHAPTERS, OF_ROLE, anchor_of, chapter
from schools.help.ways import places, way
from tests.architecture.files import ROOT


def test_every_chapter_of_the_folder_has_a_page_and_every_role_a_chapter():
    files = {path.stem for path in (ROOT / "docs" / "guide").glob("*.md")} - {"README"}
    assert files == set(CHAPTERS)
    assert set(OF_ROLE) == set(ROLES)


@pytest.mark.parametrize("code", CHAPTERS)
def test_chapter_is_read_whole(code):
    read = chapter(code)

    assert read.title
    # no sign of Markdown is left in what people read, no anchor stands twice
    words = re.sub(r"<code>.*?</code>", "", read.html, flags=re.DOTALL)
    assert re.findall(r"\*\*|^#|\]\(|^\|", words, flags=re.MULTILINE) == []
    anchors = re.findall(r'<h\d id="([^"]+)"', read.html)
    assert len(anchors) == len(set(anchors))
    assert {section.anchor for section in read.sections} <= set(anchors)


def test_links_between_files_lead_between_pages():
    assert '<a href="/help/excel/">Таблицы Excel</a>' in chapter("methodist").html
    # what is no chapter is not led to
    assert not re.search(r'href="[^"]*\.md', "".join(chapter(code).html for code in CHAPTERS))


def test_sections_that_pages_lead_to_exist():
    missing = [
        (code, heading)
        for code, told in places().items()
        for heading in told.values()
        if anchor_of(heading) not in {section.anchor for section in chapter(code).sections}
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("role", "path", "address"),
    [
        ("methodist", "/bank/17/", "/help/methodist/#банк-наставников"),
        ("methodist", "/reports/", "/help/methodist/#показатели"),
        ("head", "/reports/quality/doubles/", "/help/methodist/#качество-данных"),
        ("curator", "/pupils/3/", "/help/school/#ученики"),
        ("teacher", "/", "/help/teacher/"),
        ("department", "/reports/", "/help/department/#показатели"),
        ("approver", "/roadmap/3/", "/help/department/#дорожные-карты-совещания-программа"),
        ("department", "/notices/", "/help/department/"),
        ("admin", "/accounts/", "/help/administrator/#вход-и-его-защита"),
        ("", "/pairs/", "/help/teacher/#пара"),
    ],
)
def test_way_leads_to_the_section_of_the_page(role, path, address):
    assert way(role, path) == address


@pytest.mark.django_db
def test_frame_of_a_page_leads_to_the_chapter_and_the_first_page_of_help_to_all(client_as):
    curator = client_as("curator")

    assert 'href="/help/school/#дорожная-карта"' in curator.get("/roadmap/").content.decode()
    index = curator.get("/help/").content.decode()
    assert [code for code in CHAPTERS if f'href="/help/{code}/"' not in index] == []
    assert curator.get("/help/wizard/").status_code == 404


@pytest.mark.django_db
def test_chapters_are_for_those_who_are_signed_in():
    answer = Client().get("/help/administrator/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/help/administrator/")
