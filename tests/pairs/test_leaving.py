"""A request that is withdrawn takes its proposed pair with it (domain.md §4.2)."""

import pytest
from django.core.exceptions import ValidationError

from mentorship.bank import workflow as bank
from mentorship.bank.enums import RequestState
from mentorship.bank.models import MenteeRequest
from mentorship.pairs import workflow
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair
from mentorship.pairs.workflow import Candidate
from tests.cast import TODAY


def propose(mentor, topic, requests):
    candidates = [Candidate(request.person, request) for request in requests]
    pair = workflow.propose(mentor=mentor, candidates=candidates, topic=topic, by=None, today=TODAY)
    for request in requests:
        request.refresh_from_db()
    return pair


def refusal(request):
    with pytest.raises(ValidationError) as excinfo:
        bank.withdraw_request(request=request, by=None)
    assert MenteeRequest.objects.get(pk=request.pk).state == RequestState.MATCHED
    return " ".join(excinfo.value.messages)


@pytest.mark.parametrize("is_agreed", [False, True])
def test_proposed_and_agreed_pairs_are_called_off(mentor, mentees, topic, make_request, is_agreed):
    request = make_request(mentees[0])
    pair = propose(mentor, topic, [request])
    if is_agreed:
        Pair.objects.filter(pk=pair.pk).update(state=PairState.AGREED)
    bank.withdraw_request(request=request, by=None)
    pair.refresh_from_db()
    assert (request.state, pair.state, pair.ending_reason) == (
        RequestState.WITHDRAWN,
        PairState.CANCELLED,
        "Запрос отозван",
    )


def test_pair_under_an_order_stays(mentor, mentees, topic, make_request, make_pair):
    request = make_request(mentees[0])
    pair = propose(mentor, topic, [request])
    Pair.objects.filter(pk=pair.pk).update(state=PairState.ORDERED)
    assert "уже закреплена приказом" in refusal(request)


def test_group_with_others_stays(mentor, mentees, topic, make_request):
    requests = [make_request(mentee) for mentee in mentees[:2]]
    pair = propose(mentor, topic, requests)
    assert "есть и другие наставляемые" in refusal(requests[0])
    pair.refresh_from_db()
    assert pair.state == PairState.PROPOSED


def test_request_that_is_matched_by_a_file_alone_is_withdrawn(mentees, make_request, db):
    request = make_request(mentees[0], state=RequestState.MATCHED)
    bank.withdraw_request(request=request, by=None)
    assert request.state == RequestState.WITHDRAWN


def test_teacher_withdraws_on_the_page(mentor, mentees, topic, make_request, client_as):
    request = make_request(mentees[0])
    pair = propose(mentor, topic, [request])
    client_as("mentee").post(f"/requests/{request.pk}/", {"action": "withdraw"})
    request.refresh_from_db()
    pair.refresh_from_db()
    assert (request.state, pair.state) == (RequestState.WITHDRAWN, PairState.CANCELLED)
