"""Published forms never change: not by the model, not in bulk, not by a new release of the portal."""

import dataclasses

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.models import Entry
from surveys import reference
from surveys.catalogue import checksum, load_catalogue
from surveys.enums import VersionState
from surveys.models import Item, Questionnaire, QuestionnaireVersion
from surveys.versions import copy_version, form_of, publish_version

pytestmark = pytest.mark.django_db
MENTOR_BEFORE = load_catalogue()[2]


@pytest.fixture
def version():
    return QuestionnaireVersion.objects.get(questionnaire__code="mentor_before")


def test_reference_holds_published_forms_and_second_versions_that_wait():
    sizes = {
        (version.questionnaire.code, version.number): (version.state, version.items.count())
        for version in QuestionnaireVersion.objects.select_related("questionnaire")
    }
    assert sizes == {
        ("mentee_before", 1): ("published", 14),
        ("mentee_after", 1): ("published", 25),
        ("mentor_before", 1): ("published", 14),
        ("mentor_after", 1): ("published", 22),
        ("curator_swot", 1): ("published", 13),
        ("training_needs", 1): ("published", 11),
        ("mentee_before", 2): ("draft", 15),
        ("mentee_after", 2): ("draft", 25),
        ("mentor_after", 2): ("draft", 23),
    }


def test_loading_again_changes_nothing():
    before = list(Item.objects.order_by("pk").values())
    reference.load()
    assert list(Item.objects.order_by("pk").values()) == before
    assert QuestionnaireVersion.objects.count() == 9


def test_rows_read_back_as_the_catalogue(version):
    assert form_of(version) == MENTOR_BEFORE
    assert version.checksum == checksum(MENTOR_BEFORE)


def test_published_form_is_read_once(version, django_assert_num_queries):
    form_of(version)
    with django_assert_num_queries(0):
        form_of(version)


def test_changed_catalogue_waits_as_a_draft(version):
    changed = dataclasses.replace(MENTOR_BEFORE, intro="Здравствуйте!")
    for _ in range(2):
        reference.load_form(changed)
    states = QuestionnaireVersion.objects.filter(questionnaire__code="mentor_before").values_list(
        "number", "state"
    )
    assert sorted(states) == [(1, "published"), (2, "draft")]


def test_published_version_refuses_to_change(version):
    version.intro = "Другое"
    with pytest.raises(ValidationError, match="Опубликованная версия"):
        version.save()


def test_published_version_refuses_to_become_a_draft(version):
    version.state = VersionState.DRAFT
    with pytest.raises(ValidationError, match="Опубликованная версия"):
        version.save()


def test_published_version_refuses_to_be_deleted(version):
    with pytest.raises(ValidationError, match="Опубликованная версия"):
        version.delete()


def test_published_item_refuses_to_change_and_to_be_deleted(version):
    item = version.items.first()
    item.text = "Другой вопрос?"
    with pytest.raises(ValidationError, match="Опубликованная версия"):
        item.save()
    with pytest.raises(ValidationError, match="Опубликованная версия"):
        item.delete()


@pytest.mark.parametrize(
    "change",
    [
        lambda version: Item.objects.filter(version=version).update(text="Другой вопрос?"),
        lambda version: Item.objects.filter(version=version).delete(),
        lambda version: version.items.all().delete(),
        lambda version: Item.objects.bulk_create([Item(version=version, order=99, code="new", number=99)]),
        lambda version: Item.objects.bulk_update([version.items.first()], ["text"]),
        lambda version: QuestionnaireVersion.objects.filter(pk=version.pk).update(intro="Другое"),
        lambda version: QuestionnaireVersion.objects.filter(pk=version.pk).delete(),
    ],
)
def test_published_form_refuses_changes_in_bulk(version, change):
    before = list(Item.objects.order_by("pk").values())
    with pytest.raises(ValidationError, match="Опубликованная версия"), transaction.atomic():
        change(version)
    assert list(Item.objects.order_by("pk").values()) == before


def test_questionnaire_with_a_published_version_keeps_its_title():
    questionnaire = Questionnaire.objects.get(code="mentor_before")
    questionnaire.title = "Другая анкета"
    with pytest.raises(ValidationError, match="Опубликованная версия"):
        questionnaire.save()


def test_correction_is_a_new_version(version):
    draft = copy_version(version=version, by=None)
    assert (draft.number, draft.state, form_of(draft)) == (2, "draft", MENTOR_BEFORE)
    item = draft.items.first()
    item.text = "Сталкивались ли Вы раньше с наставничеством?"
    item.save()
    publish_version(version=draft, by=None)
    version.refresh_from_db()
    assert (version.state, draft.state) == ("retired", "published")
    assert form_of(draft).items[0].text == "Сталкивались ли Вы раньше с наставничеством?"
    assert form_of(version) == MENTOR_BEFORE
    assert draft.checksum != version.checksum
    actions = Entry.objects.filter(target_id=draft.pk).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["questionnaire.copied", "questionnaire.published"]


def test_second_draft_is_refused(version):
    copy_version(version=version, by=None)
    with pytest.raises(ValidationError, match="Черновик новой версии"):
        copy_version(version=version, by=None)


def test_form_that_contradicts_itself_is_not_published(version):
    draft = copy_version(version=version, by=None)
    item = draft.items.get(code="program_effectiveness")
    item.scale = "yes_no"
    item.save()
    with pytest.raises(ValidationError, match="не подходят друг к другу"):
        publish_version(version=draft, by=None)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_published_version_is_not_published_again(version):
    with pytest.raises(ValidationError, match="только черновик"):
        publish_version(version=version, by=None)
