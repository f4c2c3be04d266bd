"""Roadmaps in every state, made by the workflow as a command would (`by=None`)."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mentorship.roadmap import workflow
from mentorship.roadmap.models import Roadmap, RoadmapEvent, RoadmapTemplate
from schools import years
from tests.cast import YEAR

PDF = b"%PDF-1.7 register"
LINK = "https://school.example/news/7"


@pytest.fixture
def templates(db) -> dict[str, RoadmapTemplate]:
    """The three templates by code, as every installation has them after `migrate`."""
    return {template.code: template for template in RoadmapTemplate.objects.all()}


@pytest.fixture
def make_roadmap(templates) -> Callable[..., Roadmap]:
    """A roadmap in a state: `make_roadmap(school, "agreed", year=2025)`; without a school municipal."""

    def make(school, state="draft", *, year=YEAR, template=None, municipality=None) -> Roadmap:
        code = template or ("school_003" if school else "municipal_000")
        roadmap = workflow.create_from_template(
            template=templates[code], school=school, municipality=municipality, year=year, by=None
        )
        ways = {"submitted": 1, "agreed": 2, "in_progress": 3}
        for step in (workflow.submit, workflow.agree, workflow.start)[: ways.get(state, 0)]:
            roadmap = step(roadmap=roadmap, by=None)
        return roadmap

    return make


@pytest.fixture
def draft(make_roadmap, school) -> Roadmap:
    """The school's draft for 2025/2026."""
    return make_roadmap(school)


@pytest.fixture
def running(make_roadmap, school) -> Roadmap:
    """The school's agreed roadmap for 2025/2026, not yet begun."""
    return make_roadmap(school, "agreed")


@pytest.fixture
def municipal(make_roadmap, municipality) -> Roadmap:
    """The municipality's agreed roadmap: it has events without a day."""
    return make_roadmap(None, "agreed", municipality=municipality)


@pytest.fixture
def this_year() -> int:
    """The school year of the real today, for pages that ask the clock."""
    return years.year_of(timezone.localdate())


@pytest.fixture
def current(make_roadmap, school, this_year) -> Roadmap:
    """The school's agreed roadmap of the real this year; no event is due before tomorrow."""
    roadmap = make_roadmap(school, "agreed", year=this_year)
    roadmap.events.update(start_date=None, due_date=date(2999, 5, 31))
    return roadmap


def event_of(roadmap: Roadmap, code: str) -> RoadmapEvent:
    """The roadmap's event, as stored now."""
    return roadmap.events.get(code=code)


def words_of(response) -> str:
    """What a page says, as one line without markup."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(unescape(text).replace("\u00a0", " ").split())


def upload(name: str = "Лист регистрации.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def office_file(*members: str) -> bytes:
    """An archive with these members, as Word and Excel write."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for member in members:
            archive.writestr(member, "<xml/>")
    return stream.getvalue()


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def today():
    return timezone.localdate()


def set_due(roadmap, code, day):
    roadmap.events.filter(code=code).update(due_date=day)
    return event_of(roadmap, code)
