"""Kept counts of answers: equal to the sheets, fresh after every change, found out where they lie."""

from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from schools.models import Municipality
from surveys import confidential
from surveys.anonymising import anonymise
from surveys.catalogue import load_catalogue
from surveys.doctor import tallies
from surveys.models import Response, Tally
from surveys.results import Group, Rules, report_of
from surveys.results.counted import Counted
from surveys.results.report import _report, _tables
from surveys.results.sheets import Sheet, Sheets
from surveys.scales import DONT_KNOW
from surveys.workflow import close_campaign, reopen, save_answers, start, submit

FORMS = {form.phase: form for form in load_catalogue() if form.role == "mentee" and form.phase != "once"}
BEFORE = "program_effectiveness"
GROUP = Group("mentee", 2025, Municipality(pk=1, name="Лесной район"))
KEYS = [uuid4() for _ in range(30)]

codes = st.sampled_from(sorted({item.code for form in FORMS.values() for item in form.items if item.scale}))
answers = st.dictionaries(codes, st.sampled_from([0, 1, 2, 5, 9, 10, DONT_KNOW]), max_size=12)
sheets = st.builds(Sheet, st.sampled_from([None, 1, 2, 3]), st.booleans(), answers)
of_phase = st.dictionaries(st.sampled_from(KEYS), sheets, max_size=30)


@given(before=of_phase, after=of_phase, rescaled=st.frozensets(codes, max_size=2))
def test_a_whole_group_is_reported_alike_from_counts_and_from_sheets(before, after, rescaled):
    read = Sheets(before, after, rescaled)
    kept = Counted.read(Counted.of(read, FORMS["after"]).as_json())
    reports = [
        _report(GROUP, FORMS, Rules(), counts, _tables(counts, FORMS, Rules()), 30) for counts in (read, kept)
    ]
    assert reports[0] == reports[1]


def test_of_a_part_nothing_is_counted():
    counted = Counted.of(Sheets({}, {}), FORMS["after"])
    with pytest.raises(ValueError, match="Of a part"):
        counted.heads(1, whole=False)


@pytest.fixture
def group(municipality, year):
    """The mentees of the municipality."""
    return Group("mentee", year, municipality)


@pytest.fixture
def send(campaign, on):
    """Begin the first form, answer and send it: `send(person, score)`."""

    def run(person, score=7, asked=None):
        response = start(person=person, campaign=asked or campaign, on=on, by=None)
        save_answers(response=response, answers={BEFORE: score}, on=on)
        submit(response=response, person=person, on=on, by=None, gaps_ok=True)
        return response

    return run


def told(group):
    """Heads of the report, and the expectations kept of who sent no second form."""
    report = report_of(group)
    return report.before, report.after, report.both


def is_kept(group):
    """Whether the report is drawn without an answer being read."""
    with CaptureQueriesContext(connection) as captured:
        report_of(group)
    return not any('"surveys_response"."answers"' in query["sql"] for query in captured)


def assert_true(group):
    """The report is that of a recount, and the counts hold again."""
    kept = report_of(group)
    Tally.objects.all().delete()
    assert report_of(group) == kept
    assert is_kept(group)


@pytest.mark.django_db
def test_sent_answers_are_in_the_next_report(group, people, send):
    assert told(group) == (0, 0, 0)
    assert is_kept(group)
    send(people["mentee"])
    assert told(group) == (1, 0, 0)
    assert_true(group)


@pytest.mark.django_db
def test_draft_changes_nothing(group, people, campaign, on):
    report_of(group)
    response = start(person=people["mentee"], campaign=campaign, on=on, by=None)
    save_answers(response=response, answers={BEFORE: 7}, on=on)
    assert is_kept(group)
    assert told(group) == (0, 0, 0)


@pytest.mark.django_db
def test_change_of_what_was_sent_counts_at_once(group, people, send, on):
    response = send(people["mentee"], 3)
    assert expected(group) == {3: 1}
    reopen(response=response, person=people["mentee"], on=on, by=None)
    save_answers(response=response, answers={BEFORE: 9}, on=on)
    assert expected(group) == {9: 1}
    assert_true(group)


def expected(group):
    """What is kept of the first question, after a report has been drawn."""
    report_of(group)
    first = Tally.objects.get(municipality=group.municipality, role="mentee").figures["first"]
    code = next(item.code for item in FORMS["after"].items if item.paired_with.endswith(f".{BEFORE}"))
    _, left = first[code]
    return dict(left)


@pytest.mark.django_db
def test_two_records_become_one(group, people, send, make_campaign, make_teacher, make_pair, school, on):
    double = make_teacher(school, "T2")
    make_pair(people["mentor"], double)
    send(people["mentee"])
    send(double, asked=make_campaign("mentee_after"))
    assert told(group) == (1, 1, 0)
    confidential.hand_over(keep=people["mentee"], drop=double)
    assert told(group) == (1, 1, 1)
    assert_true(group)


@pytest.mark.django_db
def test_anonymous_answers_stay_the_same_figures(group, people, send, make_campaign, campaign, on):
    second = make_campaign("mentee_after")
    send(people["mentee"])
    send(people["mentee"], asked=second)
    before = report_of(group)
    for asked in (campaign, second):
        close_campaign(campaign=asked, on=on, by=None)
    anonymise(campaign=campaign, now=timezone.now(), by=None)
    assert not is_kept(group)
    assert report_of(group) == before
    assert_true(group)


@pytest.mark.django_db
def test_what_is_changed_past_the_portal_is_noticed(group, people, send):
    send(people["mentee"])
    assert told(group) == (1, 0, 0)
    Response.objects.update(state="draft")
    assert told(group) == (0, 0, 0)


@pytest.mark.django_db
def test_other_questions_are_counted_anew(group, people, send):
    send(people["mentee"])
    report_of(group)
    assert is_kept(group)
    Tally.objects.update(questions="0" * 64)
    assert not is_kept(group)
    assert is_kept(group)


@pytest.mark.django_db
def test_schools_are_read_from_the_sheets(group, people, send, school):
    send(people["mentee"])
    report_of(Group("mentee", group.year, group.municipality, school))
    report_of(Group("mentee", group.year))
    assert not Tally.objects.filter(counted__isnull=False).exists()


@pytest.mark.django_db
def test_municipalities_are_counted_apart(group, people, send, other_municipality):
    foreign = Group("mentee", group.year, other_municipality)
    assert told(foreign) == (0, 0, 0)
    send(people["mentee"])
    assert is_kept(foreign)
    assert not is_kept(group)


@pytest.mark.django_db
def test_doctor_finds_counts_that_lie_and_the_command_mends_them(group, people, send, capsys):
    send(people["mentee"])
    report_of(group)
    assert list(tallies(timezone.now())) == []
    row = Tally.objects.get(counted__isnull=False)
    row.figures["people"]["before"] = 900
    row.save()
    assert told(group) == (900, 0, 0)
    assert list(tallies(timezone.now())) == [
        (
            "wrong",
            f"Сводка ответов «{row}» не совпадает с ответами. Пересчитайте: manage.py rebuild_summaries.",
        )
    ]
    call_command("rebuild_summaries")
    assert capsys.readouterr().out == "Сводок ответов посчитано: 1.\nСводов показателей посчитано: 0.\n"
    assert told(group) == (1, 0, 0)
    assert list(tallies(timezone.now())) == []
