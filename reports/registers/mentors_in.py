"""Taking in the sheet of mentors: who is in the bank since when, interviews, trainings, first cards."""

from collections.abc import Mapping
from typing import Any

from mentorship.bank.enums import MentorSource, MentorState
from mentorship.bank.models import Interview, Mentor, MentorCard, MentorPlace, Training, TrainingProgramme
from mentorship.bank.resources.people import in_batches
from mentorship.programmes.models import Focus
from mentorship.spreadsheets.dictionary import Dictionary
from mentorship.spreadsheets.layout import Context, FurtherSheet, Row
from mentorship.spreadsheets.upsert import Upsert
from mentorship.spreadsheets.words import fold
from reports.registers.cells import Outcome, Trained, split_known
from reports.registers.choice import Choice
from reports.registers.finding import People
from reports.registers.mentees import PIECE
from reports.registers.mentors import mentor_rows
from reports.registers.told import refuse_clearing, told, warn_elsewhere
from schools.models import Person, Subject

TAKEN = ("joined", "interview", "training")
CARDS = ("subjects", "directions")
JOINING = ("interview", "training", "outcome", *CARDS)


class Mentors:
    """The mentors of one file: told apart from what is stored, then written."""

    def __init__(self, people: People, choice: Choice) -> None:
        self.people, self.choice = people, choice
        self._differences: list[tuple[Row, Person, set[str]]] = []

    def take(self, sheet: FurtherSheet) -> None:
        """Compare every row with the mentor it names."""
        self.context: Context = sheet.context
        named = self.people.listed
        keys = sorted({person.pk for person in named.values()})
        self.mentors = {
            mentor.pk: mentor for mentor in in_batches(Mentor.objects.select_related("person"), "pk", keys)
        }
        hidden = in_batches(Mentor.objects.hidden_by_withdrawal(), "pk", keys)
        self.hidden = {mentor.pk for mentor in hidden}
        shown = self._shown()
        for row in sheet.rows:
            if row.number in named:
                self._compare(row, named[row.number], shown.get(named[row.number].pk))

    def store(self) -> None:
        """Write the mentors, then what hangs on them."""
        mentors, new = Upsert(Mentor, self.context.report), []
        for row, person, names in self._differences:
            stored = self.mentors.get(person.pk)
            mentor = mentors.put(row, stored, self._values(row, names), self._made(row, person))
            if stored is None:
                self.mentors[person.pk] = mentor
                new.append(mentor)
        mentors.flush()
        MentorPlace.objects.open_for(new)
        self._store_interviews()
        self._store_trainings()
        self._store_cards({mentor.pk for mentor in new})

    def _shown(self) -> dict[int, Mapping[str, Any]]:
        """What the portal would write of the stored mentors, by key."""
        keys, rows = list(self.mentors.values()), []
        for start in range(0, len(keys), PIECE):
            rows += mentor_rows(keys[start : start + PIECE], self.choice)
        return {row.person: row._asdict() for row in rows}

    def _compare(self, row: Row, person: Person, shown: Mapping[str, Any] | None) -> None:
        """Note what the row says anew; a mentor who has left is not brought back."""
        context = self.context
        refuse_clearing(row, JOINING, context)
        facts = {"position": person.position or "", "category": person.get_category_display()}
        warn_elsewhere(row, facts, facts, "Сотрудники", context)
        names = told(row, shown, TAKEN)
        stored = self.mentors.get(person.pk)
        if names and (person.pk in self.hidden or (stored and stored.is_gone)):
            context.report.warn(row, "name", "Наставник выведен из банка: файл его не возвращает.")
            names = set()
        if shown is not None:
            warn_elsewhere(row, shown, CARDS, "Банк наставников", context)
        self._differences.append((row, person, names))

    def _values(self, row: Row, names: set[str]) -> dict[str, Any]:
        values = {"joined_date": row.values["joined"]} if "joined" in names else {}
        trained = row.get("training") if "training" in names else None
        if isinstance(trained, Trained) and trained.waiver:
            values["training_waiver"] = trained.waiver
        return values

    def _made(self, row: Row, person: Person) -> dict[str, Any]:
        """A new mentor stands where the last column says, else where interview and training have led."""
        trained, held = row.get("training"), row.get("interview") or {}
        state = MentorState.SELECTED if True in held.values() else MentorState.IN_BANK
        if state == MentorState.SELECTED and trained:
            state = MentorState.TRAINED
        outcome: Outcome = row.get("outcome") or Outcome()
        entered = {"state": outcome.state or state, "state_date": self.context.on}
        return {"person": person, "source": MentorSource.IMPORT, **entered}

    def _store_interviews(self) -> None:
        """An interview is known by its day."""
        interviews = Upsert(Interview, self.context.report)
        stored = in_batches(Interview.objects.select_related("mentor__person"), "mentor", self.mentors)
        known = {(held.mentor_id, held.date): held for held in stored}
        for row, person, names in self._differences:
            for day, is_ready in (row.get("interview") if "interview" in names else {}).items():
                made = {"mentor": self.mentors[person.pk], "date": day}
                interviews.put(row, known.get((person.pk, day)), {"is_ready": is_ready}, made)
        interviews.flush()

    def _store_trainings(self) -> None:
        """A training is known by programme and day; what is written of it besides stays."""
        trainings, programmes = Upsert(Training, self.context.report), Dictionary(TrainingProgramme)
        stored = in_batches(Training.objects.select_related("person", "programme"), "person", self.mentors)
        known = {(done.person_id, done.programme_id, done.date): done for done in stored}
        for row, person, names in self._differences:
            trained = row.get("training") if "training" in names else None
            for name, day in trained.done if trained else ():
                programme = programmes.get_or_add(name)
                made = {"person": person, "programme": programme, "date": day}
                trainings.put(row, known.get((person.pk, programme.pk, day)), {}, made)
        trainings.flush()

    def _store_cards(self, new: set[int]) -> None:
        """Cards of new mentors; whoever has cards keeps them, the bank's own workbook changes them."""
        cards, subjects, focuses = (
            Upsert(MentorCard, self.context.report),
            Dictionary(Subject),
            Dictionary(Focus),
        )
        for row, person, _ in self._differences:
            if person.pk not in new:
                continue
            words = split_known(row.get("subjects", ""), set(subjects.words))
            directions = split_known(row.get("directions", ""), set(focuses.words))
            for subject, focus in paired(words, directions):
                made = {
                    "mentor": self.mentors[person.pk],
                    "subject": subjects.get_or_add(subject) if subject else None,
                    "focus": focuses.get_or_add(focus) if focus else None,
                }
                cards.put(row, None, {}, made)
        cards.flush()


def paired(subjects: list[str], directions: list[str]) -> list[tuple[str, str]]:
    """Subjects with directions, so that both lists read the same again.

    Which stood with which the register does not tell: they go side by side. Where there are more directions,
    a subject takes those that follow each other by the alphabet.
    """
    if not (subjects and directions):
        return [(subject, "") for subject in subjects] or [("", focus) for focus in directions]
    found, place = [], 0
    for index, focus in enumerate(directions):
        descends = index > 0 and fold(focus) < fold(directions[index - 1])
        if index and (descends or len(directions) <= len(subjects)):
            place = min(place + 1, len(subjects) - 1)
        found.append((subjects[place], focus))
    return [*found, *((subject, directions[-1]) for subject in subjects[place + 1 :])]
