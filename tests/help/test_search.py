"""The search over the portal: what each role finds, what nobody finds, how it answers odd words."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.documents.enums import Kind
from mentorship.documents.models import Paper
from mentorship.practices.models import Contest
from mentorship.roadmap.enums import Level
from mentorship.roadmap.models import CoordinationMeeting, Roadmap, RoadmapEvent, TownEvent
from mentorship.roadmap.models.templates import RoadmapTemplate
from schools.search.finding import SHOWN, asked, is_too_short, kinds, search
from tests.practices.contests.rows import make_award
from tests.practices.section import material

MOST_QUERIES = 12


def found(client, text: str) -> dict[str, list[str]]:
    """The names of what was found, by the code of the kind."""
    response = client.get("/search/", {"q": text})
    assert response.status_code == 200
    return {group.kind.code: [hit.title for hit in group.hits] for group in response.context["groups"]}


@pytest.fixture
def town(people, school, other_school, foreign_school, make_teacher):
    """Namesakes: one in each school, of which the last is in another municipality."""
    for code, place in (("S1", school), ("S2", other_school), ("S3", foreign_school)):
        make_teacher(place, code, last_name="Ёжикова", first_name=code)
    return people


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("admin", ["S1", "S2"]),
        ("head", ["S1", "S2"]),
        ("methodist", ["S1", "S2"]),
        ("curator", ["S1"]),
        ("director", ["S1"]),
        ("approver", ["S1", "S2"]),
        # a teacher finds nobody but oneself, the department no names at all
        ("mentee", []),
        ("department", []),
    ],
)
def test_people_are_those_of_the_own_reach(role, names, town, client_as):
    people = found(client_as(role), "ежикова").get("people", [])
    assert [title.split()[1] for title in people] == names


@pytest.mark.django_db
def test_teacher_finds_the_own_record_alone(town, client_as):
    groups = client_as("mentee").get("/search/", {"q": "осинин тихон"}).context["groups"]
    assert [(group.kind.code, group.hits[0].address) for group in groups] == [("people", "/me/data/")]
    assert found(client_as("mentee"), "клёнова") == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "schools"),
    [
        ("methodist", ["Ёлкинская СОШ", "Сосновая ООШ"]),
        ("department", ["Ёлкинская СОШ", "Сосновая ООШ"]),
        ("curator", ["Ёлкинская СОШ"]),
        ("mentee", []),
    ],
)
def test_schools_are_those_of_the_table_of_schools(role, schools, town, client_as):
    hits = [
        *found(client_as(role), "СОШ").get("schools", []),
        *found(client_as(role), "902").get("schools", []),
    ]
    assert hits == schools


@pytest.mark.django_db
def test_papers_and_events_are_of_the_own_school(town, school, other_school, client_as, municipality):
    template = RoadmapTemplate.objects.filter(level=Level.SCHOOL, stages__isnull=False).first()
    for place in (school, other_school):
        Paper.objects.create(
            kind=Kind.PAIRS, municipality=municipality, school=place, title="О закреплении ёлок"
        )
        roadmap = Roadmap.objects.create(
            template=template, level=template.level, school=place, municipality=municipality, year=2025
        )
        RoadmapEvent.objects.create(
            roadmap=roadmap, stage=template.stages.first(), code="X1", title="Слёт Ёлок",
            term_kind="month", order=1, due_date=date(2025, 10, 31),
        )  # fmt: skip

    assert found(client_as("curator"), "слет елок") == {"events": ["X1 Слёт Ёлок"]}
    assert found(client_as("curator"), "закреплении") == {"documents": ["О закреплении ёлок"]}
    assert found(client_as("methodist"), "елок") == {
        "events": ["X1 Слёт Ёлок"] * 2,
        "documents": ["О закреплении ёлок"] * 2,
    }
    assert found(client_as("mentee"), "елок") == {}


@pytest.mark.django_db
def test_occasions_and_honours_are_found_where_their_pages_show_them(
    town, people, client_as, municipality, other_municipality
):
    for place in (municipality, other_municipality):
        CoordinationMeeting.objects.create(municipality=place, date=date(2025, 9, 8), topic="О слёте Ёлок")
        TownEvent.objects.create(municipality=place, date=date(2025, 9, 9), topic="Слёт Ёлок", place="ДК")
        Contest.objects.create(
            municipality=place,
            kind="other",
            title="Лучший из Ёлок",
            year=2025,
            nominate_until=date(2025, 9, 9),
        )
        material(place, shown=False, title="Новость о Ёлках")
    make_award(municipality, people["mentor"])

    occasions = {"town_events": ["Слёт Ёлок"], "meetings": ["О слёте Ёлок"]}
    assert found(client_as("methodist"), "слет елок") == occasions
    assert found(client_as("curator"), "слет елок") == occasions
    assert found(client_as("methodist"), "конкурс лучший") == {"contests": ["Лучший из Ёлок"]}
    assert found(client_as("curator"), "лучший") == {}  # a draft
    assert found(client_as("methodist"), "новость") == {"materials": ["Новость о Ёлках"]}
    assert found(client_as("curator"), "новость") == {}
    award = ["Благодарственное письмо № 2025/26-001: Клёнова Эмма Савельевна"]
    assert found(client_as("curator"), "кленова эмма")["awards"] == award
    assert found(client_as("mentor"), "кленова эмма")["awards"] == award
    assert "awards" not in found(client_as("mentee"), "кленова эмма")


@pytest.mark.django_db
def test_mentors_are_found_as_the_bank_shows_them(town, people, client_as):
    Mentor.objects.enlist([people["mentor"]], state=MentorState.IN_BANK)

    assert found(client_as("mentee"), "кленова")["mentors"] == ["Клёнова Эмма Савельевна"]
    assert found(client_as("methodist"), "Клёнова эмма")["mentors"] == ["Клёнова Эмма Савельевна"]


@pytest.mark.django_db
def test_group_tells_how_many_there_are_and_leads_to_the_narrowed_list(town, school, make_teacher, client_as):
    for number in range(SHOWN + 2):
        make_teacher(school, f"M{number}", last_name="Многова")
    client = client_as("methodist")

    response = client.get("/search/", {"q": "Многова"})

    (group,) = response.context["groups"]
    assert (group.count, len(group.hits), group.rest) == (SHOWN + 2, SHOWN, 2)
    assert client.get(group.more).status_code == 200
    assert f"Показать все: {SHOWN + 2}" in response.content.decode()
    schools = client.get("/search/", {"q": "ёлкинская"}).context["groups"]
    lists = {one.kind.code: one.more for one in schools}
    assert client.get(lists["schools"]).context["page_obj"].paginator.count == 1


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["methodist", "curator", "mentee"])
def test_search_asks_few_questions(role, town, users, people):
    Mentor.objects.enlist([people["mentor"]], state=MentorState.IN_BANK)
    user = users[role]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        search(user, "а")
    assert len(queries) <= MOST_QUERIES


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Человек, школа, пара"),
        ("   ", "Человек, школа, пара"),
        ("ё", "хотя бы две буквы"),
        ("щщщщ", "Ничего не нашлось"),
        ("%_'\"<script>", "Ничего не нашлось"),
        ("а " * 50, "Найдено"),
    ],
)
def test_odd_words_are_answered_by_a_sentence(text, words, town, client_as):
    response = client_as("methodist").get("/search/", {"q": text})
    assert response.status_code == 200
    assert words in " ".join(response.content.decode().split())


@pytest.mark.django_db
def test_a_text_without_an_end_is_refused_by_a_sentence(town, client_as):
    response = client_as("methodist").get("/search/", {"q": "а" * 101})
    assert response.status_code == 400
    assert "оставьте одно-два слова" in response.content.decode()


def test_words_are_folded_and_bounded():
    assert asked("  Ёлка—ДЕРЕВО ") == "елка-дерево"
    assert len(asked("слово " * 30).split()) == 8
    assert [is_too_short(words) for words in ("", "а", "7", "аб")] == [True, True, False, False]


def test_every_kind_has_a_name_of_its_own():
    assert [kind.code for kind in kinds()] == [
        "people", "schools", "mentors", "pairs", "events", "documents", "practices",
        "town_events", "meetings", "contests", "awards", "materials", "requests", "roadmaps",
    ]  # fmt: skip


@pytest.mark.django_db
def test_field_stands_on_top_of_every_page(client_as):
    page = client_as("mentee").get("/bank/").content.decode()
    assert 'action="/search/"' in page
    assert '<a class="menu-link btn btn-bare btn-s long" href="/search/">' in page
