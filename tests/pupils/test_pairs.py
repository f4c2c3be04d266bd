"""The way of a pair with a pupil, form by form."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mentorship.pupils import workflow
from mentorship.pupils.counts import participation, tables
from mentorship.pupils.models import PupilPair
from schools.models import School
from tests.pupils.test_consents import refusal

pytestmark = pytest.mark.django_db


def propose(mentee, on, **fields):
    asked = {"form": "uu", "goal": "study"}
    return workflow.propose_pair(mentee=mentee, on=on, by=None, **{**asked, **fields})


@pytest.mark.parametrize("form", ["tu", "sop"])
def test_teacher_mentors_in_two_forms(mentee, people, on, form):
    made = propose(mentee, on, form=form, mentor_teacher=people["mentor"])
    assert (made.state, made.school_id, str(made)) == (
        "proposed",
        mentee.school_id,
        f"Пара учеников № {made.pk}",
    )


def test_pupil_mentors_a_pupil(mentee, make_pupil, on):
    made = propose(mentee, on, mentor_pupil=make_pupil("Буков Ян", "10А"))
    assert made.title == "Буков Ян — Ольхин Лука"


def test_what_a_pair_may_not_be(mentee, draft, make_pupil, people, other_school, foreign_school, on):
    elsewhere = make_pupil("Елев Ян", school=other_school)
    mentor = people["mentor"]
    said = [
        refusal(propose, mentee=draft, on=on, form="tu", mentor_teacher=mentor),
        refusal(propose, mentee=mentee, on=on, mentor_pupil=draft),
        refusal(propose, mentee=mentee, on=on, mentor_pupil=elsewhere),
        refusal(propose, mentee=elsewhere, on=on, form="tu", mentor_teacher=mentor),
        refusal(propose, mentee=mentee, on=on, mentor_pupil=mentee),
        refusal(propose, mentee=mentee, on=on, mentor_teacher=mentor),
        refusal(propose, mentee=mentee, on=on, form="sop", goal="career", mentor_teacher=mentor),
    ]
    assert said == [
        "Сначала запишите согласие законного представителя: без него ученик не участвует в парах.",
        "Сначала запишите согласие законного представителя: без него ученик не участвует в парах.",
        "Ученики пары учатся в одной школе.",
        "Наставник работает в школе ученика.",
        "Ученик не может быть наставником самому себе.",
        "Выберите наставника той формы, которую открыли.",
        "У этой формы такой цели нет: выберите из списка.",
    ]
    assert PupilPair.objects.count() == 0


def test_one_live_pair_of_a_form(pair, mentee, people, on):
    with pytest.raises(ValidationError, match="уже есть пара такой формы"):
        propose(mentee, on, form="tu", mentor_teacher=people["mentor"])
    workflow.end_pair(pair=pair, end_date=on, outcome="reached", on=on, by=None)
    assert propose(mentee, on, form="tu", mentor_teacher=people["mentor"]).pk


def test_order_of_the_steps(mentee, people, on):
    made = propose(mentee, on, form="tu", mentor_teacher=people["mentor"])
    wrong = refusal(workflow.start_pair, pair=made, start_date=on, on=on, by=None)
    assert wrong == "Сейчас пара в состоянии «предложена». Обновите страницу."
    workflow.agree_pair(pair=made, on=on, by=None)
    for day, words in (
        (on + timedelta(days=1), "ещё не наступил"),
        (on - timedelta(days=1), "Раньше предложения"),
    ):
        assert words in refusal(workflow.start_pair, pair=made, start_date=day, on=on, by=None)
    assert workflow.start_pair(pair=made, start_date=on, on=on, by=None).state == "active"
    before = {"end_date": on - timedelta(days=1), "outcome": "reached"}
    assert "раньше, чем началась" in refusal(workflow.end_pair, pair=made, on=on, by=None, **before)
    ended = workflow.end_pair(pair=made, end_date=on, outcome="partly", on=on, by=None)
    assert (ended.state, ended.get_outcome_display()) == ("ended", "цель достигнута частично")
    assert "завершена" in refusal(workflow.agree_pair, pair=made, on=on, by=None)


def test_reason_of_a_break_is_one_that_people_choose(pair, on):
    asked = {"pair": pair, "end_date": on, "on": on, "by": None}
    assert refusal(workflow.break_pair, reason="consent", **asked) == "Выберите причину из списка."
    assert workflow.break_pair(reason="mentor", **asked).break_reason == "mentor"


def test_meeting_is_a_day_and_a_word_of_the_list(pair, on):
    asked = {"pair": pair, "on": on, "by": None}
    workflow.log_meeting(day=on, topic="project", **asked)
    assert refusal(workflow.log_meeting, day=on, topic="talk", **asked) == "Встреча этого дня уже отмечена."
    tomorrow, yesterday = on + timedelta(days=1), on - timedelta(days=1)
    assert refusal(workflow.log_meeting, day=tomorrow, topic="talk", **asked) == "Этот день ещё не наступил."
    assert "раньше встреч не было" in refusal(workflow.log_meeting, day=yesterday, topic="talk", **asked)
    PupilPair.objects.update(start_date=yesterday)
    with pytest.raises(ValidationError):
        workflow.log_meeting(day=yesterday, topic="диагноз такой-то", **asked)
    workflow.remove_meeting(meeting=pair.meetings.get(), by=None)
    assert pair.meetings.count() == 0


def test_participation_counts_each_pupil_once_a_role(pair, mentee, make_pupil, people, school, on):
    second = make_pupil("Буков Ян", "10А")
    made = propose(mentee, on, mentor_pupil=second)
    found = participation(schools=School.objects.filter(pk=school.pk), since=on, until=on)
    assert (found.mentees, found.mentors, found.mentees_by_form) == (1, 0, {"tu": 1})
    workflow.agree_pair(pair=made, on=on, by=None)
    workflow.start_pair(pair=made, start_date=on, on=on, by=None)
    found = participation(schools=School.objects.all(), since=on, until=on)
    assert (found.mentees, found.mentors, found.mentees_by_form) == (1, 1, {"tu": 1, "uu": 1})
    before = on - timedelta(days=1)
    assert participation(schools=School.objects.all(), since=before, until=before).mentees == 0


def test_department_cannot_reckon_what_is_hidden(school, other_school, make_pupil, people, on):
    """Six pairs at work in one school, one in another, one proposed: all small ones stay hidden."""
    places = [school] * 6 + [other_school] * 2
    for number, place in enumerate(places):
        first, second = (make_pupil(f"Ученик {number} {side}", "9А", school=place) for side in ("а", "б"))
        made = propose(first, on, mentor_pupil=second)
        if number < 7:
            workflow.agree_pair(pair=made, on=on, by=None)
            workflow.start_pair(pair=made, start_date=on, on=on, by=None)
    shown = tables(PupilPair.objects.all(), is_masked=True)
    assert shown["rows_of_schools"] == [("Ёлкинская СОШ", None), ("Сосновая ООШ", None), ("Всего", 7)]
    assert shown["rows_of_forms"] == [
        ("Ученик – ученик", 7),
        ("Учитель – ученик", 0),
        ("СОП", 0),
        ("Всего", 7),
    ]
    states = dict(shown["rows_of_states"])
    assert (states["работает"], states["предложена"], "Всего" in states) == (7, None, False)
    exact = tables(PupilPair.objects.all(), is_masked=False)
    assert [(row.words, row.total) for row in exact["rows_of_schools"]] == [
        ("Ёлкинская СОШ", 6),
        ("Сосновая ООШ", 1),
        ("Всего", 7),
    ]
