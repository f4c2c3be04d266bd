"""Whom each side would like to work with (document 001, steps 18–19): naming, reading, the pages."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.bank import workflow
from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import MentorPreference
from mentorship.bank.models.preferences import Side
from mentorship.bank.preferences import Wishes, wishes, wishes_about
from schools import years
from schools.models import Person
from tests.cast import TODAY, YEAR

pytestmark = pytest.mark.django_db

ADDRESS = "/requests/preferences/"


@pytest.fixture
def mentors(make_teacher, make_mentor, school, people):
    """Four mentors of the bank, the cast's mentor first."""
    teachers = [people["mentor"], *(make_teacher(school, f"M{number}") for number in range(2, 5))]
    return [make_mentor(teacher).person for teacher in teachers]


@pytest.fixture
def asking(people, make_request):
    """The cast's mentee, whose request was accepted."""
    make_request(people["mentee"])
    return people["mentee"]


def name(person, *chosen, side=Side.MENTEE, on=TODAY):
    workflow.name_wishes(person=person, side=side, chosen=chosen, by=None, on=on)


def named(person, side=Side.MENTEE):
    rows = MentorPreference.objects.filter(person=person, side=side).order_by("rank")
    return [(row.rank, row.chosen) for row in rows]


def refusal(call):
    with pytest.raises(ValidationError) as excinfo:
        call()
    return " ".join(excinfo.value.messages)


class TestNaming:
    """The whole list takes the place of the old one."""

    def test_three_are_kept_in_order_and_noted(self, asking, mentors):
        name(asking, *mentors[2::-1])
        assert named(asking) == [(1, mentors[2]), (2, mentors[1]), (3, mentors[0])]
        row = MentorPreference.objects.first()
        assert (row.year, row.given_date) == (YEAR, TODAY)
        (entry,) = Entry.objects.filter(action="wishes.named")
        assert entry.data == {"side": "mentee", "before": [], "after": [item.pk for item in mentors[2::-1]]}

    def test_shorter_list_replaces_a_longer_one(self, asking, mentors):
        name(asking, *mentors[:3])
        name(asking, mentors[2])
        assert named(asking) == [(1, mentors[2])]

    def test_same_list_again_changes_nothing(self, asking, mentors):
        name(asking, mentors[0])
        name(asking, mentors[0])
        assert Entry.objects.filter(action="wishes.named").count() == 1

    def test_nobody_takes_the_list_back(self, asking, mentors):
        name(asking, mentors[0])
        name(asking)
        assert named(asking) == []

    def test_mentor_names_mentees(self, asking, mentors):
        name(mentors[0], asking, side=Side.MENTOR)
        assert named(mentors[0], Side.MENTOR) == [(1, asking)]

    def test_years_stand_apart(self, asking, mentors):
        name(asking, mentors[0], on=date(2025, 8, 31))
        name(asking, mentors[1])
        assert [(row.year, row.chosen) for row in MentorPreference.objects.order_by("year")] == [
            (2024, mentors[0]),
            (2025, mentors[1]),
        ]

    def test_four_are_too_many(self, asking, mentors):
        assert refusal(lambda: name(asking, *mentors)) == "Назвать можно не больше трёх человек."

    def test_one_is_named_once(self, asking, mentors):
        assert "назван дважды" in refusal(lambda: name(asking, mentors[0], mentors[0]))

    def test_oneself_is_not_named(self, mentors, make_request):
        make_request(mentors[0])
        assert refusal(lambda: name(mentors[0], mentors[0])) == "Себя выбрать нельзя."

    @pytest.mark.parametrize("state", [state for state in RequestState if state != RequestState.ACCEPTED])
    def test_only_who_waits_with_an_accepted_request_names_a_mentor(
        self, people, mentors, make_request, state
    ):
        make_request(people["mentee"], state=state)
        assert "чей запрос принят" in refusal(lambda: name(people["mentee"], mentors[0]))
        assert "не ждёт наставника с принятым запросом" in refusal(
            lambda: name(mentors[0], people["mentee"], side=Side.MENTOR)
        )

    @pytest.mark.parametrize("state", [MentorState.CANDIDATE, MentorState.SUSPENDED, MentorState.RETIRED])
    def test_only_a_mentor_of_the_bank_is_named_and_names(self, people, asking, make_mentor, state):
        make_mentor(people["mentor"], state=state)
        assert "не в банке наставников" in refusal(lambda: name(asking, people["mentor"]))
        assert "чья карточка в банке" in refusal(lambda: name(people["mentor"], asking, side=Side.MENTOR))

    def test_mentor_of_another_municipality_is_not_named(
        self, asking, make_mentor, make_teacher, foreign_school
    ):
        stranger = make_mentor(make_teacher(foreign_school, "F1")).person
        assert "не в банке" in refusal(lambda: name(asking, stranger))

    def test_who_has_left_the_bank_may_stay_on_the_list(self, asking, mentors):
        name(asking, mentors[0], mentors[1])
        mentors[0].mentor.state = MentorState.SUSPENDED
        mentors[0].mentor.save()
        name(asking, mentors[1], mentors[0])
        assert named(asking) == [(1, mentors[1]), (2, mentors[0])]


class TestReading:
    """`wishes`: both sides of a municipality in a school year."""

    def test_both_sides_in_order(self, municipality, asking, mentors):
        name(asking, mentors[1], mentors[0])
        name(mentors[0], asking, side=Side.MENTOR)
        found = wishes(municipality.pk, YEAR)
        assert found == Wishes({asking.pk: (mentors[1].pk, mentors[0].pk)}, {mentors[0].pk: (asking.pk,)})
        assert found.suitors == {asking.pk: frozenset({mentors[0].pk})}
        assert wishes_about([asking.pk], YEAR) == found
        assert wishes_about([mentors[3].pk], YEAR) == Wishes()

    def test_other_years_and_municipalities_are_left_out(
        self, municipality, other_municipality, asking, mentors
    ):
        name(asking, mentors[1])
        assert wishes(municipality.pk, YEAR - 1) == Wishes()
        assert wishes(other_municipality.pk, YEAR) == Wishes()


class TestPages:
    """/requests/preferences/"""

    @pytest.mark.parametrize(
        ("role", "status"),
        [
            ("admin", 403),
            ("head", 200),
            ("methodist", 200),
            ("curator", 200),
            ("director", 200),
            ("mentee", 200),
            ("approver", 403),
            ("department", 403),
        ],
    )
    def test_each_role(self, client_as, asking, mentors, role, status):
        assert client_as(role).get(ADDRESS).status_code == status

    def test_teacher_names_for_oneself(self, client_as, asking, mentors):
        client = client_as("mentee")
        (line,) = client.get(ADDRESS).context["own"]
        assert (line.side, line.named) == (Side.MENTEE, [])
        data = {"choice_1": mentors[1].pk, "choice_2": "", "choice_3": mentors[0].pk}
        response = client.post(f"{ADDRESS}{asking.pk}/mentee/", data)
        assert response.url == ADDRESS
        assert named(asking) == [(1, mentors[1]), (2, mentors[0])]
        row = MentorPreference.objects.first()
        assert row.year == years.year_of(timezone.localdate())

    def test_teacher_sees_no_choices_of_others(self, client_as, asking, mentors):
        name(mentors[0], asking, side=Side.MENTOR, on=timezone.localdate())
        page = client_as("mentee").get(ADDRESS)
        assert "lines" not in page.context
        assert "Клёнова" not in page.content.decode()

    @pytest.mark.parametrize("role", ["curator", "methodist"])
    def test_desk_types_in_what_came_on_paper(self, client_as, asking, mentors, role):
        client = client_as(role)
        client.post(f"{ADDRESS}{asking.pk}/mentee/", {"choice_1": mentors[0].pk})
        client.post(f"{ADDRESS}{mentors[0].pk}/mentor/", {"choice_1": asking.pk})
        assert (named(asking), named(mentors[0], Side.MENTOR)) == ([(1, mentors[0])], [(1, asking)])
        (line,) = client.get(ADDRESS).context["lines"]
        assert line.named == [mentors[0]]
        assert len(client.get(ADDRESS, {"side": "mentor"}).context["lines"]) == 4

    @pytest.mark.parametrize("role", ["head", "director"])
    def test_who_only_looks_on_names_nobody(self, client_as, asking, mentors, role):
        client = client_as(role)
        page = client.get(ADDRESS)
        assert len(page.context["lines"]) == 1
        assert "Вписать" not in page.content.decode()
        assert client.post(f"{ADDRESS}{asking.pk}/mentee/", {"choice_1": mentors[0].pk}).status_code == 403

    @pytest.mark.parametrize("role", ["curator", "mentor"])
    def test_choice_of_somebody_else_is_not_found(
        self, client_as, make_teacher, make_request, other_school, mentors, role
    ):
        other = make_teacher(other_school, "T2")
        make_request(other)
        assert client_as(role).get(f"{ADDRESS}{other.pk}/mentee/").status_code == 404

    def test_unknown_side_is_not_found(self, client_as, asking):
        assert client_as("mentee").get(f"{ADDRESS}{asking.pk}/friend/").status_code == 404

    def test_too_early_is_said(self, client_as, people, mentors):
        client = client_as("mentee")
        response = client.get(f"{ADDRESS}{people['mentee'].pk}/mentee/", follow=True)
        assert "когда запрос принят в базу" in response.content.decode()
        assert "Выбирать пока рано" in response.content.decode()

    def test_one_named_twice_keeps_what_was_chosen(self, client_as, asking, mentors):
        data = {"choice_1": mentors[0].pk, "choice_2": mentors[0].pk}
        response = client_as("mentee").post(f"{ADDRESS}{asking.pk}/mentee/", data)
        assert response.status_code == 400
        assert "уже назван выше" in response.content.decode()
        assert named(asking) == []

    def test_stranger_is_refused(self, client_as, asking, mentors, people):
        data = {"choice_1": people["director"].pk}
        response = client_as("mentee").post(f"{ADDRESS}{asking.pk}/mentee/", data)
        assert (response.status_code, named(asking)) == (400, [])

    def test_long_list_is_typed_and_shows_what_was_named(
        self, client_as, asking, mentors, make_teacher, make_mentor, school
    ):
        for number in range(120):
            make_mentor(make_teacher(school, f"L{number}", last_name=f"Сосенкин{number}"))
        client = client_as("mentee")
        client.post(f"{ADDRESS}{asking.pk}/mentee/", {"choice_1": "Клёнова", "choice_2": "m2"})
        assert named(asking) == [(1, mentors[0]), (2, mentors[1])]
        assert (
            'value="Клёнова Эмма Савельевна"' in client.get(f"{ADDRESS}{asking.pk}/mentee/").content.decode()
        )

    def test_two_hundred_take_few_questions(
        self, client_as, make_teacher, make_request, school, mentors, django_assert_max_num_queries
    ):
        for number in range(200):
            make_request(make_teacher(school, f"N{number}"))
        for person in Person.objects.filter(code__startswith="N")[:60]:
            name(person, mentors[0], mentors[1], on=timezone.localdate())
        client = client_as("methodist")
        with django_assert_max_num_queries(25):
            client.get(ADDRESS)
