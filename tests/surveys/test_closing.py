"""States beyond the last day, and cutting people off their answers."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.notices.models import Notice, SwitchedOff
from surveys import confidential
from surveys.anonymising import anonymise, hindrance
from surveys.funnel import Step, funnel
from surveys.models import Campaign, FreeText, Participation, PersonalLink, Response, Revision
from surveys.reminders import remind
from surveys.workflow import (
    archive_campaign,
    close_campaign,
    extend_campaign,
    issue_link,
    save_answers,
    start,
    submit,
    sum_up,
    withdraw_campaign,
)

pytestmark = pytest.mark.django_db


def answer(campaign, person, on, **answers):
    response = start(person=person, campaign=campaign, on=on, by=None)
    save_answers(response=response, answers=answers or {"program_effectiveness": 7}, on=on)
    submit(response=response, person=person, on=on, by=None, gaps_ok=True)
    return response


@pytest.fixture
def both(campaign, make_campaign, people, on):
    """Both campaigns closed, both forms sent by the mentee."""
    after = make_campaign("mentee_after")
    answer(campaign, people["mentee"], on, program_effectiveness=7, expectations_text="Жду помощи")
    answer(after, people["mentee"], on, program_effectiveness=9)
    for row in (campaign, after):
        close_campaign(campaign=row, on=on, by=None)
    return campaign, after


def test_answered_campaign_does_not_become_a_draft(campaign, people, on):
    start(person=people["mentee"], campaign=campaign, on=on, by=None)
    with pytest.raises(ValidationError, match="в черновик кампания не возвращается"):
        withdraw_campaign(campaign=campaign, by=None)


def test_unanswered_campaign_becomes_a_draft_and_its_links_open_nothing(campaign, people, on):
    issue_link(campaign=campaign, person=people["mentee"], on=on, now=timezone.now(), by=None)
    withdraw_campaign(campaign=campaign, by=None)
    assert Campaign.objects.get().state == "draft"
    assert not PersonalLink.objects.live(timezone.now()).exists()


def test_summed_up_campaign_is_not_opened_again(campaign, on):
    close_campaign(campaign=campaign, on=on, by=None)
    sum_up(campaign=campaign, on=on, by=None)
    assert campaign.stage(on) == "analysed"
    with pytest.raises(ValidationError, match="так сделать нельзя"):
        extend_campaign(campaign=campaign, closes=on + timedelta(days=3), reason="Просят", on=on, by=None)
    archive_campaign(campaign=campaign, by=None)
    assert Campaign.objects.get().state == "archived"


def test_extension_is_kept_and_shown(client_as, campaign, on):
    closes = on + timedelta(days=12)
    address = reverse("surveys:campaign", args=[campaign.pk])
    client_as("methodist").post(
        address, {"action": "extend", "closes": closes.isoformat(), "reason": "Карантин в школах"}
    )
    row = campaign.extensions.get()
    assert (row.was_date, row.closes_date, row.reason) == (campaign.closes_date, closes, "Карантин в школах")
    assert "Карантин в школах" in client_as("curator").get(address).content.decode() or row.by is not None
    assert "Карантин в школах" in client_as("methodist").get(address).content.decode()


def test_funnel_counts_from_the_invitation_to_both_forms(both, people, make_pair, make_teacher, school):
    make_pair(people["mentor"], make_teacher(school, "E2"))
    asked = confidential.with_status(
        type(people["mentee"]).objects.filter(memberships__isnull=False).distinct(), both[0]
    )
    assert funnel(both[0], asked) == [Step("901", "Ёлкинская СОШ", asked=2, begun=1, sent=1, paired=1)]


def test_funnel_goes_out_as_excel(client_as, campaign):
    response = client_as("curator").get(reverse("surveys:funnel", args=[campaign.pk]))
    assert response["Content-Type"].startswith("application/vnd.openxmlformats")
    assert client_as("mentee").get(reverse("surveys:funnel", args=[campaign.pk])).status_code == 403


def test_anonymous_answers_lead_to_nobody(both, people, on):
    keys = set(Response.objects.values_list("key", flat=True))
    said = sorted(str(row.answers) for row in Response.objects.all())
    Revision.objects.create(
        response=Response.objects.get(phase="before"),
        item_code="program_effectiveness",
        was=3,
        replaced_at=timezone.now(),
    )
    assert anonymise(campaign=both[0], now=timezone.now(), by=None) == 2
    assert sorted(str(row.answers) for row in Response.objects.all()) == said
    assert FreeText.objects.get().text == "Жду помощи"
    assert FreeText.objects.get().response.phase == "before"
    assert set(Participation.objects.values_list("key", flat=True)) == {None}
    now = set(Response.objects.values_list("key", flat=True))
    assert len(now) == 1  # «до» and «после» stay one couple
    assert not now & keys
    assert confidential.own_responses(people["mentee"]) == []
    assert confidential.response_of(person=people["mentee"], campaign=both[0]) is None
    assert set(Response.objects.values_list("submitted_at", "answered_date")) == {(None, on)}
    assert (PersonalLink.objects.count(), Revision.objects.count()) == (0, 0)
    assert Entry.objects.filter(action="campaign.anonymised").count() == 1


def test_anonymous_campaign_is_not_opened_and_not_cut_twice(both, on):
    anonymise(campaign=both[0], now=timezone.now(), by=None)
    with pytest.raises(ValidationError, match="уже обезличены"):
        anonymise(campaign=both[1], now=timezone.now(), by=None)
    with pytest.raises(ValidationError, match="больше не открыть"):
        extend_campaign(campaign=both[1], closes=on, reason="Ещё", on=on, by=None)


def test_running_partner_hinders(campaign, make_campaign, on):
    make_campaign("mentee_after")
    close_campaign(campaign=campaign, on=on, by=None)
    assert "Сначала закройте" in hindrance(campaign)


def test_first_form_waits_for_the_second(campaign, on):
    close_campaign(campaign=campaign, on=on, by=None)
    assert "ещё не было" in hindrance(campaign)


def test_anonymising_is_asked_twice(client_as, both):
    client, address = client_as("methodist"), reverse("surveys:anonymise", args=[both[0].pk])
    assert client.post(address, {"sure": "on", "word": "нет"}).status_code == 400
    assert client.post(address, {"word": "обезличить"}).status_code == 400
    assert Participation.objects.filter(key__isnull=False).exists()
    client.post(address, {"sure": "on", "word": "Обезличить"})
    assert not Participation.objects.filter(key__isnull=False).exists()
    page = client.get(reverse("surveys:campaign", args=[both[0].pk]))
    assert page.context["total"] == Step("", "Всего", asked=1, begun=1, sent=1, paired=1)
    assert "Осинин" not in page.content.decode()


def test_anonymising_is_the_methodists(client_as, both):
    address = reverse("surveys:anonymise", args=[both[0].pk])
    assert {role: client_as(role).get(address).status_code for role in ("head", "curator", "mentee")} == {
        "head": 403,
        "curator": 403,
        "mentee": 403,
    }


@pytest.mark.parametrize(("left", "count"), [(15, 0), (14, 1), (8, 1), (7, 1), (2, 1), (0, 1)])
def test_reminder_comes_two_weeks_before(pair, make_campaign, on, left, count):
    make_campaign(closes_date=on + timedelta(days=left))
    assert (remind(on), remind(on)) == (count, 0)


def test_at_most_three_reminders_and_none_after_the_answer(pair, make_campaign, people, on):
    campaign = make_campaign(closes_date=on + timedelta(days=20))
    assert sum(remind(on + timedelta(days=day)) for day in range(15)) == 2
    answer(campaign, people["mentee"], on)
    assert sum(remind(on + timedelta(days=day)) for day in range(15, 21)) == 0
    other = make_campaign("mentor_before", closes_date=on + timedelta(days=20))
    assert sum(remind(on + timedelta(days=day)) for day in range(21)) == 3
    assert set(Notice.objects.filter(path=f"/surveys/{other.pk}/").values_list("person", flat=True)) == {
        people["mentor"].pk
    }


def test_switched_off_topic_gets_no_mail(campaign, people, on):
    SwitchedOff.objects.create(person=people["mentee"], topic="survey")
    remind(on)
    assert [row.state for row in Notice.objects.filter(person=people["mentee"])] == ["switched_off"]
