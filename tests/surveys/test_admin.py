"""The admin shows forms and campaigns; what is published is only read."""

import pytest
from django.urls import reverse

from surveys.enums import CampaignState, VersionState
from surveys.models import Campaign, Item, QuestionnaireVersion
from surveys.versions import copy_version


@pytest.fixture
def client(client_as):
    """The methodist, signed in."""
    return client_as("methodist")


@pytest.fixture
def version(municipality):
    return QuestionnaireVersion.objects.get(questionnaire__code="mentor_before")


def change_page(row):
    return reverse(f"admin:surveys_{row._meta.model_name}_change", args=[row.pk])


def act(client, model, action, *rows):
    address = reverse(f"admin:surveys_{model._meta.model_name}_changelist")
    return client.post(address, {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True)


@pytest.mark.parametrize("model", ["questionnaire", "questionnaireversion", "campaign"])
def test_lists_open(client, campaign, model):
    assert client.get(reverse(f"admin:surveys_{model}_changelist")).status_code == 200


def test_published_version_is_only_read(client, version):
    response = client.get(change_page(version))
    assert response.status_code == 200
    assert 'name="intro"' not in response.content.decode()
    assert 'name="_save"' not in response.content.decode()
    client.post(change_page(version), {"intro": "Другое", "items-TOTAL_FORMS": 0, "items-INITIAL_FORMS": 0})
    version.refresh_from_db()
    assert version.intro.startswith("Мы спрашиваем")


def test_draft_version_is_edited_and_published(client, version):
    act(client, QuestionnaireVersion, "copy_as_draft", version)
    draft = version.questionnaire.versions.get(state=VersionState.DRAFT)
    page = client.get(change_page(draft)).content.decode()
    assert 'name="intro"' in page
    assert 'name="items-0-text"' in page
    act(client, QuestionnaireVersion, "publish", draft)
    states = QuestionnaireVersion.objects.filter(questionnaire=draft.questionnaire).order_by("number")
    assert [row.state for row in states] == ["retired", "published"]


def test_refused_publication_is_told(client, version):
    response = act(client, QuestionnaireVersion, "publish", version)
    assert "Публикуется только черновик" in response.content.decode()


def test_campaign_is_opened_and_closed_by_actions(client, pair, make_campaign):
    campaign = make_campaign(state=CampaignState.DRAFT)
    act(client, Campaign, "open_chosen", campaign)
    assert Campaign.objects.get().state == "open"
    act(client, Campaign, "close_chosen", campaign)
    assert Campaign.objects.get().state == "closed"


def test_campaign_is_not_changed_by_a_form(client, campaign):
    assert client.get(change_page(campaign)).status_code == 200
    client.post(change_page(campaign), {"state": "closed"})
    assert Campaign.objects.get().state == "open"


def test_nothing_is_added_or_deleted(client, version, campaign):
    for model in ("questionnaireversion", "campaign"):
        assert client.get(reverse(f"admin:surveys_{model}_add")).status_code == 403
    for row in (version.questionnaire, version, campaign):
        assert (
            client.post(reverse(f"admin:surveys_{row._meta.model_name}_delete", args=[row.pk])).status_code
            == 403
        )


def test_head_only_looks(client_as, version, campaign):
    client = client_as("head")
    assert client.get(change_page(campaign)).status_code == 200
    act(client, Campaign, "close_chosen", campaign)
    act(client, QuestionnaireVersion, "copy_as_draft", version)
    assert (Campaign.objects.get().state, version.questionnaire.versions.count()) == ("open", 1)


def test_administrator_sees_nothing_of_questionnaires(client_as, version):
    client = client_as("admin")
    assert client.get(change_page(version)).status_code == 403
    assert client.get(reverse("admin:surveys_campaign_changelist")).status_code == 403


def test_draft_item_is_edited_by_its_form(client, version):
    draft = copy_version(version=version, by=None)
    item = draft.items.first()
    item.text = "Новая формулировка?"
    item.save()
    assert Item.objects.get(pk=item.pk).text == "Новая формулировка?"


def test_methodist_makes_a_form_of_own_items_and_publishes_it(client, municipality):
    """Add → questions in the draft → look at it → publish: the campaign asks it, nothing changes it."""
    given = {"title": "Наша анкета", "code": "own", "role": "mentor"}
    added = client.post(reverse("admin:surveys_questionnaire_add"), given)
    draft = QuestionnaireVersion.objects.get(questionnaire__code="own")
    assert added["Location"] == change_page(draft)
    assert reverse("surveys:preview", args=[draft.pk]) in client.get(change_page(draft)).content.decode()
    item = {
        "order": 1,
        "number": 1,
        "code": "useful",
        "section": "О встречах",
        "text": "Полезны ли встречи?",
        "kind": "choice",
        "scale": "agree_1_5",
    }
    posted = {f"items-0-{name}": value for name, value in item.items()}
    client.post(
        change_page(draft),
        {"intro": draft.intro, "items-TOTAL_FORMS": 1, "items-INITIAL_FORMS": 0, **posted},
    )
    assert "Полезны ли встречи?" in client.get(reverse("surveys:preview", args=[draft.pk])).content.decode()
    act(client, QuestionnaireVersion, "publish", draft)
    draft.refresh_from_db()
    assert (draft.state, [row.code for row in draft.items.all()]) == ("published", ["useful"])


def test_head_makes_no_forms(client_as):
    assert client_as("head").get(reverse("admin:surveys_questionnaire_add")).status_code == 403
