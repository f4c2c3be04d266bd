"""Entries: who may stand, who is asked, what the jury gives."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentorship.notices.models import Notice
from mentorship.pairs.enums import PairState
from mentorship.practices.contests.entering import (
    agree_to_entry,
    refuse_entry,
    remove_entry,
    set_place,
    unanswered,
)
from mentorship.practices.contests.enums import ContestKind
from mentorship.practices.contests.honouring import offer_honours
from mentorship.practices.enums import PublicState
from mentorship.practices.models import ContestEntry, Honour
from schools.enums import ConsentWay
from schools.stamps import ChangedMeanwhile
from tests.practices.contests.rows import all_agree, enlist, enter, fresh, give_place, lead, make_contest
from tests.practices.section import make_pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(municipality):
    """A contest for mentors whose nominating is open."""
    return make_contest(municipality, "open")


def test_mentor_of_the_bank_is_proposed_and_asked_by_letter(opened, mentor, school):
    entry = enter(opened, mentor, school)
    assert [(part.person, part.part) for part in entry.people.all()] == [(mentor, "mentor")]
    letter = Notice.objects.get(person=mentor)
    assert letter.path == f"/contests/entries/{entry.pk}/"
    assert "Наставник года — 2026" in letter.text
    assert unanswered(opened) == 1


def test_nobody_else_stands_in_a_nomination_of_mentors(opened, people):
    with pytest.raises(ValidationError, match="наставника из банка"):
        enter(opened, people["mentee"])
    with pytest.raises(ValidationError, match="пару, которая работает"):
        enter(opened, make_pair(people))
    assert not ContestEntry.objects.exists()


@pytest.mark.parametrize("state", list(PairState))
def test_pair_is_proposed_for_work_it_has_done(municipality, people, state):
    contest = make_contest(municipality, "open", kind=ContestKind.BEST_PAIR, title="Пара")
    pair = make_pair(people, state=state)
    if state in (PairState.ACTIVE, PairState.PAUSED, PairState.COMPLETED):
        entry = enter(contest, pair)
        named = {(part.person, part.part) for part in entry.people.all()}
        assert named == {(people["mentor"], "mentor"), (people["mentee"], "mentee")}
        asked = Notice.objects.filter(subject="Вас выдвинули на конкурс")
        assert {letter.person for letter in asked} == {people["mentor"], people["mentee"]}
    else:
        with pytest.raises(ValidationError, match="работает или завершила"):
            enter(contest, pair)


def test_mentor_stands_once_and_with_words(opened, mentor):
    with pytest.raises(ValidationError, match="за что выдвигаете"):
        enter(opened, mentor, text=" \n ")
    enter(opened, mentor)
    with pytest.raises(ValidationError, match="уже выдвинут"):
        enter(opened, mentor)


def test_nobody_is_proposed_before_or_after_the_nominating(municipality, opened, mentor):
    with pytest.raises(ValidationError, match="сейчас не идёт"):
        enter(make_contest(municipality, title="Черновик"), mentor)
    entry = enter(opened, mentor)
    lead(opened, "close")
    with pytest.raises(ValidationError, match="сейчас не идёт"):
        enter(opened, mentor)
    with pytest.raises(ValidationError, match="снять кандидата уже нельзя"):
        remove_entry(entry=entry, version=entry.version, by=None)


def test_entry_is_taken_back_while_open(opened, mentor):
    entry = enter(opened, mentor)
    remove_entry(entry=entry, version=1, by=None)
    assert not ContestEntry.objects.exists()
    assert enter(opened, mentor).pk


def test_results_are_written_while_the_jury_sits(opened, mentor):
    entry = enter(opened, mentor)
    with pytest.raises(ValidationError, match="идёт выдвижение"):
        give_place(entry)
    lead(opened, "close")
    assert give_place(entry).place == "winner"
    with pytest.raises(ChangedMeanwhile):
        set_place(entry=entry, version=1, place="third", by=None)
    lead(opened, "announce")
    with pytest.raises(ValidationError, match="итоги объявлены"):
        give_place(entry, "third")


def test_nomination_has_one_winner_and_many_laureates(opened, mentor, school, make_teacher):
    others = [make_teacher(school, code) for code in ("T1", "T2")]
    enlist(*others)
    first, second, third = (enter(opened, person) for person in (mentor, *others))
    lead(opened, "close")
    give_place(first)
    with pytest.raises(ValidationError, match="Победитель в этой номинации уже есть"):
        give_place(second)
    assert {give_place(second, "laureate").place, give_place(third, "laureate").place} == {"laureate"}
    assert [entry.pk for entry in ContestEntry.objects.placed()] == [first.pk, second.pk, third.pk]


def test_consent_is_given_refused_and_given_anew(opened, mentor):
    part, on = enter(opened, mentor).people.get(), timezone.localdate()
    agree_to_entry(part=part, way=ConsentWay.PORTAL, by=None, on=on)
    with pytest.raises(ValidationError, match="уже дано"):
        agree_to_entry(part=part, way=ConsentWay.PORTAL, by=None, on=on)
    refuse_entry(part=part, by=None, on=on)
    assert not fresh(part).agrees
    with pytest.raises(ValidationError, match="уже записан"):
        refuse_entry(part=part, by=None, on=on)
    agree_to_entry(part=part, way=ConsentWay.PAPER, by=None, on=on)
    assert fresh(part).agrees


def test_who_refused_gets_no_result(opened, mentor):
    entry = enter(opened, mentor)
    refuse_entry(part=entry.people.get(), by=None, on=timezone.localdate())
    lead(opened, "close")
    with pytest.raises(ValidationError, match="отказался участвовать"):
        give_place(entry)


def test_winner_who_agrees_is_offered_to_the_board_once(announced, mentor):
    contest = announced.nomination.contest
    with pytest.raises(ValidationError, match="Предлагать некого"):
        offer_honours(contest=contest, by=None)
    all_agree(announced)
    (row,) = offer_honours(contest=contest, by=None)
    assert (row.person, row.year, row.state) == (mentor, 2025, PublicState.REVIEW)
    assert row.reason == "Победа в номинации «Наставник года» конкурса «Наставник года — 2026»"
    with pytest.raises(ValidationError, match="уже стоят"):
        offer_honours(contest=contest, by=None)
    assert Honour.objects.count() == 1


def test_board_is_offered_announced_winners_alone(opened):
    with pytest.raises(ValidationError, match="когда итоги объявлены"):
        offer_honours(contest=opened, by=None)
