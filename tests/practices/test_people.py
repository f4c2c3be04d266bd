"""People of the public section: what is left of an author or an honoured one, once erased or merged."""

import pytest
from django.utils import timezone

from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair
from mentorship.practices.enums import PublicState
from mentorship.practices.models import Honour, PracticeAuthor
from mentorship.practices.models.practices import TEXTS as PARTS
from mentorship.privacy.enums import Ground
from mentorship.privacy.erasing import erase
from reports.merging import merge
from schools.enums import ConsentKind
from schools.personal import CLEARED
from schools.workflow import give_consent
from tests.cast import TODAY
from tests.practices.section import WORDS, fresh, make_pair, make_practice, material, publish
from tests.privacy.dumps import dump

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def practice(people):
    """A published practice of a pair that has ended."""
    row = publish(make_practice(make_pair(people)))
    Pair.objects.update(state=PairState.COMPLETED)
    return row


@pytest.fixture
def make_honour(municipality):
    """An entry of the board of honour: `make_honour(person)`."""

    def make(person, reason="Лучший наставник года"):
        return Honour.objects.create(
            municipality=municipality,
            person=person,
            year=2025,
            reason=reason,
            state=PublicState.PUBLISHED,
            publish_date=TODAY,
        )

    return make


def erased(person):
    return erase(person=person, reason="заявление", ground=Ground.ASKED, by=None, now=timezone.now())


@pytest.mark.parametrize("login", ["mentor", "mentee"])
def test_practice_of_an_erased_author_is_told_no_more(client, practice, people, login):
    address = f"/public/practices/{practice.pk}/"
    assert client.get(address).status_code == 200
    act = erased(people[login])
    held = fresh(practice)
    assert held.state == PublicState.WITHDRAWN
    assert {getattr(held, name) for name in PARTS} == {CLEARED}
    assert held.search_key == ""
    (other,) = held.authors.all()
    assert (other.part, other.words) == (
        ("mentee", WORDS["mentee"]) if login == "mentor" else ("mentor", WORDS["mentor"])
    )
    assert client.get(address).status_code == 404
    assert "бояться" not in client.get("/public/practices/").content.decode()
    name = people[login].last_name
    assert [table for table, text in dump().items() if name in text or WORDS[login] in text] == []
    assert {"Практики пар", "Слова педагога в практиках"} <= {item["what"] for item in act.items}


def test_honour_of_an_erased_person_leaves_the_board(client, make_honour, people):
    person = people["mentor"]
    give_consent(person=person, kind=ConsentKind.PROCESSING, by=None, on=TODAY)
    give_consent(person=person, kind=ConsentKind.PUBLICATION, by=None, on=TODAY)
    make_honour(person)
    board = "/public/honour/"
    assert person.last_name in client.get(board).content.decode()
    erased(person)
    assert not Honour.objects.exists()
    assert person.last_name not in client.get(board).content.decode()


def test_news_stays_without_the_name_of_whom_it_told(client, municipality, people):
    person = people["mentor"]
    row = material(municipality, title=f"Урок: {person.full_name}", body=f"{person.short_name} провела урок.")
    erased(person)
    held = fresh(row)
    assert (held.title, held.body) == (f"Урок: {CLEARED}", f"{CLEARED} провела урок.")
    assert CLEARED.lower() in held.search_key
    assert person.last_name not in client.get("/public/news/").content.decode()
    assert person.last_name.lower() not in held.search_key


def test_writer_of_a_material_is_an_account_without_a_name(municipality, people, users):
    row = material(municipality)
    type(row).objects.filter(pk=row.pk).update(author=users["methodist"])
    erased(people["methodist"])
    assert fresh(row).author.get_full_name() == CLEARED


def test_merged_author_and_honours_stand_under_the_kept_name(
    practice, make_honour, people, school, make_teacher
):
    keep = people["mentor"]
    double = make_teacher(school, "D1", last_name="Кленова", first_name="Эмма", middle_name="Савельевна")
    make_honour(keep)
    make_honour(double)
    make_honour(double, "За открытые уроки")
    Honour.objects.filter(reason="За открытые уроки").update(year=2024)
    PracticeAuthor.objects.filter(part="mentor").update(person=double)
    merge(keep=keep, drop=double, choices={}, by=None, on=TODAY)
    assert set(Honour.objects.values_list("person", flat=True)) == {keep.pk}
    assert set(Honour.objects.values_list("year", flat=True)) == {2024, 2025}
    author = PracticeAuthor.objects.get(part="mentor")
    assert (author.person, author.words) == (keep, WORDS["mentor"])
    assert "клёнова" in author.search_key.replace("кленова", "клёнова")
    assert fresh(practice).state == PublicState.PUBLISHED
