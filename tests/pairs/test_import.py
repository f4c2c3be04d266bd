"""The layout `pairs` to the letter of contract §3: what it takes, what it refuses, what follows."""

from datetime import date

import pytest

from mentorship.pairs.enums import OrderScope, PairState
from mentorship.pairs.models import Order, Pair, PairMember
from mentorship.programmes.models import FormVariant
from tests.pairs.rows import BASE, NAMES, counts, line, load, only_error


@pytest.fixture(autouse=True)
def staff(people, mentees):
    """The cast, and teachers T1…T3 of the same school."""
    return people


def test_pair_is_stored_as_the_row_says(people, school, municipality):
    assert counts(load(line())) == (1, 0, 0, 0)
    pair = Pair.objects.get()
    assert (pair.number, pair.municipality, pair.mentor.person) == ("1-1", municipality, people["mentor"])
    assert (pair.form.code, pair.state) == ("tt", PairState.ACTIVE)
    assert (pair.variant.name, pair.focus.name) == (BASE["Вариант"], BASE["Направление"])
    assert (pair.order.number, pair.order.date, pair.order.school) == ("5-од", date(2025, 9, 26), school)
    member = pair.members.get()
    assert (member.mentee, member.start_date, member.end_date) == (people["mentee"], date(2025, 10, 1), None)


def test_second_import_changes_nothing():
    rows = line(), line(mentee="T1", start=date(2025, 11, 1))
    assert counts(load(*rows)) == (2, 0, 0, 0)
    assert counts(load(*rows)) == (0, 0, 2, 0)


def test_other_spellings_change_nothing():
    load(line())
    spelled = line(
        number=" 1–1 ",
        form="учитель - УЧИТЕЛЬ",
        variant="«опытный педагог — молодой  специалист»",
        focus="Подготовка к\u00a0ГИА",
        order="5-ОД",
        order_date="26.09.2025",
        start="2025-10-01",
        state=" Действует",
    )
    assert counts(load(spelled)) == (0, 0, 1, 0)


def test_blank_cells_leave_what_is_stored():
    load(line())
    blank = dict.fromkeys(set(NAMES) - {"number", "mentee"})
    assert counts(load(line(**blank))) == (0, 0, 1, 0)


def test_columns_that_are_missing_leave_their_fields_alone():
    load(line())
    report = load(["1-1", "C-mentee", "завершена"], headings=["№ пары", "Код наставляемого", "Состояние"])
    assert counts(report) == (0, 1, 0, 0)
    assert Pair.objects.get().state == PairState.COMPLETED


def test_change_of_the_group_is_a_change_of_each_of_its_rows():
    load(line(), line(mentee="T1"))
    report = load(line(state="завершена"), line(mentee="T1", state="завершена"))
    assert counts(report) == (0, 2, 0, 0)


def test_new_member_of_a_stored_group_is_created():
    load(line())
    assert counts(load(line(), line(mentee="T1"))) == (1, 0, 1, 0)
    assert Pair.objects.get().members.count() == 2


def test_word_that_clears_empties_the_field():
    load(line(end=date(2026, 5, 31)))
    cleared = line(end="удалить", order="удалить", order_date="удалить", variant="удалить")
    assert counts(load(cleared)) == (0, 1, 0, 0)
    pair = Pair.objects.get()
    assert (pair.order, pair.variant, pair.members.get().end_date) == (None, None, None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("mentor", "T2"),
        ("form", "Ученик – ученик"),
        ("variant", "другой"),
        ("focus", "другое"),
        ("order", "6-од"),
        ("order_date", date(2025, 9, 27)),
        ("state", "завершена"),
        ("state", None),
    ],
)
def test_rows_of_a_group_agree(name, value):
    report = load(line(), line(mentee="T1", **{name: value}))
    assert only_error(report) == (
        3,
        NAMES[name],
        "Строки 2 и 3 — одна пара № 1-1, а здесь они расходятся: впишите в них одно и то же.",
    )


def test_dates_belong_to_the_member():
    rows = line(), line(mentee="T1", start=date(2025, 12, 1), end=date(2026, 2, 1))
    assert counts(load(*rows)) == (2, 0, 0, 0)


def test_same_member_twice_is_an_error_that_names_both_rows():
    row, column, message = only_error(load(line(), line(number="1—1")))
    assert (row, column) == (3, "№ пары")
    assert message == "Строки 2 и 3 говорят об одном и том же: оставьте одну."


def test_form_is_of_the_closed_list():
    row, column, message = only_error(load(line(form="Учитель и учитель")))
    assert (row, column) == (2, "Форма")
    assert message == (
        "Допустимо: Ученик – ученик; Учитель – учитель; Учитель – ученик; "
        "Учащийся, находящийся в социально опасном положении – наставник; "
        "Управленческая команда – управленческая команда."
    )


def test_management_teams_are_a_form():
    team = line(form="Управленческая команда - управленческая команда", variant=None)
    assert counts(load(team)) == (1, 0, 0, 0)


def test_new_variant_is_added_to_its_form_once():
    load(line(variant="«Тьютор – стажёр»"), line(number="1-2", mentee="T1", variant="«тьютор - стажер»"))
    assert Pair.objects.get(number="1-1").variant == Pair.objects.get(number="1-2").variant


def test_known_variant_brings_its_form():
    assert counts(load(line(form=None))) == (1, 0, 0, 0)
    assert Pair.objects.get().form.code == "tt"
    assert counts(load(line(form=None))) == (0, 0, 1, 0)


def test_new_variant_without_a_form_waits_for_one():
    other = {"number": "1-2", "mentee": "T1", "form": None, "variant": "«тьютор - СТАЖЕР»"}
    rows = line(form=None, variant="«Тьютор – стажёр»"), line(**other)
    assert counts(load(*rows)) == (2, 0, 0, 0)
    assert FormVariant.objects.get(form=None).name == "«Тьютор – стажёр»"
    assert counts(load(*rows)) == (0, 0, 2, 0)
    assert counts(load(line(variant=None))) == (0, 1, 0, 0)
    assert str(Pair.objects.get(number="1-1").variant.form) == "Учитель – учитель"


TEAMS = "Управленческая команда – управленческая команда"


@pytest.mark.parametrize(("cell", "form"), [(TEAMS, TEAMS), ("удалить", "None")])
def test_blank_variant_is_kept_under_another_form(cell, form):
    load(line())
    row = line(form=cell, variant=None)
    assert counts(load(row)) == (0, 1, 0, 0)
    assert counts(load(row)) == (0, 0, 1, 0)
    pair = Pair.objects.get()
    assert (pair.variant.name, str(pair.variant.form), str(pair.form)) == (BASE["Вариант"], form, form)


def test_unknown_state_names_the_list():
    row, column, message = only_error(load(line(state="идёт")))
    assert (row, column) == (2, "Состояние")
    assert message == (
        "Допустимо: предложена; согласована; закреплена; действует; приостановлена; завершена; "
        "расторгнута; отменена."
    )


@pytest.mark.parametrize("name", ["mentor", "mentee"])
def test_unknown_person_is_an_error(name):
    row, column, message = only_error(load(line(**{name: "нет такого"})))
    assert (row, column) == (2, NAMES[name])
    assert message.startswith("Сотрудника с таким кодом нет")


def test_new_pair_needs_a_mentor():
    assert only_error(load(line(mentor=None)))[1:] == (
        "Код наставника",
        "Ячейка пуста, а для новой пары нужен наставник.",
    )


@pytest.mark.parametrize(("name", "column"), [("mentor", "Код наставника"), ("state", "Состояние")])
def test_mentor_and_state_are_not_cleared(name, column):
    load(line())
    report = load(line(**{name: "удалить"}))
    assert [(error.row, error.column) for error in report.errors] == [(2, column)]


def test_no_one_mentors_oneself():
    assert only_error(load(line(mentee="C-mentor"))) == (
        2,
        "Код наставляемого",
        "Наставник не может быть своим наставляемым.",
    )


def test_stored_mentee_does_not_become_the_mentor_of_the_pair():
    load(line(), line(mentee="T1"))
    report = load(line(mentor="T1"))
    assert [error.message for error in report.errors] == [
        "УчителевT1 Иван Иванович — наставляемый этой же пары."
    ]


@pytest.mark.parametrize(("end", "errors"), [(date(2025, 10, 1), 0), (date(2025, 9, 30), 1)])
def test_end_does_not_lie_before_the_start(end, errors):
    report = load(line(end=end, state="завершена"))
    assert [error.message for error in report.errors] == [
        "Дата окончания 30.09.2025 раньше даты начала 01.10.2025."
    ] * errors


def test_end_is_compared_with_the_stored_start():
    load(line())
    report = load(line(start=None, end=date(2025, 9, 1)))
    assert [(error.column, error.value) for error in report.errors] == [("Дата окончания", "01.09.2025")]


def test_active_pair_has_a_start():
    assert only_error(load(line(start=None)))[1:] == (
        "Дата начала",
        "Пара действует, а даты начала нет: впишите её.",
    )


@pytest.mark.parametrize("state", ["предложена", "закреплена", "приостановлена", "завершена", "отменена"])
def test_other_states_do_without_a_start(state):
    assert counts(load(line(start=None, state=state))) == (1, 0, 0, 0)


def test_stored_member_without_a_start_bars_an_active_pair():
    load(line(start=None, state="закреплена"), line(mentee="T1", start=None, state="закреплена"))
    report = load(line())
    assert [(error.column, error.message) for error in report.errors] == [
        ("Состояние", "Пара действует, а у наставляемого УчителевT1 Иван Иванович нет даты начала.")
    ]


def test_order_across_schools_is_the_municipality_s(other_school, make_teacher):
    make_teacher(other_school, "B1")
    load(line(), line(mentee="B1"))
    order = Order.objects.get()
    assert (order.scope, order.school) == (OrderScope.MUNICIPALITY, None)


def test_order_of_a_school_becomes_the_municipality_s_with_a_member_from_elsewhere(
    people, school, other_school, make_teacher
):
    load(line())
    assert Pair.objects.get().order.school == school
    newcomer = line(mentee=make_teacher(other_school, "B1").code)
    assert counts(load(line(), newcomer)) == (1, 0, 1, 0)
    order = Order.objects.get()
    assert (order.number, order.scope, order.school) == ("5-од", OrderScope.MUNICIPALITY, None)
    people["mentee"].school = other_school
    people["mentee"].save()
    assert counts(load(line(), newcomer)) == (0, 0, 2, 0)


def test_order_of_a_school_stays_its_own_when_a_member_moves(people, school, other_school):
    load(line())
    people["mentee"].school = other_school
    people["mentee"].save()
    assert counts(load(line())) == (0, 0, 1, 0)
    assert Pair.objects.get().order.school == school


def test_one_order_may_hold_several_pairs():
    load(line(), line(number="1-2", mentee="T1"))
    assert Order.objects.get().pairs.count() == 2


def test_order_of_two_schools_pairs_is_the_municipality_s(other_school, make_teacher):
    make_teacher(other_school, "B1"), make_teacher(other_school, "B2")
    load(line(), line(number="1-2", mentor="B1", mentee="B2"))
    order = Order.objects.get()
    assert (order.school, order.pairs.count()) == (None, 2)


def test_order_without_a_number_is_called_so():
    report = load(line(order=None))
    assert counts(report) == (1, 0, 0, 0)
    assert [(warning.column, warning.message) for warning in report.warnings] == [
        ("Дата приказа", "Дата приказа есть, а номера нет: приказ записан как «б/н».")
    ]
    assert str(Pair.objects.get().order) == "№ б/н от 26.09.2025"
    again = load(line(order=None))
    assert (counts(again), again.warnings) == ((0, 0, 1, 0), [])


def test_mentor_who_moved_to_another_municipality_keeps_the_pair(people, foreign_school, municipality):
    load(line())
    people["mentor"].school, people["mentor"].municipality = foreign_school, foreign_school.municipality
    people["mentor"].save()
    assert counts(load(line())) == (0, 0, 1, 0)
    assert counts(load(line(), municipality=municipality)) == (0, 0, 1, 0)
    assert Pair.objects.get().municipality == municipality


def test_mentee_who_moved_to_another_municipality_keeps_the_pair(people, foreign_school, municipality):
    load(line())
    people["mentee"].school, people["mentee"].municipality = foreign_school, foreign_school.municipality
    people["mentee"].save()
    end = line(mentor=None, end=date(2026, 5, 31))
    assert counts(load(end)) == (0, 1, 0, 0)
    assert counts(load(end, municipality=municipality)) == (0, 0, 1, 0)


def test_another_mentor_takes_over_the_stored_members(people, mentees):
    load(line(), line(mentee="T1"))
    report = load(line(mentor="T3"))
    assert counts(report) == (0, 1, 0, 0)
    members = PairMember.objects.order_by("pk")
    assert {member.mentor_id for member in members} == {mentees[3].pk}
    assert {member.place.mentor_id for member in members} == {mentees[3].pk}


def test_numbers_are_counted_within_a_municipality(foreign_school, make_teacher):
    make_teacher(foreign_school, "F1"), make_teacher(foreign_school, "F2")
    assert counts(load(line(), line(mentor="F1", mentee="F2"))) == (2, 0, 0, 0)
    assert Pair.objects.filter(number="1-1").count() == 2


def test_import_into_a_municipality_knows_no_other_people(municipality, foreign_school, make_teacher):
    make_teacher(foreign_school, "F1")
    message = only_error(load(line(mentee="F1"), municipality=municipality))[2]
    assert message.startswith("Сотрудника с таким кодом в муниципалитете «Лесной район» нет")
