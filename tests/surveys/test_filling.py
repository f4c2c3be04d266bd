"""Filling in a form without a script: sections, check, thanks; nobody else ever gets there."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from surveys.enums import CampaignState
from surveys.models import Campaign, Response
from surveys.versions import form_of
from surveys.workflow import close_campaign, save_answers, start, submit

LEGEND = re.compile(r"<legend[^>]*>(.*?)</legend>", re.DOTALL)


@pytest.fixture
def address(campaign):
    return reverse("surveys:fill", args=[campaign.pk])


@pytest.fixture
def client(client_as):
    """The mentee, signed in."""
    return client_as("mentee")


@pytest.fixture
def sent(campaign, people, on):
    """The mentee's form with one answer, sent."""
    response = start(person=people["mentee"], campaign=campaign, on=on, by=None)
    save_answers(response=response, answers={"program_effectiveness": 7}, on=on)
    submit(response=response, person=people["mentee"], on=on, by=None, gaps_ok=True)
    return response


def page(response):
    """The text of a page, white space as a browser shows it."""
    return " ".join(response.content.decode().split())


def test_sections_show_every_question_once_with_its_whole_wording(client, address, campaign):
    form = form_of(campaign.version)
    legends = []
    for number in range(1, len(form.sections) + 1):
        text = page(client.get(f"{address}?step={number}"))
        legends += LEGEND.findall(text)
        assert text.count("<h1") == 1
        for item in form.sections[number - 1].items:
            assert f'name="{item.code}"' in text
    assert legends == [item.text for item in form.items]


def test_first_page_tells_who_reads_the_answers(client, address):
    assert "Анкета не анонимная для системы" in page(client.get(address))


def test_next_saves_and_goes_on(client, address):
    posted = {"step": "1", "go": "next", "had_prior_experience": "yes", "prior_experience_place": "в школе"}
    response = client.post(address, posted)
    assert (response.status_code, response["Location"]) == (302, f"{address}?step=2")
    stored = Response.objects.get()
    assert (stored.answers, stored.position, stored.state) == ({"had_prior_experience": 1}, 2, "draft")


def test_form_opens_where_one_stopped_on_any_device(client, client_as, address):
    client.post(address, {"step": "2", "go": "next", "program_effectiveness": "8"})
    assert "Раздел 3 из 4" in page(client_as("mentee").get(address))


def test_back_keeps_the_answers(client, address):
    response = client.post(address, {"step": "2", "go": "back", "program_effectiveness": "8"})
    assert response["Location"] == f"{address}?step=1"
    assert 'value="8" checked' in page(client.get(f"{address}?step=2"))


def test_another_section_is_a_button_away(client, address):
    response = client.post(address, {"step": "1", "go": "step-4", "had_prior_experience": "no"})
    assert response["Location"] == f"{address}?step=4"
    assert Response.objects.get().answers == {"had_prior_experience": 0}


def test_later_leads_to_the_list(client, address, campaign):
    response = client.post(address, {"step": "2", "go": "later", "program_effectiveness": "8"}, follow=True)
    assert response.redirect_chain == [("/surveys/", 302)]
    assert f"Продолжить можно до {campaign.closes_date:%d.%m.%Y}" in page(response)


def test_answer_is_cleared_by_a_button(client, address):
    client.post(address, {"step": "2", "program_effectiveness": "8", "participation_comfort": "9"})
    response = client.post(
        address, {"step": "2", "program_effectiveness": "8", "clear": "program_effectiveness"}
    )
    assert response["Location"] == f"{address}?step=2#q-program_effectiveness"
    assert Response.objects.get().answers == {"participation_comfort": 9}


def test_wrong_answer_is_shown_at_its_question_and_right_ones_are_kept(client, address):
    posted = {"step": "4", "glad_to_participate": "yes", "expectations_text": "х" * 4001}
    response = client.post(address, posted)
    text = page(response)
    assert response.status_code == 400
    assert '<a href="#q-expectations_text">№ 13</a>' in text
    assert "4001 знаков, а допустимо 4000" in text
    assert "х" * 4001 in text
    assert Response.objects.get().answers == {"glad_to_participate": 1}


def test_script_is_answered_with_the_state_of_the_form(client, address):
    response = client.post(address, {"step": "2", "go": "autosave", "program_effectiveness": "8"})
    answer = response.json()
    assert (answer["answered"], answer["total"], answer["errors"]) == (1, 14, {})
    assert re.fullmatch(r"\d\d:\d\d", answer["saved"])


def test_check_lists_answers_and_gaps(client, address):
    client.post(
        address, {"step": "2", "go": "next", "program_effectiveness": "8", "participation_comfort": "dk"}
    )
    text = page(client.get(f"{address}?step=check"))
    assert "Без ответа осталось 12 вопросов" in text
    assert text.count("без ответа</span>") == 12
    assert "<b>Затрудняюсь ответить</b>" in text


def test_gaps_are_sent_only_after_the_check(client, address):
    first = client.post(address, {"step": "2", "go": "submit", "program_effectiveness": "8"})
    assert first["Location"] == f"{address}?step=check"
    assert Response.objects.get().state == "draft"
    second = client.post(address, {"step": "4", "go": "submit", "gaps_ok": "1"}, follow=True)
    assert second.redirect_chain == [(address, 302)]
    assert "Спасибо, анкета принята" in page(second)
    assert Response.objects.get().state == "submitted"


def test_second_submit_says_it_is_accepted_already(client, address, sent):
    response = client.post(address, {"step": "4", "go": "submit", "gaps_ok": "1"}, follow=True)
    assert "Анкета уже принята" in page(response)
    assert Response.objects.count() == 1


def test_thanks_offer_to_change_until_the_last_day(client, address, sent):
    text = page(client.get(address))
    assert "Спасибо, анкета принята" in text
    assert "Изменить до" in text
    reopened = client.post(address, {"step": "1", "go": "reopen"})
    assert reopened["Location"] == f"{address}?step=1"
    changed = client.post(address, {"step": "2", "go": "next", "program_effectiveness": "9"})
    assert changed["Location"] == f"{address}?step=3"
    done = client.post(address, {"step": "4", "go": "next"}, follow=True)
    assert done.redirect_chain == [(address, 302)]
    assert "Изменения сохранены" in page(done)
    stored = Response.objects.get()
    assert (stored.answers, stored.state) == ({"program_effectiveness": 9}, "submitted")


def test_second_form_shows_the_texts_of_the_first(client, people, campaign, make_campaign, on):
    response = start(person=people["mentee"], campaign=campaign, on=on, by=None)
    save_answers(
        response=response, answers={"expectations_text": "Жду поддержки", "program_effectiveness": 3}, on=on
    )
    after = reverse("surveys:fill", args=[make_campaign("mentee_after").pk])
    client.post(after, {"step": "1"})
    text = page(client.get(f"{after}?step=3"))
    assert "Что вы писали в первой анкете" in text
    assert "Жду поддержки" in text


def test_closed_campaign_shows_own_answers_and_takes_none(client, address, campaign, sent, on):
    close_campaign(campaign=campaign, on=on, by=None)
    text = page(client.get(address))
    assert "Приём ответов закончился" in text
    assert "их можно прочитать, но уже не изменить" in text
    assert "<b>7</b>" in text
    response = client.post(address, {"step": "2", "program_effectiveness": "9", "participation_comfort": "4"})
    assert response.status_code == 409
    assert "Ответы не приняты" in page(response)
    assert re.search(r'name="participation_comfort"\s+value="4"\s+checked', page(response))
    assert Response.objects.get().answers == {"program_effectiveness": 7}


def test_campaign_closed_meanwhile_is_told_to_the_script(client, address, campaign, on):
    close_campaign(campaign=campaign, on=on, by=None)
    response = client.post(address, {"step": "2", "go": "autosave", "program_effectiveness": "9"})
    assert (response.status_code, Response.objects.count()) == (409, 0)


def test_form_that_opens_later_names_its_day(client, pair, make_campaign, on):
    campaign = make_campaign(opens_date=on + timedelta(days=3))
    text = page(client.get(reverse("surveys:fill", args=[campaign.pk])))
    assert f"Анкета откроется {on + timedelta(days=3):%d.%m.%Y}" in text


@pytest.mark.parametrize("role", ["mentor", "curator", "director", "methodist", "head"])
@pytest.mark.parametrize("step", ["", "?step=1", "?step=check", "?step=saved"])
def test_who_is_not_asked_finds_nothing(client_as, address, sent, role, step):
    assert client_as(role).get(f"{address}{step}").status_code == 404
    assert client_as(role).post(address, {"step": "1", "program_effectiveness": "1"}).status_code == 404
    assert Response.objects.get().answers == {"program_effectiveness": 7}


@pytest.mark.parametrize("role", ["admin", "approver", "department"])
def test_role_without_questionnaires_is_refused(client_as, address, role):
    assert client_as(role).get(address).status_code == 403
    assert client_as(role).post(address, {"step": "1"}).status_code == 403


def test_everyone_sees_only_the_own_answers(
    client_as, address, sent, people, make_teacher, school, make_pair
):
    """Another mentee of the same campaign gets an empty form at the very same address."""
    other = make_teacher(school, "T2")
    make_pair(people["mentor"], other)
    user = people["curator"].user
    user.person = other
    user.save()
    fresh = Client()
    fresh.force_login(user)
    text = page(fresh.get(f"{address}?step=2"))
    assert "checked" not in text
    assert "Спасибо" not in page(fresh.get(address))


def test_anonymous_signs_in_first(address):
    response = Client().get(address)
    assert response["Location"] == f"/accounts/login/?next={address}"


def test_expired_session_keeps_what_was_typed(address):
    response = Client().post(address, {"step": "2", "program_effectiveness": "8"})
    assert response.status_code == 403
    assert '<input type="hidden" name="program_effectiveness" value="8">' in page(response)


def test_form_of_another_person_is_not_saved_into_the_own(client, address, people):
    """Two people at one computer: the page of the first is sent under the sign-in of the second."""
    response = client.post(
        address, {"step": "2", "person": people["mentor"].pk, "program_effectiveness": "8"}
    )
    assert (response.status_code, Response.objects.count()) == (409, 0)


@pytest.mark.parametrize(
    "posted", [{"step": "99"}, {"step": "x"}, {"go": "step-99"}, {"go": "fly"}, {"clear": "x"}]
)
def test_tampered_fields_do_no_harm(client, address, posted):
    response = client.post(address, {"step": "1", **posted})
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200


def test_draft_campaign_is_not_found(client, pair, make_campaign):
    campaign = make_campaign(state=CampaignState.DRAFT)
    assert client.get(reverse("surveys:fill", args=[campaign.pk])).status_code == 404


def test_answers_of_a_draft_campaign_wait_out_of_sight(client, campaign, sent):
    Campaign.objects.update(state=CampaignState.DRAFT)
    assert "Анкет пока нет" in page(client.get("/surveys/"))


def test_page_is_not_kept_by_the_browser(client, address):
    assert "no-store" in client.get(address)["Cache-Control"]


def test_list_tells_what_waits_and_what_is_sent(client, campaign, make_campaign, sent):
    make_campaign("mentee_after")
    text = page(client.get("/surveys/"))
    assert "Ждёт ответа 1 анкета" in text
    assert "по завершении программы" in text
    assert f"до {campaign.closes_date:%d.%m.%Y}" in text


def test_list_without_forms_says_when_they_come(client):
    assert "Анкет пока нет" in page(client.get("/surveys/"))


def test_past_year_stays_in_the_list(client, people, make_campaign, year, on):
    campaign = make_campaign(year=year - 1)
    response = start(person=people["mentee"], campaign=campaign, on=on, by=None)
    save_answers(response=response, answers={"program_effectiveness": 7}, on=on)
    submit(response=response, person=people["mentee"], on=on, by=None, gaps_ok=True)
    Campaign.objects.update(state=CampaignState.CLOSED)
    text = page(client.get("/surveys/"))
    assert f"{year - 1}/{year}" in text
    assert "уже нет" in text


@pytest.mark.parametrize("step", ["1", "2", "check"])
def test_pages_take_few_queries(client, address, sent, step, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(f"{address}?step={step}")


def test_saving_takes_few_queries(client, address, sent, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        client.post(address, {"step": "2", "program_effectiveness": "9"})
