"""The admin of the bank: search, states by actions only, own titles."""

import pytest

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import (
    MenteeCategory,
    MenteeRequest,
    Mentor,
    ReserveMember,
    Training,
    TrainingProgramme,
    TrainingSession,
)
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from tests.bank.builders import category, consent, subject
from tests.cast import TODAY

MODELS = [
    "mentor",
    "menteerequest",
    "training",
    "menteecategory",
    "difficulty",
    "requestsource",
    "trainingprogramme",
    "trainingsession",
    "reservemember",
    "selectioncriterion",
]


@pytest.fixture
def mentor(people, make_mentor):
    """A mentor with a consent."""
    consent(people["mentor"])
    return make_mentor(people["mentor"])


def listed(client, model, **query):
    response = client.get(f"/admin/bank/{model}/", query)
    assert response.status_code == 200
    return list(response.context["cl"].queryset)


def act(client, model, action, *rows):
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(f"/admin/bank/{model}/", data, follow=True).content.decode()


@pytest.mark.parametrize("model", MODELS)
def test_lists_open_to_the_methodist(client_as, mentor, model):
    listed(client_as("methodist"), model)


@pytest.mark.parametrize("role", ["curator", "mentor", "department"])
def test_lists_are_closed_to_others(client_as, mentor, role):
    assert client_as(role).get("/admin/bank/mentor/").status_code == 403


def test_administrator_sees_no_requests(client_as, mentor):
    assert client_as("admin").get("/admin/bank/menteerequest/").status_code == 403


def test_head_looks_but_does_not_change(client_as, mentor):
    text = client_as("head").get(f"/admin/bank/mentor/{mentor.pk}/change/").content.decode()
    assert 'name="capacity"' not in text
    assert "Сохранить" not in text


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"q": "клёнова"}, True),
        ({"q": "КЛЕНОВА эмма"}, True),
        ({"q": "елкинская"}, True),
        ({"q": "осинин"}, False),
        ({"state__exact": "in_bank"}, True),
        ({"state__exact": "retired"}, False),
        ({"cards__own_category__exact": "highest"}, False),
    ],
)
def test_mentors_are_found(client_as, mentor, query, is_found):
    assert listed(client_as("methodist"), "mentor", **query) == ([mentor] if is_found else [])


def test_mentors_are_filtered_by_the_subject_of_a_card(client_as, mentor):
    client = client_as("methodist")
    assert listed(client, "mentor", cards__subject__id__exact=subject("Физика").pk) == [mentor]
    assert listed(client, "mentor", cards__subject__id__exact=subject("Химия").pk) == []


def test_mentor_of_another_municipality_is_not_found(client_as, make_mentor, make_teacher, foreign_school):
    foreign = make_mentor(make_teacher(foreign_school, "F1"))
    client = client_as("methodist")
    assert listed(client, "mentor") == []
    assert client.get(f"/admin/bank/mentor/{foreign.pk}/change/").status_code == 404


def test_state_is_moved_by_an_action_through_the_workflow(client_as, mentor, make_mentor, people):
    other = make_mentor(people["mentee"], state=MentorState.CANDIDATE)
    Mentor.objects.filter(pk=mentor.pk).update(state=MentorState.CANDIDATE)
    text = act(client_as("methodist"), "mentor", "accept", mentor, other)
    assert "Принято в банк: 1." in text
    assert "Осинин Тихон Эдуардович: Нет действующего согласия" in text
    assert [row.state for row in Mentor.objects.order_by("person__name_key")] == ["in_bank", "candidate"]


def test_state_stands_in_no_field(client_as, mentor):
    client = client_as("methodist")
    text = client.get(f"/admin/bank/mentor/{mentor.pk}/change/").content.decode()
    assert 'name="state"' not in text
    assert 'name="person"' not in text


def form_of(mentor, **fields):
    card = mentor.cards.get()
    return {
        "capacity": mentor.capacity,
        "about": "",
        "training_waiver": "",
        "cards-TOTAL_FORMS": 1,
        "cards-INITIAL_FORMS": 1,
        "cards-0-id": card.pk,
        "cards-0-mentor": mentor.pk,
        "cards-0-subject": card.subject_id,
        "cards-0-focus": card.focus_id,
        "cards-0-mentee_category": category().pk,
        "cards-0-own_experience": "31-40",
        "interviews-TOTAL_FORMS": 0,
        "interviews-INITIAL_FORMS": 0,
        **fields,
    }


def test_mentor_and_card_are_changed(client_as, mentor):
    data = form_of(mentor, capacity=5, about="О себе")
    assert client_as("methodist").post(f"/admin/bank/mentor/{mentor.pk}/change/", data).status_code == 302
    mentor.refresh_from_db()
    assert (mentor.capacity, mentor.places.count(), mentor.about) == (5, 5, "О себе")
    assert mentor.cards.get().own_experience == "31-40"


def test_places_below_the_taken_are_refused_on_the_form(client_as, mentor, people, make_teacher, school):
    pair = Pair.objects.create(
        municipality=school.municipality, number="1", mentor=mentor, state=PairState.ACTIVE
    )
    for number, place in enumerate(mentor.places.all()[:2]):
        PairMember.objects.create(
            pair=pair, mentor=mentor, mentee=make_teacher(school, f"M{number}"), place=place
        )
    data = form_of(mentor, capacity=1)
    response = client_as("methodist").post(f"/admin/bank/mentor/{mentor.pk}/change/", data)
    assert "Занято мест: 2, меньше сделать нельзя." in response.content.decode()
    assert mentor.places.count() == 3


@pytest.mark.parametrize(
    ("model", "address"), [("mentor", "/bank/apply/"), ("menteerequest", "/requests/add/")]
)
def test_new_ones_begin_on_the_portal(client_as, people, model, address):
    assert client_as("methodist").get(f"/admin/bank/{model}/add/").url == address


def test_requests_are_found_and_accepted(client_as, people, make_request):
    row = make_request(
        people["mentee"], state=RequestState.SUBMITTED, mentee_category=MenteeCategory.objects.first()
    )
    bare = make_request(people["mentor"], state=RequestState.SUBMITTED)
    client = client_as("methodist")
    assert listed(client, "menteerequest", q="ОСИНИН дисциплина") == [row]
    assert set(listed(client, "menteerequest", year="2025", state__exact="submitted")) == {row, bare}
    text = act(client, "menteerequest", "accept", row, bare)
    assert "Принято запросов: 1." in text
    assert "Укажите категорию наставляемого" in text
    assert MenteeRequest.objects.get(pk=row.pk).state == RequestState.ACCEPTED


def test_drafts_are_submitted(client_as, people, make_request):
    consent(people["mentee"])
    row = make_request(people["mentee"], state=RequestState.DRAFT)
    assert "Подано запросов: 1." in act(client_as("methodist"), "menteerequest", "submit", row)
    assert MenteeRequest.objects.get(pk=row.pk).state == RequestState.SUBMITTED


def test_request_form_opens_without_state_and_person(client_as, people, make_request):
    row = make_request(people["mentee"])
    text = client_as("methodist").get(f"/admin/bank/menteerequest/{row.pk}/change/").content.decode()
    assert 'name="details"' in text
    assert 'name="state"' not in text
    assert 'name="person"' not in text


def test_training_is_added_and_found(client_as, people):
    programme = TrainingProgramme.objects.create(name="Школа наставника")
    data = {"person": people["mentor"].pk, "programme": programme.pk, "date": "20.01.2026", "hours": "36"}
    client = client_as("methodist")
    assert client.post("/admin/bank/training/add/", data).status_code == 302
    assert listed(client, "training", q="кленова") == [Training.objects.get()]


def test_training_of_another_municipality_is_not_found(client_as, make_teacher, foreign_school):
    programme = TrainingProgramme.objects.create(name="Школа наставника")
    person = make_teacher(foreign_school, "F1")
    Training.objects.create(person=person, programme=programme, date="2026-01-20")
    assert listed(client_as("methodist"), "training") == []


def test_list_of_ten_times_as_many_asks_as_many_questions(
    client_as, mentor, school, make_teacher, make_mentor, django_assert_max_num_queries
):
    client = client_as("methodist")
    client.get("/admin/bank/mentor/")
    with django_assert_max_num_queries(25) as few:
        client.get("/admin/bank/mentor/")
    for number in range(20):
        make_mentor(make_teacher(school, f"N{number}"))
    with django_assert_max_num_queries(25) as many:
        client.get("/admin/bank/mentor/")
    assert len(many.captured_queries) == len(few.captured_queries)


@pytest.mark.parametrize("role", ["methodist", "head"])
def test_sessions_and_reserve_of_another_municipality_are_not_seen(
    client_as, other_municipality, make_teacher, foreign_school, role
):
    course = TrainingProgramme.objects.create(name="Школа наставника")
    session = TrainingSession.objects.create(
        programme=course, municipality=other_municipality, date=TODAY, title="Чужое"
    )
    member = ReserveMember.objects.create(
        person=make_teacher(foreign_school, "F1"), target_position="Директор", included_date=TODAY
    )
    client = client_as(role)
    assert listed(client, "trainingsession") == []
    assert listed(client, "reservemember") == []
    for model, row in (("trainingsession", session), ("reservemember", member)):
        assert client.get(f"/admin/bank/{model}/{row.pk}/change/").status_code == 404


def test_somebody_is_included_on_the_page_of_the_reserve(client_as, people):
    response = client_as("methodist").get("/admin/bank/reservemember/add/")
    assert response.url == "/bank/reserve/add/"
