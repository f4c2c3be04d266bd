"""What is left of somebody who was proposed or awarded, once erased or merged."""

import pytest
from django.test import Client
from django.utils import timezone

from mentorship.pairs.enums import PairState
from mentorship.practices.contests.enums import ContestKind, Occasion
from mentorship.practices.contests.issuing import issue_for_contest
from mentorship.practices.models import Award, ContestEntry, EntryPerson
from mentorship.privacy.enums import Ground
from mentorship.privacy.erasing import erase
from reports.merging import merge
from schools.models import Person
from schools.personal import CLEARED
from tests.cast import TODAY
from tests.practices.contests.rows import (
    WORDING,
    all_agree,
    enlist,
    enter,
    fresh,
    let_publish,
    make_award,
    make_contest,
)
from tests.practices.section import make_pair
from tests.privacy.dumps import dump

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def erased(person):
    return erase(person=person, reason="заявление", ground=Ground.ASKED, by=None, now=timezone.now())


def test_erased_winner_leaves_no_trace_but_a_number(municipality, announced, mentor, people):
    contest = make_contest(municipality, "open", kind=ContestKind.BEST_PAIR, title="Пара")
    enter(contest, make_pair(people, state=PairState.COMPLETED), text=f"{mentor.full_name} помогла.")
    let_publish(mentor)
    all_agree(announced)
    wording = WORDING._replace(text=f"{mentor.full_name}: первое место")
    (award,) = issue_for_contest(contest=announced.nomination.contest, wording=wording, by=None)
    act = erased(mentor)
    assert [table for table, text in dump().items() if mentor.last_name in text] == []
    assert not ContestEntry.objects.exists()
    assert not EntryPerson.objects.exists()
    held = fresh(award)
    assert (held.text, held.entry, held.number, held.code) == (CLEARED, None, award.number, award.code)
    shown = Client().get(f"/public/check/{award.code}/").content.decode()
    assert "Подлинная" in shown
    assert award.number in shown
    assert mentor.last_name not in shown
    assert {"Выдвижения на конкурсы", "Грамоты, благодарности, сертификаты"} <= {
        item["what"] for item in act.items
    }


def test_paper_of_an_erased_person_is_printed_no_more(client_as, municipality, mentor):
    award = make_award(municipality, mentor)
    client = client_as("methodist")
    assert client.get(f"/awards/{award.pk}/award.docx").status_code == 200
    Person.objects.filter(pk=mentor.pk).update(erased_date=TODAY)
    assert client.get(f"/awards/{award.pk}/award.docx").status_code == 404
    assert client.get(f"/awards/{award.pk}/").status_code == 200


def test_merged_mentor_keeps_one_entry_and_every_award(municipality, mentor, school, make_teacher):
    double = make_teacher(school, "D1", last_name="Кленова", first_name="Эмма", middle_name="Савельевна")
    enlist(double)
    contest = make_contest(municipality, "open")
    enter(contest, mentor)
    enter(contest, double)
    make_award(municipality, double)
    Award.objects.update(occasion=Occasion.PAIRS)
    make_award(municipality, mentor)
    Award.objects.filter(person=mentor).update(occasion=Occasion.PAIRS)
    merge(keep=mentor, drop=double, choices={}, by=None, on=TODAY)
    assert [entry.person for entry in ContestEntry.objects.all()] == [mentor]
    assert [part.person for part in EntryPerson.objects.all()] == [mentor]
    awards = Award.objects.order_by("serial")
    assert [(award.person, award.occasion) for award in awards] == [
        (mentor, Occasion.SINGLE),
        (mentor, Occasion.PAIRS),
    ]
