"""Pages of long lists: exact up to the bound, past it turned by the last row."""

import pytest
from django.core.paginator import EmptyPage

from schools import paging
from schools.models import Person
from schools.paging import Counted, Pages, counted

pytestmark = pytest.mark.django_db
SIZE = 2


@pytest.fixture
def bound(monkeypatch):
    """Lists are long from the sixth row on."""
    monkeypatch.setattr(paging, "BOUND", 5)


@pytest.fixture
def add(school, make_teacher):
    """Make people of these family names: `add("Ас", "Бук")`."""

    def made(*names):
        return [make_teacher(school, f"K{name}{number}", last_name=name, first_name="", middle_name="")
                for number, name in enumerate(names)]  # fmt: skip

    return made


def rows(order=("name_key", "pk")):
    return Person.objects.filter(code__startswith="K").order_by(*order)


def page(number=None, order=("name_key", "pk")):
    return Pages(rows(order), SIZE).get_page(number)


def names(shown):
    return [person.last_name for person in shown]


def walked(order=("name_key", "pk")):
    """Every page from the first one on, and the same backwards from the last."""
    forth, shown = [], page(order=order)
    forth.append([person.pk for person in shown])
    while shown.has_next():
        shown = page(shown.next_page_number(), order)
        forth.append([person.pk for person in shown])
    back = [forth[-1]]
    while shown.has_previous():
        shown = page(shown.previous_page_number(), order)
        back.append([person.pk for person in shown])
    return forth, back


@pytest.mark.parametrize(
    ("count", "expected", "words"),
    [(0, (0, False), "0"), (4, (4, False), "4"), (5, (5, False), "5"), (6, (5, True), "больше 5")],
)
def test_rows_are_counted_up_to_the_bound(bound, add, count, expected, words):
    add(*"АБВГДЕ"[:count])
    found = counted(rows())
    assert (tuple(found), str(found)) == (expected, words)


def test_thousands_are_told_apart():
    assert str(Counted(5000, True)) == "больше 5\u00a0000"
    assert str(Counted(5000, False)) == "5000"


def test_list_of_the_bound_has_numbers(bound, add):
    add(*"АБВГД")
    last = page(3)
    assert (last.number, last.paginator.num_pages, last.start_index(), names(last)) == (3, 3, 5, ["Д"])
    assert (last.has_next(), last.has_previous(), last.paginator.is_beyond) == (False, True, False)
    with pytest.raises(EmptyPage):
        Pages(rows(), SIZE).page(4)


def test_list_past_the_bound_is_turned_by_rows(bound, add):
    people = [person.pk for person in add(*"АБВГДЕ")]
    first = page()
    assert (first.paginator.count, first.paginator.is_beyond) == (5, True)
    assert (first.has_previous(), first.has_next()) == (False, True)
    forth, back = walked()
    assert forth == [people[:2], people[2:4], people[4:]]
    assert back == forth[::-1]


def test_last_page_holds_what_is_left(bound, add):
    add(*"АБВГДЕЖ")
    assert [len(part) for part in walked()[0]] == [2, 2, 2, 1]
    last = page("last")
    assert (names(last), last.has_next(), last.has_previous()) == (["Е", "Ж"], False, True)


@pytest.mark.parametrize("order", [("name_key", "pk"), ("name_key", "-pk"), ("-name_key", "pk"), ("-pk",)])
def test_equal_names_are_neither_lost_nor_doubled(bound, add, order):
    add("А", "Б", "Б", "Б", "Б", "Б", "Б", "В")
    forth, back = walked(order)
    assert [pk for part in forth for pk in part] == [person.pk for person in rows(order)]
    assert back == forth[::-1]


def test_numbers_still_lead_into_the_beginning_of_a_long_list(bound, add):
    add(*"АБВГДЕЖ")
    second = page("2")
    assert (names(second), second.has_previous(), second.has_next()) == (["В", "Г"], True, True)
    assert names(page(second.next_page_number())) == ["Д", "Е"]


def test_row_that_left_the_list_still_holds_the_place(bound, add):
    people = add(*"АБВГДЕЖЗ")
    place = page().next_page_number()
    Person.objects.filter(pk=people[1].pk).update(code="X")
    assert names(page(place)) == ["В", "Г"]


def test_deleted_row_gives_the_first_page_and_says_so(bound, add):
    people = add(*"АБВГДЕЖЗ")
    place = page().next_page_number()
    people[1].delete()
    shown = page(place)
    assert (names(shown), shown.is_lost, shown.has_previous()) == (["А", "В"], True, False)


def test_nothing_before_a_row_gives_the_first_page(bound, add):
    people = add(*"АБВГДЕЖЗ")
    place = page(page().next_page_number()).previous_page_number()
    people[0].delete()
    shown = page(place)
    assert (names(shown), shown.has_previous(), shown.is_lost) == (["Б", "В"], False, False)


def test_nothing_after_a_row_gives_the_last_page(bound, add):
    people = add(*"АБВГДЕЖЗ")
    place = page(page(page().next_page_number()).next_page_number()).next_page_number()
    Person.objects.filter(pk__in=[people[6].pk, people[7].pk]).delete()
    shown = page(place)
    assert (names(shown), shown.has_next()) == (["Д", "Е"], False)


@pytest.mark.parametrize(
    "forged", ["after.1", "after.1.x", "before..", "after.", "0", "-1", "99", "9" * 30, "²", "\0", "страница"]
)  # fmt: skip
def test_forged_place_gives_the_first_page_and_says_so(bound, add, forged):
    add(*"АБВГДЕ")
    shown = page(forged)
    assert (names(shown), shown.is_lost) == (["А", "Б"], True)


def test_place_says_which_way_and_is_signed_with_it(bound, add):
    add(*"АБВГДЕ")
    place = page().next_page_number()
    assert page(place.replace("after", "before")).is_lost is True
