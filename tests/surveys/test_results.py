"""The report from the database: groups, pairs of forms, masks at their limits, texts without authors."""

import json
from datetime import date
from pathlib import Path

import pytest

from mentorship.spreadsheets.importing import run_import
from surveys.models import FreeText, Response
from surveys.results import Group, survey_report, text_counts, texts_of
from tests.workbooks import workbook

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[1] / "data"
BEFORE, AFTER = date(2025, 10, 1), date(2026, 5, 20)
ITEM, YES, TEXT = "adaptation_usefulness", "liked_participating", "lacking_text"


@pytest.fixture
def answer(school, make_teacher):
    """Import answers: `answer(n, school, before=…, after=…, yes=…, text=…)`, each rule of the number."""
    made = []

    def run(count, place=None, **given):
        rows = []
        for _ in range(count):
            number = len(made)
            code = make_teacher(place or school, f"M{number}").code
            made.append(code)
            value = {name: rule(number) for name, rule in given.items()}
            rows.append(["mentee_before", code, BEFORE, value.get("before"), None, None])
            rows.append(
                ["mentee_after", code, AFTER, value.get("after"), value.get("yes"), value.get("text")]
            )
        head = ["Анкета", "Код педагога", "Дата", ITEM, YES, TEXT]
        report = run_import("answers", workbook(head, *rows), by=None)
        assert report.errors == []

    return run


@pytest.mark.parametrize("folder", ["demo", "demo_dirty"])
def test_demo_workbooks_give_the_expected_figures(folder):
    for kind in ("schools", "staff", "answers"):
        assert run_import(kind, DATA / folder / f"{kind}.xlsx", by=None).errors == []
    expected = json.loads((DATA / folder / "expected.json").read_text(encoding="utf-8"))["surveys"]
    for role, wanted in expected.items():
        report = survey_report(Group(role, 2025))
        found = {name: report[name] for name in ("before", "after", "both")}
        assert found == {name: wanted[name] for name in found}
        items = {
            code: {name: report["items"][code][name] for name in item}
            for code, item in wanted["items"].items()
        }
        assert items == wanted["items"]
        assert {code: row["yes"] for code, row in report["yes"].items()} == wanted["yes"]


def test_report_holds_the_items_of_the_contract():
    sizes = {}
    for role in ("mentee", "mentor"):
        report = survey_report(Group(role, 2025))
        assert list(report) == ["invited", "before", "after", "both", "items", "yes"]
        sizes[role] = (len(report["items"]), len(report["yes"]))
        assert "had_prior_experience" not in report["yes"]
    assert sizes == {"mentee": (7, 8), "mentor": (9, 6)}


def test_invited_are_those_of_the_pairs(people, make_pair):
    make_pair(people["mentor"], people["mentee"], start=BEFORE)
    assert survey_report(Group("mentee", 2025))["invited"] == 1
    assert survey_report(Group("mentor", 2025))["invited"] == 1
    assert survey_report(Group("mentee", 2024))["invited"] == 0


def test_drafts_other_years_and_roles_do_not_count(answer):
    answer(5, before=lambda n: 5, after=lambda n: 6, yes=lambda n: "да")
    Response.objects.filter(phase="after").update(state="draft")
    assert {name: survey_report(Group("mentee", 2025))[name] for name in ("before", "after", "both")} == {
        "before": 5,
        "after": 0,
        "both": 0,
    }
    assert survey_report(Group("mentor", 2025))["before"] == 0
    assert survey_report(Group("mentee", 2024))["before"] == 0


@pytest.mark.parametrize(
    ("pairs", "medians", "counts"),
    [(4, None, None), (5, (5, 6, 1), None), (9, (5, 6, 1), None), (10, (5, 6, 1), (10, 0, 0))],
)
def test_masks_of_items_at_their_limits(answer, pairs, medians, counts):
    answer(pairs, before=lambda n: 5, after=lambda n: 6)
    item = survey_report(Group("mentee", 2025))["items"][ITEM]
    shown = tuple(item[name] for name in ("median_before", "median_after", "median_change"))
    assert (item["n"], item["hidden"]) == (pairs, medians is None)
    assert shown == (medians or (None, None, None))
    assert (item["higher"], item["same"], item["lower"]) == (counts or (None, None, None))
    assert (item["p_value"] is None) == (counts is None)


@pytest.mark.parametrize(
    ("answered", "said_yes", "is_hidden"),
    [(4, 4, True), (10, 5, False), (10, 6, True), (19, 15, True), (20, 16, False), (20, 20, False)],
)
def test_masks_of_yes_at_their_limits(answer, answered, said_yes, is_hidden):
    answer(answered, yes=lambda n: "да" if n < said_yes else "нет")
    row = survey_report(Group("mentee", 2025))["yes"][YES]
    assert row["hidden"] == is_hidden
    assert (row["answered"], row["yes"]) == (answered, None if is_hidden else said_yes)


def test_threshold_may_be_raised(answer):
    answer(6, before=lambda n: 5, after=lambda n: 6)
    assert survey_report(Group("mentee", 2025), k=7)["items"][ITEM]["hidden"] is True


def test_groups_are_cut_by_municipality_and_school(answer, school, other_school, foreign_school):
    answer(6, school, before=lambda n: 5, after=lambda n: 6)
    answer(5, other_school, before=lambda n: 5, after=lambda n: 6)
    answer(7, foreign_school, before=lambda n: 5, after=lambda n: 6)
    own, foreign = school.municipality, foreign_school.municipality
    sizes = [
        survey_report(group)["both"]
        for group in (
            Group("mentee", 2025),
            Group("mentee", 2025, own),
            Group("mentee", 2025, foreign),
            Group("mentee", 2025, own, school),
            Group("mentee", 2025, own, foreign_school),
        )
    ]
    assert sizes == [18, 11, 7, 6, 0]


def test_texts_come_without_authors_from_five_on(answer):
    group = Group("mentee", 2025)
    answer(4, text=lambda n: f"слова {n}")
    assert (text_counts(group), texts_of(group, "after", TEXT)) == ({}, [])
    answer(1, text=lambda n: f"слова {n}")
    assert text_counts(group) == {("after", TEXT): 5}
    texts = texts_of(group, "after", TEXT)
    assert sorted(row.text for row in texts) == [f"слова {n}" for n in range(5)]
    assert texts == texts_of(group, "after", TEXT)


def test_order_of_texts_is_not_that_of_the_answers(answer):
    answer(30, text=lambda n: f"слова {n:02}")
    stored = list(FreeText.objects.order_by("pk").values_list("text", flat=True))
    shown = [row.text for row in texts_of(Group("mentee", 2025), "after", TEXT)]
    assert shown not in (stored, sorted(stored))


def test_report_takes_few_queries_whatever_the_size(answer, django_assert_max_num_queries):
    answer(3, before=lambda n: 5, after=lambda n: 6)
    survey_report(Group("mentee", 2025))
    with django_assert_max_num_queries(6) as few:
        survey_report(Group("mentee", 2025))
    answer(30, before=lambda n: 5, after=lambda n: 6)
    with django_assert_max_num_queries(6) as many:
        survey_report(Group("mentee", 2025))
    assert len(many) == len(few)
