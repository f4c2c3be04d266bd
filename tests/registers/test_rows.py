"""What stands in the registers: exactly the columns of domain.md §5.5, one row a membership or mentor."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from mentorship.audit.models import Entry
from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState, ReportState
from mentorship.pairs.models import HalfYearReport, ReportingPeriod
from reports.registers import counts, mentees, mentors, together
from reports.registers.choice import choice_of
from schools.models import Consent, User
from surveys.enums import Respondent, ResponseState
from tests.bank.builders import consent
from tests.registers.conftest import END, START

pytestmark = pytest.mark.django_db


def chosen(user, counted=False, **query):
    data = QueryDict(mutable=True)
    data.update({"year": "2025/2026", **query})
    # read anew: an account remembers its rights of the day
    return choice_of(User.objects.get(pk=user.pk), data, counts=counted)


def mentee_cells(user, **query):
    return [row.cells for row in mentees.all_mentee_rows(chosen(user, **query))]


def mentor_cells(user, **query):
    return [row.cells for row in mentors.all_mentor_rows(chosen(user, **query))]


def test_headings_are_those_of_the_document():
    assert " · ".join(mentees.HEADINGS) == (
        "№ · ФИО · Школа · Должность/предмет · Категория наставляемого · Стаж · Запрос/затруднения · "
        "Дата вхождения · Наставник · Форма/вариант · Приказ №, дата · Дата завершения · Результат · "
        "Анкета до/после (да/нет) · Согласие (дата)"
    )
    assert " · ".join(mentors.HEADINGS) == (
        "№ · ФИО · Школа · Должность · Предмет · Категория · Стаж · Направление · Дата включения в банк · "
        "Собеседование (дата, итог) · Обучение (программа, дата) · Наставляемые · Приказ · Отчёты (I, II) · "
        "Итог"
    )


class TestMentees:
    """The first sheet."""

    def test_row_in_full(self, users, register):
        (cells,) = mentee_cells(users["methodist"])
        years = register.mentee.experience_years(chosen(users["methodist"]).on)
        assert cells == (
            1,
            "Осинин Тихон Эдуардович",
            "Ёлкинская СОШ",
            "Учитель, Физика",
            "молодой/начинающий педагог",
            years,
            "дисциплина в классе, Физика",
            START,
            "Клёнова Эмма Савельевна",
            "",
            "№ 15 от 30.09.2025",
            None,
            "",
            "нет/нет",
            date(2026, 2, 16),
        )

    def test_ended_pair_tells_its_result(self, users, register):
        register.pair.state, register.pair.result = PairState.COMPLETED, "запрос решён"
        register.pair.save()
        register.end_date = END
        register.save()
        (cells,) = mentee_cells(users["methodist"])
        assert cells[11:13] == (END, "завершена: запрос решён")

    @pytest.mark.parametrize(
        ("start", "end", "found"),
        [
            (date(2026, 8, 31), None, True),
            (date(2026, 9, 1), None, False),
            (date(2024, 9, 1), date(2025, 9, 1), True),
            (date(2024, 9, 1), date(2025, 8, 31), False),
        ],
    )
    def test_year_holds_who_was_there_for_a_day(self, users, register, start, end, found):
        register.start_date, register.end_date = start, end
        register.save()
        assert bool(mentee_cells(users["methodist"])) == found

    @pytest.mark.parametrize("state", [PairState.PROPOSED, PairState.AGREED, PairState.CANCELLED])
    def test_pair_that_has_not_begun_is_not_there(self, users, register, state):
        register.pair.state = state
        register.pair.save()
        assert mentee_cells(users["methodist"]) == []

    @pytest.mark.parametrize(
        ("phases", "words"), [(["before"], "да/нет"), (["after"], "нет/да"), (["before", "after"], "да/да")]
    )
    def test_says_who_has_answered_and_never_what(self, users, register, make_response, phases, words):
        for phase in phases:
            make_response(register.mentee, phase)
        (cells,) = mentee_cells(users["methodist"])
        assert cells[13] == words

    def test_draft_and_other_year_and_other_role_are_no_answer(self, users, register, make_response):
        make_response(register.mentee, "before", state=ResponseState.DRAFT)
        make_response(register.mentee, "after", year=2024)
        make_response(register.mentee, "after", role=Respondent.MENTOR)
        (cells,) = mentee_cells(users["methodist"])
        assert cells[13] == "нет/нет"

    def test_who_has_withdrawn_the_consent_is_not_there_and_is_not_named(self, users, register):
        consent(register.mentor.person, withdrawn_date=date(2026, 3, 1))
        (cells,) = mentee_cells(users["methodist"])
        assert cells[8] == "согласие отозвано"
        Consent.objects.filter(person=register.mentee).update(withdrawn_date=date(2026, 3, 1))
        assert mentee_cells(users["methodist"]) == []

    def test_renewed_consent_brings_the_row_back(self, users, register):
        Consent.objects.filter(person=register.mentee).update(withdrawn_date=date(2026, 3, 1))
        consent(register.mentee, given_date=date(2026, 3, 2))
        (cells,) = mentee_cells(users["methodist"])
        assert cells[14] == date(2026, 3, 2)

    def test_rows_are_numbered_by_name(self, users, register, join, enlist, make_teacher, other_school):
        join(register.mentor, make_teacher(other_school, "M2", last_name="Ёжикова"), "2")
        assert [cells[:2] for cells in mentee_cells(users["methodist"])] == [
            (1, "Ёжикова Иван Иванович"),
            (2, "Осинин Тихон Эдуардович"),
        ]


class TestMentors:
    """The second sheet and the selected."""

    def test_row_in_full(self, users, register):
        (cells,) = mentor_cells(users["methodist"])
        years = register.mentor.person.experience_years(chosen(users["methodist"]).on)
        assert cells == (
            1,
            "Клёнова Эмма Савельевна",
            "Ёлкинская СОШ",
            "",
            "Физика",
            "первая",
            years,
            "классное руководство",
            date(2025, 9, 10),
            "20.09.2025, готов",
            "Школа наставника, 25.09.2025",
            "Осинин Тихон Эдуардович",
            "№ 15 от 30.09.2025",
            "I: нет; II: нет",
            "пара № 1 действует",
        )

    def test_day_of_entry_is_that_of_the_first_acceptance(self, users, register):
        for at in (datetime(2025, 9, 12, 9, tzinfo=UTC), datetime(2025, 11, 3, 9, tzinfo=UTC)):
            Entry.objects.create(
                at=at, action="mentor.accept", target_model="bank.mentor", target_id=register.mentor_id
            )
        (cells,) = mentor_cells(users["methodist"])
        assert cells[8] == date(2025, 9, 12)

    def test_reports_of_both_halves(self, users, register, municipality):
        for half, state in ((1, ReportState.CHECKED), (2, ReportState.SUBMITTED)):
            period = ReportingPeriod.objects.create(
                municipality=municipality,
                year=2025,
                half=half,
                start_date=date(2025, 9, 1),
                end_date=date(2025, 12, 31),
                due_date=date(2026, 1, 15),
            )
            HalfYearReport.objects.create(pair=register.pair, period=period, state=state)
        (cells,) = mentor_cells(users["methodist"])
        assert cells[13] == "I: проверен; II: сдан"

    @pytest.mark.parametrize("state", MentorState)
    def test_without_a_pair_only_who_is_in_the_bank(self, users, people, enlist, state):
        enlist(people["mentor"], state=state)
        in_bank = state in ("in_bank", "selected", "trained", "active", "suspended")
        assert bool(mentor_cells(users["methodist"])) == in_bank

    def test_who_left_stays_in_the_year_of_the_work(self, users, register):
        Mentor.objects.update(state=MentorState.RETIRED)
        assert len(mentor_cells(users["methodist"])) == 1
        assert mentor_cells(users["methodist"], year="2024/2025") == []

    @pytest.mark.parametrize("state", MentorState)
    def test_selected_are_those_past_the_interview(self, users, people, enlist, state):
        enlist(people["mentor"], state=state)
        found = mentors.selected_of(chosen(users["methodist"]))
        assert found.exists() == (state in ("selected", "trained", "active"))


class TestReach:
    """Whose people stand in the register of whom."""

    @pytest.fixture
    def two_schools(self, register, join, make_teacher, other_school, enlist):
        guide = enlist(make_teacher(other_school, "M9", last_name="Яхонтова"))
        return join(guide, make_teacher(other_school, "M2", last_name="Ёжикова"), "2")

    @pytest.mark.parametrize(
        ("login", "found"), [("methodist", 2), ("head", 2), ("curator", 1), ("director", 1)]
    )
    def test_of_roles(self, users, two_schools, login, found):
        assert len(mentee_cells(users[login])) == found
        assert len(mentor_cells(users[login])) == found

    def test_school_narrows(self, users, two_schools):
        (cells,) = mentee_cells(users["methodist"], school="902")
        assert cells[1].startswith("Ёжикова")

    @pytest.mark.parametrize("query", [{"school": "902"}, {"school": "нет"}, {"year": "когда-то"}])
    def test_foreign_school_or_nonsense_shows_nobody(self, users, two_schools, query):
        assert mentee_cells(users["curator"], **query) == []

    def test_another_municipality_is_out_of_reach(
        self, users, register, enlist, join, make_teacher, foreign_school
    ):
        guide = enlist(make_teacher(foreign_school, "F9"))
        join(guide, make_teacher(foreign_school, "F2"), "1")
        assert len(mentee_cells(users["methodist"])) == 1

    def test_counts_of_the_department(self, users, two_schools, join, make_teacher, other_school):
        join(
            two_schools.mentor,
            make_teacher(other_school, "M3"),
            "3",
            state=PairState.COMPLETED,
            end=END,
        )
        assert counts.counts_of(chosen(users["department"], counted=True)) == [
            ("Ёлкинская СОШ", 1, 1, 1, 0),
            ("Сосновая ООШ", 2, 1, 2, 1),
            ("Всего", 3, 2, 3, 1),
        ]

    def test_pair_across_schools_is_counted_once_in_the_total(
        self, users, register, join, make_teacher, other_school
    ):
        join(register.mentor, make_teacher(other_school, "M3"), "3")
        assert counts.counts_of(chosen(users["department"], counted=True))[-2:] == [
            ("Сосновая ООШ", 1, 0, 1, 0),
            ("Всего", 2, 1, 2, 0),
        ]


class TestHistory:
    """Who worked with whom over the years."""

    def test_both_sides_of_a_person(self, users, register, join, make_teacher, school, enlist):
        elder = enlist(make_teacher(school, "M7", last_name="Старшева"))
        join(
            elder,
            register.mentor.person,
            "0",
            state=PairState.DISSOLVED,
            start=date(2023, 10, 1),
            end=date(2024, 10, 1),
            ending_reason="переезд",
        )
        rows = together.history_of(register.mentor.person, date(2026, 3, 16))
        assert [(row.when, row.role, row.partner, row.state) for row in rows] == [
            ("2025/2026", "наставник", "Осинин Тихон Эдуардович", "действует"),
            ("2023/2024–2024/2025", "наставляемый", "Старшева Иван Иванович", "расторгнута: переезд"),
        ]

    @pytest.mark.parametrize(
        ("start", "end", "words"),
        [
            (None, None, ""),
            (date(2025, 9, 1), date(2026, 8, 31), "2025/2026"),
            (date(2025, 8, 31), date(2025, 9, 1), "2024/2025–2025/2026"),
            (date(2024, 9, 1), None, "2024/2025–2025/2026"),
            (date(2026, 4, 1), None, "2025/2026"),
            (date(2026, 9, 1), None, "2026/2027"),
        ],
    )
    def test_school_years_in_words(self, start, end, words):
        assert together.spanned(start, end, date(2026, 3, 16)) == words
