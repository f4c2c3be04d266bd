"""The templates: counts by stage, terms, months, and every word as the documents print it."""

import json
import tomllib
from hashlib import sha256

import pytest

from mentorship.roadmap import crosswalk, reference
from mentorship.roadmap.enums import DATABLE_TERMS, TermKind
from mentorship.roadmap.models import RoadmapTemplate, TemplateEvent, TemplateStage
from tests.architecture.files import ROOT
from tests.sources import SOURCE_TEXTS

FROZEN = ROOT / "tests" / "data" / "roadmap_wording.toml"
# What of an event each document prints.
PRINTED = {
    "municipal_000": ("code", "title", "form", "term_text", "responsible", "result"),
    "school_003": ("code", "title", "term_text", "responsible"),
    "school_001": ("code", "title"),
}


def counts(template):
    return [stage.events.count() for stage in template.stages.all()]


@pytest.fixture(scope="module")
def source():
    if not SOURCE_TEXTS.exists():
        pytest.skip(f"no {SOURCE_TEXTS}: the wording can be compared only beside the specification")
    return json.loads(SOURCE_TEXTS.read_text(encoding="utf-8"))


def event(template, code):
    return TemplateEvent.objects.get(stage__template=template, code=code)


def months(template, code):
    found = event(template, code)
    return found.start_month, found.due_month


def test_templates_have_as_many_events_as_the_documents(templates):
    assert {code: counts(template) for code, template in templates.items()} == {
        "municipal_000": [7, 4, 4, 6, 3, 9, 7],
        "school_001": [4, 3, 5, 4, 4, 8, 6],
        "school_003": [4, 3, 4, 4, 4, 8, 8],
    }
    assert TemplateEvent.objects.count() == 40 + 34 + 35


def test_load_changes_nothing_when_run_again(templates):
    def stored():
        return [
            list(model.objects.order_by("pk").values())
            for model in (RoadmapTemplate, TemplateStage, TemplateEvent)
        ]

    before = stored()
    reference.load()
    assert stored() == before


def test_load_mends_a_changed_wording(templates):
    TemplateEvent.objects.filter(code="1.1").update(title="другое")
    reference.load()
    assert event(templates["school_003"], "1.1").title.startswith("Информирование педагогического сообщества")


def test_load_asks_few_queries(templates, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        reference.load()


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ("M1.1", TermKind.MONTH, (1, 1)),
        ("M1.3", TermKind.MONTH_THEN_ONGOING, (1, 1)),
        ("M1.5", TermKind.AS_NEEDED, (None, None)),
        ("M2.5.4", TermKind.WHOLE_PERIOD, (0, 11)),
        ("M2.5.8", TermKind.MONTH, (4, 4)),
        ("M2.5.9", TermKind.MONTH_RANGE, (2, 8)),
        ("M3.7", TermKind.MONTH, (9, 9)),
    ],
)
def test_municipal_terms_are_the_printed_months(templates, code, kind, expected):
    assert event(templates["municipal_000"], code).term_kind == kind
    assert months(templates["municipal_000"], code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("1.1", (0, 0)),
        ("2.3", (1, 1)),
        ("4.4", (2, 2)),
        ("5.4", (3, 3)),
        ("6.1", (4, 4)),
        ("6.4", (5, 8)),
        ("6.8", (8, 8)),
        ("7.2", (9, 9)),
        ("7.4", (9, 9)),
        ("7.8", (11, 11)),
    ],
)
def test_school_months_fold_into_one_year(templates, code, expected):
    assert months(templates["school_003"], code) == expected


def test_school_due_months_never_go_back_within_a_stage_order(templates):
    """The order of the work survives the folding: no stage is due before the one it builds on."""
    last = [
        max(event.due_month for event in stage.events.all())
        for stage in templates["school_003"].stages.prefetch_related("events")
    ]
    assert last == sorted(last)


def test_order_form_takes_stage_and_months_of_its_twin(templates):
    found = event(templates["school_001"], "S20")
    assert (found.stage.number, found.due_month, found.term_text) == ("5", 3, "")
    assert found.responsible == "Заместитель директора (МР)"


def test_only_datable_terms_can_be_late():
    assert DATABLE_TERMS == (TermKind.MONTH, TermKind.MONTH_RANGE, TermKind.MONTH_THEN_ONGOING)


def test_municipal_wording_is_the_document_s(templates, source):
    stored = [
        {
            "code": row.code,
            "stage": row.stage.number,
            "stage_title": _stage_title(row.stage),
            "title": row.title,
            "form": row.form,
            "term": row.term_text,
            "responsible": row.responsible,
            "result": row.result,
            "term_kind": row.term_kind,
        }
        for row in _events(templates["municipal_000"])
    ]
    assert stored == source["roadmap_000"]


def _events(template):
    rows = TemplateEvent.objects.filter(stage__template=template).select_related("stage")
    return rows.order_by("stage__order", "order")


def _stage_title(stage):
    number = f"{stage.number}. " if "." in stage.number else ""
    return f"{stage.phase} — {number}{stage.title}"


def test_school_wording_is_the_document_s(templates, source):
    stored = [
        {"code": row.code, "title": row.title, "term": row.term_text, "responsible": row.responsible}
        for row in _events(templates["school_003"])
    ]
    assert stored == source["roadmap_003"]


def test_school_stages_carry_goal_task_and_result(templates, source):
    """The document prints «Цель:» empty in stage 6 and the result of stage 7 in a row of its own."""
    for stage, (number, title, words) in zip(
        templates["school_003"].stages.all(), source["stages_003"], strict=True
    ):
        told = f"Цель: {stage.goal} Задача: {stage.task} Результат: {stage.result}"
        printed = words if words.startswith("Цель:") else f"Цель: {words}"
        assert (stage.number, stage.title) == (number, title)
        assert " ".join(told.split()).startswith(" ".join(printed.split()))


def test_order_form_wording_is_the_document_s(templates, source):
    stored = [{"code": row.code, "title": row.title} for row in _events(templates["school_001"])]
    assert stored == source["roadmap_001"]


def test_order_form_follows_the_cross_walk(templates, source):
    twins = {row.code: row for row in _events(templates["school_003"])}
    for number, row in enumerate(_events(templates["school_001"]), start=1):
        twin = twins[source["crosswalk_001_003"][str(number)].split(" + ")[0]]
        assert (row.stage.number, row.start_month, row.due_month, row.responsible) == (
            twin.stage.number,
            twin.start_month,
            twin.due_month,
            twin.responsible,
        )


def fingerprint(*words):
    return sha256("\n".join(words).encode()).hexdigest()[:16]


@pytest.mark.parametrize("code", PRINTED)
def test_wording_is_the_frozen_one(templates, code):
    """The rule holds where the specification is not at hand: a changed letter names its event."""
    frozen = tomllib.loads(FROZEN.read_text(encoding="utf-8"))[code]
    stored = {
        row.code: fingerprint(*(getattr(row, name) for name in PRINTED[code]))
        for row in _events(templates[code])
    }
    assert stored == frozen


def test_cross_walk_is_the_document_s(source):
    printed = {
        f"S{int(number):02d}": tuple(codes.split(" + "))
        for number, codes in source["crosswalk_001_003"].items()
    }
    assert crosswalk.read().pairs == printed
