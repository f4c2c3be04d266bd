"""Programmes with sessions, hours and people; interviews with criteria and their protocol."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.bank import reference
from mentorship.bank.enums import MentorState
from mentorship.bank.models import (
    Mentor,
    SelectionCriterion,
    Training,
    TrainingProgramme,
    TrainingSession,
)
from tests.bank.builders import category

pytestmark = pytest.mark.django_db

DAY = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def course():
    return TrainingProgramme.objects.create(name="Школа наставника")


@pytest.fixture
def hold(course, municipality):
    """A session that was held: `hold("Тема", 4, person, …)`."""

    def make(title, hours, *people, **fields):
        session = TrainingSession.objects.create(
            programme=course, municipality=municipality, date=DAY, title=title, hours=hours, **fields
        )
        session.attended.set(people)
        return session

    return make


def session_data(*people, **fields):
    return {
        "date": DAY.isoformat(),
        "title": "Наставнические сессии",
        "hours": "4",
        "attended": [person.pk for person in people],
        **fields,
    }


ADDRESSES = ["/bank/programmes/", "/bank/programmes/{pk}/"]
CHANGING = ["/bank/programmes/{pk}/sessions/add/", "/bank/programmes/add/", "/bank/programmes/{pk}/trained/"]


@pytest.mark.parametrize(
    "role", ["admin", "head", "methodist", "curator", "director", "mentor", "approver", "department"]
)
def test_doors(client_as, course, role):
    client = client_as(role)
    for address in ADDRESSES:
        expected = 200 if role in ("head", "methodist") else 403
        assert client.get(address.format(pk=course.pk)).status_code == expected
    for address in CHANGING:
        expected = 200 if role == "methodist" else 403
        assert client.get(address.format(pk=course.pk)).status_code == expected


def test_unknown_programme_is_not_found(client_as, people):
    client = client_as("methodist")
    for address in [ADDRESSES[1], CHANGING[0], CHANGING[2], "/bank/programmes/{pk}/sessions/7/"]:
        assert client.get(address.format(pk=999999)).status_code == 404


class TestProgramme:
    """The page of a programme."""

    def test_is_added_once_whatever_the_spelling(self, client_as, course):
        response = client_as("methodist").post("/bank/programmes/add/", {"name": "школа  НАСТАВНИКА"})
        assert response.url == f"/bank/programmes/{course.pk}/"
        assert TrainingProgramme.objects.count() == 1

    def test_blank_name_is_refused(self, client_as, people):
        response = client_as("methodist").post("/bank/programmes/add/", {"name": " "})
        assert response.status_code == 400
        assert not TrainingProgramme.objects.exists()

    def test_sums_the_hours_of_those_who_attended(self, client_as, course, hold, people):
        hold("Первое", 4, people["mentor"], people["curator"])
        hold("Второе", 6, people["mentor"], is_distance=True)
        hold("Третье", None, people["mentor"])
        response = client_as("methodist").get(f"/bank/programmes/{course.pk}/")
        rows = [(item.person, item.hours, item.distance_hours) for item in response.context["people"]]
        assert rows == [(people["mentor"], 10, 6), (people["curator"], 4, 0)]
        assert response.context["total_hours"] == 10
        assert "Ёлкинская СОШ · куратор" in " ".join(response.content.decode().split())

    def test_list_counts_sessions_hours_and_people(self, client_as, course, hold, people):
        hold("Первое", 4)
        hold("Второе", 6)
        Training.objects.create(person=people["mentor"], programme=course, date=DAY)
        Training.objects.create(person=people["mentor"], programme=course, date=DAY - timedelta(days=9))
        ((row, sessions, passed),) = client_as("head").get("/bank/programmes/").context["rows"]
        assert (row, sessions["count"], sessions["hours"], passed) == (course, 2, 10, 1)

    def test_sessions_of_another_municipality_are_not_seen(self, client_as, course, hold, other_municipality):
        session = hold("Чужое", 4)
        TrainingSession.objects.update(municipality=other_municipality)
        client = client_as("methodist")
        assert "Чужое" not in client.get(f"/bank/programmes/{course.pk}/").content.decode()
        assert client.get(f"/bank/programmes/{course.pk}/sessions/{session.pk}/").status_code == 404

    def test_asks_as_many_questions_for_many_people(
        self, client_as, course, hold, make_teacher, school, django_assert_max_num_queries
    ):
        client = client_as("methodist")
        hold("Первое", 4, make_teacher(school, "A1"))
        client.get(f"/bank/programmes/{course.pk}/")
        with django_assert_max_num_queries(25) as few:
            client.get(f"/bank/programmes/{course.pk}/")
        for number in range(10):
            hold(f"Занятие {number}", 2, *(make_teacher(school, f"B{number}-{place}") for place in range(3)))
        with django_assert_max_num_queries(25) as many:
            client.get(f"/bank/programmes/{course.pk}/")
        assert len(many.captured_queries) == len(few.captured_queries)


class TestSession:
    """Adding a session and marking who was there."""

    def test_is_added_with_those_who_attended(self, client_as, users, course, people, make_mentor):
        make_mentor(people["mentor"])
        data = session_data(people["mentor"], people["curator"], is_distance="on", lecturer="Липова З. М.")
        response = client_as("methodist").post(f"/bank/programmes/{course.pk}/sessions/add/", data)
        assert response.status_code == 302
        session = TrainingSession.objects.get()
        assert set(session.attended.all()) == {people["mentor"], people["curator"]}
        assert (session.hours, session.is_distance, session.municipality.name) == (4, True, "Лесной район")
        entry = Entry.objects.get(action="session.add")
        assert (entry.by, entry.data) == (users["methodist"], {"attended": 2})

    def test_names_offered_are_mentors_curators_and_the_reserve(self, client_as, course, people, make_mentor):
        make_mentor(people["mentor"])
        page = client_as("methodist").get(f"/bank/programmes/{course.pk}/sessions/add/").content.decode()
        assert "Клёнова Эмма Савельевна, Ёлкинская СОШ" in page
        assert "Рябинина Нина Юрьевна" in page
        assert "Осинин" not in page

    def test_somebody_else_is_refused(self, client_as, course, people):
        data = session_data(people["mentee"])
        response = client_as("methodist").post(f"/bank/programmes/{course.pk}/sessions/add/", data)
        assert response.status_code == 400
        assert not TrainingSession.objects.exists()

    def test_attendance_of_a_day_to_come_is_refused_a_plan_is_not(
        self, client_as, course, people, make_mentor
    ):
        make_mentor(people["mentor"])
        client, address = client_as("methodist"), f"/bank/programmes/{course.pk}/sessions/add/"
        tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
        response = client.post(address, session_data(people["mentor"], date=tomorrow))
        assert response.status_code == 400
        assert "ещё не наступило" in response.content.decode()
        assert client.post(address, session_data(date=tomorrow)).status_code == 302

    def test_is_changed(self, client_as, course, hold, people, make_mentor):
        make_mentor(people["mentor"])
        session = hold("Первое", 4, people["mentor"], people["curator"])
        data = session_data(people["mentor"], title="Новое", hours="")
        client_as("methodist").post(f"/bank/programmes/{course.pk}/sessions/{session.pk}/", data)
        session.refresh_from_db()
        assert (session.title, session.hours, list(session.attended.all())) == (
            "Новое",
            None,
            [people["mentor"]],
        )


class TestCourse:
    """Trainings that mentors and curators have passed."""

    def post(self, client, course, person, **fields):
        data = {"person": person.pk, "date": DAY.isoformat(), "hours": "36", **fields}
        return client.post(f"/bank/programmes/{course.pk}/trained/", data)

    def test_of_a_curator_is_recorded(self, client_as, course, people):
        response = self.post(client_as("methodist"), course, people["curator"], is_distance="on")
        assert response.status_code == 302
        training = Training.objects.get()
        assert (training.person, training.hours, training.is_distance) == (people["curator"], 36, True)
        assert Entry.objects.get(action="training.add").target_id == training.pk

    def test_of_a_selected_mentor_makes_him_trained(self, client_as, course, people, make_mentor):
        make_mentor(people["mentor"], state=MentorState.SELECTED)
        self.post(client_as("methodist"), course, people["mentor"])
        assert Mentor.objects.get().state == MentorState.TRAINED
        assert Training.objects.get().programme == course

    def test_of_an_active_mentor_leaves_the_state(self, client_as, course, people, make_mentor):
        make_mentor(people["mentor"], state=MentorState.ACTIVE)
        self.post(client_as("methodist"), course, people["mentor"])
        assert (Mentor.objects.get().state, Training.objects.count()) == (MentorState.ACTIVE, 1)

    def test_twice_is_refused_with_a_sentence(self, client_as, course, people):
        client = client_as("methodist")
        self.post(client, course, people["curator"])
        response = self.post(client, course, people["curator"])
        assert response.status_code == 400
        assert "Это обучение уже записано." in response.content.decode()
        assert Training.objects.count() == 1

    def test_of_tomorrow_is_refused(self, client_as, course, people):
        tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
        response = self.post(client_as("methodist"), course, people["curator"], date=tomorrow)
        assert "ещё не наступило" in response.content.decode()

    def test_of_somebody_who_is_neither_is_refused(self, client_as, course, people):
        assert self.post(client_as("methodist"), course, people["mentee"]).status_code == 400

    def test_distance_is_shown_on_the_page_of_the_mentor(self, client_as, course, people, make_mentor):
        mentor = make_mentor(people["mentor"])
        Training.objects.create(person=people["mentor"], programme=course, date=DAY, is_distance=True)
        assert "дистанционно" in client_as("mentee").get(f"/bank/{mentor.pk}/").content.decode()


class TestInterview:
    """Criteria from the dictionary, the protocol to print."""

    def test_criteria_are_seeded_and_kept_as_people_left_them(self):
        SelectionCriterion.objects.all().delete()
        reference.load()
        names = [str(item) for item in SelectionCriterion.objects.all()]
        assert sorted(names) == sorted(reference.CRITERIA)
        SelectionCriterion.objects.filter(name=reference.CRITERIA[0]).update(
            name=reference.CRITERIA[0].upper()
        )
        reference.load()
        assert SelectionCriterion.objects.count() == len(reference.CRITERIA)

    @pytest.fixture
    def interview(self, people, make_mentor):
        mentor = make_mentor(people["mentor"], card={"mentee_category": category()})
        met = SelectionCriterion.objects.create(name="доверительные отношения")
        SelectionCriterion.objects.create(name="звание мастера")
        interview = mentor.interviews.create(
            date=date(2026, 3, 2), is_ready=True, interviewers="Липова З. М.", notes="спокойна <b>"
        )
        interview.criteria.add(met)
        return interview

    def test_protocol_names_every_criterion_met_or_not(self, client_as, interview):
        response = client_as("methodist").get(f"/bank/{interview.mentor_id}/interviews/{interview.pk}/")
        answers = {str(criterion): is_met for criterion, is_met in response.context["criteria"]}
        assert answers["доверительные отношения"] is True
        assert answers["звание мастера"] is False
        text = response.content.decode()
        assert "спокойна &lt;b&gt;" in text
        assert "готов к наставнической деятельности" in text
        assert "Подписи:" in text

    @pytest.mark.parametrize(
        ("role", "status"),
        [("head", 200), ("methodist", 200), ("curator", 403), ("mentor", 403), ("department", 403)],
    )
    def test_protocol_is_for_the_desk(self, client_as, interview, role, status):
        address = f"/bank/{interview.mentor_id}/interviews/{interview.pk}/"
        assert client_as(role).get(address).status_code == status

    def test_protocol_of_another_mentor_or_municipality_is_not_found(
        self, client_as, interview, make_mentor, make_teacher, foreign_school
    ):
        foreign = make_mentor(make_teacher(foreign_school, "F1"))
        other = foreign.interviews.create(date=date(2026, 3, 2), is_ready=False)
        client = client_as("methodist")
        for mentor, held in (
            (foreign.pk, other.pk),
            (interview.mentor_id, other.pk),
            (interview.mentor_id, 999999),
        ):
            assert client.get(f"/bank/{mentor}/interviews/{held}/").status_code == 404

    def test_mentor_page_leads_the_desk_to_the_protocol(self, client_as, interview):
        address = f"/bank/{interview.mentor_id}/interviews/{interview.pk}/"
        page = f"/bank/{interview.mentor_id}/"
        assert address in client_as("head").get(page).content.decode()
        assert address not in client_as("mentor").get(page).content.decode()
