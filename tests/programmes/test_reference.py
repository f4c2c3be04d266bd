"""The reference data of programmes: document 003's forms word for word, loaded once, never overwritten."""

import json

import pytest

from mentorship.programmes import reference
from mentorship.programmes.models import Focus, FormVariant, MentoringForm
from tests.sources import SOURCE_TEXTS

pytestmark = pytest.mark.django_db


def test_forms_are_the_four_of_document_003_and_the_teams():
    assert [(form.code, form.title, form.variants.count()) for form in MentoringForm.objects.all()] == [
        ("uu", "Ученик – ученик", 4),
        ("tt", "Учитель – учитель", 5),
        ("tu", "Учитель – ученик", 2),
        ("sop", "Учащийся, находящийся в социально опасном положении – наставник", 2),
        ("teams", "Управленческая команда – управленческая команда", 0),
    ]


def test_only_adults_take_part_by_name():
    adults = MentoringForm.objects.filter(is_for_adults=True)
    assert [form.code for form in adults] == ["tt", "teams"]


def test_every_form_and_variant_has_a_goal():
    assert not MentoringForm.objects.filter(goal="").exists()
    assert not FormVariant.objects.filter(goal="").exists()


@pytest.mark.skipif(not SOURCE_TEXTS.exists(), reason="the specification is not at hand")
def test_forms_repeat_the_source_word_for_word():
    forms = json.loads(SOURCE_TEXTS.read_text(encoding="utf-8"))["forms_003"]
    stored = {form.code: form for form in MentoringForm.objects.prefetch_related("variants")}
    for code, title, goal, variants in forms:
        assert stored[code].title == title
        assert stored[code].goal.casefold() == goal.casefold()
        assert [[item.name, item.goal] for item in stored[code].variants.all()] == variants


def test_directions_name_those_of_the_visible_bank():
    names = set(Focus.objects.values_list("name", flat=True))
    assert {
        "внеурочная деятельность",
        "классное руководство",
        "инклюзивное обучение",
        "преподавание предмета",
        "работа с ИКТ",
        "подготовка к ГИА",
        "подготовка к ВПР",
    } <= names


def test_second_load_adds_nothing_and_keeps_what_people_changed():
    counts = (MentoringForm.objects.count(), FormVariant.objects.count(), Focus.objects.count())
    MentoringForm.objects.filter(code="tt").update(goal="Наша цель")
    reference.load()
    assert (MentoringForm.objects.count(), FormVariant.objects.count(), Focus.objects.count()) == counts
    assert MentoringForm.objects.get(code="tt").goal == "Наша цель"
