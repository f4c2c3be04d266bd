"""Transitions of a request (domain.md §4.2): what is allowed from where, guards, traces in the journal."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentorship.audit.models import Entry
from mentorship.bank import workflow
from mentorship.bank.enums import REQUEST_MOVES, RequestState
from mentorship.bank.models import MenteeRequest
from tests.bank.builders import category, consent, difficulty, subject
from tests.cast import TODAY

CALLS = {
    "submit": lambda row: workflow.submit_request(request=row, by=None, on=TODAY),
    "return": lambda row: workflow.return_request(request=row, reason="уточните", by=None),
    "accept": lambda row: workflow.accept_request(request=row, mentee_category=category(), by=None),
    "reject": lambda row: workflow.reject_request(request=row, reason="не по теме", by=None),
    "withdraw": lambda row: workflow.withdraw_request(request=row, by=None),
    "revive": lambda row: workflow.revive_request(request=row, by=None),
    "match": lambda row: workflow.mark_matched(request=row, by=None),
    "start": lambda row: workflow.mark_in_work(request=row, by=None),
    "close": lambda row: workflow.mark_closed(request=row, by=None),
    "reopen": lambda row: workflow.reopen(request=row, by=None),
}
# What pairs' workflow tells a request that stands there already.
SILENT = {(move, REQUEST_MOVES[move].target) for move in ("match", "start", "close", "reopen")}


@pytest.fixture
def row(people, make_request):
    """A request of the cast's mentee, who has consented."""
    consent(people["mentee"])
    return make_request(people["mentee"])


def put(row, state):
    MenteeRequest.objects.filter(pk=row.pk).update(state=state)
    row.refresh_from_db()
    return row


def refusal(call):
    with pytest.raises(ValidationError) as excinfo:
        call()
    return " ".join(excinfo.value.messages)


def create(person, **fields):
    defaults = {"difficulty": difficulty(), "subject": subject("Физика")}
    return workflow.create_request(person=person, fields={**defaults, **fields}, by=None, on=TODAY)


@pytest.mark.parametrize("state", RequestState)
@pytest.mark.parametrize("move", CALLS)
def test_move_leads_only_from_the_states_of_the_table(row, move, state):
    put(row, state)
    if state in REQUEST_MOVES[move].sources:
        CALLS[move](row)
        assert MenteeRequest.objects.get(pk=row.pk).state == REQUEST_MOVES[move].target
    elif (move, state) in SILENT:
        CALLS[move](row)
        assert not Entry.objects.filter(action=f"request.{move}").exists()
    else:
        words = refusal(lambda: CALLS[move](row))
        assert "нельзя из состояния" in words
        assert MenteeRequest.objects.get(pk=row.pk).state == state


@pytest.mark.parametrize("move", CALLS)
def test_move_leaves_one_entry_with_both_states(row, move):
    put(row, REQUEST_MOVES[move].sources[0])
    before = row.state
    CALLS[move](row)
    (entry,) = Entry.objects.filter(action=f"request.{move}")
    assert (entry.target_id, entry.data) == (row.pk, {"from": before, "to": str(REQUEST_MOVES[move].target)})


def test_request_matched_meanwhile_is_not_withdrawn_unseen(row):
    MenteeRequest.objects.filter(pk=row.pk).update(state=RequestState.MATCHED)
    words = refusal(lambda: CALLS["withdraw"](row))
    assert words == "Только что подобрали наставника: откройте запрос снова и решите ещё раз."
    assert MenteeRequest.objects.get(pk=row.pk).state == RequestState.MATCHED


@pytest.mark.parametrize("move", [workflow.return_request, workflow.reject_request])
def test_reason_is_asked_for(row, move):
    put(row, RequestState.SUBMITTED)
    assert "педагог увидит эти слова" in refusal(lambda: move(request=row, reason=" ", by=None))


def test_draft_is_made_with_the_day_and_its_school_year(people):
    row = create(people["mentee"])
    assert (row.state, row.requested_date, row.year) == (RequestState.DRAFT, TODAY, 2025)


def test_request_of_staff_without_a_school_is_refused(people):
    assert "школа не указана" in refusal(lambda: create(people["methodist"]))


@pytest.mark.parametrize("topic", ["Физика", None])
def test_same_request_stands_once_a_year(people, topic):
    fields = {"subject": topic and subject(topic)}
    create(people["mentee"], **fields)
    words = refusal(lambda: create(people["mentee"], **fields))
    assert words == "Такой запрос в этом учебном году уже есть."


def test_same_request_of_another_year_is_another(people, make_request):
    make_request(people["mentee"], requested_date=date(2025, 8, 31))
    create(people["mentee"])
    assert sorted(MenteeRequest.objects.values_list("year", flat=True)) == [2024, 2025]


def test_submission_without_consent_is_refused_with_the_way_out(people):
    row = create(people["mentee"])
    words = refusal(lambda: CALLS["submit"](row))
    assert words.startswith("Сначала нужно согласие педагога")
    assert words.endswith("Запрос остался черновиком.")


def test_wait_is_counted_from_the_submission(people, make_request):
    consent(people["mentee"])
    row = make_request(people["mentee"], state=RequestState.DRAFT, requested_date=date(2025, 12, 1))
    workflow.submit_request(request=row, by=None, on=TODAY)
    assert (row.requested_date, row.waited_days(date(2026, 3, 26))) == (TODAY, 10)


def test_acceptance_needs_a_category(row):
    put(row, RequestState.SUBMITTED)
    words = refusal(lambda: workflow.accept_request(request=row, by=None))
    assert words == "Укажите категорию наставляемого: по ней подбирают пару."


def test_acceptance_keeps_the_category_that_was_given(row):
    row.mentee_category = category("педагог кадрового резерва")
    row.save()
    put(row, RequestState.SUBMITTED)
    workflow.accept_request(request=row, by=None)
    assert MenteeRequest.objects.get(pk=row.pk).mentee_category.name == "педагог кадрового резерва"


def test_draft_is_changed(row):
    put(row, RequestState.DRAFT)
    workflow.change_request(request=row, fields={"details": "шумный класс"}, by=None)
    assert MenteeRequest.objects.get(pk=row.pk).details == "шумный класс"


@pytest.mark.parametrize("state", [state for state in RequestState if state != RequestState.DRAFT])
def test_only_a_draft_is_changed(row, state):
    put(row, state)
    call = lambda: workflow.change_request(request=row, fields={"details": "x"}, by=None)  # noqa: E731
    assert refusal(call).startswith("Менять можно только черновик")


def test_requests_that_wait_longest_stand_on_top(people, make_request):
    def asked(day, state, name):
        return make_request(people["mentee"], requested_date=day, state=state, difficulty=difficulty(name))

    late = asked(date(2026, 3, 1), RequestState.ACCEPTED, "a")
    early = asked(date(2025, 10, 1), RequestState.SUBMITTED, "b")
    closed = asked(date(2025, 9, 1), RequestState.CLOSED, "c")
    assert list(MenteeRequest.objects.waiting_first()) == [early, late, closed]
    assert list(MenteeRequest.objects.ageing(TODAY)) == [early, late]
    assert list(MenteeRequest.objects.in_base().order_by("pk")) == [late, closed]
