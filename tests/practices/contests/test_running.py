"""The life of a contest: its states in their order, its nominations, what stands in the way."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentorship.audit.models import Entry as JournalEntry
from mentorship.practices.contests.enums import CONTEST_STEPS, ContestKind, ContestState, Takes
from mentorship.practices.contests.running import add_nomination, change_contest, remove_nomination
from mentorship.practices.models import Contest
from schools.stamps import ChangedMeanwhile
from tests.practices.contests.rows import YEAR, enter, fresh, give_place, lead, make_contest

pytestmark = pytest.mark.django_db


def changed(contest, **fields):
    kept = ("title", "kind", "year", "nominate_until", "results_date", "regulation", "document")
    values = {name: getattr(contest, name) for name in kept}
    change_contest(contest=contest, version=contest.version, by=None, **{**values, **fields})
    return fresh(contest)


@pytest.mark.parametrize(
    ("kind", "nominations"),
    [
        (ContestKind.MENTOR_OF_YEAR, [("Наставник года", Takes.MENTOR)]),
        (ContestKind.BEST_PAIR, [("Лучшая пара", Takes.PAIR)]),
        (ContestKind.MENTOR_PLUS, [("Наставник+", Takes.MENTOR)]),
        (ContestKind.OTHER, []),
    ],
)
def test_contest_of_the_document_begins_with_its_nomination(municipality, kind, nominations):
    contest = make_contest(municipality, kind=kind)
    assert list(contest.nominations.values_list("title", "takes")) == nominations
    assert contest.state == ContestState.DRAFT


def test_contest_goes_from_draft_to_announced_and_back(municipality, mentor):
    contest = make_contest(municipality, "open")
    entry = enter(contest, mentor)
    lead(contest, "close")
    give_place(entry, "laureate")
    contest = lead(contest, "announce")
    assert (contest.state, contest.announced_date) == (ContestState.ANNOUNCED, timezone.localdate())
    contest = lead(contest, "recall", words="Ошибка в протоколе")
    assert (contest.state, contest.announced_date) == (ContestState.JUDGED, None)
    actions = JournalEntry.objects.filter(target_model="practices.contest").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "contests.created",
        "contests.open",
        "contests.close",
        "contests.announce",
        "contests.recall",
    ]
    assert "Ошибка в протоколе" in actions.last().text


@pytest.mark.parametrize("state", list(ContestState))
def test_step_is_taken_from_its_own_state_alone(municipality, state):
    contest = make_contest(municipality)
    day = timezone.localdate() if state == ContestState.ANNOUNCED else None
    Contest.objects.filter(pk=contest.pk).update(state=state, announced_date=day)
    for step, (before, _) in CONTEST_STEPS.items():
        if before != state:
            with pytest.raises(ValidationError, match="Так можно поступить, пока состояние"):
                lead(contest, step, words="Почему")
    assert fresh(contest).state == state


def test_nothing_is_opened_without_nominations_or_after_its_last_day(municipality):
    empty = make_contest(municipality, kind=ContestKind.OTHER, title="Свой")
    with pytest.raises(ValidationError, match="хотя бы одну номинацию"):
        lead(empty, "open")
    contest, today = make_contest(municipality), timezone.localdate()
    contest = changed(contest, nominate_until=today - timedelta(days=1))
    with pytest.raises(ValidationError, match="уже прошёл"):
        lead(contest, "open")
    contest = changed(contest, nominate_until=today)
    assert lead(contest, "open").state == ContestState.NOMINATING


def test_nothing_is_judged_without_entries_nor_announced_without_results(municipality, mentor):
    contest = make_contest(municipality, "open")
    with pytest.raises(ValidationError, match="Никто ещё не выдвинут"):
        lead(contest, "close")
    entry = enter(contest, mentor)
    lead(contest, "close")
    with pytest.raises(ValidationError, match="ни одного победителя"):
        lead(contest, "announce")
    give_place(entry)
    with pytest.raises(ValidationError, match="сначала снимите их"):
        lead(contest, "resume")
    give_place(entry, "")
    assert lead(contest, "resume").state == ContestState.NOMINATING


def test_results_are_taken_back_with_a_reason_alone(announced):
    with pytest.raises(ValidationError, match="почему снимаете"):
        lead(announced.nomination.contest, "recall", words="  ")


def test_second_window_is_told(municipality):
    contest = make_contest(municipality)
    lead(contest, "open")
    with pytest.raises(ChangedMeanwhile):
        changed(contest, title="Из другого окна")


def test_announced_contest_is_changed_no_more_and_the_kind_is_settled_by_opening(municipality, announced):
    with pytest.raises(ValidationError, match="больше не меняют"):
        changed(fresh(announced.nomination.contest), title="Иначе")
    contest = make_contest(municipality, "open", title="Другой")
    with pytest.raises(ValidationError, match="вид конкурса и учебный год не меняют"):
        changed(contest, year=YEAR + 1)
    assert changed(contest, regulation="Положение").regulation == "Положение"


def test_contest_stands_once_in_its_year(municipality, other_municipality):
    make_contest(municipality)
    with pytest.raises(ValidationError, match="уже есть"):
        make_contest(municipality)
    assert make_contest(other_municipality).pk


def test_nomination_stands_once_and_goes_while_empty(municipality, mentor):
    contest = make_contest(municipality)
    second = add_nomination(
        contest=contest, version=contest.version, title=" Молодой  наставник ", takes=Takes.MENTOR, by=None
    )
    assert second.title == "Молодой наставник"
    contest = fresh(contest)
    with pytest.raises(ValidationError, match="уже есть"):
        add_nomination(
            contest=contest, version=contest.version, title="Наставник года", takes=Takes.PAIR, by=None
        )
    remove_nomination(nomination=second, version=contest.version, by=None)
    contest = lead(contest, "open")
    entry = enter(contest, mentor)
    with pytest.raises(ValidationError, match="уже есть выдвинутые"):
        remove_nomination(nomination=entry.nomination, version=contest.version, by=None)
    contest = lead(contest, "close")
    with pytest.raises(ValidationError, match="пока идёт выдвижение"):
        add_nomination(contest=contest, version=contest.version, title="Ещё", takes=Takes.PAIR, by=None)
