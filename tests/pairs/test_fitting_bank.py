"""«Подходит к моему запросу»: the bank ranked for a teacher's own request that waits."""

import pytest
from django.utils import timezone

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import MenteeRequest, Mentor, MentorCard, MentorPreference
from mentorship.bank.models.preferences import Side
from mentorship.pairs.candidates import need_of, offers_of
from mentorship.pairs.desk.apart import keep_apart
from mentorship.pairs.desk.conditions import Conditions
from mentorship.pairs.matching import fit
from schools import years
from schools.enums import Category
from tests.bank.builders import difficulty, subject
from tests.cast import TODAY

pytestmark = pytest.mark.django_db

ADDRESS = "/bank/fit/"


@pytest.fixture
def bank(people, make_teacher, other_school):
    """The cast's mentor in physics, a stronger one in chemistry, a third without a card."""
    strong = make_teacher(other_school, "M2", last_name="Ёжикова", category=Category.HIGHEST)
    third = make_teacher(other_school, "M3", last_name="Яхонтова", category=Category.NONE)
    mentors = Mentor.objects.enlist([people["mentor"], strong, third], state=MentorState.IN_BANK)
    MentorCard.objects.create(mentor=mentors[0], subject=subject("Физика"))
    MentorCard.objects.create(mentor=mentors[1], subject=subject("Химия"))
    return mentors


@pytest.fixture
def ask(people):
    """A request of the cast's mentee that waits: `ask("Физика")`."""

    def make(about="Физика", **fields):
        given = {"person": people["mentee"], "state": RequestState.ACCEPTED, **fields}
        return MenteeRequest.objects.create(
            subject=subject(about), difficulty=difficulty(), requested_date=TODAY, **given
        )

    return make


def ranked(client, **query):
    response = client.get(ADDRESS, query)
    assert response.status_code == 200
    return [row.line.mentor.person.last_name for row in response.context["rows"]]


@pytest.mark.parametrize(("about", "first"), [("Физика", "Клёнова"), ("Химия", "Ёжикова")])
def test_best_fit_stands_on_top(client_as, bank, ask, about, first):
    ask(about)
    names = ranked(client_as("mentee"))
    assert names[0] == first
    assert sorted(names) == ["Ёжикова", "Клёнова", "Яхонтова"]


def test_score_and_reasons_are_those_of_the_desk(client_as, bank, ask):
    request = ask()
    row = client_as("mentee").get(ADDRESS).context["rows"][0]
    today = timezone.localdate()
    offer = next(item for item in offers_of(request.person.municipality_id, today) if item.pk == bank[0].pk)
    assert row.fit == fit(need_of(request, today), offer, Conditions().without("preference"))
    assert "тот же предмет: Физика" in row.fit.reasons_for


def test_search_narrows_and_keeps_the_order(client_as, bank, ask):
    ask("Химия")
    assert ranked(client_as("mentee"), q="сосновая") == ["Ёжикова", "Яхонтова"]
    assert ranked(client_as("mentee"), subject="Физика") == ["Клёнова"]
    assert ranked(client_as("mentee"), subject="Астрология") == []


def test_one_of_several_requests_is_chosen(client_as, bank, ask):
    ask("Физика")
    second = ask("Химия")
    client = client_as("mentee")
    assert ranked(client)[0] == "Клёнова"
    assert ranked(client, need=second.pk)[0] == "Ёжикова"
    assert 'name="need"' in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("state", [RequestState.DRAFT, RequestState.IN_WORK, RequestState.CLOSED])
def test_request_that_does_not_wait_ranks_nothing(client_as, bank, ask, state):
    request = ask(state=state)
    client = client_as("mentee")
    assert "Запроса, который ждёт наставника, нет" in client.get(ADDRESS).content.decode()
    assert client.get(ADDRESS, {"need": request.pk}).status_code == 404


def test_request_of_another_teacher_is_not_found(client_as, bank, ask, make_teacher, school):
    other = ask(person=make_teacher(school, "T9"))
    ask()
    assert client_as("mentee").get(ADDRESS, {"need": other.pk}).status_code == 404
    assert client_as("curator").get(ADDRESS, {"need": other.pk}).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [("mentee", 200), ("curator", 200), ("methodist", 200), ("director", 200), ("admin", 403)],
)
def test_doors(client_as, bank, role, status):
    assert client_as(role).get(ADDRESS).status_code == status


def test_anonymous_is_asked_to_sign_in(client, bank):
    assert client.get(ADDRESS).status_code == 302


def test_withdrawn_candidates_and_full_mentors_are_not_offered(client_as, bank, ask):
    ask()
    Mentor.objects.filter(pk=bank[0].pk).update(state=MentorState.SUSPENDED)
    bank[1].places.all().delete()
    response = client_as("mentee").get(ADDRESS)
    assert [row.line.mentor.pk for row in response.context["rows"]] == [bank[2].pk]
    assert response.context["barred_count"] == 1


def test_never_together_is_not_told(client_as, users, people, bank, ask):
    ask()
    before = client_as("mentee").get(ADDRESS).content.decode()
    keep_apart(one=people["mentor"], other=people["mentee"], reason="супруги", by=users["methodist"])
    response = client_as("mentee").get(ADDRESS)
    assert "Клёнова" in response.content.decode()
    assert response.context["barred_count"] == 0
    assert before.count("Клёнова") == response.content.decode().count("Клёнова")


def test_wish_of_a_mentor_is_not_told(client_as, people, bank, ask):
    ask()
    before = client_as("mentee").get(ADDRESS).context["rows"][0].fit
    MentorPreference.objects.create(
        person=people["mentor"],
        chosen=people["mentee"],
        side=Side.MENTOR,
        rank=1,
        year=years.year_of(timezone.localdate()),
        given_date=timezone.localdate(),
    )
    assert client_as("mentee").get(ADDRESS).context["rows"][0].fit == before


def test_contacts_are_not_on_the_page(client_as, bank, ask):
    MentorCard.objects.update(contact_email="emma@school.example")
    ask()
    assert "emma@school.example" not in client_as("mentee").get(ADDRESS).content.decode()


def test_bank_leads_there_who_has_a_waiting_request(client_as, bank, ask):
    client = client_as("mentee")
    assert ADDRESS not in client.get("/bank/").content.decode()
    ask()
    assert ADDRESS in client.get("/bank/").content.decode()


def test_asks_as_many_questions_for_ten_times_as_many(
    client_as, bank, ask, make_teacher, school, django_assert_max_num_queries
):
    ask()
    client = client_as("mentee")
    client.get(ADDRESS)
    with django_assert_max_num_queries(25) as few:
        client.get(ADDRESS)
    people = [make_teacher(school, f"N{number}") for number in range(30)]
    for mentor in Mentor.objects.enlist(people, state=MentorState.IN_BANK):
        MentorCard.objects.create(mentor=mentor, subject=subject("Физика"))
    with django_assert_max_num_queries(25) as many:
        client.get(ADDRESS)
    assert len(many.captured_queries) == len(few.captured_queries)
