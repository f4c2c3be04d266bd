"""/reports/deficits/: what is asked for beside what is offered, exactly; who sees whom; Excel as the page."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.audit.models import Entry
from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import MenteeRequest, Mentor, MentorCard, MentorPlace
from reports.record.deficits import Asked, Gap, Helper, gaps, is_latest_hidden, unasked
from reports.record.growth import Growth
from reports.record.growth_masks import GroupKey, Place
from schools.enums import Category
from schools.models import SchoolYear
from schools.years import year_of
from tests.bank.builders import consent, difficulty, subject
from tests.cast import TODAY, YEAR
from tests.reports.diagnosing import diagnose
from tests.workbooks import cells_of

ADDRESS = "/reports/deficits/"
LABEL = "2025/2026"
PHYSICS, CHEMISTRY, DISCIPLINE, EXAMS = 1, 2, 11, 12
MOST_QUERIES = 25


def ask(subject: int | None, difficulty: int, *, is_waiting: bool = True, is_low: bool = False) -> Asked:
    return Asked(subject, difficulty, is_waiting, is_low)


def helper(*subjects: int | None, helps: set[int], free: int = 1) -> Helper:
    return Helper(frozenset(subjects), frozenset(helps), free)


def plain(gap: Gap) -> tuple[str, str]:
    return str(gap.subject), str(gap.difficulty)


def test_balance_counts_places_of_those_who_offer_topic_and_subject():
    helpers = [
        helper(PHYSICS, helps={DISCIPLINE}, free=2),
        helper(None, helps={DISCIPLINE, EXAMS}, free=1),  # a card for any subject
        helper(CHEMISTRY, helps={DISCIPLINE}, free=3),
        helper(PHYSICS, helps={EXAMS}, free=3),
        helper(helps={DISCIPLINE}, free=3),  # no live card: not found in the bank
    ]
    asked = [ask(PHYSICS, DISCIPLINE, is_low=True)] * 7 + [ask(PHYSICS, DISCIPLINE, is_waiting=False)]
    (gap,) = gaps(asked, helpers, plain)
    assert gap == Gap(PHYSICS, DISCIPLINE, 7, 8, 7, by_topic=4, by_subject=2, helpers=2, free=3)
    assert gap.words == "просят 7, помогают 2, свободных мест 3: не хватает 4"


@pytest.mark.parametrize(
    ("waiting", "free", "words"),
    [
        (3, 2, "просят 3, помогают 1, свободных мест 2: не хватает 1"),
        (3, 3, "просят 3, помогают 1, свободных мест 3: мест хватает"),
        (0, 3, "никто не ждёт"),
    ],
)
def test_balance_at_its_limits(waiting, free, words):
    asked = [ask(PHYSICS, EXAMS)] * waiting + [ask(PHYSICS, EXAMS, is_waiting=False)]
    (gap,) = gaps(asked, [helper(PHYSICS, helps={EXAMS}, free=free)], plain)
    assert gap.words == words


def test_request_without_a_subject_takes_any_card():
    (gap,) = gaps([ask(None, EXAMS)], [helper(CHEMISTRY, helps={EXAMS}), helper(helps={EXAMS})], plain)
    assert (gap.helpers, gap.by_topic, gap.missing) == (1, 2, 0)


def test_greatest_lack_stands_first():
    asked = [ask(PHYSICS, EXAMS), *[ask(CHEMISTRY, EXAMS)] * 2, ask(PHYSICS, DISCIPLINE, is_waiting=False)]
    found = gaps(asked, [], plain)
    assert [(gap.subject, gap.difficulty, gap.missing) for gap in found] == [
        (CHEMISTRY, EXAMS, 2),
        (PHYSICS, EXAMS, 1),
        (PHYSICS, DISCIPLINE, 0),
    ]
    assert gaps([], [], plain) == []


def test_topics_offered_and_not_asked_are_counted():
    helpers = [helper(PHYSICS, helps={EXAMS, DISCIPLINE}), helper(PHYSICS, helps={DISCIPLINE})]
    assert unasked(gaps([ask(PHYSICS, EXAMS)], helpers, plain), helpers) == {DISCIPLINE: 2}


@pytest.mark.parametrize(
    ("tested", "repeated", "hidden", "is_hidden"),
    [
        (4, 4, False, True),
        (5, 5, False, False),
        (9, 5, False, True),  # the four tested once would follow
        (10, 5, False, False),
        (5, 5, True, True),
    ],
)
def test_latest_mean_is_kept_where_few_would_follow(tested, repeated, hidden, is_hidden):
    key = GroupKey(Place.ALL, PHYSICS)
    assert is_latest_hidden(Growth(20, tested, repeated), key, {key} if hidden else set(), 5) is is_hidden


@pytest.fixture
def request_of(db):
    """`request_of(person, "Физика", "дисциплина", state=…)` of 2025/2026."""

    def make(person, about="Физика", hard="дисциплина", **fields):
        values = {"requested_date": date(2026, 2, 2), "state": RequestState.ACCEPTED, **fields}
        named = {"subject": subject(about) if about else None, "difficulty": difficulty(hard)}
        return MenteeRequest.objects.create(person=person, **named, **values)

    return make


@pytest.fixture
def mentor_of(db):
    """`mentor_of(person, "Физика", "дисциплина", capacity=2, topic=…)` in the bank with a card."""

    def make(person, about="Физика", *helps, topic="", **fields):
        made = {"state": MentorState.IN_BANK, "favourite_topic": topic, **fields}
        (mentor,) = Mentor.objects.enlist([person], **made)
        MentorCard.objects.create(mentor=mentor, subject=subject(about))
        mentor.difficulties.add(*(difficulty(words) for words in helps))
        return mentor

    return make


def get(client, path: str = ADDRESS, **query):
    return client.get(path, {"year": LABEL, **query})


def text(response) -> str:
    return " ".join(response.content.decode().split()).replace("\u00a0", " ")


def told(response) -> list[tuple]:
    return [
        (row.subject, row.difficulty, row.gap.waiting, row.gap.total, row.gap.low, row.gap.free)
        for row in response.context["found"].rows
    ]


@pytest.mark.parametrize("login", ["admin", "curator", "director", "mentor"])
def test_others_are_refused(client_as, login):
    assert get(client_as(login)).status_code == 403
    assert get(client_as(login), "/reports/deficits.xlsx").status_code == 403


def test_stranger_is_asked_to_sign_in(client):
    assert get(client).status_code == 302


def test_map_counts_requests_of_the_year_and_live_offers(
    client_as, people, make_teacher, school, other_school, school_year, request_of, mentor_of
):
    request_of(people["mentee"])
    request_of(make_teacher(other_school, "T1"))
    request_of(make_teacher(other_school, "T2"), state=RequestState.IN_WORK)
    for number, state in enumerate((RequestState.DRAFT, RequestState.REJECTED, RequestState.WITHDRAWN)):
        request_of(make_teacher(school, f"D{number}"), state=state)
    request_of(make_teacher(school, "L1"), requested_date=date(2025, 8, 31))
    mentor_of(people["mentor"], "Физика", "дисциплина", capacity=1)
    mentor_of(make_teacher(school, "G1"), "Физика", "дисциплина", state=MentorState.SUSPENDED)
    withdrawn = mentor_of(make_teacher(school, "G2"), "Физика", "дисциплина")
    consent(withdrawn.person, withdrawn_date=date(2026, 3, 1))

    response = get(client_as("methodist"))
    assert told(response) == [("Физика", "дисциплина", 2, 3, 1, 1)]
    assert "просят 2, помогают 1, свободных мест 1: не хватает 1" in text(response)
    last = get(client_as("methodist"), year="2024/2025")
    assert told(last) == [("Физика", "дисциплина", 1, 1, 0, 1)]


def test_cells_lead_to_lists_of_the_same_length(
    client_as, people, make_teacher, school, request_of, mentor_of
):
    request_of(people["mentee"])
    request_of(make_teacher(school, "T1"), hard="родители")
    request_of(make_teacher(school, "T2"), about="Химия")
    request_of(make_teacher(school, "T3"), state=RequestState.IN_WORK)
    mentor_of(people["mentor"], "Физика", "дисциплина")
    client = client_as("methodist")
    query = {"year": YEAR, "difficulty": "дисциплина", "subject": "Физика", "waiting": 1}
    requests = client.get("/requests/", query)
    assert [line.request.person for line in requests.context["rows"]] == [people["mentee"]]
    bank = client.get("/bank/", {"difficulty": "ДИСЦИПЛИНА"})
    assert [line.mentor.person for line in bank.context["rows"]] == [people["mentor"]]
    assert not client.get("/bank/", {"difficulty": "родители"}).context["rows"]
    page = get(client).content.decode()
    words = "%D0%B4%D0%B8%D1%81%D1%86%D0%B8%D0%BF%D0%BB%D0%B8%D0%BD%D0%B0"
    assert f"/requests/?year={YEAR}&amp;difficulty={words}&amp;subject=" in page
    assert f"/bank/?difficulty={words}" in page
    assert "/requests/?" not in get(client_as("department")).content.decode()


def test_low_scores_stand_beside_mentors_and_their_topics(
    client_as, people, make_teacher, school, request_of, mentor_of
):
    request_of(people["mentee"])
    for number, score in enumerate((50, 60)):
        teacher = make_teacher(school, f"T{number}")
        teacher.subjects.add(subject("Физика"))
        diagnose(teacher, date(2025, 10, 1), score)
    mentor_of(people["mentor"], "Физика", topic="Законы Ньютона")
    found = get(client_as("methodist")).context["found"]
    (weak,) = found.weak
    assert weak[:4] == ("Физика", 2, 2, Fraction(11, 20))
    assert weak[4:] == (1, 3, ("Законы Ньютона",))
    assert get(client_as("methodist"), border=55).context["found"].weak == []
    assert get(client_as("methodist"), border=56).context["found"].weak == [weak]
    department = get(client_as("department")).context["found"]
    assert (department.weak, department.hidden_subjects, department.tested_subjects) == ([], 1, 1)


def test_recruits_are_named_only_to_who_sees_people(
    client_as, people, make_teacher, school, request_of, mentor_of
):
    request_of(people["mentee"])
    able = {"category": Category.HIGHEST}
    for code, fields in {
        "A1": {**able, "last_name": "Опытнова"},
        "A2": {"last_name": "Перваков"},
        "A3": {**able, "last_name": "Банкова"},
    }.items():
        make_teacher(school, code, **fields).subjects.add(subject("Физика"))
    other = make_teacher(school, "A4", **able, last_name="Химикова")
    other.subjects.add(subject("Химия"))
    banked = make_teacher(school, "A5", **able, last_name="Наставникова")
    banked.subjects.add(subject("Физика"))
    mentor_of(banked, "Физика")
    page = get(client_as("approver"))
    (recruits,) = page.context["found"].recruits
    assert (recruits.subject, recruits.missing, recruits.people) == ("Физика", 1, 2)
    assert recruits.schools == [("Ёлкинская СОШ", 2, ("Банкова Иван Иванович", "Опытнова Иван Иванович"))]
    hidden = get(client_as("department"))
    assert hidden.context["found"].recruits[0].schools == [("Ёлкинская СОШ", 2, ())]
    assert "Опытнова" not in text(hidden)
    workbook = cells_of(get(client_as("department"), "/reports/deficits.xlsx").content)
    assert "Опытнова" not in str(workbook)


def test_foreign_municipality_is_left_out(
    client_as, people, make_teacher, foreign_school, request_of, mentor_of
):
    request_of(people["mentee"])
    request_of(make_teacher(foreign_school, "F1"))
    mentor_of(make_teacher(foreign_school, "F2"), "Физика", "дисциплина")
    foreign = make_teacher(foreign_school, "F3", category=Category.HIGHEST)
    foreign.subjects.add(subject("Физика"))
    client = client_as("methodist")
    assert told(get(client)) == [("Физика", "дисциплина", 1, 1, 0, 0)]
    assert get(client).context["found"].recruits[0].people == 0
    assert get(client, municipality="Степной район").status_code == 404


def test_request_without_a_subject_has_its_words(client_as, people, request_of):
    request_of(people["mentee"], about=None)
    response = get(client_as("methodist"))
    assert told(response)[0][:2] == ("предмет не указан", "дисциплина")
    assert response.context["found"].recruits == []


def test_empty_map_says_where_requests_come_from(client_as, school):
    assert "Запросов за этот год нет" in text(get(client_as("methodist")))


@pytest.mark.parametrize("wrong", [{"border": "101"}, {"border": "много"}, {"year": "давно"}])
def test_wrong_filters_are_named(client_as, people, request_of, wrong):
    client = client_as("methodist")
    response = client.get(ADDRESS, wrong)
    assert (response.status_code, set(response.context["form"].errors)) == (200, set(wrong))
    assert client.get("/reports/deficits.xlsx", wrong).status_code == 400


def test_workbook_holds_the_figures_of_the_page(
    client_as, users, people, make_teacher, school, request_of, mentor_of
):
    request_of(people["mentee"])
    request_of(people["mentor"], about="Химия", hard="родители")
    tested = make_teacher(school, "T1", category=Category.HIGHEST)
    tested.subjects.add(subject("Физика"))
    diagnose(tested, date(2025, 10, 1), 30)
    mentor_of(make_teacher(school, "M1"), "Химия", "родители", topic="=Реакции")
    client = client_as("methodist")
    page = get(client)
    rows = cells_of(get(client, "/reports/deficits.xlsx").content)[1:]
    asked = [(row[1], row[2], row[3], row[4], row[5], row[9]) for row in rows if row[0] == "Запросы"]
    assert [(*row[:4], row[4] or 0, row[5]) for row in asked] == told(page)
    (weak,) = [row for row in rows if row[0] == "Низкий балл"]
    assert (weak[1], weak[7], weak[9], weak[11], weak[12], weak[13]) == ("Физика", 0, 0, 1, 1, 0.3)
    (wanted,) = [row for row in rows if row[0] == "Кого пригласить"]
    assert (wanted[1], wanted[2], wanted[14]) == ("Физика", "Ёлкинская СОШ", 1)
    entry = Entry.objects.get(action="deficits.exported")
    assert (entry.by, entry.data["rows"]) == (users["methodist"], len(rows))


@pytest.mark.parametrize("login", ["methodist", "department"])
def test_many_requests_and_mentors_ask_no_more(
    client_as, people, make_teacher, school, other_school, request_of, mentor_of, login
):
    request_of(people["mentee"])
    mentor_of(people["mentor"], "Физика", "дисциплина")
    request_of(people["mentor"], hard="родители")
    people["mentee"].subjects.add(subject("Физика"))
    diagnose(people["mentee"], date(2025, 10, 1), 40)
    client = client_as(login)
    few = questions(client)
    SchoolYear.objects.create(school=school, year=year_of(TODAY), has_low_results=True)
    for number in range(40):
        teacher = make_teacher(other_school, f"T{number}", category=Category.HIGHEST)
        teacher.subjects.add(subject(f"Предмет {number % 8}"))
        diagnose(teacher, date(2025, 10, 1), 40)
        request_of(teacher, f"Предмет {number % 8}", f"затруднение {number}")
        mentor_of(make_teacher(school, f"M{number}"), f"Предмет {number % 8}", f"затруднение {number}")
    assert questions(client) == few <= MOST_QUERIES
    assert MentorPlace.objects.count() == 123


def questions(client) -> int:
    get(client)  # the first request of a session asks less
    with CaptureQueriesContext(connection) as captured:
        assert get(client).status_code == 200
    return len(captured)
