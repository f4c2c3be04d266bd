"""Storing the rows of an answers workbook in bulk; the layout in `surveys.resources` reads the cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from mentorship.audit.log import record
from mentorship.spreadsheets.cells import CLEAR, CellError
from mentorship.spreadsheets.layout import Context, Row
from mentorship.spreadsheets.words import fold
from schools import years
from schools.models import Person
from schools.resources.finding import no_person, people_named
from surveys import confidential
from surveys.belonging import employments_of, held_on
from surveys.catalogue import ItemDefinition
from surveys.confidential import Seat
from surveys.enums import CampaignState, ResponseSource, ResponseState
from surveys.models import Campaign, FreeText, QuestionnaireVersion, Response, Tally
from surveys.scales import TEXT_LENGTHS, parse_answer
from surveys.versions import form_of

FIXED = ("form", "person", "date")
ANONYMISED = "Ответы за этот учебный год обезличены: новые к ним не добавляются."
BATCH = 500

Place = tuple[int, str, int]  # municipality, form, school year


@dataclass
class Filled:
    """One row with whom it speaks of."""

    row: Row
    person: Person
    form: str
    day: date

    @property
    def year(self) -> int:
        """The school year of the answer."""
        return years.year_of(self.day)

    @property
    def place(self) -> Place:
        """The campaign the answer belongs to."""
        return self.person.municipality_id or 0, self.form, self.year

    @property
    def phase(self) -> str:
        """«До» or «после», as the form's code says."""
        return self.form.partition("_")[2]

    @property
    def seat(self) -> Seat:
        """What its key is made for."""
        return Seat(self.person.pk, self.form.partition("_")[0], self.year)


@dataclass
class Changes:
    """What is to be written."""

    new: list[Response] = field(default_factory=list)
    changed: list[Response] = field(default_factory=list)
    new_texts: list[FreeText] = field(default_factory=list)
    changed_texts: list[FreeText] = field(default_factory=list)
    dropped_texts: list[int] = field(default_factory=list)

    def write(self, now: datetime) -> None:
        """Write everything in a few statements."""
        for response in self.changed:
            response.updated_at = now
        Response.objects.bulk_create(self.new, batch_size=BATCH)
        fields = ["answers", "state", "answered_date", "school", "updated_at"]
        Response.objects.bulk_update(self.changed, fields, batch_size=BATCH)
        FreeText.objects.bulk_create(self.new_texts, batch_size=BATCH)
        FreeText.objects.bulk_update(self.changed_texts, ["text"], batch_size=BATCH)
        for start in range(0, len(self.dropped_texts), BATCH):
            FreeText.objects.filter(pk__in=self.dropped_texts[start : start + BATCH]).delete()
        Tally.objects.touch({response.key for response in (*self.new, *self.changed)})


class AnswersImport:
    """The rows of one workbook on their way into the database.

    The report says what happened to each row, but no stored answer: not even the old value of a change.
    """

    def __init__(self, rows: list[Row], context: Context) -> None:
        self.context = context
        self.report = context.report
        self.filled = self._find_people(rows)
        self.changes = Changes()

    def run(self) -> None:
        """Compare the rows with what is stored and write the difference."""
        keys = confidential.keys_for(row.seat for row in self.filled)
        stored = confidential.responses_by_key(keys.values())
        campaigns = self._campaigns(row for row in self.filled if (keys[row.seat], row.phase) not in stored)
        worked = employments_of(sorted({row.person.pk for row in self.filled}))
        for filled in self.filled:
            key = keys[filled.seat]
            if key is None:
                self.report.error(filled.row, "person", ANONYMISED)
                continue
            response = stored.get((key, filled.phase)) or _new_response(key, campaigns[filled.place])
            school = held_on(worked.get(filled.person.pk, []), filled.day, filled.person.school_id)
            self._compare(filled, response, school)
        if not self.report.errors:
            self.changes.write(timezone.now())

    def _find_people(self, rows: list[Row]) -> list[Filled]:
        people = people_named(rows, self.context, "person")
        found: dict[tuple[Seat, str], Filled] = {}
        for row in rows:
            person = people.of(row, "person", self.report, no_person(self.context))
            if person is None:
                continue
            if person.municipality_id is None:
                self.report.error(
                    row, "person", "Сотрудник отвечает за весь портал: анкет ему не полагается."
                )
                continue
            filled = Filled(row, person, row.get("form"), row.get("date"))
            first = found.setdefault((filled.seat, filled.phase), filled)
            if first is not filled:
                # two codes of one person: those of the file itself are compared before
                both = f"Строки {first.row.number} и {row.number}"
                self.report.error(row, "person", f"{both} — ответы одного человека на одну анкету года.")
        return list(found.values())

    def _campaigns(self, new: Iterable[Filled]) -> dict[Place, Campaign]:
        """The campaigns of new answers; missing ones are made, from the first answer to the year's end."""
        wanted: dict[Place, date] = {}
        for row in new:
            wanted[row.place] = min(row.day, wanted.get(row.place, row.day))
        campaigns = Campaign.objects.select_related("questionnaire", "version").filter(
            municipality__in={place[0] for place in wanted}, year__in={place[2] for place in wanted}
        )
        known = {(row.municipality_id, row.questionnaire.code, row.year): row for row in campaigns}
        versions = QuestionnaireVersion.objects.published().select_related("questionnaire")
        by_form = {version.questionnaire.code: version for version in versions}
        for place, first in wanted.items():
            if place not in known:
                known[place] = self._make_campaign(place, by_form[place[1]], first)
        return known

    def _make_campaign(self, place: Place, version: QuestionnaireVersion, first: date) -> Campaign:
        """A campaign of the first answer's day, or of today where that is earlier: it has begun already."""
        last, on = years.last_day(place[2]), self.context.on
        campaign = Campaign.objects.create(
            municipality_id=place[0],
            questionnaire=version.questionnaire,
            version=version,
            year=place[2],
            state=CampaignState.OPEN if on <= last else CampaignState.CLOSED,
            opens_date=max(years.first_day(place[2]), min(first, on)),
            closes_date=last,
        )
        record(by=self.context.by, action="campaign.created", target=campaign, text="Загрузка ответов")
        return campaign

    def _compare(self, filled: Filled, response: Response, school: int | None) -> None:
        """Read the row by the form of its response and note what differs."""
        items = {item.code: item for item in form_of(response.version).items}
        values = self._read(filled.row, filled.form, items)
        texts = {code: value for code, value in values.items() if items[code].kind in TEXT_LENGTHS}
        closed = {code: value for code, value in values.items() if code not in texts}
        is_new = response.pk is None
        is_touched = _answer(response, closed, items) | _date(response, filled.day, school)
        is_touched |= self._write_texts(response, texts, is_new=is_new)
        if is_new:
            self.changes.new.append(response)
        elif is_touched:
            self.changes.changed.append(response)
        self.report.count(
            filled.row.number, "created" if is_new else "updated" if is_touched else "unchanged"
        )

    def _read(self, row: Row, form: str, items: Mapping[str, ItemDefinition]) -> dict[str, Any]:
        """The row's answers by item code, CLEAR among them; what cannot be read is in the report."""
        values = {}
        for code, raw in row.values.items():
            if code in FIXED:
                continue
            if code not in items:
                self.report.error(row, code, f"В анкете {form} нет этого вопроса: оставьте ячейку пустой.")
                continue
            try:
                values[code] = raw if raw is CLEAR else parse_answer(items[code], raw)
            except CellError as error:
                self.report.error(row, code, str(error))
        return values

    def _write_texts(self, response: Response, texts: Mapping[str, Any], *, is_new: bool) -> bool:
        """Note the free texts that differ and return whether any does; spelling alone makes no difference."""
        known = {} if is_new or not texts else {row.item_code: row for row in response.texts.all()}
        is_touched = False
        for code, value in texts.items():
            held = known.get(code)
            if (held is None and value is CLEAR) or (
                held is not None and fold(held.text) == fold(value if value is not CLEAR else "")
            ):
                continue
            is_touched = True
            if held is None:
                self.changes.new_texts.append(FreeText(response=response, item_code=code, text=value))
            elif value is CLEAR:
                self.changes.dropped_texts.append(held.pk)
            else:
                held.text = value
                self.changes.changed_texts.append(held)
        return is_touched


def _new_response(key: Any, campaign: Campaign) -> Response:
    form = campaign.questionnaire
    return Response(
        key=key,
        campaign=campaign,
        version=campaign.version,
        role=form.role,
        phase=form.phase,
        year=campaign.year,
        municipality_id=campaign.municipality_id,
        source=ResponseSource.IMPORT,
    )


def _answer(response: Response, values: Mapping[str, Any], items: Mapping[str, ItemDefinition]) -> bool:
    """Put the closed answers in and return whether they changed any."""
    merged = {**response.answers, **values}
    answers = {code: merged[code] for code in items if code in merged and merged[code] is not CLEAR}
    is_touched = answers != response.answers
    response.answers = answers
    return is_touched


def _date(response: Response, day: date, school: int | None) -> bool:
    """A row is a sheet that was handed in on its day, in the school of that day."""
    if response.state == ResponseState.SUBMITTED and response.answered_date == day:
        return False
    response.state, response.answered_date, response.school_id = ResponseState.SUBMITTED, day, school
    return True
