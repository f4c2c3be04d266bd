"""The kinds `requests` and `trainings` to the letter of contract §3."""

import io
from datetime import date

import pytest

from mentorship.bank.enums import RequestState
from mentorship.bank.models import MenteeRequest, Training
from mentorship.spreadsheets.exporting import export_layout
from mentorship.spreadsheets.importing import run_import
from tests.workbooks import cells_of, workbook

REQUEST_HEADINGS = [
    "Код педагога",
    "Категория наставляемого",
    "Предмет",
    "Профессиональное затруднение",
    "Источник",
    "Дата запроса",
]
REQUEST = [
    "C-mentee",
    "молодой/начинающий педагог",
    "Физика",
    "дисциплина в классе",
    "куратор",
    date(2025, 9, 19),
]
TRAINING_HEADINGS = ["Код педагога", "Программа", "Часов", "Дата", "№ удостоверения"]
TRAINING = ["C-mentor", "Школа наставника", 36, "20.01.2026", "УД-1"]


def load(kind, *rows, headings=None, **options):
    default = REQUEST_HEADINGS if kind == "requests" else TRAINING_HEADINGS
    return run_import(kind, workbook(headings or default, *rows), by=None, **options)


def change(cells, index, value):
    return [value if number == index else cell for number, cell in enumerate(cells)]


def export(kind, municipality=None):
    stream = io.BytesIO()
    export_layout(kind, stream, municipality=municipality, by=None)
    return stream.getvalue()


class TestRequests:
    """Requests."""

    def test_new_row_is_a_request_that_was_accepted(self, people):
        assert load("requests", REQUEST).created == 1
        row = MenteeRequest.objects.get()
        assert (row.person, row.state, row.requested_date, row.year) == (
            people["mentee"],
            RequestState.ACCEPTED,
            date(2025, 9, 19),
            2025,
        )
        words = (row.mentee_category.name, row.subject.name, row.difficulty.name, row.source.name)
        assert words == tuple(REQUEST[1:5])

    @pytest.mark.parametrize(
        ("day", "year"), [("31.08.2025", 2024), ("01.09.2025", 2025), ("31.08.2026", 2025)]
    )
    def test_year_is_that_of_the_date(self, people, day, year):
        load("requests", change(REQUEST, 5, day))
        assert MenteeRequest.objects.get().year == year

    def test_another_day_of_the_same_year_is_the_same_request(self, people):
        load("requests", REQUEST)
        report = load("requests", change(REQUEST, 5, "01.10.2025"))
        assert (report.updated, MenteeRequest.objects.get().requested_date) == (1, date(2025, 10, 1))

    def test_another_year_is_another_request(self, people):
        load("requests", REQUEST)
        assert load("requests", change(REQUEST, 5, "19.09.2024")).created == 1

    def test_same_key_twice_names_both_rows(self, people):
        (error,) = load("requests", REQUEST, change(REQUEST, 5, "01.10.2025")).errors
        assert (error.row, error.column) == (3, "Код педагога")
        assert error.message == "Строки 2 и 3 говорят об одном и том же: оставьте одну."

    def test_same_row_in_another_spelling_changes_nothing(self, people):
        load("requests", REQUEST)
        row = [" c-mentee ", "МОЛОДОЙ/начинающий педагог", "физика", "Дисциплина  в классе", "Куратор"]
        assert load("requests", [*row, "19.09.2025"]).unchanged == 1

    def test_blank_subject_is_a_subject_of_its_own(self, people):
        load("requests", REQUEST)
        blank = change(REQUEST, 2, None)
        assert load("requests", blank).created == 1
        assert load("requests", blank).unchanged == 1

    def test_state_of_a_known_request_is_left_alone(self, people):
        load("requests", REQUEST)
        MenteeRequest.objects.update(state=RequestState.IN_WORK)
        assert load("requests", change(REQUEST, 4, "тестирование")).updated == 1
        assert MenteeRequest.objects.get().state == RequestState.IN_WORK

    def test_optional_words_are_cleared_by_the_word(self, people):
        load("requests", REQUEST)
        load("requests", change(change(REQUEST, 1, "удалить"), 4, "удалить"))
        row = MenteeRequest.objects.get()
        assert (row.mentee_category, row.source) == (None, None)

    @pytest.mark.parametrize("index", [0, 2, 3, 5])
    def test_key_is_not_cleared(self, people, index):
        (error,) = load("requests", change(REQUEST, index, "удалить")).errors
        assert (error.row, error.column) == (2, REQUEST_HEADINGS[index])

    @pytest.mark.parametrize(
        ("index", "value", "words"),
        [
            (0, "X-1", "Сотрудника с таким кодом нет"),
            (0, None, "Ячейка пуста"),
            (3, "", "Ячейка пуста"),
            (5, "вчера", "Ожидается дата"),
            (5, "31.02.2025", "Такого дня нет в календаре"),
            (1, "я" * 201, "Текст длиннее"),
        ],
    )
    def test_bad_cell_is_named_and_nothing_is_stored(self, people, index, value, words):
        report = load("requests", REQUEST, change(change(REQUEST, 2, "Химия"), index, value))
        assert [(item.row, item.column) for item in report.errors] == [(3, REQUEST_HEADINGS[index])]
        assert words in report.errors[0].message
        assert not MenteeRequest.objects.exists()

    def test_person_of_another_municipality_is_an_error(self, people, other_municipality):
        (error,) = load("requests", REQUEST, municipality=other_municipality).errors
        assert error.column == "Код педагога"

    def test_export_comes_back_unchanged(self, people, municipality):
        load("requests", REQUEST, change(REQUEST, 2, None), change(REQUEST, 0, "C-mentor"))
        headings, *rows = cells_of(export("requests", municipality))
        assert headings == REQUEST_HEADINGS
        assert [row[0] for row in rows] == ["C-mentee", "C-mentee", "C-mentor"]
        report = run_import("requests", export("requests"), by=None)
        assert report.counts() == {"rows": 3, "created": 0, "updated": 0, "unchanged": 3}

    @pytest.mark.parametrize(
        ("state", "count"),
        [("draft", 0), ("submitted", 0), ("accepted", 1), ("closed", 1), ("rejected", 0), ("withdrawn", 0)],
    )
    def test_export_holds_the_base_of_mentees(self, people, state, count):
        load("requests", REQUEST)
        MenteeRequest.objects.update(state=state)
        assert len(cells_of(export("requests"))) == 1 + count


class TestTeams:
    """The request of a management team comes and goes by its contact; the team stays beside it."""

    def test_export_of_a_team_comes_back_unchanged(self, people, municipality):
        load("requests", REQUEST)
        MenteeRequest.objects.update(is_team=True, subject=None)
        MenteeRequest.objects.get().team.set([people["director"], people["curator"]])
        headings, row = cells_of(export("requests", municipality))
        assert (headings, row[0], row[2]) == (REQUEST_HEADINGS, "C-mentee", None)
        report = run_import("requests", export("requests"), by=None)
        assert report.counts() == {"rows": 1, "created": 0, "updated": 0, "unchanged": 1}
        stored = MenteeRequest.objects.get()
        assert (stored.is_team, set(stored.team.all())) == (True, {people["director"], people["curator"]})

    def test_change_by_a_file_leaves_the_team(self, people, municipality):
        load("requests", REQUEST)
        MenteeRequest.objects.update(is_team=True)
        MenteeRequest.objects.get().team.set([people["director"]])
        assert load("requests", change(REQUEST, 4, "тестирование")).updated == 1
        stored = MenteeRequest.objects.get()
        assert (stored.is_team, stored.team.get(), stored.source.name) == (
            True, people["director"], "тестирование",
        )  # fmt: skip


class TestTrainings:
    """Trainings."""

    def test_new_row_is_a_training(self, people):
        assert load("trainings", TRAINING).created == 1
        row = Training.objects.get()
        assert (row.person, row.programme.name, row.hours, row.date, row.certificate) == (
            people["mentor"],
            "Школа наставника",
            36,
            date(2026, 1, 20),
            "УД-1",
        )

    def test_number_of_a_certificate_may_repeat(self, people):
        assert load("trainings", TRAINING, change(TRAINING, 0, "C-mentee")).created == 2

    def test_same_row_changes_nothing(self, people):
        load("trainings", TRAINING)
        assert load("trainings", change(TRAINING, 1, "школа  наставника")).unchanged == 1

    def test_hours_and_number_are_updated_and_cleared(self, people):
        load("trainings", TRAINING)
        assert load("trainings", change(TRAINING, 2, "72")).updated == 1
        assert load("trainings", change(change(TRAINING, 2, "удалить"), 4, "удалить")).updated == 1
        row = Training.objects.get()
        assert (row.hours, row.certificate) == (None, "")

    @pytest.mark.parametrize(
        ("index", "value"), [(0, "X-1"), (1, ""), (2, "-1"), (2, "0"), (2, "полгода"), (3, "когда-то")]
    )
    def test_bad_cell_is_named_and_nothing_is_stored(self, people, index, value):
        report = load("trainings", change(TRAINING, index, value))
        assert [(item.row, item.column) for item in report.errors] == [(2, TRAINING_HEADINGS[index])]
        assert not Training.objects.exists()

    def test_export_comes_back_unchanged(self, people):
        load("trainings", TRAINING, change(TRAINING, 3, "21.01.2026"))
        assert cells_of(export("trainings"))[0] == TRAINING_HEADINGS
        assert run_import("trainings", export("trainings"), by=None).unchanged == 2
