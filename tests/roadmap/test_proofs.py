"""What the portal finds for an event, and how a person confirms it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentorship.bank.models import Difficulty, MenteeRequest, Mentor, Training, TrainingProgramme
from mentorship.pairs.models import Meeting, Order, Pair, PairMember
from mentorship.roadmap import reference, workflow
from mentorship.roadmap.hints import hints
from mentorship.roadmap.models import Evidence
from mentorship.roadmap.proofs import finding_of, questions
from mentorship.spreadsheets.words import fold
from schools.enums import ConsentKind
from schools.models import Consent
from tests.cast import TODAY
from tests.roadmap.conftest import LINK, event_of

DAY = date(2026, 2, 20)


def words(event, on=TODAY):
    finding = finding_of(event, on)
    return finding.words if finding else None


@pytest.fixture
def mentor(people):
    """The cast's mentor, in the bank since autumn."""
    return Mentor.objects.create(person=people["mentor"], state="in_bank", state_date=date(2025, 11, 3))


@pytest.fixture
def pair(mentor, people, municipality):
    """A pair at work."""
    pair = Pair.objects.create(municipality=municipality, number="П-1", mentor=mentor, state="active")
    PairMember.objects.create(pair=pair, mentor=mentor, mentee=people["mentee"], start_date=date(2026, 1, 12))
    return pair


def test_every_event_of_the_documents_has_one_plain_hint():
    official = {
        (event["code"], fold(event["title"]))
        for template in reference.read()
        for stage in template["stages"]
        for event in stage["events"]
    }
    assert len(official) == 109
    assert set(hints()) == official
    assert [hint for hint in hints().values() if not hint.text.endswith((".", "!"))] == []


def test_every_kind_of_proof_that_hints_name_is_asked_somewhere():
    named = {hint.proof for hint in hints().values() if hint.proof}
    assert named - set(questions()) == set()
    assert set(questions()) - named == set()


def test_reworded_event_of_a_municipality_has_no_hint(running):
    event = event_of(running, "5.3")
    event.title = "Ярмарка методических идей"
    assert finding_of(event, TODAY) is None


def test_nothing_is_found_where_nothing_happened(running):
    found = [event.code for event in running.events.all() if finding_of(event, TODAY)]
    assert found == []


def test_nothing_is_found_for_a_draft(draft, pair):
    assert words(event_of(draft, "5.3")) is None


def test_pairs_are_found_by_school(running, make_roadmap, other_school, pair):
    assert words(event_of(running, "5.3")) == "Сформировано в школе: 1 пара"
    assert words(event_of(make_roadmap(other_school, "agreed"), "5.3")) is None


def test_municipality_finds_the_pairs_of_its_schools(municipal, pair):
    assert words(event_of(municipal, "M2.4.2")) == "Сформировано в муниципалитете: 1 пара"


def test_document_001_shares_the_proof(make_roadmap, school, pair):
    assert words(event_of(make_roadmap(school, "agreed", template="school_001"), "S19")) == (
        "Сформировано в школе: 1 пара"
    )


def test_pair_without_an_order_is_not_fixed(running, pair, municipality, school):
    event = event_of(running, "5.4")
    assert words(event) is None
    pair.order = Order.objects.create(
        municipality=municipality, school=school, scope="school", number="7", date=DAY
    )
    pair.save()
    assert words(event) == "Закреплено приказом в школе: 1 пара; последний приказ № 7 от 20.02.2026"
    assert finding_of(event, TODAY).day == DAY


@pytest.mark.parametrize(
    ("code", "kind", "start"),
    [
        ("6.1", "introduction", "Первая, организационная, встреча прошла"),
        ("6.2", "trial", "Пробная рабочая встреча прошла"),
        ("6.3", "planning", "Встреча‑планирование прошла"),
        ("6.4", "regular", "Регулярные встречи записаны"),
        ("6.6", "final", "Заключительная встреча прошла"),
    ],
)
def test_meetings_are_found_by_kind(running, pair, code, kind, start):
    event = event_of(running, code)
    assert words(event) is None
    Meeting.objects.create(pair=pair, date=DAY, kind=kind, topic="Урок")
    assert words(event) == f"{start} у 1 из 1 пар в школе, последний раз 20.02.2026"


def test_meeting_of_another_year_or_of_a_day_ahead_is_no_proof(running, pair):
    for day in (date(2025, 8, 31), date(2026, 3, 17)):
        Meeting.objects.create(pair=pair, date=day, kind="trial", topic="Урок")
    assert words(event_of(running, "6.2")) is None


def test_requests_and_consents_are_counted(running, people):
    difficulty = Difficulty.objects.create(name="Оценивание")
    request = MenteeRequest.objects.create(
        person=people["mentee"], difficulty=difficulty, requested_date=DAY, state="submitted"
    )
    event = event_of(running, "2.1")
    assert words(event) == "1 запрос наставляемых в школе, последний раз 20.02.2026"
    Consent.objects.create(person=people["mentee"], kind=ConsentKind.PROCESSING, given_date=DAY)
    assert words(event).endswith("; согласие на обработку данных дали 1 педагог")
    assert words(event_of(running, "2.3")) is None
    request.state = "accepted"
    request.save()
    assert words(event_of(running, "2.3")) == "В базе наставляемых в школе 1 педагог с принятыми запросами"


def test_bank_and_trainings_are_counted(running, mentor, people):
    assert words(event_of(running, "3.4")) == "В банке наставников в школе: 1 наставник"
    event = event_of(running, "4.4")
    assert words(event) is None
    Training.objects.create(
        person=people["mentor"], programme=TrainingProgramme.objects.create(name="Наставник"), date=DAY
    )
    assert words(event) == "Обучение прошли 1 из 1 наставников в школе, последний раз 20.02.2026"


def test_list_of_participants_is_a_proof_of_any_event(running, people):
    event = event_of(running, "1.1")
    workflow.add_people(event=event, people=[people["mentor"]], day=DAY, on=TODAY, by=None)
    assert words(event) == "В списке участников 1 человек, последний раз 20.02.2026"


def test_confirming_marks_the_event_by_the_found_day_and_keeps_the_words(running, pair, users):
    Meeting.objects.create(pair=pair, date=DAY, kind="trial", topic="Урок")
    event = workflow.confirm_done(event=event_of(running, "6.2"), on=TODAY, by=users["curator"])
    assert (event.state, event.done_date) == ("done", DAY)
    Meeting.objects.all().delete()
    proof = event.evidence.get()
    assert proof.portal_words.startswith("Пробная рабочая встреча прошла у 1 из 1 пар")
    assert (proof.portal_path, proof.added_by) == ("/pairs/", users["curator"])


def test_confirming_takes_another_day_but_none_ahead(running, pair):
    event = event_of(running, "5.3")
    with pytest.raises(ValidationError, match="Дата не может быть в будущем"):
        workflow.confirm_done(event=event, on=TODAY, by=None, done_date=date(2026, 3, 17))
    assert workflow.confirm_done(event=event, on=TODAY, by=None, done_date=DAY).done_date == DAY


def test_confirming_nothing_is_refused(running):
    with pytest.raises(ValidationError, match="больше не находит подтверждения"):
        workflow.confirm_done(event=event_of(running, "5.3"), on=TODAY, by=None)
    assert not Evidence.objects.exists()


def test_confirming_is_for_those_who_mark(running, pair, users):
    with pytest.raises(ValidationError, match="Выполнение отмечает куратор"):
        workflow.confirm_done(event=event_of(running, "5.3"), on=TODAY, by=users["department"])


def test_the_same_words_are_attached_once(running, pair):
    event = event_of(running, "5.3")
    workflow.mark_done(event=event, done_date=DAY, on=TODAY, by=None, links=[LINK])
    workflow.attach_finding(event=event, on=TODAY, by=None)
    with pytest.raises(ValidationError, match="уже приложены"):
        workflow.attach_finding(event=event, on=TODAY, by=None)
    assert event.evidence.count() == 2


def test_mark_made_by_mistake_is_taken_back_with_its_evidence_kept(running, users):
    event = event_of(running, "1.1")
    workflow.mark_done(event=event, done_date=DAY, on=TODAY, by=users["curator"], links=[LINK])
    event = workflow.unmark(event=event, by=users["curator"])
    assert (event.state, event.done_date, event.evidence.count()) == ("planned", None, 1)
    with pytest.raises(ValidationError, match="снимать нечего"):
        workflow.unmark(event=event, by=users["curator"])


def test_curator_confirms_with_one_press_on_the_page(client_as, current, mentor, people, municipality):
    pair = Pair.objects.create(municipality=municipality, number="П-1", mentor=mentor, state="active")
    PairMember.objects.create(
        pair=pair, mentor=mentor, mentee=people["mentee"], start_date=date(current.year, 9, 2)
    )
    event, client = event_of(current, "5.3"), client_as("curator")
    page = client.get(event.get_absolute_url()).content.decode()
    assert "Сформировано в школе: 1 пара" in page
    answer = client.post(
        event.get_absolute_url(), {"act": "confirm", "done_date": str(current.year) + "-09-02"}
    )
    event.refresh_from_db()
    assert (answer.status_code, event.state) == (302, "done")
    again = client.post(
        event.get_absolute_url(), {"act": "confirm", "done_date": str(current.year) + "-09-02"}
    )
    assert again.status_code == 400
