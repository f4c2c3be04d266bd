"""manage.py suggest_pairs: the shape of contract §1, the same answer as the desk, refusals in Russian."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor, MentorCard
from mentorship.pairs.desk import runs
from mentorship.pairs.desk.pool import usual_form
from mentorship.pairs.desk.runs import Aim
from mentorship.pairs.enums import Objective
from mentorship.pairs.models import MatchRun
from schools.models import Subject
from tests.cast import TODAY


@pytest.fixture
def suggest(capsys):
    """What the command prints."""

    def ask(*options):
        call_command("suggest_pairs", *options)
        return capsys.readouterr().out

    return ask


@pytest.fixture
def answer(suggest):
    """The JSON it prints."""

    def ask(*options):
        return json.loads(suggest("--json", *options))

    return ask


@pytest.fixture
def physics(db):
    """A subject."""
    return Subject.objects.create(name="Физика", key="физика")


@pytest.fixture
def requests(mentor, mentees, make_request, physics):
    """Two requests for one place: one in the mentor's subject."""
    Mentor.objects.filter(pk=mentor.pk).update(capacity=1)
    mentor.places.filter(number__gt=1).delete()
    MentorCard.objects.create(mentor=mentor, subject=physics)
    return [make_request(mentees[0], subject=physics), make_request(mentees[1])]


def test_answer_has_the_shape_of_the_contract(requests, answer):
    found = answer()
    assert list(found) == ["pairs", "unmatched", "total_score"]
    (pair,) = found["pairs"]
    assert list(pair) == ["request", "mentee", "mentor", "score", "why"]
    assert (pair["request"], pair["mentee"], pair["mentor"]) == (requests[0].pk, "C-mentee", "C-mentor")
    assert pair["why"][0] == "тот же предмет: Физика"
    assert found["total_score"] == pair["score"]
    assert found["unmatched"] == [
        {
            "request": requests[1].pk,
            "reason": "подходит 1, но все их места (1) отданы другим запросам",
            "smallest_relaxation": found["unmatched"][0]["smallest_relaxation"],
        }
    ]
    assert found["unmatched"][0]["smallest_relaxation"].startswith(
        "+1 место у наставника Клёнова Эмма Савельевна ("
    )
    assert MatchRun.objects.count() == 0


@pytest.mark.parametrize("objective", Objective)
def test_desk_gives_the_same_answer(requests, municipality, answer, objective):
    aim = Aim(usual_form(), objective=objective)
    run = runs.draft_run(municipality=municipality, aim=aim, by=None, now=timezone.now())
    found = answer("--objective", objective)
    lines = run.lines.select_related("request__person", "mentor__person").order_by("request")
    assert found["pairs"] == [
        {
            "request": line.request_id,
            "mentee": line.request.person.code,
            "mentor": line.mentor.person.code,
            "score": line.score,
            "why": [*line.reasons_for, *line.reasons_against],
        }
        for line in lines
        if line.mentor_id
    ]
    assert found["unmatched"] == [
        {"request": line.request_id, "reason": line.reason, "smallest_relaxation": line.relaxation}
        for line in lines
        if not line.mentor_id
    ]
    assert found["total_score"] == run.total


def test_nothing_to_match_is_an_empty_answer(municipality, answer):
    assert answer() == {"pairs": [], "unmatched": [], "total_score": 0}


def test_every_municipality_is_matched_within_itself(
    requests, foreign_school, make_teacher, make_request, municipality, programme, answer
):
    guide = Mentor.objects.enlist(
        [make_teacher(foreign_school, "F0")], state=MentorState.IN_BANK, state_date=TODAY
    )[0]
    make_request(make_teacher(foreign_school, "F1"))
    assert [(pair["mentee"], pair["mentor"]) for pair in answer()["pairs"]] == [
        ("C-mentee", "C-mentor"),
        ("F1", guide.person.code),
    ]
    for option in (("--municipality", "ЛЕСНОЙ  район"), ("--programme", programme.code)):
        assert [pair["mentee"] for pair in answer(*option)["pairs"]] == ["C-mentee"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--municipality", "Горный"), "Муниципалитета «Горный» нет. Есть: Лесной район; Степной район."),
        (("--programme", "x"), "Программы «x» нет. Есть: lesnoy."),
        (
            ("--programme", "lesnoy", "--municipality", "Степной район"),
            "Программа «lesnoy» — муниципалитета «Лесной район», не «Степной район».",
        ),
    ],
)
def test_wrong_option_is_refused_with_a_sentence(programme, other_municipality, suggest, options, words):
    with pytest.raises(CommandError) as refusal:
        suggest(*options)
    assert str(refusal.value) == words


def test_without_json_it_is_told_in_words(requests, suggest):
    told = suggest()
    assert f"запрос {requests[0].pk}: C-mentee — C-mentor, " in told
    assert f"запрос {requests[1].pk}: без наставника — " in told
    assert "    помогло бы: +1 место у наставника Клёнова Эмма Савельевна" in told
    assert told.splitlines()[-1].startswith("Пар: 1, без наставника: 1, сумма баллов: ")


def test_objective_of_another_name_is_refused(suggest):
    with pytest.raises(CommandError, match="objective"):
        suggest("--objective", "luck")
