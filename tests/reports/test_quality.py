"""The ledger of data quality: each check at its limits."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import Difficulty, MenteeRequest, Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Order, Pair, PairMember
from reports.models import Setting
from reports.quality.ledger import Ledger, counts
from reports.quality.registry import BY_CODE, CHECKS
from reports.tasks import tasks_for
from schools.enums import ConsentKind, ConsentWay, Role
from schools.models import (
    Consent,
    Employment,
    IndexStudy,
    ListedSchool,
    NotDoubles,
    Person,
    RoleAssignment,
    School,
    SchoolList,
    SchoolPaper,
    SchoolYear,
    Subject,
    User,
)
from tests.cast import SINCE, TODAY, YEAR

OK_YEAR = {
    "results_index": Decimal("0.5"),
    "final_exams": Decimal(60),
    "national_tests": Decimal(50),
    "teacher_count": 20,
    "novice_count": 4,
}


@pytest.fixture
def clean(users, school, municipality) -> SchoolYear:
    """The cast without a single finding."""
    for index in ("results", "wellbeing"):
        IndexStudy.objects.create(municipality=municipality, year=YEAR, index=index, study="Исследование")
    subject = Subject.objects.create(name="Физика")
    for person in Person.objects.all():
        person.email = f"{person.code}@example.org"
        person.save()
        person.subjects.add(subject)
    return SchoolYear.objects.create(school=school, year=YEAR, **OK_YEAR)


@pytest.fixture
def said(clean, users):
    """What the methodist is told under a check: `said("no_index")`, school and sentence."""

    def run(check: str, login: str = "methodist") -> list[tuple[str, str]]:
        ledger = Ledger.read(User.objects.get(username=login), TODAY)
        return [
            (", ".join(school.code for school in ledger.schools_of(finding)), finding.words)
            for finding in ledger.of_check(BY_CODE[check])
        ]

    return run


def change(clean: SchoolYear, **fields) -> None:
    SchoolYear.objects.filter(pk=clean.pk).update(**fields)


@pytest.fixture
def neighbours(municipality) -> list[SchoolYear]:
    """Four schools with ИОР 0.1, 0.2, 0.3 and 0.9 beside the 0.5 of «901»."""
    rows = []
    for number, index in enumerate(("0.1", "0.2", "0.3", "0.9")):
        school = School.objects.create(code=f"N{number}", name=f"Школа {number}", municipality=municipality)
        rows.append(
            SchoolYear.objects.create(
                school=school, year=YEAR, **{**OK_YEAR, "results_index": Decimal(index), "teacher_count": 0}
            )
        )
    return rows


def test_clean_municipality_has_no_findings(clean, users):
    found = counts(users["methodist"], TODAY)
    assert (found.total, dict(found.by_check), dict(found.by_school)) == (0, {}, {})
    assert tasks_for(users["methodist"], TODAY) == []


@pytest.mark.parametrize("check", [check.code for check in CHECKS])
def test_every_check_is_empty_in_an_empty_portal(said, check):
    assert said(check) == []


class TestSchools:
    """Schools and their year."""

    def test_row_of_the_year(self, said, clean, other_school):
        assert said("no_year") == [("902", "За 2025/2026 у школы нет записи учебного года.")]
        SchoolYear.objects.create(school=other_school, year=YEAR - 1)
        assert len(said("no_year")) == 1
        SchoolYear.objects.create(school=other_school, year=YEAR, **OK_YEAR)
        assert said("no_year") == []

    def test_index(self, said, clean):
        change(clean, results_index=0)
        assert said("no_index") == []
        change(clean, results_index=None)
        assert said("no_index") == [("901", "За 2025/2026 не внесён ИОР.")]

    @pytest.mark.parametrize(
        ("fields", "missing"),
        [
            ({"final_exams": None}, "ГИА"),
            ({"national_tests": None}, "ВПР"),
            ({"final_exams": None, "national_tests": None}, "ГИА и ВПР"),
        ],
    )
    def test_exams(self, said, clean, fields, missing):
        change(clean, **fields)
        assert said("no_exams") == [("901", f"За 2025/2026 нет результата: {missing}.")]

    def test_headcount_below_the_register(self, said, clean, school, make_teacher):
        change(clean, teacher_count=2)
        assert said("headcount") == []
        moved = make_teacher(school, "T1")
        assert said("headcount") == [("901", "Педагогов всего: 2, а в списке педагогов школы их 3.")]
        Employment.objects.filter(person=moved).update(end_date=TODAY)
        assert said("headcount") == []

    def test_headcount_counts_teachers_alone(self, said, clean, people, school):
        change(clean, teacher_count=2)
        Employment.objects.create(person=people["director"], school=school)
        assert said("headcount") == []

    def test_missing_headcount(self, said, clean):
        change(clean, teacher_count=None)
        assert said("no_headcount") == [("901", "За 2025/2026 не внесено, сколько педагогов всего.")]
        assert (said("headcount"), said("novices")) == ([], [])

    @pytest.mark.parametrize(("young", "found"), [(20, 0), (21, 1), (None, 0)])
    def test_novices_within_teachers(self, said, clean, young, found):
        change(clean, novice_count=young)
        assert len(said("novices")) == found

    def test_curator_of_the_day(self, said, clean, people):
        role = people["curator"].roles
        role.update(end_date=TODAY)
        assert said("no_curator") == []
        role.update(end_date=TODAY - timedelta(days=1))
        assert said("no_curator") == [("901", "Сегодня в школе нет школьного куратора.")]

    def test_flag_needs_an_order_in_the_row_or_in_a_list(self, said, clean, school, municipality):
        change(clean, has_low_results=True, has_hard_conditions=True)
        assert [words for _, words in said("flag_without_order")] == [
            "Школа в перечне ШНОР 2025/2026, а приказ не записан.",
            "Школа в перечне ШССУ 2025/2026, а приказ не записан.",
        ]
        adopted = SchoolList.objects.create(
            municipality=municipality, kind="low_results", year=YEAR, number="1", date=SINCE, issuer="Минобр"
        )
        ListedSchool.objects.create(list=adopted, school=school)
        assert len(said("flag_without_order")) == 2
        SchoolList.objects.update(adopted_at="2025-09-01T10:00:00Z")
        assert len(said("flag_without_order")) == 1
        change(clean, order="№ 145")
        assert said("flag_without_order") == []

    def test_low_results_need_a_programme_past_its_draft(self, said, clean, school):
        change(clean, has_low_results=True, order="№ 145")
        assert said("no_transition") == [("901", "Программы перевода в эффективный режим за 2025/2026 нет.")]
        SchoolPaper.objects.create(school=school, year=YEAR, kind="transition", state="draft")
        assert len(said("no_transition")) == 1
        SchoolPaper.objects.update(state="submitted")
        assert said("no_transition") == []

    def test_school_taken_off_the_list_owes_no_programme(self, said, clean):
        change(clean, has_low_results=True, order="№ 145", low_results_ended=TODAY)
        assert said("no_transition") == []
        change(clean, low_results_ended=TODAY + timedelta(days=1))
        assert len(said("no_transition")) == 1

    def test_index_needs_a_source(self, said, clean, municipality):
        IndexStudy.objects.all().delete()
        assert said("index_without_source") == [
            ("", "Лесной район: не записано, из какого исследования ИОР за 2025/2026.")
        ]
        change(clean, wellbeing_index=Decimal("0.4"))
        assert len(said("index_without_source")) == 2
        change(clean, results_index=None, wellbeing_index=None)
        assert said("index_without_source") == []


class TestQuartiles:
    """Imported quartiles beside the index."""

    def test_own_quartile_other_than_by_the_cuts(self, said, clean, neighbours):
        change(clean, results_quartile=3)
        assert said("own_quartile") == []
        change(clean, results_quartile=2)
        assert said("own_quartile") == [("901", "Загружен 2-й квартиль ИОР, а по значению индекса — 3-й.")]

    def test_too_few_schools_contradict_nothing(self, said, clean):
        change(clean, results_quartile=1)
        assert (said("own_quartile"), said("quartile_order")) == ([], [])

    def test_setting_of_the_fewest_schools_counts(self, said, clean, neighbours):
        change(clean, results_quartile=2)
        Setting.objects.create(code="fewest_schools", value=6, from_date=SINCE, reason="опыт")
        assert said("own_quartile") == []

    def test_higher_index_with_a_lower_quartile(self, said, clean, neighbours):
        change(clean, results_quartile=1)
        assert said("quartile_order") == [
            ("901", "ИОР 0,5 выше, чем у школы «Школа 2» (0,3), а квартиль ниже: 1 против 2.")
        ]

    def test_equal_indices_are_not_turned_round(self, said, clean, neighbours):
        change(clean, results_index=Decimal("0.3"), results_quartile=1)
        assert said("quartile_order") == []
        change(clean, results_index=Decimal("0.300001"))
        assert len(said("quartile_order")) == 1

    def test_both_indices_are_looked_at(self, said, clean, neighbours):
        for row, value in zip(neighbours, ("0.1", "0.2", "0.3", "0.9"), strict=True):
            SchoolYear.objects.filter(pk=row.pk).update(wellbeing_index=Decimal(value))
        change(clean, wellbeing_index=Decimal("0.95"), wellbeing_quartile=1)
        assert [words for _, words in said("own_quartile")] == [
            "Загружен 1-й квартиль ИСБШ, а по значению индекса — 4-й."
        ]
        assert len(said("quartile_order")) == 1

    def test_curator_is_not_told_of_other_schools(self, said, clean, neighbours):
        change(clean, results_quartile=1)
        assert said("quartile_order", "curator") == [
            ("901", "ИОР выше, чем у другой школы, а квартиль ниже.")
        ]
        SchoolYear.objects.filter(pk=neighbours[3].pk).update(results_quartile=1)
        assert len(said("quartile_order", "curator")) == 1


class TestPeople:
    """People and accounts."""

    @pytest.mark.parametrize(
        ("fields", "check", "words"),
        [
            ({"teaching_since": None}, "no_start", "не записано начало педагогической деятельности."),
            ({"email": ""}, "no_email", "есть учётная запись, нет электронной почты."),
        ],
    )
    def test_what_a_record_lacks(self, said, people, fields, check, words):
        Person.objects.filter(pk=people["mentor"].pk).update(**fields)
        assert said(check) == [("901", f"Клёнова Эмма Савельевна: {words}")]

    def test_subjects(self, said, people):
        people["mentor"].subjects.clear()
        people["director"].subjects.clear()
        assert said("no_subjects") == [("901", "Клёнова Эмма Савельевна: не записаны предметы.")]

    def test_teacher_without_a_school(self, said, people):
        Person.objects.filter(pk=people["mentor"].pk).update(school=None)
        assert said("no_school") == [("", "Клёнова Эмма Савельевна — педагог, а школа не указана.")]

    def test_who_has_no_account_needs_no_address(self, said, school, make_teacher):
        make_teacher(school, "T1").subjects.add(Subject.objects.get())
        assert said("no_email") == []

    def test_account_without_a_role(self, said, people):
        people["approver"].roles.update(end_date=TODAY)
        assert said("account_without_role") == []
        people["approver"].roles.update(end_date=TODAY - timedelta(days=1))
        assert said("account_without_role") == [
            ("", "Учётная запись «approver» действует, а роли нет (Сосновская Римма Глебовна).")
        ]
        User.objects.filter(username="approver").update(is_active=False)
        assert said("account_without_role") == []

    def test_curator_without_an_account(self, said, school, make_teacher):
        teacher = make_teacher(school, "T1", last_name="Новая")
        RoleAssignment.objects.create(person=teacher, role=Role.CURATOR, school=school, start_date=TODAY)
        assert said("curator_without_account") == [
            ("901", "Новая Иван Иванович — школьный куратор без учётной записи.")
        ]
        account = User.objects.create_user("new", person=teacher)
        assert said("curator_without_account") == []
        User.objects.filter(pk=account.pk).update(is_active=False)
        assert len(said("curator_without_account")) == 1

    def test_doubles(self, said, school, other_school, make_teacher):
        names = {"last_name": "Ёлкина", "first_name": "Алёна", "middle_name": "Петровна"}
        one = make_teacher(school, "T1", **names)
        other = make_teacher(other_school, "T2", **{**names, "last_name": "Елкина"})
        ((codes, words),) = said("doubles")
        named = "Ёлкина Алёна Петровна (код T1) и Елкина Алёна Петровна (код T2) — вероятно."
        reason = "ФИО совпадают, различается только написание; школы разные: могут быть тёзки."
        assert (codes, words) == ("901, 902", f"{named} {reason}")
        assert said("doubles", "curator") == []
        NotDoubles.objects.create(person_a=one, person_b=other)
        assert said("doubles") == []


class TestMentoring:
    """Mentors, pairs and requests."""

    @pytest.fixture
    def mentor(self, people) -> Mentor:
        return Mentor.objects.enlist([people["mentor"]], state=MentorState.ACTIVE, state_date=SINCE)[0]

    def test_mentor_without_consent(self, said, mentor):
        words = "Клёнова Эмма Савельевна в банке наставников без согласия на обработку персональных данных."
        assert said("mentor_without_consent") == [("901", words)]
        for state in (MentorState.CANDIDATE, MentorState.RETIRED):
            Mentor.objects.update(state=state)
            assert said("mentor_without_consent") == []
        Mentor.objects.update(state=MentorState.IN_BANK)
        consent = Consent.objects.create(
            person=mentor.person, kind=ConsentKind.PROCESSING, given_date=SINCE, way=ConsentWay.PAPER
        )
        assert said("mentor_without_consent") == []
        Consent.objects.filter(pk=consent.pk).update(kind=ConsentKind.PUBLICATION)
        assert len(said("mentor_without_consent")) == 1

    def test_pair_without_a_registered_order(self, said, mentor, people, municipality):
        pair = Pair.objects.create(
            municipality=municipality, number="7", mentor=mentor, state=PairState.ACTIVE
        )
        PairMember.objects.create(pair=pair, mentor=mentor, mentee=people["mentee"], start_date=SINCE)
        assert said("pair_without_order") == [
            ("901", "Пара № 7 работает без зарегистрированного приказа; наставник — Клёнова Эмма Савельевна.")
        ]
        states = {}
        for state in PairState:
            Pair.objects.update(state=state)
            states[state.value] = len(said("pair_without_order"))
        assert [state for state, found in states.items() if found] == ["ordered", "active", "paused"]
        order = Order.objects.create(municipality=municipality, number="1-од")
        Pair.objects.update(state=PairState.ACTIVE, order=order)
        assert len(said("pair_without_order")) == 1
        Order.objects.update(date=date(2025, 9, 1))
        assert said("pair_without_order") == []

    def test_mentor_who_left_the_municipality(self, said, mentor, municipality, foreign_school):
        order = Order.objects.create(municipality=municipality, number="1-од", date=SINCE)
        Pair.objects.create(
            municipality=municipality, number="7", mentor=mentor, state=PairState.ACTIVE, order=order
        )
        assert said("mentor_left") == []
        Person.objects.filter(pk=mentor.pk).update(
            municipality=foreign_school.municipality, school=foreign_school
        )
        assert said("mentor_left") == [
            ("", "Наставник пары № 7 больше не работает в муниципалитете: Клёнова Эмма Савельевна.")
        ]
        Pair.objects.update(state=PairState.COMPLETED)
        assert said("mentor_left") == []

    def test_request_without_a_subject(self, said, people):
        request = MenteeRequest.objects.create(
            person=people["mentee"],
            difficulty=Difficulty.objects.create(name="дисциплина"),
            requested_date=TODAY,
            state=RequestState.ACCEPTED,
        )
        assert said("request_without_subject") == [
            ("901", "Осинин Тихон Эдуардович: в запросе «дисциплина» не указан предмет.")
        ]
        for state in (RequestState.DRAFT, RequestState.CLOSED, RequestState.WITHDRAWN):
            MenteeRequest.objects.update(state=state)
            assert said("request_without_subject") == []
        MenteeRequest.objects.filter(pk=request.pk).update(
            state=RequestState.SUBMITTED, subject=Subject.objects.get()
        )
        assert said("request_without_subject") == []
