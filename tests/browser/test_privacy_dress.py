"""The dress of the pages about own data, of the centre's pages about them, and of the pupils' pages."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from mentorship.pairs.models import Pair, Product, ProductKind
from mentorship.privacy.enums import Ground, Wish
from mentorship.privacy.erasing import erase
from mentorship.privacy.models import LeftFile
from mentorship.privacy.workflow import ask
from schools.enums import ConsentKind
from schools.workflow import give_consent, withdraw_consent
from tests.browser.dress import faults, overflow
from tests.practices.section import make_pair
from tests.pupils.conftest import make_pupil, mentee, on, pair

__all__ = ["make_pupil", "mentee", "on", "pair"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIGHT_AND_DARK = [{}, {"theme": "dark"}]
LONG = "Практикоориентированность-взаимопосещений " * 6
PAGES = {
    "own data": ("mentor", "/me/data/"),
    "own consents": ("mentor", "/me/consents/"),
    "due": ("methodist", "/privacy/due/"),
    "requests": ("methodist", "/privacy/requests/"),
    "request": ("head", "/privacy/requests/{request}/"),
    "proposal": ("methodist", "/privacy/people/{person}/propose/"),
    "act": ("head", "/privacy/acts/{act}/"),
    "file": ("methodist", "/privacy/files/{file}/"),
    "pupils": ("curator", "/pupils/"),
    "pupil": ("curator", "/pupils/{pupil}/"),
    "pupils' pairs": ("curator", "/pupils/pairs/"),
    "numbers of pupils": ("methodist", "/pupils/"),
}


@pytest.fixture
def rows(people, users, school, make_teacher, pair, mentee, settings, tmp_path):
    """A request, a withdrawal, an act with two files that name others too; a pupil's pair at work."""
    settings.MEDIA_ROOT = tmp_path / "media"
    today = timezone.localdate()
    group = make_pair(people)
    kind = ProductKind.objects.first()
    for name in ("Кейс.pdf", "Снимок.jpg"):
        file = ContentFile(b"%PDF-1.7", name=name)
        Product.objects.create(
            pair=group, kind=kind, title=LONG[:290], date=today, file=file, added_by=users["mentor"]
        )
    second = make_teacher(school, "G2", last_name="Иная", first_name="Яна", middle_name="")
    group.members.create(mentor=group.mentor, mentee=second)
    Pair.objects.update(state="completed")
    act = erase(
        person=people["mentee"], reason=LONG[:490], ground=Ground.ASKED, by=users["head"], now=timezone.now()
    )
    asked = ask(person=people["mentor"], wish=Wish.CORRECT, text=LONG, by=users["mentor"], on=today)
    consent = give_consent(person=second, kind=ConsentKind.PROCESSING, by=None, on=today)
    withdraw_consent(consent=consent, by=None, on=today)
    return {
        "request": asked.pk,
        "person": second.pk,
        "act": act.pk,
        "file": LeftFile.objects.waiting().first().pk,
        "pupil": mentee.pk,
    }


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_never_scrolls_sideways(page_as, rows, name):
    login, path = PAGES[name]
    shown = page_as(login)
    assert shown.goto(path.format(**rows)).status == 200
    assert (faults(shown, LIGHT_AND_DARK), overflow(shown)) == ({}, {})
