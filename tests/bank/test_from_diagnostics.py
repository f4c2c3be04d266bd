"""Requests made from low scores: who is listed, at which border, and never twice."""

from datetime import date
from fractions import Fraction

import pytest
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.bank import workflow
from mentorship.bank.enums import RequestState
from mentorship.bank.models import MenteeCategory, MenteeRequest
from mentorship.bank.testing import Wanted, low_scorers
from mentorship.notices.models import Notice
from tests.bank.builders import consent, difficulty, subject
from tests.cast import TODAY
from tests.reports.diagnosing import diagnose

pytestmark = pytest.mark.django_db

ADDRESS = "/requests/from-diagnostics/"
AUTUMN, WINTER = date(2025, 10, 12), date(2026, 2, 12)
WANTED = Wanted(date(2025, 9, 1), TODAY, 50)


@pytest.fixture
def low(people):
    """The cast's mentee: 40 and 45 of 100 in October."""
    diagnose(people["mentee"], AUTUMN, 40, 45)
    return people["mentee"]


def listed(municipality, wanted=WANTED):
    return [item.person.code for item in low_scorers(municipality, wanted, TODAY).low]


def make(municipality, wanted=WANTED, category=None):
    return workflow.request_for_low_scores(
        municipality=municipality, wanted=wanted, category=category, by=None, on=TODAY
    )


class TestList:
    """Who is listed."""

    @pytest.mark.parametrize(("border", "codes"), [(42, []), (43, ["C-mentee"]), (100, ["C-mentee"])])
    def test_mean_of_both_competences_is_compared_with_the_border(self, municipality, low, border, codes):
        assert listed(municipality, WANTED._replace(border=border)) == codes

    def test_at_the_border_is_not_below_it(self, municipality, people):
        diagnose(people["mentee"], AUTUMN, 50, 50)
        assert listed(municipality) == []
        assert listed(municipality, WANTED._replace(border=51)) == ["C-mentee"]

    def test_last_testing_of_the_days_speaks(self, municipality, low):
        diagnose(low, WINTER, 80, 80)
        assert listed(municipality) == []
        assert listed(municipality, WANTED._replace(until=date(2026, 2, 11))) == ["C-mentee"]

    @pytest.mark.parametrize(
        ("since", "until", "codes"),
        [
            (AUTUMN, AUTUMN, ["C-mentee"]),
            (date(2025, 10, 13), TODAY, []),
            (date(2025, 9, 1), date(2025, 10, 11), []),
        ],
    )
    def test_days_at_their_limits(self, municipality, low, since, until, codes):
        assert listed(municipality, WANTED._replace(since=since, until=until)) == codes

    def test_line_names_the_weaker_competence_and_the_only_subject(self, municipality, low, people):
        low.subjects.add(subject("Физика"))
        diagnose(people["mentor"], AUTUMN, 30, 20)
        people["mentor"].subjects.add(subject("Физика"), subject("Химия"))
        mentor, mentee = low_scorers(municipality, WANTED, TODAY).low
        assert (mentee.subject.name, mentee.difficulty) == (
            "Физика",
            "предметные компетенции по итогам тестирования",
        )
        assert (mentor.subject, mentor.difficulty) == (
            None,
            "методические компетенции по итогам тестирования",
        )
        assert mentee.sitting.score == Fraction(425, 1000)

    @pytest.mark.parametrize("state", ["draft", "submitted", "accepted", "matched", "in_work"])
    def test_who_has_asked_is_left_out(self, municipality, low, make_request, state):
        make_request(low, state=state)
        found = low_scorers(municipality, WANTED, TODAY)
        assert (found.low, found.asking, found.repeated) == ([], 1, 0)

    @pytest.mark.parametrize("state", ["closed", "rejected", "withdrawn"])
    def test_who_asked_for_something_else_and_is_through_is_listed(
        self, municipality, low, make_request, state
    ):
        make_request(low, state=state)
        assert listed(municipality) == ["C-mentee"]

    @pytest.mark.parametrize("state", ["closed", "rejected", "withdrawn"])
    def test_same_request_of_the_year_is_not_made_again(self, municipality, low, make_request, state):
        gap = difficulty("предметные компетенции по итогам тестирования")
        make_request(low, state=state, subject=None, difficulty=gap)
        found = low_scorers(municipality, WANTED, TODAY)
        assert (found.low, found.asking, found.repeated) == ([], 0, 1)

    def test_same_request_of_another_year_may_be_made(self, municipality, low, make_request):
        gap = difficulty("предметные компетенции по итогам тестирования")
        make_request(low, state="closed", subject=None, difficulty=gap, requested_date=date(2025, 8, 31))
        assert listed(municipality) == ["C-mentee"]

    def test_other_municipality_is_left_out(self, other_municipality, low):
        assert listed(other_municipality) == []

    def test_who_teaches_no_more_is_left_out(self, municipality, low):
        low.is_teacher = False
        low.save()
        assert listed(municipality) == []


class TestMaking:
    """Requests in one go."""

    def test_request_is_sent_for_who_has_consented(self, municipality, low):
        consent(low)
        category = MenteeCategory.objects.first()
        assert make(municipality, category=category) == (1, 0)
        row = MenteeRequest.objects.get()
        assert (row.person, row.state, row.source.name, row.requested_date, row.year) == (
            low,
            RequestState.SUBMITTED,
            "тестирование",
            TODAY,
            2025,
        )
        assert (row.mentee_category, row.details) == (
            category,
            "По итогам районного тестирования 12.10.2025.",
        )
        assert list(
            Entry.objects.filter(target_id=row.pk, action__startswith="request.")
            .order_by("pk")
            .values_list("action", flat=True)
        ) == [
            "request.create",
            "request.submit",
        ]

    def test_without_consent_a_draft_waits(self, municipality, low):
        assert make(municipality) == (0, 1)
        assert MenteeRequest.objects.get().state == RequestState.DRAFT

    def test_withdrawn_consent_is_none(self, municipality, low):
        consent(low, withdrawn_date=date(2026, 3, 1))
        assert make(municipality) == (0, 1)

    def test_twice_makes_none_twice(self, client_as, municipality, low):
        make(municipality)
        response = client_as("methodist").post(f"{ADDRESS}?since=2025-09-01&until=2026-03-16&border=50")
        assert response.status_code == 400
        assert "Создавать нечего" in response.content.decode()
        assert MenteeRequest.objects.count() == 1

    def test_teacher_and_curator_are_told(self, municipality, low, people, make_teacher, school):
        consent(low)
        diagnose(make_teacher(school, "T9"), AUTUMN, 10)
        make(municipality)
        letters = {notice.person.code: notice for notice in Notice.objects.select_related("person")}
        assert letters.keys() == {"C-mentee", "T9", "C-curator"}
        assert "Методист подберёт наставника" in letters["C-mentee"].text
        assert "дайте согласие" in letters["T9"].text
        assert "2 педагогам школы. Без согласия на обработку данных — 1" in letters["C-curator"].text


class TestPage:
    """/requests/from-diagnostics/"""

    @pytest.mark.parametrize(
        ("role", "status"),
        [
            ("admin", 403),
            ("head", 403),
            ("methodist", 200),
            ("curator", 403),
            ("director", 403),
            ("mentee", 403),
            ("approver", 403),
            ("department", 403),
        ],
    )
    def test_methodist_alone_enters(self, client_as, people, role, status):
        assert client_as(role).get(ADDRESS).status_code == status
        posted = client_as(role).post(ADDRESS)
        assert posted.status_code == (403 if status == 403 else 400)  # nobody to ask for

    def test_list_and_button(self, client_as, people):
        diagnose(people["mentee"], timezone.localdate(), 40, 45)
        client = client_as("methodist")
        page = client.get(ADDRESS)
        text = page.content.decode()
        assert "Создать 1 запрос" in text
        assert "42,5" in text
        response = client.post(ADDRESS, {"mentee_category": ""}, follow=True)
        assert "остался черновиком" in response.content.decode()
        assert MenteeRequest.objects.get().person == people["mentee"]

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ({"border": "0"}, "больше либо равно 1"),
            ({"border": "101"}, "меньше либо равно 100"),
            ({"border": ""}, "Заполните это поле."),
            ({"border": "половина"}, "Введите целое число."),
            ({"since": "2026-03-02", "until": "2026-03-01"}, "Конец раньше начала"),
            ({"municipality": "9999"}, ""),
        ],
    )
    def test_wrong_words_in_the_address_are_refused(self, client_as, people, query, words):
        response = client_as("methodist").get(ADDRESS, query)
        assert response.status_code == 400
        assert words in response.content.decode()
        assert client_as("methodist").post(f"{ADDRESS}?border=0").status_code == 400

    def test_two_hundred_teachers_take_few_questions(
        self, client_as, people, make_teacher, school, django_assert_max_num_queries
    ):
        for number in range(200):
            teacher = make_teacher(school, f"N{number}")
            teacher.subjects.add(subject("Физика"))
            diagnose(teacher, timezone.localdate(), 10)
        client = client_as("methodist")
        with django_assert_max_num_queries(25):
            page = client.get(ADDRESS)
        assert len(page.context["found"].low) == 200
        client.post(ADDRESS)
        assert MenteeRequest.objects.count() == 200
