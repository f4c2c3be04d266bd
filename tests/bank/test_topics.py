"""What a mentor helps with: told at the nomination, shown, changed, found."""

import pytest
from django.core.exceptions import ValidationError

from mentorship.audit.models import Entry
from mentorship.bank.enums import MentorState
from mentorship.bank.models import MenteeCategory, Mentor
from mentorship.bank.workflow import nominate, set_topics
from tests.bank.builders import difficulty, subject
from tests.cast import TODAY


@pytest.fixture
def mentor(people, make_mentor):
    """A mentor of the bank without topics."""
    return make_mentor(people["mentor"])


def tell(mentor, *helps, topic="", by=None):
    set_topics(
        mentor=mentor,
        difficulties=[difficulty(words) for words in helps],
        favourite_topic=topic,
        by=by,
        on=TODAY,
    )


def found(client, **query):
    return [line.mentor for line in client.get("/bank/", query).context["rows"]]


def helps(mentor):
    return [str(words) for words in mentor.difficulties.all()]


def test_nomination_tells_topics(client_as, people):
    data = {
        "subject": subject("Физика").pk,
        "mentee_category": MenteeCategory.objects.first().pk,
        "capacity": "2",
        "favourite_topic": "Законы Ньютона",
        "difficulties": [difficulty("дисциплина").pk, difficulty("родители").pk],
    }
    client_as("mentee").post("/bank/apply/", data)
    made = Mentor.objects.get()
    assert (helps(made), made.favourite_topic) == (["дисциплина", "родители"], "Законы Ньютона")


def test_every_tick_of_the_form_is_a_difficulty(client_as):
    difficulty("дисциплина")
    ticks = client_as("mentee").get("/bank/apply/").context["form"]["difficulties"]
    assert "" not in [option.data["value"] for option in ticks]
    assert "дисциплина" in [option.choice_label for option in ticks]


def test_unknown_difficulty_is_refused_and_the_topic_stays_in_the_form(client_as):
    response = client_as("mentee").post(
        "/bank/apply/",
        {"subject": subject("Физика").pk, "favourite_topic": "Оптика", "difficulties": ["999999"]},
    )
    assert response.status_code == 400
    assert "difficulties" in response.context["form"].errors
    assert 'value="Оптика"' in response.content.decode()
    assert not Mentor.objects.exists()


def test_repeated_nomination_adds_topics_and_keeps_what_is_blank(people, make_mentor):
    mentor = make_mentor(people["mentee"], state=MentorState.REJECTED, favourite_topic="Оптика")
    mentor.difficulties.add(difficulty("родители"))
    nominate(
        person=people["mentee"], source="self", card={"subject": subject("Физика")}, by=None, on=TODAY,
        difficulties=[difficulty("дисциплина")], favourite_topic="",
    )  # fmt: skip
    mentor.refresh_from_db()
    assert (helps(mentor), mentor.favourite_topic) == (["дисциплина", "родители"], "Оптика")


def test_page_shows_topics_to_everyone_of_the_bank(client_as, mentor):
    tell(mentor, "дисциплина", topic="Законы Ньютона")
    page = client_as("department").get(f"/bank/{mentor.pk}/").content.decode()
    assert "Законы Ньютона" in page
    assert '<span class="tag">дисциплина</span>' in page


@pytest.mark.parametrize("login", ["methodist", "curator", "mentor"])
def test_topics_are_changed_on_the_page_with_a_trace(client_as, users, mentor, login):
    tell(mentor, "дисциплина", topic="Оптика")
    sent = {
        "action": "topics",
        "topics-difficulties": [difficulty("родители").pk],
        "topics-favourite_topic": "  Законы   Ньютона ",
    }
    assert client_as(login).post(f"/bank/{mentor.pk}/", sent).status_code == 302
    mentor.refresh_from_db()
    assert (helps(mentor), mentor.favourite_topic) == (["родители"], "Законы Ньютона")
    entry = Entry.objects.filter(action="mentor.topics").latest("pk")
    assert (entry.by, entry.data) == (users[login], {"helps": ["родители"]})


def test_others_do_not_change_topics(client_as, mentor):
    tell(mentor, "дисциплина")
    client_as("mentee").post(f"/bank/{mentor.pk}/", {"action": "topics"})
    assert helps(mentor) == ["дисциплина"]


def test_too_long_a_topic_is_refused_with_nothing_stored(mentor):
    with pytest.raises(ValidationError):
        tell(mentor, "дисциплина", topic="т" * 301)
    mentor.refresh_from_db()
    assert (helps(mentor), mentor.favourite_topic) == ([], "")


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"q": "НЬЮТОНА"}, True),
        ({"q": "клёнова законы"}, True),
        ({"q": "учебный дёготь"}, False),
        ({"q": "зачет"}, True),
        ({"difficulty": "ЗАЧЁТ по теме"}, True),
        ({"difficulty": "родители"}, False),
        ({"difficulty": "Такого нет"}, False),
    ],
)
def test_bank_is_searched_by_topic_and_difficulty(client_as, mentor, query, is_found):
    difficulty("родители")
    tell(mentor, "зачёт по теме", topic="Законы Ньютона")
    assert found(client_as("methodist"), **query) == ([mentor] if is_found else [])


@pytest.mark.parametrize("words", ["ньютона", "зачет", "клёнова"])
def test_admin_finds_by_topic_and_difficulty_once(client_as, mentor, words):
    tell(mentor, "зачёт по теме", "зачёт в классе", topic="Законы Ньютона")
    response = client_as("methodist").get("/admin/bank/mentor/", {"q": words})
    assert list(response.context["cl"].queryset) == [mentor]


def test_admin_changes_topics(client_as, mentor):
    page = client_as("methodist").get(f"/admin/bank/mentor/{mentor.pk}/change/").content.decode()
    assert 'name="favourite_topic"' in page
    assert 'name="difficulties"' in page
