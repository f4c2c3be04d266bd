"""The plan of a pair: copied from a template, its own from then on; new lines of the template are offered."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.pairs.enums import PairState
from mentorship.pairs.life import plan
from mentorship.pairs.models import PlanItem, PlanTemplate, PlanTemplateItem
from mentorship.pairs.reference import PLANS, load
from mentorship.programmes.models import MentoringForm
from tests.cast import TODAY
from tests.pairs.conftest import START
from tests.pairs.refusals import refused

S = PairState


@pytest.fixture
def template(municipality, form):
    """A template of the municipality with two lines."""
    made = PlanTemplate.objects.create(municipality=municipality, title="Наш план", form=form)
    for order, (title, days) in enumerate([("Знакомство", 7), ("Открытый урок", 90)], 1):
        PlanTemplateItem.objects.create(template=made, order=order, title=title, days=days)
    return made


@pytest.fixture
def pair(mentor, mentees, make_pair):
    """The cast's pair at work since the first of October."""
    return make_pair(mentor, mentees[:1], S.ACTIVE)


def copy(pair, template, start_date=None):
    return plan.use_template(pair=pair, template=template, start_date=start_date, by=None)


def lines(pair) -> list:
    return list(pair.plan.standing().values_list("title", "due_date"))


def test_two_plans_come_with_the_portal(db):
    load()
    listed = PlanTemplate.objects.filter(municipality=None)
    assert {row.title: row.items.count() for row in listed} == {
        title: len(items) for title, items in PLANS.items()
    }
    assert {row.form.code for row in listed} == {"tt"}


def test_renamed_plan_of_the_portal_is_not_brought_back(db):
    PlanTemplate.objects.filter(municipality=None).update(title="Другое имя")
    load()
    assert PlanTemplate.objects.filter(municipality=None).count() == len(PLANS)


def test_days_count_from_the_start_of_the_pair(pair, template):
    copy(pair, template, start_date=TODAY)
    assert lines(pair) == [("Знакомство", date(2025, 10, 8)), ("Открытый урок", date(2025, 12, 30))]
    assert Entry.objects.get(action="pairs.plan").text == "В план добавлены пункты шаблона «Наш план»: 2"


def test_before_the_start_days_count_from_the_proposed_one(mentor, mentees, make_pair, template):
    pair = make_pair(mentor, mentees[:1], S.AGREED)
    assert refused(lambda: copy(pair, template)) == (
        "Пара ещё не начала: впишите день, от которого считать сроки."
    )
    copy(pair, template, start_date=date(2026, 4, 1))
    assert lines(pair) == [("Знакомство", date(2026, 4, 8)), ("Открытый урок", date(2026, 6, 30))]


def test_template_is_copied_once(pair, template):
    copy(pair, template)
    assert refused(lambda: copy(pair, template)) == "Все пункты шаблона «Наш план» уже есть в плане."
    assert pair.plan.count() == 2


def test_later_edit_of_a_template_changes_nothing_but_is_offered(pair, template):
    copy(pair, template)
    template.items.update(title="Иначе", days=300)
    added = PlanTemplateItem.objects.create(template=template, order=3, title="Ещё", days=30)
    assert [title for title, _ in lines(pair)] == ["Знакомство", "Открытый урок"]
    assert plan.offers_of(pair) == [plan.Offer(template, [added])]
    copy(pair, template)
    assert lines(pair)[-1] == ("Ещё", START + timedelta(days=30))
    assert plan.offers_of(pair) == []


def test_line_taken_out_is_not_offered_again(pair, template):
    first, _ = copy(pair, template)
    plan.remove_item(item=first, by=None)
    assert (len(lines(pair)), plan.offers_of(pair)) == (1, [])


def test_offer_is_declined_for_good(pair, template):
    copy(pair, template)
    PlanTemplateItem.objects.create(template=template, order=3, title="Ещё", days=30)
    assert plan.decline_offer(pair=pair, template=template, by=None) == 1
    assert (len(lines(pair)), plan.offers_of(pair)) == (2, [])
    assert plan.decline_offer(pair=pair, template=template, by=None) == 0


def test_pair_without_a_template_is_offered_nothing(pair, template):
    plan.add_item(pair=pair, title="Своё", due_date=None, by=None)
    assert plan.offers_of(pair) == []


def test_withdrawn_template_offers_nothing(pair, template):
    copy(pair, template)
    PlanTemplateItem.objects.create(template=template, order=3, title="Ещё", days=30)
    template.is_active = False
    template.save()
    assert plan.offers_of(pair) == []


def test_templates_of_another_municipality_or_form_are_not_for_the_pair(
    pair, template, other_municipality, municipality
):
    PlanTemplate.objects.create(municipality=other_municipality, title="Чужой")
    other_form = MentoringForm.objects.exclude(code="tt").first()
    PlanTemplate.objects.create(municipality=municipality, title="Другой формы", form=other_form)
    PlanTemplate.objects.create(municipality=municipality, title="Любой формы")
    titles = {row.title for row in PlanTemplate.objects.for_pair(pair)}
    assert titles == {*PLANS, "Наш план", "Любой формы"}


@pytest.mark.parametrize(("day", "is_refused"), [(TODAY, False), (TODAY + timedelta(days=1), True)])
def test_done_lies_not_ahead(pair, day, is_refused):
    item = plan.add_item(pair=pair, title=" Урок  вместе ", due_date=None, by=None)

    def do():
        return plan.mark_done(item=item, done_date=day, result="Разобрали", by=None, today=TODAY)

    if is_refused:
        assert refused(do) == "Этот день ещё не наступил: отметьте пункт позже."
    else:
        done = do()
        assert (done.title, done.done_date, done.result) == ("Урок вместе", TODAY, "Разобрали")


def test_done_line_is_neither_done_twice_nor_removed(pair):
    item = plan.add_item(pair=pair, title="Урок", due_date=None, by=None)
    plan.mark_done(item=item, done_date=TODAY, result="", by=None, today=TODAY)
    again = refused(lambda: plan.mark_done(item=item, done_date=TODAY, result="", by=None, today=TODAY))
    assert again == "«Урок» уже отмечено выполненным 16.03.2026."
    assert refused(lambda: plan.remove_item(item=item, by=None)) == (
        "«Урок» отмечено выполненным: сначала снимите отметку."
    )
    plan.undo_done(item=item, by=None)
    plan.remove_item(item=item, by=None)
    assert refused(lambda: plan.change_item(item=item, title="Иначе", due_date=None, by=None)) == (
        "«Урок» уже убрано из плана: обновите страницу."
    )


def test_mark_is_taken_back_once(pair):
    item = plan.add_item(pair=pair, title="Урок", due_date=None, by=None)
    assert refused(lambda: plan.undo_done(item=item, by=None)).startswith("«Урок» не отмечено")


def test_line_without_words_is_refused(pair):
    assert refused(lambda: plan.add_item(pair=pair, title="  ", due_date=None, by=None)) == (
        "Напишите, что сделать."
    )


@pytest.mark.parametrize("state", [S.COMPLETED, S.DISSOLVED, S.CANCELLED])
def test_plan_of_an_ended_pair_stays(mentor, mentees, make_pair, template, state):
    pair = make_pair(mentor, mentees[:1], state)
    item = PlanItem.objects.create(pair=pair, title="Урок")
    for do in (
        lambda: copy(pair, template, start_date=TODAY),
        lambda: plan.add_item(pair=pair, title="Урок", due_date=None, by=None),
        lambda: plan.mark_done(item=item, done_date=TODAY, result="", by=None, today=TODAY),
    ):
        assert refused(do).startswith(f"Пару № 7 нельзя вести по новому плану: сейчас она {state.label}.")


# Pages

SEEING = {"head": 200, "methodist": 200, "curator": 200, "director": 200, "mentor": 200, "mentee": 200}
REFUSED = {"approver": 200, "department": 404, "admin": 403}
EDITING = {"methodist", "curator", "mentor"}


@pytest.mark.parametrize(("role", "expected"), [*SEEING.items(), *REFUSED.items()])
def test_plan_is_seen_by_the_table_of_pairs(client_as, pair, template, role, expected):
    copy(pair, template)
    response = client_as(role).get(f"/pairs/{pair.pk}/plan/")
    assert response.status_code == expected
    if expected == 200:
        assert response.context["may_edit"] is (role in EDITING)
        assert "Открытый урок" in response.content.decode()


@pytest.mark.parametrize("role", [*SEEING, *REFUSED])
def test_plan_is_edited_by_mentor_curator_and_methodist(client_as, pair, template, role):
    sent = {"title": "Свой пункт", "due_date": "2026-05-01"}
    expected = 302 if role in EDITING else 403
    assert client_as(role).post(f"/pairs/{pair.pk}/plan/items/add/", sent).status_code == expected
    assert lines(pair) == ([("Свой пункт", date(2026, 5, 1))] if role in EDITING else [])


def test_plan_is_made_and_lived_by_on_its_page(client_as, pair, template):
    client, address = client_as("mentor"), f"/pairs/{pair.pk}/plan/"
    assert client.get(f"{address}template/").status_code == 200
    assert client.post(f"{address}template/", {"template": template.pk}).status_code == 302
    first, second = pair.plan.standing()
    assert client.get(f"{address}items/{first.pk}/done/").status_code == 200
    done = {"done_date": timezone.localdate().isoformat(), "result": "Познакомились"}
    assert client.post(f"{address}items/{first.pk}/done/", done).status_code == 302
    assert client.get(f"{address}items/{second.pk}/").status_code == 200
    changed = {"title": "Мастер-класс", "due_date": ""}
    assert client.post(f"{address}items/{second.pk}/", changed).status_code == 302
    PlanTemplateItem.objects.create(template=template, order=3, title="Ещё", days=30)
    PlanTemplateItem.objects.create(template=template, order=4, title="И ещё", days=40)
    page = client.get(address).content.decode()
    assert "В шаблоне новые пункты: 2." in page
    assert client.post(f"{address}offers/{template.pk}/").status_code == 302
    assert client.post(f"{address}items/{first.pk}/undone/").status_code == 302
    assert client.post(f"{address}items/{first.pk}/remove/").status_code == 302
    assert [title for title, _ in lines(pair)] == ["Мастер-класс", "Ещё", "И ещё"]


def test_refused_line_keeps_what_was_typed(client_as, pair):
    item = PlanItem.objects.create(pair=pair, title="Урок")
    sent = {"done_date": "2999-01-01", "result": "Показали коллегам"}
    response = client_as("mentor").post(f"/pairs/{pair.pk}/plan/items/{item.pk}/done/", sent)
    assert response.status_code == 400
    assert "Показали коллегам</textarea>" in response.content.decode()


def test_line_of_another_pair_is_not_found(client_as, pair, mentor, mentees, make_pair):
    other = make_pair(mentor, mentees[1:2], S.ACTIVE, number="8")
    item = PlanItem.objects.create(pair=other, title="Урок")
    assert client_as("mentor").get(f"/pairs/{pair.pk}/plan/items/{item.pk}/").status_code == 404


# Admin


def test_methodist_writes_templates_of_the_own_municipality(client_as, municipality):
    client = client_as("methodist")
    rows = {"items-TOTAL_FORMS": 1, "items-INITIAL_FORMS": 0, "items-0-title": "Знакомство"}
    sent = {"title": "Наш", "is_active": "on", **rows, "items-0-order": 1, "items-0-days": 7}
    assert client.post("/admin/pairs/plantemplate/add/", sent).status_code == 302
    made = PlanTemplate.objects.get(title="Наш")
    assert (made.municipality, made.items.count()) == (municipality, 1)


def test_template_of_the_portal_is_only_looked_at(client_as, db):
    template = PlanTemplate.objects.filter(municipality=None).first()
    client, address = client_as("methodist"), f"/admin/pairs/plantemplate/{template.pk}/change/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"title": "Моё"}).status_code == 403


def test_template_of_another_municipality_is_not_found(client_as, other_municipality):
    template = PlanTemplate.objects.create(municipality=other_municipality, title="Чужой")
    assert client_as("methodist").get(f"/admin/pairs/plantemplate/{template.pk}/change/").status_code == 404
