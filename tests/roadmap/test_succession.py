"""A plan after another: the next year's, or another template in a draft by the cross-walk 001 ↔ 003."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentorship.roadmap import crosswalk, dates, workflow
from mentorship.roadmap.models import TemplateEvent
from mentorship.roadmap.models.planned import PLAN_FIELDS
from mentorship.roadmap.workflow import Term
from tests.cast import TODAY, YEAR
from tests.roadmap.conftest import event_of


def refused(do) -> list[str]:
    with pytest.raises(ValidationError) as excinfo:
        do()
    return excinfo.value.messages


def set_term(roadmap, code, *days, responsible="Ёлкина А. А."):
    event = event_of(roadmap, code)
    workflow.edit_plan(roadmap=roadmap, terms={event.pk: Term(None, date(*days), responsible)}, by=None)


def add(roadmap, **changed):
    like = event_of(roadmap, "1.4")
    values = {**{name: getattr(like, name) for name in PLAN_FIELDS}, "title": "Мастерская", **changed}
    return workflow.add_event(roadmap=roadmap, values=values, by=None)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2025, 9, 5), 1, date(2026, 9, 5)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2025, 2, 28), 3, date(2028, 2, 29)),
        (date(2025, 10, 31), 1, date(2026, 10, 31)),
        (date(2025, 10, 31), 0, date(2025, 10, 31)),
        (None, 1, None),
    ],
)
def test_day_moves_by_years(day, count, expected):
    assert dates.moved_by_years(day, count) == expected


def test_next_year_s_plan_takes_days_people_and_own_events(draft, templates, school, people):
    set_term(draft, "5.4", 2025, 12, 12)
    own = add(draft, due_date=date(2026, 4, 15), start_date=None)
    staff = workflow.staff_of(draft, TODAY).first()
    workflow.set_persons(event=event_of(draft, "5.4"), persons=[staff], on=TODAY, by=None)
    following = workflow.create_from_template(
        template=templates["school_003"], school=school, year=YEAR + 1, by=None, like=draft
    )
    taken, copied = event_of(following, "5.4"), event_of(following, own.code)
    assert (taken.due_date, taken.responsible) == (date(2026, 12, 12), "Ёлкина А. А.")
    assert list(taken.persons.all()) == [staff]
    assert (copied.title, copied.due_date, copied.order) == ("Мастерская", date(2027, 4, 15), 5)
    assert (following.events.count(), following.state) == (36, "draft")
    assert event_of(following, "1.1").due_date == date(2026, 9, 30)


def test_cancelled_events_come_back_with_the_template(draft, templates, school):
    workflow.cancel_event(event=event_of(draft, "7.8"), reason="не наш год", by=None)
    following = workflow.create_from_template(
        template=templates["school_003"], school=school, year=YEAR + 1, by=None, like=draft
    )
    assert event_of(following, "7.8").state == "planned"


def test_plan_of_another_school_is_not_taken(draft, templates, other_school):
    assert refused(
        lambda: workflow.create_from_template(
            template=templates["school_003"], school=other_school, year=YEAR, by=None, like=draft
        )
    ) == ["Взять сроки можно только из своей карты."]


def test_template_is_exchanged_by_the_cross_walk(draft, templates):
    set_term(draft, "3.4", 2025, 11, 7, responsible="Завуч")
    set_term(draft, "7.6", 2026, 8, 20, responsible="Редактор сайта")
    add(draft)
    roadmap = workflow.change_template(roadmap=draft, template=templates["school_001"], by=None)
    codes = list(roadmap.events.values_list("code", flat=True))
    assert (len(codes), roadmap.template) == (35, templates["school_001"])
    for code in ("S11", "S12"):
        twin = event_of(roadmap, code)
        assert (twin.due_date, twin.responsible) == (date(2025, 11, 7), "Завуч")
    assert event_of(roadmap, "S35").title == "Мастерская"


def test_exchange_back_and_forth_keeps_the_days(draft, templates):
    set_term(draft, "5.4", 2025, 12, 12)
    workflow.change_template(roadmap=draft, template=templates["school_001"], by=None)
    draft.refresh_from_db()
    workflow.change_template(roadmap=draft, template=templates["school_003"], by=None)
    assert event_of(draft, "5.4").due_date == date(2025, 12, 12)
    assert draft.events.count() == 35


def test_exchange_is_for_drafts_that_were_never_sent(draft, templates, municipality):
    words = ["Этот шаблон для карты не подходит: выберите другой."]
    assert (
        refused(lambda: workflow.change_template(roadmap=draft, template=templates["municipal_000"], by=None))
        == words
    )
    assert refused(
        lambda: workflow.change_template(roadmap=draft, template=templates["school_003"], by=None)
    ) == ["Карта уже составлена по этому шаблону."]
    sent = workflow.submit(roadmap=draft, by=None)
    workflow.return_for_rework(roadmap=sent, comment="сроки", by=None)
    assert refused(
        lambda: workflow.change_template(roadmap=draft, template=templates["school_001"], by=None)
    ) == ["Карту уже отправляли на согласование: шаблон больше не меняют, правьте сами мероприятия."]


def codes_of(template):
    return set(TemplateEvent.objects.filter(stage__template=template).values_list("code", flat=True))


def test_cross_walk_is_complete(templates):
    """Every row of 001 has its events of 003; every event of 003 has its rows or says why it has none."""
    table = crosswalk.read()
    first, second = codes_of(templates["school_001"]), codes_of(templates["school_003"])
    assert set(table.pairs) == first
    assert all(twins and set(twins) <= second for twins in table.pairs.values())
    assert set(table.back) | set(table.only_second) == second
    assert not set(table.back) & set(table.only_second)


def test_cross_walk_merges_and_splits_where_the_documents_do(templates):
    table = crosswalk.read()
    assert (table.pairs["S11"], table.pairs["S12"], table.pairs["S34"]) == (
        ("3.4",),
        ("3.4",),
        ("7.6", "7.7"),
    )
    assert table.back["3.4"] == ("S11", "S12")
    assert list(table.only_second) == ["7.8"]


def test_copies_are_read_by_the_same_table(templates, municipality):
    copy = workflow.copy_template(
        template=templates["school_001"], title="Наш", municipality=municipality, by=None
    )
    assert crosswalk.twins(copy, templates["school_003"])["S34"] == ("7.6", "7.7")
    assert crosswalk.twins(copy, templates["school_001"]) == {}
