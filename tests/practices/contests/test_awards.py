"""Awards: numbers, codes, many at once, taken back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentorship.audit.models import Entry as JournalEntry
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import PairMember
from mentorship.practices.contests import codes
from mentorship.practices.contests.entering import refuse_entry
from mentorship.practices.contests.enums import Addressee, AwardKind, Occasion
from mentorship.practices.contests.issuing import (
    erase_recipient,
    issue_for_contest,
    issue_for_pairs,
    mentors_of_year,
    revoke_award,
)
from mentorship.practices.models import Award
from schools.personal import CLEARED
from tests.cast import TODAY
from tests.practices.contests.rows import WORDING, fresh, make_award, make_contest
from tests.practices.section import make_pair

pytestmark = pytest.mark.django_db

THANKS = WORDING._replace(kind=AwardKind.THANKS, text="за работу с коллегами")


def test_awards_are_numbered_in_the_year_of_their_municipality(municipality, other_municipality, people):
    first = make_award(municipality, people["mentor"])
    second = make_award(municipality, recipient="Семья  Сосновых ")
    third = make_award(other_municipality, recipient="ООО «Мастер»", addressee=Addressee.ENTERPRISE)
    numbers = [award.number for award in (first, second, third)]
    assert numbers == ["2025/26-001", "2025/26-002", "2025/26-001"]
    assert (first.name, second.name) == ("Клёнова Эмма Савельевна", "Семья Сосновых")
    assert str(second) == "Благодарственное письмо № 2025/26-002"


def test_person_of_another_municipality_is_not_awarded(other_municipality, people):
    with pytest.raises(ValidationError, match="в другом муниципалитете"):
        make_award(other_municipality, people["mentor"])


@pytest.mark.parametrize(
    "named",
    [
        {"addressee": Addressee.PERSON},
        {"addressee": Addressee.PARENTS},
        {"addressee": Addressee.ENTERPRISE, "recipient": "   "},
        {"addressee": Addressee.PERSON, "recipient": "ООО «Мастер»"},
    ],
)
def test_award_goes_to_a_person_or_to_a_name(municipality, named):
    with pytest.raises(ValidationError, match="одно из двух"):
        make_award(municipality, **named)


def test_code_is_long_and_read_however_it_is_typed(municipality, people):
    one, other = (make_award(municipality, people["mentor"]).code for _ in range(2))
    assert one != other
    assert len(one) == 16
    assert set(one) <= set(codes.SIGNS)
    assert codes.shown("K7QM2XPD9RTA4HNC") == "K7QM-2XPD-9RTA-4HNC"
    for typed in (" k7qm-2xpd 9rta—4hnc", "К7QМ2ХРD9RТА4НNС", "K7QM2XPD9RTA4HNC"):
        assert codes.read(typed) == "K7QM2XPD9RTA4HNC"
    assert codes.read("oIl1" * 4) == "0111" * 4
    for wrong in ("", "K7QM-2XPD-9RTA", "K7QM2XPD9RTA4HNCZ", "K7QM-2XPD-9RTA-4HNЖ", "\x00" * 16):
        assert codes.read(wrong) == ""


def test_placed_of_a_contest_are_awarded_once(announced, mentor):
    contest = announced.nomination.contest
    (award,) = issue_for_contest(contest=contest, wording=WORDING, by=None)
    assert (award.person, award.entry, award.occasion) == (mentor, announced, Occasion.CONTEST)
    assert award.text == "победитель в номинации «Наставник года» конкурса «Наставник года — 2026»"
    assert issue_for_contest(contest=contest, wording=WORDING, by=None) == []
    (letter,) = issue_for_contest(contest=contest, wording=THANKS, by=None)
    assert [award.serial, letter.serial] == [1, 2]
    assert JournalEntry.objects.filter(action="awards.issued_together").count() == 2


def test_revoked_award_may_be_issued_anew(announced):
    contest = announced.nomination.contest
    (award,) = issue_for_contest(contest=contest, wording=WORDING, by=None)
    with pytest.raises(ValidationError, match="почему отзываете"):
        revoke_award(award=award, reason=" ", by=None, on=TODAY)
    revoke_award(award=award, reason="Опечатка", by=None, on=TODAY)
    with pytest.raises(ValidationError, match="уже отозвана"):
        revoke_award(award=award, reason="Опечатка", by=None, on=TODAY)
    (again,) = issue_for_contest(contest=contest, wording=WORDING, by=None)
    assert again.serial == 2
    assert again.code != award.code


def test_who_refused_is_not_awarded_and_nothing_before_the_results(municipality, announced):
    refuse_entry(part=announced.people.get(), by=None, on=TODAY)
    with pytest.raises(ValidationError, match="Награждать пока некого"):
        issue_for_contest(contest=announced.nomination.contest, wording=WORDING, by=None)
    with pytest.raises(ValidationError, match="когда итоги объявлены"):
        issue_for_contest(contest=make_contest(municipality, title="Другой"), wording=WORDING, by=None)


def ended_pair(people, number, last_day, state=PairState.COMPLETED, mentee="mentee"):
    pair = make_pair(people, number=number, state=state, mentee=mentee)
    PairMember.objects.filter(pair=pair).update(start_date=date(2024, 10, 1), end_date=last_day)


def test_mentors_of_the_pairs_completed_in_the_year_are_thanked_once(municipality, people):
    ended_pair(people, "1", date(2025, 8, 31))
    assert mentors_of_year(municipality, 2025) == []
    with pytest.raises(ValidationError, match="Награждать пока некого"):
        issue_for_pairs(municipality=municipality, year=2025, wording=THANKS, by=None)
    ended_pair(people, "2", date(2025, 9, 1))
    ended_pair(people, "3", date(2026, 8, 31), mentee="curator")
    (award,) = issue_for_pairs(municipality=municipality, year=2025, wording=THANKS, by=None)
    assert (award.person, award.occasion, award.year) == (people["mentor"], Occasion.PAIRS, 2025)
    assert issue_for_pairs(municipality=municipality, year=2025, wording=THANKS, by=None) == []
    (before,) = issue_for_pairs(municipality=municipality, year=2024, wording=THANKS, by=None)
    assert before.number == "2024/25-001"


@pytest.mark.parametrize("state", [PairState.ACTIVE, PairState.DISSOLVED, PairState.CANCELLED])
def test_pair_that_was_not_completed_gives_no_thanks(municipality, people, state):
    ended_pair(people, "1", date(2026, 3, 1), state=state)
    assert mentors_of_year(municipality, 2025) == []


def test_outsider_is_forgotten_and_the_number_stays(municipality, people):
    award = make_award(municipality, recipient="Семья Сосновых", is_name_open=True)
    erase_recipient(award=award, by=None)
    held = fresh(award)
    assert (held.recipient, held.text, held.is_name_open) == (CLEARED, CLEARED, False)
    assert (held.number, held.code) == (award.number, award.code)
    assert list(Award.objects.named("сосновых")) == []
    with pytest.raises(ValidationError, match="уже стёрто"):
        erase_recipient(award=award, by=None)
    with pytest.raises(ValidationError, match="Персональные данные"):
        erase_recipient(award=make_award(municipality, people["mentor"]), by=None)
