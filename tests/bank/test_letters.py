"""Letters of the bank: every move has its addressees or a reason why none (issue 4, item 9)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentorship.bank import letters, workflow
from mentorship.bank.enums import MENTOR_MOVES, REQUEST_MOVES, MentorSource, MentorState, RequestState
from mentorship.bank.models import MenteeRequest
from mentorship.notices.models import Notice
from mentorship.spreadsheets.importing import run_import
from schools.enums import ConsentKind, Role
from schools.models import Consent, RoleAssignment
from schools.workflow import withdraw_consent
from tests.bank.builders import category, consent, subject
from tests.cast import SINCE, TODAY
from tests.workbooks import workbook

pytestmark = pytest.mark.django_db

S = MentorState
R = RequestState


def sent():
    """Code of the addressee → subject, of every letter."""
    return {notice.person.code: notice.subject for notice in Notice.objects.select_related("person")}


def card():
    return {"subject": subject("Физика"), "mentee_category": category()}


def nominate(person, by=None, source=MentorSource.SELF):
    return workflow.nominate(person=person, source=source, card=card(), by=by, on=TODAY)


def mentor_moves(by):
    on = {"by": by, "on": TODAY}
    return {
        "nominate": lambda row: nominate(row.person, by),
        "accept": lambda row: workflow.accept_mentor(mentor=row, **on),
        "reject": lambda row: workflow.reject_mentor(mentor=row, reason="мало опыта", **on),
        "withdraw": lambda row: workflow.withdraw_mentor(mentor=row, **on),
        "select": lambda row: workflow.record_interview(mentor=row, date=TODAY, is_ready=True, **on),
        "train": lambda row: workflow.record_training(mentor=row, programme="Школа", date=TODAY, **on),
        "waive": lambda row: workflow.waive_training(mentor=row, reason="обучен раньше", **on),
        "suspend": lambda row: workflow.suspend_mentor(mentor=row, reason="отпуск", **on),
        "resume": lambda row: workflow.resume_mentor(mentor=row, **on),
        "retire": lambda row: workflow.retire_mentor(mentor=row, reason="переезд", **on),
        "restore": lambda row: workflow.restore_mentor(mentor=row, **on),
        "lock": lambda row: workflow.lock_mentor(mentor=row, **on),
        "start": lambda row: workflow.mark_active(mentor=row, **on),
        "finish": lambda row: workflow.mark_free(mentor=row, **on),
    }


def request_moves(by):
    return {
        "submit": lambda row: workflow.submit_request(request=row, by=by, on=TODAY),
        "return": lambda row: workflow.return_request(request=row, reason="какой класс?", by=by),
        "accept": lambda row: workflow.accept_request(request=row, by=by, mentee_category=category()),
        "reject": lambda row: workflow.reject_request(request=row, reason="не к нам", by=by),
        "withdraw": lambda row: workflow.withdraw_request(request=row, by=by),
        "revive": lambda row: workflow.revive_request(request=row, by=by),
        "match": lambda row: workflow.mark_matched(request=row, by=by),
        "start": lambda row: workflow.mark_in_work(request=row, by=by),
        "close": lambda row: workflow.mark_closed(request=row, by=by, outcome="решено"),
        "reopen": lambda row: workflow.reopen(request=row, by=by, reason="переезд"),
    }


# Who is told when nobody of them acts. M the mentor or mentee, D methodists, C curators of the school.
MENTOR_TABLE = {
    "nominate": "MD",
    "accept": "M",
    "reject": "M",
    "withdraw": "MD",
    "select": "M",
    "train": "M",
    "waive": "M",
    "suspend": "M",
    "resume": "M",
    "retire": "MD",
    "restore": "M",
    "lock": "",
    "start": "",
    "finish": "",
}
REQUEST_TABLE = {
    "submit": "MDC",
    "return": "M",
    "accept": "M",
    "reject": "M",
    "withdraw": "MDC",
    "revive": "M",
    "match": "",
    "start": "",
    "close": "",
    "reopen": "DC",
}


@pytest.fixture
def mentor(people, make_mentor):
    consent(people["mentor"])
    return make_mentor(people["mentor"])


@pytest.fixture
def request_of_mentee(people, make_request):
    consent(people["mentee"])
    return make_request(people["mentee"], mentee_category=category())


def put(row, state):
    type(row).objects.filter(pk=row.pk).update(state=state)
    row.refresh_from_db()
    return row


def test_the_tables_name_every_move():
    assert MENTOR_TABLE.keys() == MENTOR_MOVES.keys()
    assert REQUEST_TABLE.keys() == REQUEST_MOVES.keys()


def test_every_move_has_a_letter_or_a_reason_for_none():
    for table, written, silent in (
        (MENTOR_TABLE, letters.MENTOR_LETTERS, letters.MENTOR_SILENT),
        (REQUEST_TABLE, letters.REQUEST_LETTERS, letters.REQUEST_SILENT),
    ):
        assert {move for move in table if move not in written} <= silent.keys()
        assert not written.keys() & silent.keys()
        assert all(reason for reason in silent.values())


@pytest.mark.parametrize("move", MENTOR_TABLE)
def test_a_move_of_a_mentor_tells_whom_the_table_names(mentor, people, move):
    source = MENTOR_MOVES[move].sources[0]
    mentor_moves(by=None)[move](put(mentor, source))
    codes = {"M": "C-mentor", "D": "C-methodist"}
    assert sent().keys() == {codes[letter] for letter in MENTOR_TABLE[move]}


@pytest.mark.parametrize("move", REQUEST_TABLE)
def test_a_move_of_a_request_tells_whom_the_table_names(request_of_mentee, people, move):
    source = next(state for state in reversed(REQUEST_MOVES[move].sources))
    request_moves(by=None)[move](put(request_of_mentee, source))
    codes = {"M": "C-mentee", "D": "C-methodist", "C": "C-curator"}
    assert sent().keys() == {codes[letter] for letter in REQUEST_TABLE[move]}


@pytest.mark.parametrize("move", MENTOR_TABLE)
@pytest.mark.parametrize("actor", ["methodist", "mentor"])
def test_who_moves_a_mentor_gets_no_letter(mentor, users, move, actor):
    mentor_moves(by=users[actor])[move](put(mentor, MENTOR_MOVES[move].sources[0]))
    assert f"C-{actor}" not in sent()


@pytest.mark.parametrize("move", REQUEST_TABLE)
@pytest.mark.parametrize("actor", ["methodist", "curator", "mentee"])
def test_who_moves_a_request_gets_no_letter(request_of_mentee, users, move, actor):
    request_moves(by=users[actor])[move](put(request_of_mentee, REQUEST_MOVES[move].sources[-1]))
    assert f"C-{actor}" not in sent()


def test_a_refusal_gives_its_reason_and_leads_to_the_page(mentor, users):
    put(mentor, S.CANDIDATE)
    workflow.reject_mentor(mentor=mentor, reason="мало опыта", by=users["methodist"], on=TODAY)
    notice = Notice.objects.get()
    assert "Причина: мало опыта" in notice.text
    assert notice.path == f"/bank/{mentor.pk}/"


def test_words_with_braces_stay_words(mentor, users):
    put(mentor, S.CANDIDATE)
    workflow.reject_mentor(mentor=mentor, reason="{by.password} {0}", by=users["methodist"], on=TODAY)
    assert "{by.password} {0}" in Notice.objects.get().text


def test_who_was_not_selected_is_told_so(mentor):
    workflow.record_interview(mentor=mentor, date=TODAY, is_ready=False, by=None, on=TODAY)
    assert sent() == {"C-mentor": "Собеседование записано"}


def test_a_nominee_of_the_curator_and_the_methodist_get_different_letters(people, users):
    nominate(people["mentee"], users["curator"], MentorSource.CURATOR)
    assert sent() == {
        "C-mentee": "Вас предложили в наставники",
        "C-methodist": "Новая кандидатура наставника: Осинин Тихон Эдуардович",
    }
    assert "школьный куратор" in Notice.objects.get(person=people["methodist"]).text


def test_a_refused_move_posts_nothing(mentor):
    with pytest.raises(ValidationError):
        workflow.reject_mentor(mentor=put(mentor, S.CANDIDATE), reason=" ", by=None, on=TODAY)
    with pytest.raises(ValidationError):
        workflow.accept_mentor(mentor=put(mentor, S.RETIRED), by=None, on=TODAY)
    assert sent() == {}


def test_a_withdrawn_draft_is_nobody_elses_business(request_of_mentee, users):
    workflow.withdraw_request(request=put(request_of_mentee, R.DRAFT), by=users["mentee"])
    assert sent() == {}


def test_methodists_and_curators_of_others_are_not_told(
    request_of_mentee, other_school, other_municipality, make_teacher, foreign_school
):
    foreign = make_teacher(foreign_school, "F1")
    other = make_teacher(other_school, "O1")
    former = make_teacher(other_school, "O2")
    RoleAssignment.objects.create(
        person=foreign, role=Role.METHODIST, municipality=other_municipality, start_date=SINCE
    )
    RoleAssignment.objects.create(person=other, role=Role.CURATOR, school=other_school, start_date=SINCE)
    RoleAssignment.objects.create(
        person=former,
        role=Role.CURATOR,
        school=request_of_mentee.person.school,
        start_date=SINCE,
        end_date=date(2024, 8, 31),
    )
    put(request_of_mentee, R.DRAFT)
    workflow.submit_request(request=request_of_mentee, by=None, on=TODAY)
    assert sent().keys() == {"C-mentee", "C-methodist", "C-curator"}


def test_a_municipality_without_a_methodist_turns_to_the_portals_own(mentor, people, make_teacher, school):
    RoleAssignment.objects.filter(role=Role.METHODIST).delete()
    chief = make_teacher(school, "P1")
    RoleAssignment.objects.create(person=chief, role=Role.METHODIST, start_date=SINCE)
    workflow.withdraw_mentor(mentor=put(mentor, S.CANDIDATE), by=None, on=TODAY)
    assert sent().keys() == {"C-mentor", "P1"}


@pytest.mark.parametrize("kind", ConsentKind)
def test_a_withdrawn_consent_is_told_to_the_desk_and_to_its_giver(people, users, kind):
    given = consent(people["mentor"], kind)
    withdraw_consent(consent=given, by=users["curator"], on=TODAY)
    assert sent().keys() == {"C-mentor", "C-methodist"}
    assert kind.label in Notice.objects.get(person=people["methodist"]).text


def test_a_consent_withdrawn_on_its_page_is_told(client_as, people):
    consent(people["mentor"], ConsentKind.PUBLICATION)
    address = f"/bank/consents/{people['mentor'].pk}/"
    client_as("mentor").post(address, {"kind": "publication", "withdraw": "1"})
    assert Consent.objects.get().withdrawn_date is not None
    assert sent().keys() == {"C-methodist", "C-curator"}


def test_letters_cost_the_same_for_any_number_of_addressees(
    mentor, people, school, make_teacher, django_assert_max_num_queries
):
    for number in range(30):
        person = make_teacher(school, f"D{number}")
        RoleAssignment.objects.create(
            person=person, role=Role.METHODIST, municipality=school.municipality, start_date=SINCE
        )
    put(mentor, S.CANDIDATE)
    with django_assert_max_num_queries(10):
        workflow.withdraw_mentor(mentor=mentor, by=None, on=TODAY)
    assert Notice.objects.count() == 32


REQUEST = {
    "Код педагога": "C-mentee",
    "Категория наставляемого": "молодой/начинающий педагог",
    "Предмет": "Физика",
    "Профессиональное затруднение": "дисциплина в классе",
    "Источник": "куратор",
    "Дата запроса": date(2025, 9, 19),
}


def test_an_import_posts_nothing(people, school):
    report = run_import("requests", workbook(list(REQUEST), list(REQUEST.values())), by=None)
    assert (report.created, MenteeRequest.objects.count()) == (1, 1)
    assert Notice.objects.count() == 0
