"""The order of pairs: whose it is follows the schools, one order holds many pairs."""

from datetime import date

import pytest

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.pairs import workflow
from mentorship.pairs.enums import OrderScope, PairState
from mentorship.pairs.models import Order
from tests.cast import TODAY
from tests.pairs.refusals import refused

SCHOOL, MUNICIPALITY = OrderScope.SCHOOL, OrderScope.MUNICIPALITY


@pytest.fixture
def guest(other_school, make_teacher):
    """A teacher of another school of the municipality."""
    return make_teacher(other_school, "B1")


@pytest.fixture
def make_mentor():
    """One more mentor: `make_mentor(person)`."""

    def make(person):
        return Mentor.objects.enlist([person], state=MentorState.TRAINED, state_date=TODAY)[0]

    return make


def register(*pairs, scope=SCHOOL, number="15-од", day=TODAY):
    return workflow.register_order(
        pairs=pairs, number=number, order_date=day, scope=scope, by=None, today=TODAY
    )


def test_school_order_fits_a_pair_of_one_school(mentor, mentees, make_pair, school):
    pair = make_pair(mentor, mentees[:2], PairState.AGREED)
    order = register(pair, number=" 15-од ")
    pair.refresh_from_db()
    assert (pair.state, pair.order, str(order)) == (PairState.ORDERED, order, "№ 15-од от 16.03.2026")
    assert (order.scope, order.school) == (SCHOOL, school)


def test_school_order_does_not_fit_a_pair_across_schools(mentor, guest, make_pair):
    pair = make_pair(mentor, [guest], PairState.AGREED)
    assert refused(lambda: register(pair)) == (
        "Пара № 7 объединяет разные школы: приказа одной школы мало, зарегистрируйте приказ муниципалитета."
    )
    assert register(pair, scope=MUNICIPALITY).school is None


def test_school_order_does_not_fit_pairs_of_two_schools(mentor, mentees, guest, make_pair, make_mentor):
    own = make_pair(mentor, mentees[:1], PairState.AGREED, number="1")
    mentees[1].school = guest.school
    mentees[1].save()
    other = make_pair(make_mentor(guest), [mentees[1]], PairState.AGREED, number="2")
    assert refused(lambda: register(own, other)).startswith(
        "Пары из разных школ (Ёлкинская СОШ, Сосновая ООШ)"
    )
    assert register(own, other, scope=MUNICIPALITY).pairs.count() == 2


def test_known_order_is_taken_again(mentor, mentees, make_pair):
    first = register(make_pair(mentor, mentees[:1], PairState.AGREED, number="1"))
    second = register(make_pair(mentor, mentees[1:2], PairState.AGREED, number="2"), number="15-ОД")
    assert first == second


def test_two_schools_may_have_orders_of_one_number_and_day(mentor, mentees, guest, make_pair, make_mentor):
    register(make_pair(mentor, mentees[:1], PairState.AGREED, number="1"))
    mentees[1].school = guest.school
    mentees[1].save()
    register(make_pair(make_mentor(guest), [mentees[1]], PairState.AGREED, number="2"))
    assert Order.objects.count() == 2


@pytest.mark.parametrize(("day", "is_refused"), [(TODAY, False), (date(2026, 3, 17), True)])
def test_order_is_not_dated_ahead(mentor, mentees, make_pair, day, is_refused):
    pair = make_pair(mentor, mentees[:1], PairState.AGREED)
    if is_refused:
        assert refused(lambda: register(pair, day=day)).startswith("Дата приказа ещё не наступила")
    else:
        assert register(pair, day=day).date == day


def test_order_has_a_number(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1], PairState.AGREED)
    assert refused(lambda: register(pair, number="  ")) == "Напишите номер приказа."


def test_order_holds_all_chosen_pairs_or_none(mentor, mentees, make_pair):
    agreed = make_pair(mentor, mentees[:1], PairState.AGREED, number="1")
    proposed = make_pair(mentor, mentees[1:2], PairState.PROPOSED, number="2")
    assert "Пару № 2 нельзя закрепить приказом" in refused(lambda: register(agreed, proposed))
    agreed.refresh_from_db()
    assert (agreed.state, Order.objects.count()) == (PairState.AGREED, 0)


def test_order_holds_pairs_of_one_municipality(
    mentor, mentees, make_pair, foreign_school, make_teacher, make_mentor
):
    own = make_pair(mentor, mentees[:1], PairState.AGREED, number="1")
    stranger = make_mentor(make_teacher(foreign_school, "F1"))
    foreign = make_pair(stranger, [make_teacher(foreign_school, "F2")], PairState.AGREED, number="2")
    words = refused(lambda: register(own, foreign, scope=MUNICIPALITY))
    assert words.startswith("Приказ закрепляет пары одного муниципалитета")
