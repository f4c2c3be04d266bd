"""The dress of the public section and of the pages on which it is worked."""

import pytest

from mentorship.practices.enums import MaterialKind
from mentorship.practices.models import Honour
from schools.enums import ConsentKind
from schools.models import Consent
from tests.browser.dress import faults, overflow
from tests.practices.contests.rows import all_agree, enter, give_place, lead, make_contest
from tests.practices.section import TEXTS, make_pair, make_practice, material, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIGHT_AND_DARK = [{}, {"theme": "dark"}]
LONG = "Практикоориентированность-взаимопосещений " * 4
PAGES = {
    "home": ("", "/public/"),
    "news": ("", "/public/news/"),
    "news item": ("", "/public/news/{news}/"),
    "practices": ("", "/public/practices/"),
    "practice": ("", "/public/practices/{practice}/"),
    "videos": ("", "/public/videos/"),
    "events": ("", "/public/events/"),
    "documents": ("", "/public/documents/"),
    "contacts": ("", "/public/contacts/"),
    "honour": ("", "/public/honour/"),
    "contests": ("", "/public/contests/"),
    "search": ("", "/public/search/?q=практикоориентированность"),
    "cases": ("methodist", "/practices/"),
    "case": ("curator", "/practices/{practice}/"),
    "contest": ("methodist", "/contests/{contest}/"),
    "editing": ("head", "/editing/"),
    "material": ("head", "/editing/material/{news}/"),
}


@pytest.fixture
def rows(municipality, people):
    """One of everything, with words that are long."""
    for kind in MaterialKind:
        material(municipality, kind, title=LONG[:190], summary=LONG[:290], place=LONG[:240])
    news = material(municipality, title=LONG[:190], body=f"## {LONG}\n- {LONG}\n> {LONG}")
    practice = publish(make_practice(make_pair(people)))
    person = people["mentor"]
    Consent.objects.create(person=person, kind=ConsentKind.PUBLICATION, given_date="2026-02-01")
    publish(Honour.objects.create(municipality=municipality, person=person, year=2025, reason=LONG[:290]))
    assert practice.title == TEXTS["title"]
    return {"news": news.pk, "practice": practice.pk, "contest": _placed(municipality, person).pk}


def _placed(municipality, person):
    """A contest that the person has won, with a name that is long."""
    contest = make_contest(municipality, "open", title=LONG[:190])
    entry = enter(contest, person, person.school)
    all_agree(entry)
    lead(contest, "close")
    give_place(entry)
    return lead(contest, "announce")


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_never_scrolls_sideways(page, page_as, rows, name):
    login, path = PAGES[name]
    shown = page_as(login) if login else page
    assert shown.goto(path.format(**rows)).status == 200
    assert (faults(shown, LIGHT_AND_DARK), overflow(shown)) == ({}, {})
