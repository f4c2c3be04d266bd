"""Writing in bulk: only what differs, each row counted once, the database's objections told by row."""

from datetime import date
from decimal import Decimal

import pytest

from mentorship.spreadsheets.cells import CLEAR
from mentorship.spreadsheets.dictionary import Dictionary
from mentorship.spreadsheets.layout import Row
from mentorship.spreadsheets.report import ImportReport
from mentorship.spreadsheets.upsert import ImportStopped, Upsert
from schools.models import Diagnostic, Municipality, Person, School, SchoolKind, Subject


@pytest.fixture
def report():
    return ImportReport(
        "test", headings={"name": "Название", "subjects": "Предметы", "max_score": "Максимум"}
    )


def row(number=2):
    return Row(number, {})


def outcome(report):
    return [report.created, report.updated, report.unchanged]


def errors_of(report):
    return [(error.row, error.column, error.message) for error in report.errors]


def test_parents_are_written_before_their_children(db, report):
    places, schools = Upsert(Municipality, report), Upsert(School, report)
    place = places.put(row(), None, {"name": "Лесной район"})
    schools.put(row(), None, {"code": "1", "municipality": place, "name": "СОШ"})
    schools.put(row(3), None, {"code": "2", "municipality": place, "name": "ООШ"})
    places.flush()
    schools.flush()
    assert outcome(report) == [2, 0, 0]
    assert list(School.objects.values_list("code", "municipality__name").order_by("code")) == [
        ("1", "Лесной район"),
        ("2", "Лесной район"),
    ]


def test_stored_object_can_move_to_a_new_parent(school, report):
    places, schools = Upsert(Municipality, report), Upsert(School, report)
    place = places.put(row(), None, {"name": "Новый район"})
    schools.put(row(), school, {"municipality": place})
    schools.put(row(), school, {"municipality": place})
    places.flush()
    schools.flush()
    school.refresh_from_db()
    assert school.municipality.name == "Новый район"
    assert [(change.column, change.old, change.new) for change in report.changes] == [
        ("муниципалитет", "Лесной район", "Новый район")
    ]


def test_several_rows_of_one_object_are_each_counted(school, report):
    schools = Upsert(School, report)
    schools.put(row(2), school, {"name": school.name})
    schools.put(row(3), school, {"name": "Другая"})
    schools.put(row(4), school, {"name": "Другая"})
    schools.flush()
    assert outcome(report) == [0, 1, 2]


def test_row_is_counted_by_the_strongest_of_its_outcomes(school, municipality, report):
    schools, places = Upsert(School, report), Upsert(Municipality, report)
    places.put(row(), municipality, {"name": "Лесной район"})
    schools.put(row(), school, {"name": "Другая"})
    schools.put(row(), None, {"code": "9", "name": "Новая", "municipality": municipality})
    assert outcome(report) == [1, 0, 0]


def test_numbers_are_compared_by_value(school, make_teacher, report):
    scores = {"subject_score": Decimal("44.500"), "method_score": Decimal(43), "max_score": Decimal(100)}
    test = Diagnostic.objects.create(person=make_teacher(school, "T1"), date=date(2025, 10, 1), **scores)
    tests = Upsert(Diagnostic, report)
    tests.put(row(), test, {"subject_score": Decimal("44.5"), "max_score": Decimal("100.000")})
    assert outcome(report) == [0, 0, 1]


def test_defaults_go_into_new_objects_only(school, report):
    schools = Upsert(School, report)
    schools.put(row(), school, {"name": school.name}, {"code": "777"})
    schools.flush()
    school.refresh_from_db()
    assert (school.code, outcome(report)) == ("901", [0, 0, 1])


def test_clearing_leaves_what_the_field_has_for_nothing(school, report):
    school.kind = SchoolKind.objects.create(name="СОШ")
    school.is_base, school.site = True, "https://example.org"
    schools = Upsert(School, report)
    schools.put(row(), school, {"kind": CLEAR, "is_base": CLEAR, "site": CLEAR, "page_updated_date": CLEAR})
    schools.flush()
    school.refresh_from_db()
    assert (school.kind, school.is_base, school.site, school.page_updated_date) == (None, False, "", None)


def test_clearing_a_new_object_leaves_it_empty(municipality, report):
    schools = Upsert(School, report)
    new = {"code": "5", "name": "Новая", "municipality": municipality, "site": CLEAR, "kind": CLEAR}
    schools.put(row(), None, new)
    schools.flush()
    assert School.objects.values_list("site", "kind").get() == ("", None)


def with_subjects(person):
    return Person.objects.prefetch_related("subjects").get(pk=person.pk)


def test_links_are_compared_as_a_set(school, make_teacher, report):
    words = Dictionary(Subject)
    person = make_teacher(school, "T1")
    person.subjects.set([words.get_or_add("Физика"), words.get_or_add("Химия")])
    people = Upsert(Person, report)
    people.put(row(), with_subjects(person), {}, m2m={"subjects": map(words.get_or_add, ["химия", "ФИЗИКА"])})
    people.flush()
    assert outcome(report) == [0, 0, 1]


def test_links_are_replaced(school, make_teacher, report):
    words = Dictionary(Subject)
    people = Upsert(Person, report)
    person, other = make_teacher(school, "T1"), make_teacher(school, "T2")
    person.subjects.add(words.get_or_add("Физика"))
    other.subjects.add(words.get_or_add("Физика"))
    people.put(row(2), with_subjects(person), {}, m2m={"subjects": [words.get_or_add("Алгебра")]})
    new = {"code": "T3", "last_name": "Новая"}
    people.put(row(3), None, new, m2m={"subjects": [words.get_or_add("Химия"), words.get_or_add("Алгебра")]})
    people.flush()
    linked = Person.objects.order_by("code", "subjects__key").values_list("code", "subjects__name")
    assert list(linked) == [("T1", "Алгебра"), ("T2", "Физика"), ("T3", "Алгебра"), ("T3", "Химия")]
    assert outcome(report) == [1, 1, 0]
    assert [(change.column, change.old, change.new) for change in report.changes] == [
        ("Предметы", "Физика", "Алгебра")
    ]


def test_links_are_emptied(school, make_teacher, report):
    person = make_teacher(school, "T1")
    person.subjects.add(Dictionary(Subject).get_or_add("Физика"))
    people = Upsert(Person, report)
    people.put(row(), with_subjects(person), {}, m2m={"subjects": []})
    people.flush()
    assert not person.subjects.exists()


def test_model_refuses_a_value_by_its_own_words(school, report):
    schools = Upsert(School, report)
    schools.put(row(4), school, {"name": "а" * 251})
    (error,) = report.errors
    assert (error.row, error.column) == (4, "Название")
    assert error.message.startswith("Убедитесь, что это значение содержит не более 250 символов")


def test_constraint_is_told_by_its_own_words(school, make_teacher, report):
    person = make_teacher(school, "T1")
    tests = Upsert(Diagnostic, report)
    good = {
        "person": person,
        "subject_score": Decimal(1),
        "method_score": Decimal(1),
        "max_score": Decimal(5),
    }
    tests.put(row(2), None, {**good, "date": date(2025, 1, 1)})
    tests.put(row(3), None, {**good, "date": date(2025, 1, 2), "max_score": Decimal(0)})
    tests.put(row(4), None, {**good, "date": date(2025, 1, 1)})
    with pytest.raises(ImportStopped):
        tests.flush()
    assert errors_of(report) == [
        (3, "", "Максимум должен быть больше нуля."),
        (3, "", "Балл — от 0 до максимума."),
        (4, "", "Диагностика этого педагога на эту дату уже записана."),
    ]


def test_unique_value_taken_by_another_is_told(school, other_school, report):
    schools = Upsert(School, report)
    schools.put(row(2), other_school, {"code": "901"})
    with pytest.raises(ImportStopped):
        schools.flush()
    assert [(error.row, error.column) for error in report.errors] == [(2, "код ОО")]


def test_value_that_must_not_be_null_is_told(db, report):
    schools = Upsert(School, report)
    schools.put(row(6), None, {"code": "5", "name": "Ничья"})
    with pytest.raises(ImportStopped):
        schools.flush()
    assert errors_of(report) == [(6, "", "Строка противоречит тому, что уже сохранено.")]


def test_place_is_freed_before_it_is_taken_anew(school, municipality, report):
    schools = Upsert(School, report)
    schools.put(row(2), None, {"code": "901", "name": "Новая", "municipality": municipality})
    schools.put(row(3), school, {"code": "900"})
    schools.flush()
    assert set(School.objects.values_list("code", "name")) == {("900", "Ёлкинская СОШ"), ("901", "Новая")}


def test_rows_with_errors_and_what_hangs_on_them_are_not_written(db, report):
    places, schools = Upsert(Municipality, report), Upsert(School, report)
    place = places.put(row(2), None, {"name": "Лесной район"})
    schools.put(row(3), None, {"code": "1", "municipality": place, "name": "СОШ"})
    report.error(2, "name", "Так нельзя.")
    places.flush()
    schools.flush()
    assert not Municipality.objects.exists()
    assert errors_of(report) == [(2, "Название", "Так нельзя.")]


def test_dictionary_finds_and_adds(db, django_assert_num_queries):
    Subject.objects.create(name="Начальная школа")
    words = Dictionary(Subject)
    assert words.find("НАЧАЛЬНАЯ  школа").name == "Начальная школа"
    with django_assert_num_queries(0):
        assert words.find("Физика") is None
        assert words.find(None) is None
    added = words.get_or_add("  Ёлки ")
    assert (added.name, added.key, words.find("елки")) == ("Ёлки", "елки", added)
    assert Subject.objects.count() == 2
