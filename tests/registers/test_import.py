"""The register comes back: into the same portal nothing changes, into an empty one it says the same again."""

import io
from datetime import date

import pytest
from django.http import QueryDict

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import Interview, MenteeRequest, Mentor, MentorCard, Training
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Order, Pair, PairMember
from mentorship.programmes.models import FormVariant, MentoringForm
from mentorship.spreadsheets.exporting import export_layout
from mentorship.spreadsheets.importing import run_import
from mentorship.spreadsheets.words import fold
from mentorship.spreadsheets.writer import Sheet, write_sheets
from reports.registers import mentees, mentors
from reports.registers.choice import choice_of
from reports.registers.workbook import register_sheets
from schools.models import Consent, User
from surveys.enums import Respondent
from tests.bank.builders import consent, difficulty, focus, subject
from tests.registers.conftest import END, START

pytestmark = pytest.mark.django_db

# What the register cannot carry: questionnaires and half-year reports are filled, not named.
NOT_CARRIED = {"Анкета до/после (да/нет)", "Отчёты (I, II)"}


@pytest.fixture
def choice(users):
    return lambda: choice_of(User.objects.get(pk=users["methodist"].pk), QueryDict("year=2025/2026"))


@pytest.fixture
def sheets(choice):
    """The two sheets as they would be exported now: headings and rows."""
    return lambda: [(list(sheet.headings), list(sheet.rows)) for sheet in register_sheets(choice())]


def take(sheets, **options):
    """Import the register of these sheets."""
    titles = ("Наставляемые", "Наставники")
    book = [Sheet(title, *sheet, mark="Пометка") for title, sheet in zip(titles, sheets, strict=False)]
    return run_import("register", write_sheets(book), by=None, **options)


def counts(report):
    return (report.created, report.updated, report.unchanged, report.errors)


def forget():
    """An installation that holds schools and staff only."""
    PairMember.objects.all().delete()
    for model in (Pair, Order, MenteeRequest, Consent, Training, Interview, MentorCard, Mentor):
        model.objects.all().delete()


def carried(sheets):
    """The cells that a register carries."""
    return [
        (
            headings,
            [
                [cell for head, cell in zip(headings, row, strict=True) if head not in NOT_CARRIED]
                for row in rows
            ],
        )
        for headings, rows in sheets
    ]


@pytest.fixture
def rich(register, join, enlist, make_teacher, other_school, make_response):
    """Two mentors, a group that has ended, a pair of an earlier start, a mentor without a pair."""
    form = MentoringForm.objects.get(title="Учитель – учитель")
    register.pair.form = form
    register.pair.variant = FormVariant.objects.filter(form=form).first()
    register.pair.save()
    guide = enlist(make_teacher(other_school, "M9", last_name="Яхонтова"), training_waiver="кандидат наук")
    for name, about in (
        ("Химия", "профилактика буллинга"),
        ("Родной язык, литература", "классное руководство"),
    ):
        MentorCard.objects.create(mentor=guide, subject=subject(name), focus=focus(about))
    group = join(
        guide,
        make_teacher(other_school, "M2", last_name="Ёжикова"),
        "2",
        state=PairState.COMPLETED,
        result="запрос решён: да",
        end=END,
    )
    second = make_teacher(other_school, "M3", last_name="Жаркова")
    PairMember.objects.create(
        pair=group.pair, mentor=guide, mentee=second, start_date=date(2024, 9, 10), end_date=END
    )
    guide.interviews.create(date=date(2025, 9, 1), is_ready=False)
    guide.interviews.create(date=date(2025, 9, 21), is_ready=True)
    enlist(make_teacher(other_school, "M5", last_name="Вольнова"), state=MentorState.SELECTED)
    make_response(register.mentee, "before", role=Respondent.MENTEE)
    return register


class TestSamePortal:
    """Nothing changes where everything is stored."""

    def test_exported_register_changes_nothing(self, rich, sheets):
        report = take(sheets())
        assert (counts(report), report.warnings) == ((0, 0, 6, []), [])

    def test_so_does_the_file_of_the_page(self, rich, client_as):
        file = client_as("methodist").get("/registers/register.xlsx?year=2025/2026").content
        report = run_import("register", file, by=None, name="register.xlsx")
        assert (counts(report), report.warnings) == ((0, 0, 6, []), [])

    def test_so_does_the_file_of_the_command(self, rich, municipality):
        stream = io.BytesIO()
        rows = export_layout("register", stream, municipality=municipality, by=None)
        report = run_import("register", stream.getvalue(), by=None, municipality=municipality)
        assert (counts(report), report.warnings) == ((0, 0, rows, []), [])
        assert rows >= 4  # of the pairs at work whatever the day

    def test_withdrawn_mentor_is_not_named_and_stays(self, rich, sheets):
        consent(rich.mentor.person, withdrawn_date=date(2026, 3, 1))
        report = take(sheets())
        assert (counts(report), report.warnings) == ((0, 0, 5, []), [])

    def test_twins_in_a_school_come_with_their_codes(self, rich, sheets, make_teacher, school, join):
        names = {"last_name": "Осинин", "first_name": "Тихон", "middle_name": "Эдуардович"}
        twin = make_teacher(school, "M8", **names)
        headings, rows = sheets()[0]
        assert headings[-3:] == ["Код педагога", "Код наставника", "№ пары"]
        assert rows[-1][-3:] == (rich.mentee.code, rich.mentor.person.code, "1")
        assert counts(take(sheets())) == (0, 0, 6, [])
        join(rich.mentor, twin, "3")
        assert counts(take(sheets())) == (0, 0, 7, [])

    def test_plain_register_has_the_columns_of_the_document_alone(self, rich, sheets):
        assert [tuple(headings) for headings, _ in sheets()] == [mentees.HEADINGS, mentors.HEADINGS]


class TestEmptyPortal:
    """What an installation with schools and staff alone gets."""

    def test_register_says_the_same_again(self, rich, sheets):
        before = sheets()
        forget()
        report = take(before)
        assert (counts(report), report.warnings) == ((6, 0, 0, []), [])
        for now, then in zip(carried(sheets()), carried(before), strict=True):
            assert now == then
        assert counts(take(before)) == (0, 0, 6, [])

    def test_pairs_come_back_with_numbers_dates_orders_and_states(self, rich, sheets):
        def stored():
            columns = (
                "pair__number",
                "mentee",
                "mentor",
                "start_date",
                "end_date",
                "pair__state",
                "pair__result",
                "pair__order__number",
                "pair__order__date",
                "pair__form",
                "pair__variant",
            )
            return set(PairMember.objects.values_list(*columns))

        before, told = sheets(), stored()
        forget()
        take(before)
        assert stored() == told

    def test_request_consent_interview_and_training_come_back(self, rich, sheets):
        before = sheets()
        forget()
        take(before)
        request = PairMember.objects.get(mentee=rich.mentee).request
        assert (request.difficulty, request.subject) == (difficulty(), subject("Физика"))
        assert (request.requested_date, request.state) == (START, RequestState.IN_WORK)
        assert Consent.objects.get(person=rich.mentee).given_date == date(2026, 2, 16)
        mentor = Mentor.objects.get(pk=rich.mentor_id)
        assert (mentor.state, mentor.joined_date) == (MentorState.ACTIVE, date(2025, 9, 10))
        assert list(mentor.interviews.values_list("date", "is_ready")) == [(date(2025, 9, 20), True)]
        assert str(mentor.person.trainings.get().programme) == "Школа наставника"
        assert Mentor.objects.get(person__code="M9").training_waiver == "кандидат наук"

    def test_sheet_of_mentees_alone_makes_pairs_with_new_numbers(self, rich, sheets):
        before = sheets()[:1]
        forget()
        assert counts(take(before)) == (3, 0, 0, [])
        numbers = set(Pair.objects.values_list("number", flat=True))
        assert numbers == {"2024-1", "2025-1", "2025-2"}
        assert counts(take(before)) == (0, 0, 3, [])

    def test_another_portal_has_the_number_already(self, rich, sheets, join, enlist, make_teacher, school):
        before = sheets()
        forget()
        join(enlist(make_teacher(school, "M6")), make_teacher(school, "M7"), "1")
        (error,) = take(before).errors
        assert error.message == "Пару № 1 в портале ведёт другой наставник: исправьте номер."


class TestChanges:
    """What people change in the file, cell by cell."""

    def edited(self, sheets, sheet, row, **cells):
        book = [(headings, [list(cells) for cells in rows]) for headings, rows in sheets()]
        headings, rows = book[sheet]
        for heading, value in cells.items():
            index = next(i for i, head in enumerate(headings) if fold(head).startswith(fold(heading)))
            rows[row][index] = value
        return book

    def test_end_and_result(self, rich, sheets):
        book = self.edited(sheets, 0, -1, **{"Дата завершения": END, "Результат": "расторгнута: переезд"})
        assert counts(take(book)) == (0, 1, 5, [])
        rich.refresh_from_db()
        pair = Pair.objects.get(pk=rich.pair_id)
        assert (rich.end_date, pair.state, pair.ending_reason) == (END, PairState.DISSOLVED, "переезд")
        assert Mentor.objects.get(pk=rich.mentor_id).state != MentorState.ACTIVE

    def test_another_start_of_the_same_pair_moves_it(self, rich, sheets):
        take(self.edited(sheets, 0, -1, **{"Дата вхождения": date(2025, 10, 6)}))
        assert list(PairMember.objects.filter(mentee=rich.mentee).values_list("start_date")) == [
            (date(2025, 10, 6),)
        ]

    @pytest.mark.parametrize(
        ("sheet", "cells", "column", "words"),
        [
            (0, {"ФИО": "Никто Никто Никто"}, "ФИО", "Сотрудника с таким ФИО в этой школе нет"),
            (0, {"Наставник": "Никто Никто Никто"}, "Наставник", "Сотрудника с таким ФИО нет"),
            (0, {"Приказ": "№ 15 от 31.02.2025"}, "Приказ №, дата", "Даты 31.02.2025 не бывает"),
            (0, {"Результат": "действует"}, "Результат", "Ожидается, чем кончилась пара"),
            (0, {"Дата завершения": date(2025, 9, 1)}, "Дата завершения", "раньше даты начала"),
            (0, {"Дата вхождения": "скоро"}, "Дата вхождения", "дат"),
            (0, {"Запрос": "удалить"}, "Запрос/затруднения", "не очищает"),
            (1, {"Собеседование": "хорошо"}, "Собеседование (дата, итог)", "Ожидается дата и итог"),
            (1, {"Обучение": "курсы"}, "Обучение (программа, дата)", "Ожидается программа"),
            (1, {"Итог": "молодец"}, "Итог", "Лист «Наставники». Ожидается «пара № 1 действует»"),
            (1, {"ФИО": "Никто Никто Никто"}, "ФИО", "Лист «Наставники». Сотрудника с таким ФИО"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_said_of_its_cell(self, rich, sheets, sheet, cells, column, words):
        report = take(self.edited(sheets, sheet, -1, **cells))
        (error,) = report.errors
        assert (error.column, words in error.message) == (column, True), error
        assert error.message.startswith("Лист «Наставники». ") == (sheet == 1)
        assert counts(report)[:3] == (0, 0, 0)

    def test_what_other_workbooks_change_is_told_and_left(self, rich, sheets):
        report = take(self.edited(sheets, 1, -1, Направление="другое", Категория="высшая"))
        assert (counts(report), [item.column for item in report.warnings]) == (
            (0, 0, 6, []), ["Категория", "Направление"],
        )  # fmt: skip

    def test_same_membership_twice_names_both_rows(self, rich, sheets):
        headings, rows = sheets()[0]
        (error,) = take([(headings, [*rows, rows[0]])]).errors
        assert error.message == "Строки 3 и 6 говорят об одном и том же: оставьте одну."

    def test_who_has_withdrawn_the_consent_is_not_brought_back(self, rich, sheets):
        before = sheets()
        Consent.objects.filter(person=rich.mentee).update(withdrawn_date=date(2026, 3, 1))
        report = take(before)
        assert [item.message for item in report.warnings] == ["Согласие отозвано: файл его не возвращает."]
        assert not Consent.objects.live().filter(person=rich.mentee).exists()
