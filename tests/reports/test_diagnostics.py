"""Growth over the same teachers, exactly; who works where on the day; which groups are hidden."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError

from mentorship.spreadsheets.importing import run_import
from reports.indicators.facts import Facts
from reports.indicators.ratio import Coverage
from reports.indicators.registry import REGISTRY
from reports.record.diagnostics import (
    by_school,
    by_subject,
    growth,
    hidden_from,
    school_growth,
    teachers_of,
)
from reports.record.growth import Change, growth_of, latest_mean, median
from reports.record.growth_masks import NO_SUBJECT, GroupKey, Place, Repeated, hidden_groups
from reports.record.slope_chart import LABEL_STEP, MOST_SLOPES, Means, slope_chart
from schools.models import Diagnostic, Employment, School, Subject
from schools.scores import Sitting
from tests.cast import TODAY
from tests.reports.diagnosing import diagnose
from tests.workbooks import workbook

FIRST, BETWEEN, LAST = date(2024, 10, 12), date(2025, 5, 12), date(2025, 10, 12)
MOSCOW = ZoneInfo("Europe/Moscow")


def sat(day: date, subject: int, method: int, most: int = 100) -> Sitting:
    return Sitting.of(day, Decimal(subject), Decimal(method), Decimal(most))


def test_score_is_the_mean_of_both_competences_by_the_maximum():
    assert sat(FIRST, 10, 15, most=30).score == Fraction(25, 60)


def test_growth_counts_the_same_teachers_only():
    found = growth_of(
        [
            [sat(FIRST, 40, 60), sat(LAST, 60, 60)],
            [sat(FIRST, 10, 20), sat(LAST, 5, 10, most=30)],
            [sat(FIRST, 100, 100)],
            [],
        ]
    )
    assert (found.teachers, found.tested, found.repeated, found.once, found.never) == (4, 3, 2, 1, 1)
    assert found.score == Change(Fraction(13, 40), Fraction(17, 40))
    assert found.score.points == Fraction(1, 10)
    assert found.relative == Fraction(4, 13)
    assert found.subject == Change(Fraction(1, 4), Fraction(23, 60))
    assert found.method == Change(Fraction(2, 5), Fraction(7, 15))


def test_one_tested_thrice_counts_by_first_and_last():
    found = growth_of([[sat(FIRST, 50, 50), sat(BETWEEN, 1, 1), sat(LAST, 40, 40)]])
    assert (found.repeated, found.score) == (1, Change(Fraction(1, 2), Fraction(2, 5)))
    assert found.relative == Fraction(-1, 5)


def test_nothing_grows_from_nothing():
    assert growth_of([]).score is None
    assert growth_of([[sat(FIRST, 3, 3)]]).relative is None
    zero = growth_of([[sat(FIRST, 0, 0), sat(LAST, 9, 9)]])
    assert (zero.score.points, zero.relative) == (Fraction(9, 100), None)


def test_hidden_growth_keeps_the_numbers_of_people():
    shown = growth_of([[sat(FIRST, 3, 3), sat(LAST, 4, 4)], []])
    assert shown.hidden().score is None
    assert (shown.hidden().teachers, shown.hidden().repeated, shown.hidden().is_hidden) == (2, 1, True)


def test_latest_mean_counts_everyone_who_was_tested():
    histories = [[sat(FIRST, 90, 90), sat(LAST, 60, 40)], [sat(FIRST, 30, 30)], []]
    assert latest_mean(histories) == Fraction(2, 5)
    assert latest_mean([[], []]) is None


@pytest.mark.parametrize(("values", "middle"), [([3, 1, 2], 2), ([4, 1, 2, 3], Fraction(5, 2)), ([], None)])
def test_median_of_odd_even_and_none(values, middle):
    assert median(map(Fraction, values)) == middle


def group(count: int, school: int = 1, *subjects: int) -> list[Repeated]:
    return [Repeated((school,), subjects or (7,))] * count


@pytest.mark.parametrize(("count", "is_hidden"), [(4, True), (5, False)])
def test_a_group_below_five_is_hidden(count, is_hidden):
    found = hidden_groups(group(count), low=set())
    assert (GroupKey(1) in found, GroupKey(Place.ALL) in found) == (is_hidden, is_hidden)


def test_a_small_school_takes_another_with_it_because_the_total_is_shown():
    found = hidden_groups([*group(4, 1), *group(6, 2), *group(9, 3)], low=set())
    assert {key.place for key in found if key.subject is None} == {1, 2}


def test_shown_part_and_total_do_not_give_the_low_schools_away():
    """ШНОР are four: the others, or the whole, may not stand beside them."""
    found = hidden_groups([*group(4, 1), *group(9, 2)], low={1})
    assert GroupKey(Place.LOW) in found
    assert {GroupKey(Place.OTHER), GroupKey(Place.ALL)} & found


def test_a_subject_of_a_school_is_not_told_from_its_other_subjects():
    found = hidden_groups([*group(2, 1, 7), *group(6, 1, 8), *group(6, 2, 7), *group(6, 2, 8)], low=set())
    assert {GroupKey(1, 7), GroupKey(1, 8), GroupKey(2, 7)} <= found
    assert GroupKey(1) not in found


def test_no_group_of_a_sum_is_left_alone_behind_the_others():
    """Whatever the sizes: of each sum none is hidden, or two and more."""
    repeated = [
        Repeated((number % 5,), (number % 3,)) for number in range(43) if (number % 5, number % 3) != (1, 1)
    ]
    found = hidden_groups(repeated, low={0, 1})
    for subject in (0, 1, 2, None):
        schools = [GroupKey(school, subject) for school in range(5)]
        assert len(found & {*schools[:2], GroupKey(Place.LOW, subject)}) != 1
        assert len(found & {*schools[2:], GroupKey(Place.OTHER, subject)}) != 1


def test_slopes_are_drawn_on_a_scale_from_nothing_to_all():
    chart = slope_chart([Means("Физика", Fraction(0), Fraction(1), 5)])
    assert (chart.slopes[0].y1, chart.slopes[0].y2, chart.floor) == ("330.0", "30.0", "330.0")
    assert chart.words == "Физика: 0,0\u00a0% → 100,0\u00a0%"
    assert slope_chart([]) is None


def test_labels_of_slopes_are_kept_apart_and_the_rest_is_counted():
    groups = [Means(f"Школа {n}", Fraction(1, 2), Fraction(n, 400), 99 - n) for n in range(MOST_SLOPES + 4)]
    chart = slope_chart(groups)
    labels = sorted(float(slope.first_label_y) for slope in chart.slopes)
    gaps = {round(after - before, 1) for before, after in pairwise(labels)}
    assert (len(chart.slopes), chart.left_out, gaps) == (MOST_SLOPES, 4, {LABEL_STEP})
    assert max(float(slope.last_label_y) for slope in chart.slopes) <= float(chart.floor) + 5
    assert [slope.falls for slope in chart.slopes] == [True] * MOST_SLOPES


@pytest.mark.django_db
def test_teacher_counts_in_the_school_of_the_day(school, other_school, make_teacher):
    moved = make_teacher(other_school, "T1")
    Employment.objects.filter(person=moved).update(start_date=BETWEEN)
    Employment.objects.create(person=moved, school=school, end_date=BETWEEN)
    diagnose(moved, FIRST, 40)
    diagnose(moved, LAST, 60)
    before, after = date(2025, 5, 11), BETWEEN
    assert [growth(teachers_of([one], before)).teachers for one in (school, other_school)] == [1, 0]
    assert [growth(teachers_of([one], after)).teachers for one in (school, other_school)] == [0, 1]
    assert school_growth(other_school, LAST).score == Change(Fraction(2, 5), Fraction(3, 5))
    assert school_growth(other_school, date(2025, 10, 11)).repeated == 0


@pytest.mark.django_db
def test_teacher_of_two_subjects_counts_in_both_and_once_in_the_whole(school, make_teacher):
    both, none = make_teacher(school, "T1"), make_teacher(school, "T2")
    physics, chemistry = (Subject.objects.create(name=name) for name in ("Физика", "Химия"))
    both.subjects.add(physics, chemistry)
    diagnose(none, FIRST, 40)
    teachers = teachers_of(School.objects.all(), TODAY)
    assert growth(teachers).teachers == 2
    sizes = {subject: len(members) for subject, members in by_subject(teachers).items()}
    assert sizes == {physics.pk: 1, chemistry.pk: 1, NO_SUBJECT: 1}
    assert {place: len(members) for place, members in by_school(teachers).items()} == {school.pk: 2}


@pytest.mark.django_db
def test_staff_who_are_no_teachers_are_left_out(school, make_teacher):
    make_teacher(school, "T1", is_teacher=False)
    assert teachers_of([school], TODAY) == []


@pytest.mark.django_db
def test_an_edit_made_since_does_not_change_what_was_said(school, make_teacher):
    teacher = make_teacher(school, "T1")
    row = Diagnostic(person=teacher, date=FIRST, subject_score=40, method_score=40, max_score=100)
    row._history_date = datetime(2024, 10, 20, tzinfo=MOSCOW)
    row.save()
    row.subject_score = row.method_score = 80
    row._history_date = datetime(2025, 9, 1, tzinfo=MOSCOW)
    row.save()
    held = [teachers_of([school], day)[0].testings[0].score for day in (date(2025, 8, 31), date(2025, 9, 1))]
    assert held == [Fraction(2, 5), Fraction(4, 5)]


@pytest.mark.django_db
def test_nobody_is_tested_twice_a_day(school, make_teacher):
    teacher = make_teacher(school, "T1")
    heads = ["Код педагога", "Дата", "Предметные компетенции", "Методические компетенции", "Максимум"]
    rows = [["T1", FIRST, 40, 40, 100], ["T1", FIRST, 50, 50, 100]]
    assert run_import("diagnostics", workbook(heads, *rows), by=None).errors
    assert not Diagnostic.objects.exists()
    diagnose(teacher, FIRST, 40)
    with pytest.raises(IntegrityError):
        diagnose(teacher, FIRST, 50)


@pytest.mark.usefixtures("school_year")
def test_school_and_indicator_are_the_same_figure(programme, school, make_teacher):
    for number, (before, after) in enumerate([(40, 50), (30, 45), (70, 60)]):
        teacher = make_teacher(school, f"T{number}")
        diagnose(teacher, FIRST, before)
        diagnose(teacher, LAST, after)
    ratio = REGISTRY["p000_competence_growth"].compute(Facts(programme, TODAY))
    assert ratio.value == school_growth(school, TODAY).relative == Fraction(3, 28)


@pytest.mark.usefixtures("school_year")
@pytest.mark.parametrize(("others", "is_hidden"), [(0, False), (3, True), (5, False)])
def test_indicator_is_hidden_where_the_page_of_diagnostics_hides_the_low(
    programme, school, other_school, make_teacher, others, is_hidden
):
    """A few twice-tested teachers of the other schools would follow from the total and the ШНОР."""
    for number in range(5 + others):
        teacher = make_teacher(school if number < 5 else other_school, f"T{number}")
        diagnose(teacher, FIRST, 40)
        diagnose(teacher, LAST, 50)
    ratio = REGISTRY["p000_competence_growth"].compute(Facts(programme, TODAY, has_names=False))
    every = teachers_of([school, other_school], TODAY)
    hidden = hidden_from(every, {school.pk}, programme.municipality_id, TODAY)
    assert (ratio.is_hidden, GroupKey(Place.LOW) in hidden) == (is_hidden, is_hidden)


@pytest.mark.usefixtures("school_year")
def test_reader_without_names_gets_the_same_figure_of_the_same_schools(
    programme, school, other_school, make_teacher, django_assert_num_queries
):
    """Who also works in a school that is no ШНОР counts as a teacher of the ШНОР alone."""
    for number in range(6):
        teacher = make_teacher(school, f"T{number}")
        diagnose(teacher, FIRST, 40)
        diagnose(teacher, LAST, 50)
    for_a_term = {"start_date": BETWEEN, "end_date": date(2030, 8, 31)}
    Employment.objects.create(person=teacher, school=other_school, **for_a_term)
    make_teacher(other_school, "T6")
    growth_of_low = REGISTRY["p000_competence_growth"].compute
    named, nameless = Facts(programme, TODAY), Facts(programme, TODAY, has_names=False)
    with_names = growth_of_low(named)
    nameless.low_counts, nameless.thresholds  # noqa: B018 - asked with those of the other indicators
    with django_assert_num_queries(4):
        without = growth_of_low(nameless)
    assert (without.value, without.note, without.is_hidden) == (
        Fraction(1, 4), "тестированы дважды: 6 из 6 педагогов", False,
    )  # fmt: skip
    assert (with_names.value, with_names.note) == (without.value, without.note)
    assert with_names.coverage == without.coverage == Coverage(1, 1)
