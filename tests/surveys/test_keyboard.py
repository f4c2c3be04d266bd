"""Each of the four forms is filled in with the keys alone, from the first field to the thanks."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from surveys.models import Response
from surveys.versions import form_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORMS = ["mentee_before", "mentee_after", "mentor_before", "mentor_after"]
FOCUS = r"""() => {
  const field = document.activeElement;
  const kind = field.type || field.tagName;
  return {kind, name: field.name, words: field.textContent.trim().split(/\s+/).join(" ")};
}"""
SETTLED = "() => !Object.keys(localStorage).some(key => key.startsWith('survey:'))"
FURTHER = ("Дальше", "Проверить ответы")


def fill_section(page):
    """Go from field to field with Tab, answer each, press the button that leads on; what was answered."""
    answered = []
    for _ in range(200):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if at["kind"] == "radio" and at["name"] not in answered:
            page.keyboard.press("Space")
            page.keyboard.press("ArrowRight")
            answered.append(at["name"])
        elif at["kind"] in ("text", "textarea"):
            page.keyboard.type("Слова")
            answered.append(at["name"])
        elif at["kind"] == "submit" and at["words"] in FURTHER:
            # what still waited would be sent by the page of all answers, which is drawn anew then
            page.wait_for_function(SETTLED)
            page.keyboard.press("Enter")
            return answered
    raise AssertionError(f"the keys never came to a button: {answered}")


@pytest.mark.parametrize("form", FORMS)
def test_form_is_filled_in_by_keys_alone(page_as, make_campaign, pair, form):
    campaign = make_campaign(form)
    page = page_as(form.partition("_")[0])
    page.set_viewport_size({"width": 1000, "height": 800})
    page.goto(reverse("surveys:fill", args=[campaign.pk]))
    definition = form_of(campaign.version)
    for section in definition.sections:
        expect(page.get_by_role("heading", level=1, name=section.title)).to_be_visible()
        assert fill_section(page) == [
            item.code for item in section.items if item.code != "prior_experience_place"
        ]
    expect(page.get_by_role("heading", name="Проверьте ответы")).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUS)["words"].startswith("Отправить"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Спасибо, анкета принята")).to_be_visible()
    response = Response.objects.get()
    scores = {item.code: 2 for item in definition.items if item.kind == "scale"}
    assert response.state == "submitted"
    assert {code: response.answers[code] for code in scores} == scores


def test_wrong_answer_takes_the_focus(page_as, campaign):
    page = page_as("mentee")
    page.goto(reverse("surveys:fill", args=[campaign.pk]) + "?step=3")
    field = page.locator("[name=most_valuable_text]")
    field.evaluate("field => field.removeAttribute('maxlength')")
    field.fill("х" * 4001)
    page.get_by_role("button", name="Дальше", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("4001 знак")
    expect(field).to_be_focused()


def test_saving_is_told_to_a_screen_reader(page_as, campaign):
    page = page_as("mentee")
    page.goto(reverse("surveys:fill", args=[campaign.pk]) + "?step=2")
    page.locator("#q-program_effectiveness input[value='7']").check(force=True)
    expect(page.locator("[role=status][data-say]")).to_have_text("Сохранено. Ответов 1 из 14.")
    page.get_by_role("button", name="Очистить ответ на вопрос").click()
    expect(page.locator("[role=status][data-say]")).to_have_text("Сохранено. Ответов 0 из 14.")
    expect(page.locator("#q-program_effectiveness input[value='1']")).to_be_focused()
