"""The kind `bank` to the letter of contract §3."""

import io

import pytest

from mentorship.bank import workflow
from mentorship.bank.enums import MentorSource, MentorState
from mentorship.bank.models import MenteeCategory, Mentor, MentorCard
from mentorship.programmes.models import Focus
from mentorship.spreadsheets.exporting import export_layout
from mentorship.spreadsheets.importing import run_import
from schools.enums import ConsentKind
from schools.models import Subject
from tests.bank.builders import consent, subject
from tests.bank.rows import HEADINGS, ROW, load, messages, row
from tests.cast import TODAY
from tests.workbooks import cells_of


class TestNewRow:
    """A row of a person who is not in the bank yet."""

    def test_makes_a_mentor_of_the_bank_with_places(self, card, people):
        mentor = Mentor.objects.get()
        assert (mentor.person, mentor.state, mentor.source) == (
            people["mentor"],
            MentorState.IN_BANK,
            MentorSource.IMPORT,
        )
        assert [place.number for place in mentor.places.all()] == [1, 2, 3]

    def test_fills_the_card(self, card):
        stored = (card.subject.name, card.focus.name, card.mentee_category.name)
        assert stored == ("Физика", "классное руководство", "молодой/начинающий педагог")
        assert (card.own_experience, card.own_category, card.contact_email, card.page) == (
            "21-30",
            "highest",
            "emma@school.example",
            "",
        )
        assert (card.wanted_experience, card.wanted_category) == ("", "")

    def test_adds_new_words_to_the_open_lists(self, people):
        load(row(c3="наставник на час", c4="Астрономия", c5="театр"))
        assert Subject.objects.get(name="Астрономия")
        assert Focus.objects.get(name="театр")
        assert MenteeCategory.objects.get(name="наставник на час")

    def test_may_leave_subject_and_direction_blank(self, people):
        assert load(row(c4="", c5=None)).created == 1
        stored = MentorCard.objects.get()
        assert (stored.subject, stored.focus) == (None, None)
        assert load(row(c4="", c5=None)).unchanged == 1

    def test_of_a_candidate_puts_him_into_the_bank(self, people):
        mentor = workflow.nominate(
            person=people["mentor"],
            source=MentorSource.SELF,
            card={"subject": subject("Химия")},
            by=None,
            on=TODAY,
        )
        load(ROW, row(c4="Музыка"))
        mentor.refresh_from_db()
        assert (mentor.state, mentor.source, mentor.cards.count()) == ("in_bank", "self", 3)

    def test_needs_no_consent(self, card):
        assert list(Mentor.objects.listed()) == [card.mentor]
        assert not Mentor.objects.published().exists()


class TestColumns:
    """Whose experience and category the columns hold."""

    def test_describe_the_mentee_when_told_so(self, people):
        load(ROW, options={"columns_describe": "mentee"})
        stored = MentorCard.objects.get()
        assert (stored.wanted_experience, stored.wanted_category) == ("21-30", "highest")
        assert (stored.own_experience, stored.own_category) == ("", "")

    def test_both_pairs_of_fields_stand_side_by_side(self, card):
        report = load(row(c6="0-10", c7="без категории"), options={"columns_describe": "mentee"})
        card.refresh_from_db()
        assert report.updated == 1
        assert (card.own_experience, card.own_category) == ("21-30", "highest")
        assert (card.wanted_experience, card.wanted_category) == ("0-10", "none")

    def test_an_unknown_answer_is_refused(self, people):
        report = load(ROW, options={"columns_describe": "school"})
        assert "mentor" in report.errors[0].message
        assert not Mentor.objects.exists()

    @pytest.mark.parametrize(
        ("word", "stored"),
        [
            ("высшая", "highest"),
            ("первая категория", "first"),
            ("Соответствие занимаемой должности", "fits_position"),
            ("без  категории", "none"),
        ],
    )
    def test_word_category_is_optional(self, people, word, stored):
        load(row(c7=word))
        assert MentorCard.objects.get().own_category == stored

    def test_category_is_a_closed_list(self, people):
        (error,) = load(row(c7="вторая")).errors
        assert (error.row, error.column, error.value) == (2, HEADINGS[7], "вторая")
        assert error.message == (
            "Допустимо: высшая; первая; соответствие занимаемой должности; без категории."
        )

    @pytest.mark.parametrize("index", [0, 1, 2, 4, 5])
    def test_a_missing_required_heading_is_an_error_on_its_row(self, people, index):
        headings = [name for number, name in enumerate(HEADINGS) if number != index]
        cells = [cell for number, cell in enumerate(ROW) if number != index]
        report = load(cells, headings=headings)
        assert messages(report) == [(1, HEADINGS[index], f"Нет обязательного столбца «{HEADINGS[index]}».")]

    @pytest.mark.parametrize("index", [3, 6, 7, 8])
    def test_a_missing_optional_heading_leaves_its_field_alone(self, card, index):
        headings = [name for number, name in enumerate(HEADINGS) if number != index]
        cells = [cell for number, cell in enumerate(ROW) if number != index]
        assert load(cells, headings=headings).unchanged == 1


class TestKnownCard:
    """A card that stands in the bank."""

    def test_is_unchanged_by_the_same_row(self, card):
        assert load(ROW).counts() == {"rows": 1, "created": 0, "updated": 0, "unchanged": 1}

    def test_is_unchanged_by_another_spelling(self, card):
        spelled = row(
            c3="Молодой/начинающий  ПЕДАГОГ",
            c4=" физика",
            c5="Классное руководство",
            c6="21–30 лет",
            c7="Высшая",
            c8=" emma@school.example ",
        )
        assert load(spelled).unchanged == 1

    def test_is_updated_by_a_new_cell(self, card):
        assert load(row(c6="31-40", c8="https://school.example/emma")).updated == 1
        card.refresh_from_db()
        assert (card.own_experience, card.contact_email, card.page) == (
            "31-40",
            "",
            "https://school.example/emma",
        )

    def test_keeps_what_is_blank(self, card):
        assert load(row(c3="", c6=None, c7=" ", c8="")).unchanged == 1
        card.refresh_from_db()
        assert (card.own_experience, card.contact_email) == ("21-30", "emma@school.example")

    def test_is_cleared_by_the_word(self, card):
        assert load(row(c3="удалить", c6="Удалить", c7="УДАЛИТЬ", c8="удалить")).updated == 1
        card.refresh_from_db()
        stored = (card.mentee_category, card.own_experience, card.own_category, card.contact_email, card.page)
        assert stored == (None, "", "", "", "")

    @pytest.mark.parametrize("index", [0, 1, 2, 4, 5])
    def test_word_does_not_clear_what_tells_rows_apart(self, card, index):
        (error,) = load(row(**{f"c{index}": "удалить"})).errors
        assert (error.row, error.column) == (2, HEADINGS[index])

    def test_twice_in_one_file_is_an_error_that_names_both_rows(self, people):
        report = load(ROW, row(c4="Химия"), row(c2="кленова эмма савельевна", c6="0-10"))
        assert messages(report) == [
            (4, "ФИО наставника", "Строки 2 и 4 говорят об одном и том же: оставьте одну.")
        ]

    def test_of_one_person_may_have_contacts_of_its_own(self, people):
        rows = [ROW, row(c4="Химия", c8="https://school.example/chemistry")]
        assert load(*rows).created == 2
        assert load(*rows).unchanged == 2


class TestWithdrawn:
    """What an old file does not bring back."""

    @pytest.mark.parametrize("state", [MentorState.RETIRED, MentorState.WITHDRAWN, MentorState.REJECTED])
    def test_mentor_who_has_left_stays_away(self, card, state):
        Mentor.objects.update(state=state, state_date=TODAY)
        report = load(ROW, row(c4="Химия"))
        assert report.counts() == {"rows": 2, "created": 0, "updated": 0, "unchanged": 2}
        words = f"Карточка снята: состояние наставника — «{state.label}» с 16.03.2026."
        assert [(item.row, item.message) for item in report.warnings] == [
            (number, f"{words} Файл её не возвращает.") for number in (2, 3)
        ]
        assert (Mentor.objects.get().state, MentorCard.objects.count()) == (state, 1)

    def test_row_of_a_mentor_who_has_left_is_not_repeated_either(self, card):
        Mentor.objects.update(state=MentorState.RETIRED, state_date=TODAY)
        assert [error.row for error in load(ROW, ROW).errors] == [3]

    def test_card_that_was_taken_out_stays_out(self, card):
        workflow.withdraw_card(card=card, by=None, on=TODAY)
        report = load(row(c6="0-10"), row(c4="Химия"))
        assert report.counts() == {"rows": 2, "created": 1, "updated": 0, "unchanged": 1}
        assert report.warnings[0].message == "Карточка снята 16.03.2026. Файл её не возвращает."
        card.refresh_from_db()
        assert (card.own_experience, card.withdrawn_date) == ("21-30", TODAY)

    @pytest.mark.parametrize("kind", [ConsentKind.PROCESSING, ConsentKind.PUBLICATION])
    def test_mentor_who_has_withdrawn_a_consent_stays_away(self, card, people, kind):
        consent(people["mentor"], kind, withdrawn_date=TODAY)
        report = load(row(c6="0-10"))
        assert report.unchanged == 1
        assert report.warnings[0].message.startswith("Карточка снята: согласие наставника отозвано.")

    def test_suspended_mentor_stays_suspended(self, card):
        Mentor.objects.update(state=MentorState.SUSPENDED)
        assert load(row(c6="0-10")).updated == 1
        assert Mentor.objects.get().state == MentorState.SUSPENDED


class TestExport:
    """The same layout back."""

    @staticmethod
    def export(municipality=None):
        stream = io.BytesIO()
        export_layout("bank", stream, municipality=municipality, by=None)
        return stream.getvalue()

    def test_holds_exactly_the_nine_headings(self, card):
        first, second = cells_of(self.export())
        assert first == HEADINGS
        assert second == [*ROW[:7], "высшая", ROW[8]]

    def test_is_unchanged_when_imported_again(self, people):
        rows = [ROW, row(c4="Химия", c8="a@b.example, https://b.example"), row(c4=None, c5=None, c3=None)]
        load(*rows)
        report = run_import("bank", self.export(), by=None)
        assert report.counts() == {"rows": 3, "created": 0, "updated": 0, "unchanged": 3}
        assert (report.warnings, report.errors) == ([], [])

    def test_adds_the_code_where_a_name_is_not_enough(self, people, twin):
        load([*ROW, "Z-1"], headings=[*HEADINGS, "Код педагога"])
        first, second = cells_of(self.export())
        assert (first[-1], second[-1]) == ("Код педагога", "Z-1")
        assert run_import("bank", self.export(), by=None).unchanged == 1

    def test_adds_the_code_where_the_person_has_no_school(self, card, people):
        people["mentor"].school = None
        people["mentor"].save()
        assert cells_of(self.export())[1][-1] == "C-mentor"
        assert run_import("bank", self.export(), by=None).unchanged == 1

    def test_leaves_out_those_who_are_not_in_the_bank(self, card, people):
        for state in set(MentorState) - {"in_bank", "selected", "trained", "active"}:
            Mentor.objects.update(state=state)
            assert len(cells_of(self.export())) == 1

    def test_leaves_out_a_withdrawn_consent_at_once(self, card, people):
        consent(people["mentor"], withdrawn_date=TODAY)
        assert len(cells_of(self.export())) == 1

    def test_leaves_out_a_withdrawn_card(self, card):
        workflow.withdraw_card(card=card, by=None, on=TODAY)
        assert len(cells_of(self.export())) == 1

    def test_holds_one_municipality_when_asked(self, card, municipality, other_municipality):
        assert len(cells_of(self.export(municipality))) == 2
        assert len(cells_of(self.export(other_municipality))) == 1
