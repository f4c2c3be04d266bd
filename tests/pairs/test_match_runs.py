"""A draft for the whole pool: solved, locked, changed by hand, solved again, published, stale."""

from datetime import timedelta

import pytest

from mentorship.audit.models import Entry
from mentorship.bank import workflow as bank
from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import Mentor, MentorCard
from mentorship.pairs.desk import runs
from mentorship.pairs.desk.apart import keep_apart, let_together
from mentorship.pairs.desk.settings import change_conditions, conditions_of, values_in_force
from mentorship.pairs.desk.standing import newcomers, problems_of
from mentorship.pairs.enums import LineState, Objective, PairState, RunState, SchoolRule
from mentorship.pairs.models import MatchCriterion, MatchLine, MatchRule, MatchRun, Pair, PairMember
from mentorship.programmes.models import MentoringForm
from schools.enums import ConsentKind, Role
from schools.models import Consent, RoleAssignment, Subject
from tests.cast import TODAY
from tests.pairs.desk import NOW, aim, draft, send, solve, who
from tests.pairs.refusals import refused


@pytest.fixture
def physics(db):
    """A subject."""
    return Subject.objects.create(name="Физика", key="физика")


@pytest.fixture
def second(other_school, make_teacher):
    """A mentor of the other school with one place."""
    person = make_teacher(other_school, "M2", last_name="Липова")
    return Mentor.objects.enlist([person], state=MentorState.IN_BANK, state_date=TODAY, capacity=1)[0]


@pytest.fixture
def pool(mentor, second, mentees, make_request, physics):
    """Two requests in physics and one without a subject; the cast's mentor teaches it, the other does not."""
    MentorCard.objects.create(mentor=mentor, subject=physics)
    for number, person in enumerate(mentees[:3]):
        make_request(person, subject=physics if number < 2 else None)
    return mentees[:3]


def line_of(run, code):
    return run.lines.get(request__person__code=code)


def test_draft_keeps_what_it_was_computed_from(pool, mentor, second, municipality, users):
    run = draft(municipality, by=users["methodist"])
    assert who(run) == {"C-mentee": "C-mentor", "T1": "C-mentor", "T2": "C-mentor"}
    assert (run.state, run.created_by, run.solved_at) == (RunState.DRAFT, users["methodist"], NOW)
    assert run.offered == {str(mentor.pk): 3, str(second.pk): 1}
    assert run.conditions == conditions_of(municipality.pk, TODAY).as_json()
    assert run.total == sum(run.lines.values_list("score", flat=True))
    line = line_of(run, "C-mentee")
    assert line.reasons_for[0] == "тот же предмет: Физика"
    assert "обучение наставников не пройдено" in line.reasons_against
    assert Pair.objects.count() == 0
    assert Entry.objects.get(action="pairs.draft_run").target_id == run.pk


def test_draft_without_requests_is_empty_not_an_error(municipality, mentor):
    run = draft(municipality)
    assert (run.lines.count(), run.total) == (0, 0)
    assert refused(lambda: send(run)) == "В подборе нет ни одной пары: публиковать нечего."


def test_other_municipality_is_left_alone(pool, foreign_school, make_teacher, make_request, municipality):
    make_request(make_teacher(foreign_school, "F1"))
    run = draft(municipality)
    assert set(who(run)) == {"C-mentee", "T1", "T2"}
    other = draft(foreign_school.municipality)
    assert who(other) == {"F1": None}
    assert other.lines.get().reason == "в банке нет ни одного наставника"
    assert other.recruits == [["любой предмет", "Степная СОШ", 1, 1]]


def test_locked_line_stays_when_the_rest_is_solved_again(pool, mentor, second, municipality):
    run = draft(municipality)
    line = line_of(run, "T1")
    runs.override(line=line, mentor=second, reason="так договорились", by=None, now=NOW)
    assert who(run) == {"C-mentee": "C-mentor", "T1": "M2", "T2": "C-mentor"}
    line.refresh_from_db()
    assert (line.is_locked, line.override_reason) == (True, "так договорились")
    for objective in Objective:
        solve(run, objective)
        assert who(run)["T1"] == "M2"
    runs.set_lock(line=line, is_locked=False, by=None)
    assert solve(run).changed == 1
    assert who(run)["T1"] == "C-mentor"
    line.refresh_from_db()
    assert line.override_reason == ""


def test_override_takes_the_place_from_another_line(pool, mentor, second, municipality):
    Mentor.objects.filter(pk=mentor.pk).update(capacity=1)
    mentor.places.filter(number__gt=1).delete()
    run = draft(municipality)
    (gets,) = [code for code, chosen in who(run).items() if chosen == "C-mentor"]
    other = next(code for code in who(run) if code != gets)
    solved = runs.override(line=line_of(run, other), mentor=mentor, reason="хочет", by=None, now=NOW)
    assert who(run)[other] == "C-mentor"
    assert who(run)[gets] != "C-mentor"
    assert solved.changed >= 1
    third = next(code for code in who(run) if code not in (gets, other))
    words = refused(
        lambda: runs.override(line=line_of(run, third), mentor=mentor, reason="хочет", by=None, now=NOW)
    )
    assert words.startswith("У наставника Клёнова Эмма Савельевна нет места: свободно 1 из 1, обещано другим")


def test_request_may_be_left_without_a_mentor_by_hand(pool, municipality):
    run = draft(municipality)
    runs.override(line=line_of(run, "T2"), mentor=None, reason="уходит в отпуск", by=None, now=NOW)
    solve(run)
    line = line_of(run, "T2")
    assert (line.mentor_id, line.is_locked, line.reason) == (None, True, runs.LEFT_OUT)
    runs.set_lock(line=line, is_locked=False, by=None)
    solve(run)
    assert who(run)["T2"] == "C-mentor"
    assert refused(lambda: runs.override(line=line, mentor=None, reason="  ", by=None, now=NOW)) == (
        "Напишите, почему выбираете сами: это увидит тот, кто публикует."
    )


@pytest.mark.parametrize(
    ("bar", "words"),
    [
        ("apart", "отмечено «никогда вместе»"),
        ("director", "руководитель школы наставляемого"),
        ("school", "работает в другой школе (Сосновая ООШ)"),
    ],
)
def test_override_keeps_to_the_hard_rules(pool, second, school, municipality, bar, words):
    if bar == "apart":
        keep_apart(one=second.person, other=pool[0], reason="родственники", by=None)
    elif bar == "director":
        RoleAssignment.objects.create(
            person=second.person, role=Role.DIRECTOR, school=school, start_date=TODAY
        )
    else:
        change_conditions(municipality=municipality, values={"school_rule": 1}, by=None, on=TODAY)
    run = draft(municipality)
    line = line_of(run, "C-mentee")
    said = refused(lambda: runs.override(line=line, mentor=second, reason="надо", by=None, now=NOW))
    assert said == f"Наставник {second} не подходит по правилам: {words}. Выберите другого."


def test_only_a_matched_line_is_locked(municipality, mentees, make_request):
    make_request(mentees[0])
    line = draft(municipality).lines.get()
    assert refused(lambda: runs.set_lock(line=line, is_locked=True, by=None)) == (
        "Закрепляют подобранную пару: у этого запроса наставника нет."
    )


def test_publishing_proposes_the_pairs(pool, municipality, users, form):
    run = draft(municipality)
    outcome = send(run, by=users["methodist"])
    run.refresh_from_db()
    assert (len(outcome.pairs), outcome.left) == (3, [])
    assert (run.state, run.closed_at, run.closed_by) == (RunState.PUBLISHED, NOW, users["methodist"])
    assert {pair.state for pair in Pair.objects.all()} == {PairState.PROPOSED}
    assert {pair.form for pair in Pair.objects.all()} == {form}
    assert sorted(Pair.objects.values_list("number", flat=True)) == ["2026-1", "2026-2", "2026-3"]
    assert {line.pair_id for line in run.lines.all()} == {pair.pk for pair in outcome.pairs}
    assert {line.request.state for line in run.lines.select_related("request")} == {RequestState.MATCHED}
    assert Entry.objects.filter(action="pairs.propose", by=users["methodist"]).count() == 3


@pytest.mark.parametrize("verb", ["again", "publish", "discard", "lock", "override"])
def test_published_run_is_not_changed(pool, second, municipality, verb):
    run = draft(municipality)
    send(run)
    line = line_of(run, "T1")
    calls = {
        "again": lambda: solve(run),
        "publish": lambda: send(run),
        "discard": lambda: runs.discard(run=run, by=None, now=NOW),
        "lock": lambda: runs.set_lock(line=line, is_locked=True, by=None),
        "override": lambda: runs.override(line=line, mentor=second, reason="а", by=None, now=NOW),
    }
    assert refused(calls[verb]).startswith(f"Подбор № {run.pk} уже опубликован:")
    assert Pair.objects.count() == 3


def test_discarded_draft_makes_no_pair(pool, municipality, users):
    run = runs.discard(run=draft(municipality), by=users["methodist"], now=NOW)
    assert (run.state, run.closed_by, Pair.objects.count()) == (RunState.DISCARDED, users["methodist"], 0)


def test_stale_lines_are_named_and_left(pool, mentor, second, municipality):
    run = draft(municipality)
    bank.withdraw_request(request=line_of(run, "T1").request, by=None)
    keep_apart(one=mentor.person, other=pool[2], reason="родственники", by=None)
    lines = list(run.lines.select_related("request__person__school", "mentor"))
    problems = {line.request.person.code: problems_of(run, lines, TODAY).get(line.pk) for line in lines}
    assert problems == {
        "C-mentee": None,
        "T1": "запрос больше не ждёт наставника: отозван",
        "T2": "отмечено «никогда вместе»",
    }
    outcome = send(run)
    assert [pair.members.get().mentee.code for pair in outcome.pairs] == ["C-mentee"]
    left = {line.request.person.code: (line.state, line.reason) for line in run.lines.all()}
    assert left == {
        "C-mentee": (LineState.PUBLISHED, ""),
        "T1": (LineState.LEFT, "запрос больше не ждёт наставника: отозван"),
        "T2": (LineState.LEFT, "отмечено «никогда вместе»"),
    }


def test_withdrawn_consent_takes_the_mentor_out_of_a_draft(pool, mentor, municipality):
    run = draft(municipality)
    Consent.objects.create(
        person=mentor.person, kind=ConsentKind.PROCESSING, given_date=TODAY, withdrawn_date=TODAY
    )
    words = refused(lambda: send(run))
    assert words.startswith("Ни одной пары предложить не удалось: ")
    assert "наставник больше не в банке" in words
    run.refresh_from_db()
    assert run.state == RunState.DRAFT
    assert solve(run).changed == 3
    assert set(who(run).values()) == {"M2", None}


def test_solving_again_drops_who_waits_no_more_and_takes_who_came(pool, mentees, municipality, make_request):
    run = draft(municipality)
    gone = line_of(run, "T1")
    runs.set_lock(line=gone, is_locked=True, by=None)
    bank.withdraw_request(request=gone.request, by=None)
    make_request(mentees[3])
    assert newcomers(run, run.lines.all(), TODAY) == 1
    assert solve(run).gone == ["УчителевT1 Иван Иванович"]
    assert set(who(run)) == {"C-mentee", "T2", "T3"}


def test_two_drafts_do_not_promise_more_than_there_is(mentor, mentees, make_request, municipality):
    """Each draft gives the only place to another teacher; the second one to publish finds it promised."""
    Mentor.objects.filter(pk=mentor.pk).update(capacity=1)
    mentor.places.filter(number__gt=1).delete()
    requests = [make_request(person) for person in mentees[:2]]
    drafts = []
    for request in requests:
        run = draft(municipality)
        line = run.lines.get(request=request)
        if line.mentor_id is None:
            runs.override(line=line, mentor=mentor, reason="ему нужнее", by=None, now=NOW)
        drafts.append(run)
    send(drafts[0])
    assert "все места наставника заняты или обещаны" in refused(lambda: send(drafts[1]))
    assert PairMember.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "category", "reason"),
    [
        (RequestState.SUBMITTED, None, "запрос ещё не принят в базу"),
        (RequestState.ACCEPTED, "", ""),
    ],
)
def test_request_that_is_not_accepted_waits(
    mentor, mentees, make_request, municipality, state, category, reason
):
    fields = {"mentee_category": None} if category is None else {}
    make_request(mentees[0], state=state, **fields)
    assert draft(municipality).lines.get().reason == reason


def test_teacher_in_a_pair_of_the_form_gets_no_second(
    mentor, second, mentees, make_pair, make_request, municipality
):
    make_pair(mentor, mentees[:1], PairState.ACTIVE)
    make_request(mentees[0])
    line = draft(municipality).lines.get()
    assert (line.reason, line.relaxation) == (
        "педагог уже в паре № 7 этой формы",
        "завершить пару № 7 или выбрать другую форму",
    )
    other_form = MentoringForm.objects.filter(is_for_adults=True).exclude(code="tt").get()
    assert draft(municipality, form=other_form).lines.get().mentor == second  # not the same two again


def test_team_is_matched_by_its_contact(mentor, mentees, make_request, municipality):
    make_request(mentees[0], is_team=True).team.set(mentees[1:3])
    run = draft(municipality)
    assert run.lines.get().mentor == mentor
    send(run)
    assert [member.mentee for member in PairMember.objects.all()] == [mentees[0]]


@pytest.mark.parametrize("code", ["uu", "tu"])
def test_pupils_forms_are_refused(municipality, code):
    form = MentoringForm.objects.get(code=code)
    assert "ведётся числами" in refused(lambda: draft(municipality, form=form))


def test_run_keeps_no_line_twice(pool, municipality):
    run = draft(municipality)
    for _ in range(3):
        solve(run)
    assert (run.lines.count(), MatchLine.objects.count(), MatchRun.objects.count()) == (3, 3, 1)


def test_weights_are_added_never_rewritten(municipality, users):
    values = values_in_force(municipality.pk, TODAY)
    later = TODAY + timedelta(days=1)
    change = {"municipality": municipality, "by": users["methodist"]}
    assert change_conditions(values={**values, "subject": 60, "school_rule": 2}, on=TODAY, **change) == 2
    assert change_conditions(values={**values, "subject": 60, "school_rule": 2}, on=TODAY, **change) == 0
    assert change_conditions(values={"subject": 10}, on=later, **change) == 1
    assert list(MatchCriterion.objects.order_by("pk").values_list("code", "value", "set_by")) == [
        ("subject", 60, users["methodist"].pk),
        ("subject", 10, users["methodist"].pk),
    ]
    assert MatchRule.objects.get().words == "только другая школа"
    today, tomorrow = (conditions_of(municipality.pk, day) for day in (TODAY, later))
    assert (today.weights["subject"], tomorrow.weights["subject"]) == (60, 10)
    assert (today.school_rule, today.weights["focus"]) == (SchoolRule.OTHER, 15)


def test_weights_of_one_municipality_are_its_own(municipality, other_municipality):
    change_conditions(municipality=municipality, values={"subject": 1}, by=None, on=TODAY)
    assert conditions_of(other_municipality.pk, TODAY).weights["subject"] == 35
    nothing = dict.fromkeys(conditions_of(municipality.pk, TODAY).weights, 0)
    words = refused(lambda: change_conditions(municipality=municipality, values=nothing, by=None, on=TODAY))
    assert words.startswith("Хотя бы один признак должен весить больше нуля")
    too_much = {"subject": 101}
    assert refused(
        lambda: change_conditions(municipality=municipality, values=too_much, by=None, on=TODAY)
    ) == ("Вес признака — от 0 до 100.")


def test_two_are_kept_apart_once_until_it_is_taken_back(people, users):
    one, other = people["mentor"], people["mentee"]
    row = keep_apart(one=other, other=one, reason="супруги", by=users["methodist"])
    assert row.person_a_id < row.person_b_id
    again = refused(lambda: keep_apart(one=one, other=other, reason="супруги", by=None))
    assert again == "Об этих двоих уже отмечено «никогда вместе»."
    let_together(row=row, by=users["head"], at=NOW)
    assert refused(lambda: let_together(row=row, by=None, at=NOW)) == "Отметка уже снята: обновите страницу."
    assert keep_apart(one=one, other=other, reason="снова", by=None).withdrawn_at is None
    assert refused(lambda: keep_apart(one=one, other=one, reason="а", by=None)).startswith(
        "Это один и тот же"
    )


def test_aim_is_kept_with_the_run(pool, municipality, variant):
    run = draft(municipality)
    wanted = aim(Objective.FIT)._replace(variant=variant)
    runs.solve_again(run=run, aim=wanted, by=None, now=NOW)
    run.refresh_from_db()
    assert (run.objective, run.variant) == (Objective.FIT, variant)
    assert {pair.variant for pair in send(run).pairs} == {variant}
