"""Who sees and who changes pairs: the table of contract §2, and 404 for what lies outside the scope."""

import pytest
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from schools.models import Person, User
from tests.cast import PASSWORD

ROLES = ["admin", "head", "methodist", "curator", "director", "mentor", "mentee", "approver", "department"]
SEE_PAIRS = set(ROLES) - {"admin"}
CHANGE_PAIRS = {"methodist", "curator", "mentor", "mentee"}


@pytest.fixture
def pair(mentor, mentees, make_pair):
    """The cast's pair at work."""
    return make_pair(mentor, mentees[:1], PairState.ACTIVE)


@pytest.fixture
def other_pair(other_school, make_teacher, make_pair):
    """A pair of two teachers of the other school."""
    guide = Mentor.objects.enlist([make_teacher(other_school, "B1")], state=MentorState.ACTIVE)[0]
    return make_pair(guide, [make_teacher(other_school, "B2")], PairState.ACTIVE, number="8")


@pytest.fixture
def foreign_pair(foreign_school, make_teacher, make_pair):
    """A pair of another municipality."""
    guide = Mentor.objects.enlist([make_teacher(foreign_school, "F1")], state=MentorState.ACTIVE)[0]
    return make_pair(guide, [make_teacher(foreign_school, "F2")], PairState.ACTIVE, number="9")


@pytest.mark.parametrize("role", ROLES)
def test_pairs_open_by_the_table(client_as, pair, role):
    client, expected = client_as(role), 200 if role in SEE_PAIRS else 403
    assert client.get("/pairs/").status_code == expected
    assert client.get(f"/pairs/{pair.pk}/").status_code == expected


@pytest.mark.parametrize("role", ROLES)
def test_matching_opens_to_head_and_methodist(client_as, role):
    expected = 200 if role in {"head", "methodist"} else 403
    assert client_as(role).get("/matching/").status_code == expected


@pytest.mark.parametrize("role", ROLES)
def test_only_the_methodist_proposes_on_the_desk(client_as, role):
    expected = 400 if role == "methodist" else 403
    assert client_as(role).post("/matching/").status_code == expected


@pytest.mark.parametrize("role", ROLES)
def test_only_methodist_and_curator_make_a_pair_by_hand(client_as, role):
    expected = 200 if role in {"methodist", "curator"} else 403
    assert client_as(role).get("/pairs/add/").status_code == expected


@pytest.mark.parametrize("path", ["/pairs/", "/pairs/add/", "/pairs/1/", "/matching/", "/pairs/1/agree/"])
def test_nobody_is_asked_to_sign_in(client, db, path):
    response = client.get(path)
    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={path}")


# Who may press what; a state that does not fit is a refusal in words (400), not a closed door.
PRESSES = {
    "confirm": {"mentor", "mentee"},
    "agree": {"methodist", "curator"},
    "order": {"methodist", "curator"},
    "start": {"methodist", "curator", "mentor"},
    "pause": {"methodist", "curator"},
    "resume": {"methodist", "curator"},
    "ask_completion": {"curator"},
    "complete": {"methodist"},
    "dissolve": {"methodist", "curator", "director"},
    "cancel": {"methodist", "curator", "mentor", "mentee"},
    "add_member": {"methodist", "curator"},
}


@pytest.mark.parametrize("role", ROLES)
def test_buttons_answer_to_their_roles(client_as, pair, role):
    client = client_as(role)
    answered = {code for code in PRESSES if client.post(f"/pairs/{pair.pk}/{code}/").status_code == 400}
    refused = {code for code in PRESSES if client.post(f"/pairs/{pair.pk}/{code}/").status_code == 403}
    assert answered == {code for code, roles in PRESSES.items() if role in roles}
    assert refused == PRESSES.keys() - answered


@pytest.mark.parametrize("role", ROLES)
def test_journal_is_written_by_mentor_curator_and_methodist(client_as, pair, role):
    response = client_as(role).post(f"/pairs/{pair.pk}/meetings/", {"topic": ""})
    assert response.status_code == (400 if role in {"methodist", "curator", "mentor"} else 403)


@pytest.mark.parametrize("role", ["curator", "director", "mentor", "mentee"])
def test_pair_of_another_school_is_not_found(client_as, other_pair, role):
    assert client_as(role).get(f"/pairs/{other_pair.pk}/").status_code == 404


@pytest.mark.parametrize("role", sorted(SEE_PAIRS))
def test_pair_of_another_municipality_is_not_found(client_as, foreign_pair, role):
    client = client_as(role)
    assert client.get(f"/pairs/{foreign_pair.pk}/").status_code == 404
    changed = client.post(f"/pairs/{foreign_pair.pk}/pause/", {"reason": "чужая"}).status_code
    assert changed == (404 if role in CHANGE_PAIRS else 403)


def test_list_holds_the_own_school_s_pairs_alone(client_as, pair, other_pair, foreign_pair):
    seen = {
        role: [row["pair"].number for row in client_as(role).get("/pairs/").context["rows"]]
        for role in ("methodist", "curator", "mentee")
    }
    assert seen == {"methodist": ["8", "7"], "curator": ["7"], "mentee": ["7"]}


def test_curator_sees_a_pair_whose_mentee_works_in_the_school(client_as, other_pair, mentees, make_pair):
    guest = make_pair(other_pair.mentor, mentees[1:2], PairState.ACTIVE, number="10")
    assert client_as("curator").get(f"/pairs/{guest.pk}/").status_code == 200


def test_department_sees_numbers_without_names(client_as, pair, other_pair, people):
    client = client_as("department")
    listed = client.get("/pairs/")
    assert [(row.school, row.total) for row in listed.context["count_rows"]] == [
        ("Ёлкинская СОШ", 1),
        ("Сосновая ООШ", 1),
    ]
    assert dict(listed.context["count_total"].counts)["действует"] == 2
    for page in (listed, client.get(f"/pairs/{pair.pk}/")):
        text = page.content.decode()
        names = {word for who in ("mentor", "mentee") for word in (people[who].last_name, people[who].code)}
        assert [name for name in names if name in text] == []


def test_department_finds_no_other_municipality_among_the_numbers(client_as, pair, foreign_pair):
    rows = client_as("department").get("/pairs/").context["count_rows"]
    assert [row.school for row in rows] == ["Ёлкинская СОШ"]


def test_account_without_roles_is_refused(client, municipality, pair):
    person = Person.objects.create(code="Z1", municipality=municipality, last_name="Травин")
    client.force_login(User.objects.create_user("nobody", PASSWORD, person=person))
    assert client.get(f"/pairs/{pair.pk}/").status_code == 403


def test_history_tells_who_did_what(client_as, pair):
    client_as("curator").post(f"/pairs/{pair.pk}/pause/", {"reason": "отпуск"})
    page = client_as("methodist").get(f"/pairs/{pair.pk}/").content.decode()
    assert "Пара приостановлена: отпуск" in page
    assert "Рябинина Н. Ю." in page


def test_director_dissolves_a_pair_of_the_own_school_with_a_reason(client_as, pair, users):
    today = timezone.localdate().isoformat()
    sent = {"initiator": "dismissal", "notice_date": today, "end_date": today}
    client, path = client_as("director"), f"/pairs/{pair.pk}/dissolve/"
    assert client.post(path, sent).status_code == 400
    assert client.post(path, {**sent, "reason": "увольнение наставника"}).status_code == 302
    pair.refresh_from_db()
    assert (pair.state, pair.ending_reason) == (PairState.DISSOLVED, "увольнение наставника")
    assert Entry.objects.get(action="pairs.dissolve").by == users["director"]


def test_director_dissolves_no_pair_of_another_school_and_changes_nothing_else(client_as, pair, other_pair):
    client = client_as("director")
    assert client.get(f"/pairs/{other_pair.pk}/dissolve/").status_code == 404
    assert client.get(f"/pairs/{pair.pk}/complete/").status_code == 403
    assert client.get(f"/pairs/{pair.pk}/members/1/end/").status_code == 403
