"""The four forms against the item list of the specification (a copy of survey_items.csv in tests/data)."""

import csv
import dataclasses
from pathlib import Path

import pytest

from surveys.catalogue import (
    CatalogueError,
    FormDefinition,
    ShowIf,
    checksum,
    load_catalogue,
    load_further,
    load_second_versions,
    read_form,
)
from surveys.catalogue.checks import check
from tests.sources import SURVEY_ITEMS

ITEMS_CSV = Path(__file__).parents[1] / "data" / "survey_items.csv"
FORM = """
code = "mentee_before"
title = "Анкета"
role = "mentee"
phase = "before"
intro = "Введение"

[[sections]]
title = "Раздел"

[[sections.items]]
code = "seen"
number = 1
text = "Видели?"
kind = "yes_no"
scale = "yes_no"
"""


def listed_items() -> list[dict[str, str]]:
    with ITEMS_CSV.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def forms() -> dict[str, FormDefinition]:
    return {form.code: form for form in load_catalogue()}


def another_item(**changes: object) -> str:
    """Return FORM with a second item, changed as told."""
    item = {
        "code": "liked",
        "number": 2,
        "text": "Понравилось?",
        "kind": "yes_no",
        "scale": "yes_no",
        **changes,
    }
    lines = [f"{key} = {value if isinstance(value, int) else repr(value)}" for key, value in item.items()]
    return FORM + "\n[[sections.items]]\n" + "\n".join(lines).replace("True", "true") + "\n"


def test_forms_hold_14_25_14_and_22_items():
    sizes = {code: len(form.items) for code, form in forms().items()}
    assert sizes == {"mentee_before": 14, "mentee_after": 25, "mentor_before": 14, "mentor_after": 22}


def test_items_are_word_for_word_those_of_the_list():
    scales = {"score_1_10": "1-10", "yes_no": "yes/no"}
    built = [
        {
            "form": form.code,
            "source_no": str(item.number),
            "code": item.code,
            "label_ru": item.text,
            "type": item.kind,
            "scale": scales.get(item.scale) or _frequency(item),
            "paired_with": item.paired_with,
            "relation": item.relation,
        }
        for form in load_catalogue()
        for item in form.items
    ]
    listed = [{key: row[key] for key in built[0]} for row in listed_items()]
    assert len(listed) == 75
    assert built == listed


def _frequency(item) -> str:
    if item.kind != "frequency":
        return ""
    return f"{item.scale}: {'|'.join(option.code for option in item.options)}"


def test_printed_numbers_keep_their_gap():
    numbers = [item.number for item in forms()["mentee_before"].items]
    assert numbers == [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15]


def test_pairs_are_symmetric():
    items = {f"{form.code}.{item.code}": item for form in load_catalogue() for item in form.items}
    paired = {address: item for address, item in items.items() if item.paired_with}
    assert {address: items[item.paired_with].paired_with for address, item in paired.items()} == {
        address: address for address in paired
    }


@pytest.mark.parametrize(("role", "expected"), [("mentee", 7), ("mentor", 9)])
def test_expected_to_actual_scales_are_the_families_of_the_tests(role, expected):
    family = [
        i for i in forms()[f"{role}_before"].items if (i.kind, i.relation) == ("scale", "expected_actual")
    ]
    assert len(family) == expected


def test_dont_know_is_offered_on_scores_and_frequencies_only():
    offered = {(item.kind, item.allows_dont_know) for form in load_catalogue() for item in form.items}
    assert offered == {
        ("scale", True),
        ("frequency", True),
        ("yes_no", False),
        ("text_short", False),
        ("text_long", False),
    }


def test_place_of_experience_is_asked_of_those_who_have_it():
    conditions = {
        (form.code, item.code): item.show_if
        for form in load_catalogue()
        for item in form.items
        if item.show_if
    }
    asked = ShowIf("had_prior_experience", 1)
    assert conditions == {(code, "prior_experience_place"): asked for code in forms()}


def test_condition_is_stored_as_text_and_read_back():
    condition = ShowIf("had_prior_experience", 1)
    assert str(condition) == "had_prior_experience=1"
    assert ShowIf.read(str(condition)) == condition


@pytest.mark.parametrize(
    ("answers", "expected"),
    [({"had_prior_experience": 1}, True), ({"had_prior_experience": 0}, False), ({}, False)],
)
def test_condition_holds_by_the_stored_answer(answers, expected):
    assert ShowIf("had_prior_experience", 1).holds(answers) is expected


@pytest.mark.parametrize("code", ["mentee_before", "mentee_after", "mentor_before", "mentor_after"])
def test_form_has_four_titled_sections_and_instructs_where_it_asks_for_scores(code):
    form = forms()[code]
    instruction = "Оцените в баллах от 1 до 10, где 1 – самый низший балл, а 10 – самый высокий."
    assert len(form.sections) == 4
    for section in form.sections:
        has_scores = any(item.kind == "scale" for item in section.items)
        assert section.instruction == (instruction if has_scores else "")
        assert {item.section for item in section.items} == {section.title}


@pytest.mark.parametrize("code", ["mentee_before", "mentee_after", "mentor_before", "mentor_after"])
def test_form_promises_confidentiality_truthfully(code):
    intro = forms()[code].intro
    assert "Анкета не анонимная для системы: ответы «до» и «после» связываются автоматически." in intro
    assert "В отчёты попадают только группы от 5 человек." in intro


def test_checksum_tells_any_change_of_wording():
    form = load_catalogue()[0]
    first, *others = form.sections
    item, *items = first.items
    reworded = dataclasses.replace(item, text=item.text + " ")
    changed = dataclasses.replace(
        form, sections=(dataclasses.replace(first, items=(reworded, *items)), *others)
    )
    assert checksum(form) == checksum(dataclasses.replace(form))
    assert len({checksum(changed), *map(checksum, load_catalogue())}) == 5


def test_small_form_passes_the_checks():
    form = read_form(another_item())
    check([form])
    assert [item.code for item in form.items] == ["seen", "liked"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"code": "seen"}, "mentee_before.seen: код уже занят другим вопросом этой анкеты."),
        ({"number": 1}, "mentee_before.liked: номер 1 идёт после номера 1."),
        ({"text": ""}, "mentee_before.liked: нет формулировки."),
        (
            {"kind": "scale"},
            "mentee_before.liked: вид «scale» и шкала «yes_no» не подходят друг к другу.",
        ),
        (
            {"dont_know": True},
            "mentee_before.liked: «затрудняюсь» бывает только у шкалы, у частоты и у выбора.",
        ),
        (
            {"relation": "text_pair"},
            "mentee_before.liked: связь «text_pair» и пара «» не подходят друг к другу.",
        ),
        (
            {"relation": "same_fact", "paired_with": "mentee_after.liked"},
            "mentee_before.liked: нет вопроса mentee_after.liked.",
        ),
    ],
)
def test_contradiction_in_a_file_is_refused_by_name(changes, problem):
    with pytest.raises(CatalogueError) as refusal:
        check([read_form(another_item(**changes))])
    assert str(refusal.value) == problem


@pytest.mark.parametrize("condition", ['{ item = "later", value = 1 }', '{ item = "seen", value = 2 }'])
def test_condition_points_to_an_option_of_an_earlier_item(condition):
    form = read_form(another_item() + f"show_if = {condition}\n")
    with pytest.raises(
        CatalogueError, match="условие показа ссылается не на вариант одного из вопросов выше"
    ):
        check([form])


def test_one_sided_pair_is_refused():
    before = read_form(another_item(relation="same_fact", paired_with="mentee_after.liked"))
    after = read_form(another_item().replace("before", "after"))
    with pytest.raises(CatalogueError) as refusal:
        check([before, after])
    assert str(refusal.value) == "mentee_before.liked: пара с mentee_after.liked не взаимна."


def test_code_of_a_form_is_its_role_and_phase():
    with pytest.raises(CatalogueError, match="код анкеты — роль и этап"):
        check([read_form(FORM.replace('code = "mentee_before"', 'code = "mentor_before"'))])


def test_form_without_items_is_refused():
    empty = dataclasses.replace(read_form(FORM), sections=())
    with pytest.raises(CatalogueError, match="пустая анкета или пустой раздел"):
        check([empty])


def test_unknown_key_of_a_file_is_refused():
    with pytest.raises(TypeError, match="colour"):
        read_form(another_item(colour="red"))


def test_list_of_items_is_the_one_of_the_specification():
    if not SURVEY_ITEMS.exists():
        pytest.skip(f"no specification beside the portal: {SURVEY_ITEMS}")
    assert ITEMS_CSV.read_bytes() == SURVEY_ITEMS.read_bytes()


def test_second_versions_add_the_missing_item_and_the_training():
    first, second = forms(), {form.code: form for form in load_second_versions()}
    added = {
        code: [item for item in form.items if item.code not in {old.code for old in first[code].items}]
        for code, form in second.items()
    }
    assert {code: [(item.number, item.code) for item in items] for code, items in added.items()} == {
        "mentee_before": [(9, "practice_transfer_quality")],
        "mentee_after": [],
        "mentor_after": [(23, "training_sufficient_clear")],
    }
    partner = next(item for item in second["mentee_after"].items if item.code == "practice_transfer_quality")
    assert (partner.paired_with, partner.relation) == (
        "mentee_before.practice_transfer_quality",
        "expected_actual",
    )


def test_further_forms_are_the_curators_and_the_needs_of_training():
    asked = {form.code: (form.role, form.phase, len(form.items)) for form in load_further()}
    assert asked == {
        "curator_swot": ("curator", "once", 13),
        "training_needs": ("mentor", "once", 11),
    }
    swot = [item.code for item in load_further()[0].items if item.kind == "text_long"]
    assert swot == ["swot_strengths", "swot_weaknesses", "swot_opportunities", "swot_threats"]
