"""The table of domain.md §4.2: every state × transition × role on the request's page, allowed or refused."""

import pytest
from django.core.exceptions import ValidationError

from mentorship.audit.models import Entry
from mentorship.bank import workflow
from mentorship.bank.enums import REQUEST_MOVES, RequestState
from mentorship.bank.models import MenteeRequest
from tests.bank.builders import category, consent, difficulty
from tests.cast import TODAY

pytestmark = pytest.mark.django_db

# Transition: from, to, by whom on the page («mentee» is the person, the curator is of the own school). The
# methodist stands at «подать» and «отозвать» beyond the domain's table: contract §2 lets him change requests,
# since he types in what came on paper. «revive» is the way back that the table of mentors has, too.
TABLE = """
submit    draft                             submitted  mentee,curator,methodist
return    submitted                         draft      curator,methodist
accept    submitted                         accepted   curator,methodist
reject    submitted                         rejected   methodist
withdraw  draft,submitted,accepted,matched  withdrawn  mentee,curator,methodist
revive    rejected,withdrawn                draft      mentee,curator,methodist
"""
# What the workflow of pairs does, from where to where; no page has a button for it.
BY_PAIRS = """
match   submitted,accepted         matched   mark_matched
start   accepted,matched           in_work   mark_in_work
close   accepted,matched,in_work   closed    mark_closed
reopen  matched,in_work            accepted  reopen
"""
ROWS = {
    move: (sources.split(","), target, roles.split(","))
    for move, sources, target, roles in (line.split() for line in TABLE.strip().splitlines())
}
PAIR_ROWS = {
    move: (sources.split(","), target, call)
    for move, sources, target, call in (line.split() for line in BY_PAIRS.strip().splitlines())
}
ROLES = ["admin", "head", "methodist", "curator", "director", "mentor", "mentee", "approver", "department"]
# Whose page of this request does not open at all: another teacher, who sees numbers only, who sees nothing.
BLIND = {"mentor": 404, "approver": 404, "department": 404, "admin": 403}


@pytest.fixture
def row(people, make_request):
    """A request of the cast's mentee with everything the guards ask for."""
    consent(people["mentee"])
    return make_request(people["mentee"], mentee_category=category())


def put(row, state):
    MenteeRequest.objects.filter(pk=row.pk).update(state=state)
    row.refresh_from_db()


def state_of(row):
    return MenteeRequest.objects.get(pk=row.pk).state


def press(client, row, move, **asked):
    fields = {f"{move}-{name}": value for name, value in {"reason": "так решили", **asked}.items()}
    return client.post(f"/requests/{row.pk}/", {"action": move, **fields})


def test_table_is_that_of_the_code():
    named = {move: (set(sources), target) for move, (sources, target, _) in {**ROWS, **PAIR_ROWS}.items()}
    assert named == {
        move: (set(map(str, rule.sources)), str(rule.target)) for move, rule in REQUEST_MOVES.items()
    }


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("move", ROWS)
def test_transition_by_role_from_every_state(client_as, row, move, role):
    sources, target, roles = ROWS[move]
    client = client_as(role)
    for state in RequestState.values:
        put(row, state)
        response = press(client, row, move)
        if role not in roles:
            assert response.status_code == BLIND.get(role, 403), state
            assert state_of(row) == state
        elif state in sources:
            assert response.status_code == 302, (state, response.context["refused"].errors)
            assert state_of(row) == target
        else:
            assert response.status_code == 400, state
            words = response.content.decode()
            assert f"«{REQUEST_MOVES[move].words}» нельзя из состояния «{RequestState(state).label}»" in words
            assert state_of(row) == state


@pytest.mark.parametrize("move", ROWS)
def test_offered_is_what_the_table_allows(client_as, row, move):
    sources, _, roles = ROWS[move]
    for role in ("methodist", "curator", "mentee", "head", "director"):
        client = client_as(role)
        for state in RequestState.values:
            put(row, state)
            offered = {offer.name for offer in client.get(f"/requests/{row.pk}/").context["offers"]}
            assert (move in offered) == (state in sources and role in roles), (role, state)


@pytest.mark.parametrize("move", PAIR_ROWS)
@pytest.mark.parametrize("state", RequestState)
def test_pairs_move_requests_only_as_the_table_says(row, move, state):
    sources, target, call = PAIR_ROWS[move]
    put(row, state)
    before = Entry.objects.filter(action=f"request.{move}").count()
    if state in sources:
        getattr(workflow, call)(request=row, by=None)
        assert state_of(row) == target
    elif state == target:
        getattr(workflow, call)(request=row, by=None)
        assert Entry.objects.filter(action=f"request.{move}").count() == before
    else:
        with pytest.raises(ValidationError, match="нельзя из состояния"):
            getattr(workflow, call)(request=row, by=None)
        assert state_of(row) == state


@pytest.mark.parametrize("role", ROLES)
def test_pairs_moves_have_no_button(client_as, row, role):
    for move in PAIR_ROWS:
        assert press(client_as(role), row, move).status_code in (403, 404)
    assert state_of(row) == RequestState.ACCEPTED


@pytest.mark.parametrize("role", ROLES)
def test_who_may_create(client_as, people, role):
    """TEA for oneself, CUR and MET for others."""
    data = {"difficulty": difficulty().pk}
    if role in ("curator", "methodist"):
        data["person"] = people["mentee"].pk
    status = client_as(role).post("/requests/add/", data).status_code
    may = role in ("curator", "methodist", "mentee", "mentor")
    assert (status, MenteeRequest.objects.count()) == ((302, 1) if may else (403, 0))


def test_creation_needs_a_difficulty(client_as, people):
    assert client_as("mentee").post("/requests/add/", {"difficulty": ""}).status_code == 400


@pytest.mark.parametrize(
    ("move", "state", "words"),
    [
        ("submit", "draft", "Сначала нужно согласие педагога на обработку персональных данных"),
        ("return", "submitted", "Заполните это поле."),
        ("reject", "submitted", "Заполните это поле."),
        ("accept", "submitted", "Заполните это поле."),
    ],
)
def test_guard_refuses_with_its_sentence(client_as, people, make_request, move, state, words):
    row = make_request(people["mentee"], state=state)
    response = press(client_as("methodist"), row, move, reason="")
    assert (response.status_code, state_of(row)) == (400, state)
    assert words in response.content.decode()


def test_submission_counts_from_its_day(row):
    put(row, RequestState.DRAFT)
    workflow.submit_request(request=row, by=None, on=TODAY)
    assert row.requested_date == TODAY
