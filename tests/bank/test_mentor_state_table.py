"""The table of domain.md §4.1: every state × transition × role on the mentor's page, allowed or refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.bank import workflow
from mentorship.bank.enums import MENTOR_MOVES, MentorSource, MentorState
from mentorship.bank.models import Mentor, SelectionCriterion
from mentorship.notices.models import Notice
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from schools.enums import ConsentKind
from schools.models import Consent
from schools.workflow import withdraw_consent
from tests.bank.builders import category, consent, subject
from tests.cast import TODAY

pytestmark = pytest.mark.django_db

# Transition: from, to, by whom on the mentor's page («mentor» is the person, curator and director are of the
# own school). What leads nowhere from a state is refused with a sentence; another role with 403.
TABLE = """
nominate  rejected,withdrawn                                              candidate  mentor,methodist
accept    candidate                                                       in_bank    methodist
reject    candidate                                                       rejected   methodist
withdraw  candidate                                                       withdrawn  mentor,curator
select    in_bank                                                         selected   methodist,head
train     selected                                                        trained    methodist
waive     selected                                                        trained    methodist
suspend   in_bank,selected,trained,active                                 suspended  methodist
resume    suspended                                                       in_bank    methodist
retire    candidate,in_bank,selected,trained,active,suspended,withdrawn   retired    methodist,head,mentor
restore   retired                                                         in_bank    methodist
"""
ROWS = {
    move: (sources.split(","), target, roles.split(","))
    for move, sources, target, roles in (line.split() for line in TABLE.strip().splitlines())
}
ROLES = ["admin", "head", "methodist", "curator", "director", "mentor", "mentee", "approver", "department"]
ASKED = {
    "reason": "так решили",
    "is_ready": "yes",
    "programme": "Школа наставника",
    "date": (timezone.localdate() - timedelta(days=1)).isoformat(),
}


@pytest.fixture
def mentor(people, make_mentor):
    """A mentor in the bank with a consent to processing."""
    consent(people["mentor"])
    return make_mentor(people["mentor"])


def put(mentor, state):
    Mentor.objects.filter(pk=mentor.pk).update(state=state, state_before="")
    mentor.person.trainings.all().delete()
    mentor.refresh_from_db()


def press(client, mentor, move, **asked):
    fields = {f"{move}-{name}": value for name, value in {**ASKED, **asked}.items()}
    return client.post(f"/bank/{mentor.pk}/", {"action": move, **fields})


def sees(role, state):
    """Whose page of a mentor opens: who is not in the bank is seen by those who answer for them."""
    listed = state in ("in_bank", "selected", "trained", "active")
    return listed or role in ("head", "methodist", "curator", "director", "mentor")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("move", ROWS)
def test_transition_by_role_from_every_state(client_as, mentor, move, role):
    sources, target, roles = ROWS[move]
    client = client_as(role)
    for state in MentorState.values:
        put(mentor, state)
        response = press(client, mentor, move)
        after = Mentor.objects.get(pk=mentor.pk).state
        if not sees(role, state):
            assert (response.status_code, after) == (404, state)
        elif role not in roles:
            assert (response.status_code, after) == (403, state)
        elif state in sources:
            assert (response.status_code, after) == (302, target)
        else:
            sentence = f"«{MENTOR_MOVES[move].words}» нельзя из состояния «{MentorState(state).label}»"
            assert (response.status_code, after) == (400, state)
            assert sentence in response.content.decode()


def test_the_table_names_every_move_of_people():
    by_pairs_and_consents = {"start", "finish", "lock"}
    assert ROWS.keys() == MENTOR_MOVES.keys() - by_pairs_and_consents
    for move, (sources, target, _) in ROWS.items():
        assert (set(MENTOR_MOVES[move].sources), MENTOR_MOVES[move].target) == (set(sources), target)


def test_interview_with_criteria_that_was_not_passed_leaves_the_mentor_in_the_bank(client_as, mentor):
    met = SelectionCriterion.objects.get(name="психологическая готовность к наставничеству")
    assert press(client_as("head"), mentor, "select", is_ready="no", criteria=[met.pk]).status_code == 302
    interview = mentor.interviews.get()
    assert (interview.is_ready, [str(item) for item in interview.criteria.all()]) == (False, [str(met)])
    assert Mentor.objects.get().state == MentorState.IN_BANK


class TestNominationAnew:
    """After a refusal or a withdrawal the person or the methodist, not the curator, asks again."""

    @pytest.mark.parametrize("state", [MentorState.REJECTED, MentorState.WITHDRAWN])
    def test_curator_is_told_who_does(self, mentor, state):
        put(mentor, state)
        with pytest.raises(Exception, match="Снова её подаёт сам педагог или методист") as caught:
            workflow.nominate(
                person=mentor.person,
                source=MentorSource.CURATOR,
                card={"subject": subject("Химия"), "mentee_category": category()},
                by=None,
                on=TODAY,
            )
        assert Mentor.objects.get().state == state
        assert caught.typename == "ValidationError"

    @pytest.mark.parametrize(("login", "source"), [("mentor", "self"), ("methodist", "methodist")])
    def test_source_says_who_asked(self, client_as, mentor, login, source):
        put(mentor, MentorState.REJECTED)
        press(client_as(login), mentor, "nominate")
        assert Mentor.objects.get().source == source


class TestPause:
    """The mentor may ask, the methodist suspends, pairs stay."""

    def test_request_for_a_pause_reaches_the_methodist_and_changes_no_state(self, client_as, mentor, people):
        response = press(client_as("mentor"), mentor, "ask_pause", reason="Сессия в вузе")
        assert (response.status_code, Mentor.objects.get().state) == (302, MentorState.IN_BANK)
        assert Entry.objects.get(action="mentor.ask_pause").text == "Сессия в вузе"
        (letter,) = Notice.objects.filter(person=people["methodist"])
        assert "просит о приостановке" in letter.subject

    @pytest.mark.parametrize("role", ["curator", "methodist", "head"])
    def test_nobody_else_asks_for_the_mentor(self, client_as, mentor, role):
        assert press(client_as(role), mentor, "ask_pause").status_code == 403

    def test_request_outside_the_bank_is_refused_with_a_sentence(self, client_as, mentor):
        put(mentor, MentorState.SUSPENDED)
        response = press(client_as("mentor"), mentor, "ask_pause")
        assert response.status_code == 400
        assert "просить о приостановке нельзя из состояния «приостановлен»" in response.content.decode()

    def test_suspension_warns_of_mentees_and_keeps_their_pairs(self, client_as, mentor, people):
        pair = seat(mentor, people["mentee"])
        client = client_as("methodist")
        text = client.get(f"/bank/{mentor.pk}/").content.decode()
        assert "Сейчас у наставника 1 наставляемый: идущие пары останутся, новых не предложат." in text
        assert press(client, mentor, "suspend").status_code == 302
        pair.refresh_from_db()
        assert (Mentor.objects.get().state, pair.state) == (MentorState.SUSPENDED, PairState.ACTIVE)

    def test_retirement_with_mentees_is_refused_with_the_way_out(self, client_as, mentor, people):
        seat(mentor, people["mentee"])
        response = press(client_as("head"), mentor, "retire")
        assert response.status_code == 400
        assert "У наставника есть наставляемые (1): сначала завершите его пары." in response.content.decode()


class TestLock:
    """A withdrawn consent to processing leads out of the bank whatever the state."""

    @pytest.mark.parametrize("state", MentorState)
    def test_from_every_state(self, mentor, state):
        put(mentor, state)
        withdraw_consent(consent=Consent.objects.get(), by=None, on=TODAY)
        assert Mentor.objects.get().state == MentorState.RETIRED
        assert Entry.objects.filter(action="mentor.lock").count() == (state != MentorState.RETIRED)

    def test_withdrawal_of_publication_only_hides_the_card(self, mentor, people):
        public = consent(people["mentor"], ConsentKind.PUBLICATION)
        withdraw_consent(consent=public, by=None, on=TODAY)
        assert Mentor.objects.get().state == MentorState.IN_BANK
        assert not Mentor.objects.listed().exists()

    def test_way_back_needs_a_renewed_consent(self, client_as, mentor, people):
        withdraw_consent(consent=Consent.objects.get(), by=None, on=TODAY)
        client = client_as("methodist")
        assert press(client, mentor, "restore").status_code == 400
        consent(people["mentor"], given_date=TODAY)
        assert press(client, mentor, "restore").status_code == 302
        assert Mentor.objects.listed().exists()


def seat(mentor, mentee):
    """A pair at work on the first place."""
    pair = Pair.objects.create(
        municipality=mentee.municipality, number="1", mentor=mentor, state=PairState.ACTIVE
    )
    PairMember.objects.create(pair=pair, mentor=mentor, mentee=mentee, place=mentor.places.first())
    return pair
