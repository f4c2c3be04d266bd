"""What goes round the models meets the database: published forms do not change by SQL either."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from surveys import guards, reference
from surveys.models import Item, Questionnaire, QuestionnaireVersion
from surveys.versions import copy_version, create_questionnaire, form_of, publish_version
from surveys.workflow import start

pytestmark = pytest.mark.django_db
# what statements below stand for
WHERE = {
    "OF_PUBLISHED": "WHERE version_id IN (SELECT id FROM VERSIONS WHERE state <> 'draft')",
    "OF_DRAFTS": "WHERE version_id IN (SELECT id FROM VERSIONS WHERE state = 'draft')",
    "VERSIONS": "surveys_questionnaireversion",
}


def run(statement):
    for name, words in WHERE.items():
        statement = statement.replace(name, words)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE surveys_item SET text = 'Другой?' OF_PUBLISHED",
        "UPDATE surveys_item SET scale = 'yes_no' OF_PUBLISHED",
        "DELETE FROM surveys_item OF_PUBLISHED",
        "UPDATE surveys_questionnaireversion SET intro = 'Другое' WHERE state <> 'draft'",
        "UPDATE surveys_questionnaireversion SET state = 'draft' WHERE state <> 'draft'",
        "UPDATE surveys_questionnaireversion SET checksum = '' WHERE state <> 'draft'",
        "DELETE FROM surveys_questionnaireversion WHERE state <> 'draft'",
        "UPDATE surveys_questionnaire SET title = 'Другая' WHERE code = 'mentor_before'",
    ],
)
def test_published_form_is_not_changed_by_sql(statement):
    before = list(Item.objects.order_by("pk").values()), list(QuestionnaireVersion.objects.values())
    with pytest.raises(IntegrityError, match="published version of a questionnaire never changes"):
        run(statement)
    assert (list(Item.objects.order_by("pk").values()), list(QuestionnaireVersion.objects.values())) == before


def test_item_is_not_added_to_a_published_form_by_sql():
    published = QuestionnaireVersion.objects.published().first()
    item = Item(version=published, order=99, code="new", number=99, section="-", text="?", kind="yes_no")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        super(type(Item.objects.all()), Item.objects.all()).bulk_create([item])


def test_retirement_and_drafts_pass():
    published = QuestionnaireVersion.objects.published().get(questionnaire__code="mentor_before")
    draft = copy_version(version=published, by=None)
    run("UPDATE surveys_item SET text = 'Иначе?' OF_DRAFTS")
    publish_version(version=draft, by=None)
    published.refresh_from_db()
    assert (published.state, draft.state) == ("retired", "published")


def test_draft_is_deleted():
    draft = QuestionnaireVersion.objects.get(questionnaire__code="mentee_before", state="draft")
    draft.delete()
    assert not Item.objects.filter(version=draft.pk).exists()


def test_campaign_keeps_its_version_after_the_first_answer(campaign, people, on):
    draft = QuestionnaireVersion.objects.get(questionnaire__code="mentee_before", number=2)
    campaign.version = draft
    campaign.save()  # nobody has answered
    campaign.version = QuestionnaireVersion.objects.get(questionnaire__code="mentee_before", number=1)
    campaign.save()
    start(person=people["mentee"], campaign=campaign, on=on, by=None)
    campaign.version = draft
    with pytest.raises(IntegrityError, match="keeps its version and promise"), transaction.atomic():
        campaign.save()


def test_guards_are_put_up_again_after_a_table_was_rebuilt():
    guards.drop()
    reference.load()
    with pytest.raises(IntegrityError):
        run("DELETE FROM surveys_questionnaireversion WHERE state <> 'draft'")


@pytest.mark.django_db(transaction=True)
def test_flush_empties_the_tables_and_loads_the_forms_anew():
    call_command("flush", interactive=False, verbosity=0)
    assert QuestionnaireVersion.objects.published().count() == 6
    with pytest.raises(IntegrityError):
        run("UPDATE surveys_questionnaireversion SET intro = '' WHERE state <> 'draft'")


def test_form_of_own_items_is_published_with_the_promise():
    draft = create_questionnaire(code="own", title="Наша анкета", role="mentor", by=None)
    assert "только группы от 5 человек" in draft.intro
    with pytest.raises(ValidationError, match="пустая анкета"):
        publish_version(version=draft, by=None)
    Item.objects.create(
        version=draft,
        order=1,
        code="useful",
        number=1,
        section="О встречах",
        text="Полезно?",
        kind="choice",
        scale="agree_1_5",
    )
    draft.intro = "Коротко."
    draft.save()
    with pytest.raises(ValidationError, match="нет обещания конфиденциальности"):
        publish_version(version=draft, by=None)
    draft.intro = f"Коротко. {create_questionnaire(code='o2', title='Ещё', role='mentor', by=None).intro}"
    draft.save()
    publish_version(version=draft, by=None)
    assert [item.code for item in form_of(draft).items] == ["useful"]
    assert Questionnaire.objects.get(code="own").seat_form == "own"
