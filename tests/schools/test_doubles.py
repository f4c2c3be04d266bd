"""Who may be recorded twice: each rule at its limits, the order, what was told apart, thirty thousand."""

import pytest

from schools.doubles import Double, Level, Record, find_doubles, within_one_slip
from tests.pace import within

SCHOOL, OTHER_SCHOOL = 1, 2
CERTAIN, LIKELY = Level.CERTAIN, Level.LIKELY


def record(pk, last, first, middle="", *, school=SCHOOL, municipality=1):
    return Record.of(pk, municipality, school, last, first, middle)


def found(*records, apart=frozenset()):
    return find_doubles(records, apart)


def test_equal_names_of_one_school_are_certain():
    assert found(record(1, "Климова", "Елена", "Сергеевна"), record(2, "Климова", "Елена", "Сергеевна")) == [
        Double(1, 2, CERTAIN, "ФИО и место работы совпадают.", True)
    ]


@pytest.mark.parametrize(
    ("last", "first", "middle"),
    [
        ("Ёлкина", "Алёна", "Петровна"),
        ("ЕЛКИНА", "алена", "петровна"),
        (" Елкина ", "Алена", "Петровна"),
        ("Елкина", "Алена\u00a0", "Петровна"),
    ],
)
def test_spelling_makes_no_difference(last, first, middle):
    (double,) = found(record(1, "Елкина", "Алена", "Петровна"), record(2, last, first, middle))
    assert (double.level, double.reason) == (
        CERTAIN,
        "ФИО и место работы совпадают, различается только написание.",
    )


def test_namesakes_of_two_schools_are_likely():
    (double,) = found(
        record(1, "Климова", "Елена", "Сергеевна"),
        record(2, "Климова", "Елена", "Сергеевна", school=OTHER_SCHOOL),
    )
    assert double == Double(1, 2, LIKELY, "ФИО совпадают; школы разные: могут быть тёзки.", False)


def test_namesakes_of_two_municipalities_are_two_people():
    assert (
        found(
            record(1, "Климова", "Елена", "Сергеевна"),
            record(2, "Климова", "Елена", "Сергеевна", municipality=2),
        )
        == []
    )


@pytest.mark.parametrize(
    ("first", "middle"), [("Е.", "С."), ("Е", "С"), ("Е.С.", ""), ("Е. С.", ""), ("Елена", "С."), ("Е.", "")]
)
def test_initials_that_fit_are_likely(first, middle):
    (double,) = found(record(1, "Климова", "Елена", "Сергеевна"), record(2, "Климова", first, middle))
    assert (double.level, double.reason) == (
        LIKELY,
        "Фамилия и инициалы совпадают, у одной записи только инициалы.",
    )


@pytest.mark.parametrize(
    ("first", "middle"), [("А.", "С."), ("Е.", "П."), ("Елизавета", "С."), ("Елена", "Павловна")]
)
def test_names_that_contradict_are_two_people(first, middle):
    assert found(record(1, "Климова", "Елена", "Сергеевна"), record(2, "Климова", first, middle)) == []


def test_missing_patronymic_is_likely():
    (double,) = found(record(1, "Климова", "Елена", "Сергеевна"), record(2, "Климова", "Елена"))
    assert double.reason == "Фамилия и имя совпадают, у одной записи нет отчества."


def test_two_short_names_meet_once():
    (double,) = found(record(1, "Климова", "Е.", "С."), record(2, "Климова", "Е."))
    assert (double.one, double.other, double.level) == (1, 2, LIKELY)
    (double,) = found(record(1, "Климова", "Е.", "С."), record(2, "Климова", "Е.", "С."))
    assert double.reason == "Совпадает всё, что записано, но ФИО не полные."


@pytest.mark.parametrize("last", ["Климава", "Клмова", "Клиимова", "Килмова", "Климов"])
def test_slip_in_the_surname_is_likely(last):
    (double,) = found(record(1, "Климова", "Елена", "Сергеевна"), record(2, last, "Елена", "Сергеевна"))
    assert (double.level, double.reason) == (
        LIKELY,
        f"Имя и отчество совпадают, фамилии отличаются одной буквой: Климова — {last}.",
    )


@pytest.mark.parametrize(
    ("last", "first", "middle"),
    [
        ("Климавв", "Елена", "Сергеевна"),
        ("Климава", "Алена", "Сергеевна"),
        ("Климава", "Елена", "С."),
        ("Климава", "Елена", ""),
    ],
)
def test_more_than_a_slip_is_another_person(last, first, middle):
    assert found(record(1, "Климова", "Елена", "Сергеевна"), record(2, last, first, middle)) == []


def test_slip_in_a_short_surname_is_another_person():
    assert found(record(1, "Ким", "Елена", "Сергеевна"), record(2, "Кин", "Елена", "Сергеевна")) == []
    assert len(found(record(1, "Кима", "Елена", "Сергеевна"), record(2, "Кина", "Елена", "Сергеевна"))) == 1


@pytest.mark.parametrize(
    ("one", "other", "is_slip"),
    [
        ("климова", "климова", False),
        ("климова", "климава", True),
        ("климова", "климов", True),
        ("лимова", "климова", True),
        ("килмова", "климова", True),
        ("климова", "климаво", False),
        ("климова", "климовск", False),
        ("аб", "ба", True),
        ("абв", "вба", False),
    ],
)
def test_slip_is_one_letter(one, other, is_slip):
    assert within_one_slip(one, other) is is_slip
    assert within_one_slip(other, one) is is_slip


def test_who_was_told_apart_does_not_come_again():
    pair = (record(2, "Климова", "Елена", "Сергеевна"), record(1, "Климова", "Елена", "Сергеевна"))
    assert len(found(*pair)) == 1
    assert found(*pair, apart={(1, 2)}) == []


def test_three_of_a_name_are_three_pairs():
    names = [record(pk, "Климова", "Елена", "Сергеевна") for pk in (3, 1, 2)]
    assert [double[:2] for double in found(*names)] == [(1, 2), (1, 3), (2, 3)]
    assert [double[:2] for double in found(*names, apart={(1, 3)})] == [(1, 2), (2, 3)]


def test_same_school_comes_first_then_the_certain():
    doubles = found(
        record(1, "Абрамова", "Анна", "Львовна"),
        record(2, "Абрамова", "Анна", "Львовна", school=OTHER_SCHOOL),
        record(3, "Белова", "Б."),
        record(4, "Белова", "Берта", "Львовна"),
        record(5, "Волкова", "Вера", "Львовна"),
        record(6, "Волкова", "Вера", "Львовна"),
    )
    assert [(double.one, double.level, double.same_school) for double in doubles] == [
        (5, CERTAIN, True),
        (3, LIKELY, True),
        (1, LIKELY, False),
    ]


def test_nobody_and_nameless_people_have_no_doubles():
    assert found() == []
    assert found(record(1, "admin", ""), record(2, "admin", "")) == []


def test_staff_of_the_municipality_are_of_one_place():
    (double,) = found(
        record(1, "Климова", "Елена", "Сергеевна", school=None),
        record(2, "Климова", "Елена", "Сергеевна", school=None),
    )
    assert double.level is CERTAIN


def test_thirty_thousand_people_take_about_a_second():
    stems = ["Климов", "Белов", "Орлов", "Соколов", "Волков", "Зайцев", "Фомин", "Громов", "Титов", "Ершов"]
    surnames = [stem + ending for stem in stems for ending in ("", "а", "ин", "ский", "енко", "ев")]
    firsts = ["Иван", "Пётр", "Анна", "Олег", "Инна", "Зоя", "Яна"]
    middles = ["Львович", "Ильич", "Олегович", "Львовна", "Юрьевна"]
    people = [
        Record.of(pk, pk % 11, pk % 1000, surnames[pk % 60], firsts[pk % 7], middles[pk % 13 % 5])
        for pk in range(30_000)
    ]
    with within(2):
        doubles = find_doubles(people)
    assert len(doubles) > 1000


def test_a_name_of_a_whole_school_does_not_flood_the_list():
    crowd = [record(pk, "Климова", "Елена", "Сергеевна") for pk in range(500)]
    assert len(found(*crowd)) == 200
