"""The public section: true numbers without names, mentors who agreed, nobody else."""

from datetime import date

import pytest
from django.utils import timezone

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor, MentorCard
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from mentorship.programmes.models import Focus
from schools.enums import ConsentKind
from schools.models import Consent, School, Subject
from schools.workflow import withdraw_consent

LISTED = ["in_bank", "selected", "trained", "active"]


def publish(person, **fields):
    """Give the consent to publication."""
    kind = ConsentKind.PUBLICATION
    return Consent.objects.create(person=person, kind=kind, given_date=date(2026, 2, 1), **fields)


@pytest.fixture
def mentor(people):
    """A mentor whose card is open to everybody."""
    (mentor,) = Mentor.objects.enlist([people["mentor"]], state=MentorState.IN_BANK)
    MentorCard.objects.create(
        mentor=mentor,
        subject=Subject.objects.create(name="Физика"),
        focus=Focus.objects.get(key="классное руководство"),
        contact_email="emma@school.example",
        page="https://school.example/emma",
    )
    publish(people["mentor"], opened=["page"])
    return mentor


def names(client, **query):
    response = client.get("/public/mentors/", query)
    assert response.status_code == 200
    return [person.last_name for person, *_ in response.context["rows"]]


class TestMentors:
    """/public/mentors/"""

    def test_card_with_a_consent_is_shown_to_everybody(self, client, mentor):
        text = client.get("/public/mentors/").content.decode()
        for words in ("Клёнова Эмма Савельевна", "Ёлкинская СОШ", "Физика", "https://school.example/emma"):
            assert words in text
        assert "emma@school.example" not in text

    def test_card_without_a_consent_is_not_shown(self, client, mentor):
        Consent.objects.update(kind=ConsentKind.PROCESSING)
        assert names(client) == []

    @pytest.mark.parametrize("kind", [ConsentKind.PUBLICATION, ConsentKind.PROCESSING])
    def test_withdrawal_takes_the_card_out_at_once(self, client, mentor, users, kind):
        Consent.objects.get_or_create(
            person=mentor.person, kind=kind, defaults={"given_date": date(2026, 2, 1)}
        )
        assert names(client) == ["Клёнова"]
        given = Consent.objects.get(kind=kind)
        withdraw_consent(consent=given, by=users["mentor"], on=timezone.localdate())
        assert names(client) == []

    def test_consent_given_anew_shows_the_card_again(self, client, mentor):
        Consent.objects.update(withdrawn_date=date(2026, 3, 1))
        Consent.objects.create(
            person=mentor.person, kind=ConsentKind.PUBLICATION, given_date=date(2026, 3, 2)
        )
        assert names(client) == ["Клёнова"]

    @pytest.mark.parametrize("state", MentorState)
    def test_only_mentors_of_the_bank_are_shown(self, client, mentor, state):
        Mentor.objects.update(state=state)
        assert names(client) == (["Клёнова"] if state in LISTED else [])

    def test_withdrawn_card_leaves_no_words(self, client, mentor):
        mentor.cards.update(withdrawn_date=date(2026, 3, 1))
        assert "Физика" not in client.get("/public/mentors/").content.decode()

    @pytest.mark.parametrize(
        ("text", "found"),
        [("клёнова", True), ("КЛЕНОВА физика", True), ("елкинская", True), ("химия", False), ("  ", True)],
    )
    def test_search_finds_cyrillic_in_any_case(self, client, mentor, text, found):
        assert names(client, q=text) == (["Клёнова"] if found else [])

    @pytest.mark.parametrize("query", [{"page": "99"}, {"page": "x"}, {"q": "я" * 100}])
    def test_odd_addresses_open(self, client, mentor, query):
        assert client.get("/public/mentors/", query).status_code == 200

    def test_list_of_ten_times_as_many_asks_as_many_questions(
        self, client, mentor, school, make_teacher, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(8) as few:
            client.get("/public/mentors/")
        for number in range(20):
            person = make_teacher(school, f"N{number}")
            Mentor.objects.enlist([person], state=MentorState.IN_BANK)
            publish(person)
        with django_assert_max_num_queries(8) as many:
            client.get("/public/mentors/")
        assert len(many.captured_queries) == len(few.captured_queries)


class TestHome:
    """/public/"""

    @pytest.mark.parametrize(("count", "shown"), [(4, None), (5, 5)])
    def test_numbers_are_true_from_five_on_and_come_without_names(
        self, client, mentor, municipality, make_teacher, count, shown
    ):
        for number in range(count):
            school = School.objects.create(
                code=f"S{number}", municipality=municipality, name=f"Школа {number}"
            )
            pair = Pair.objects.create(
                municipality=municipality, number=str(number), mentor=mentor, state=PairState.ACTIVE
            )
            PairMember.objects.create(pair=pair, mentor=mentor, mentee=make_teacher(school, f"N{number}"))
            person = make_teacher(school, f"M{number}")
            if number:  # the mentor of the fixture is published already
                Mentor.objects.enlist([person], state=MentorState.IN_BANK)
                publish(person)
        response = client.get("/public/")
        names = ("pair_count", "pair_school_count", "mentor_count")
        assert [response.context[name] for name in names] == [shown] * 3
        text = " ".join(response.content.decode().split())
        assert ("5 наставнических пар работают в 5 школах." in text) is (count == 5)
        assert "Клёнова" not in text

    @pytest.mark.parametrize("state", [state for state in PairState if state != PairState.ACTIVE])
    def test_only_pairs_at_work_count(self, client, mentor, municipality, state):
        for number in range(5):
            Pair.objects.create(municipality=municipality, number=str(number), mentor=mentor, state=state)
        assert client.get("/public/").context["pair_count"] is None

    def test_empty_installation_has_a_public_page(self, client, db):
        text = client.get("/public/").content.decode()
        assert text.count("<h1") == 1
        assert "Учитель – учитель" in text

    @pytest.mark.parametrize("role", ["methodist", "mentee", "department"])
    def test_pages_open_after_the_sign_in_too(self, client_as, mentor, role):
        client = client_as(role)
        assert client.get("/public/").status_code == 200
        assert client.get("/public/mentors/").status_code == 200
