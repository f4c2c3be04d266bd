"""The only way from a person to answers: `Participation.key` is `Response.key` (decisions.md §4).

Answers are given to the person they belong to, and to the import that brings them in; everybody else learns
the status. There is no way back from answers to a person. A test keeps `Participation` out of other modules.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import CharField, Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from mentorship.prepared import Prepared, PreparedInsert, Slot
from schools.models import Person
from surveys.belonging import school_on
from surveys.enums import Phase, ResponseSource, ResponseState, Status
from surveys.models import Campaign, FreeText, Participation, Response, Tally

# The table of own data names it; its key is shown to nobody.
SEATS = Participation._meta.label

# SQLite takes 999 parameters a statement.
BATCH = 900


class Form(NamedTuple):
    """Which form of which school year somebody has begun or sent."""

    role: str
    phase: str
    year: int


class Seat(NamedTuple):
    """Whose answers in which role and school year: what a key is made for."""

    person: int
    role: str
    year: int


class Begun(NamedTuple):
    """A person's answers; whether they were begun just now, and whether nothing stands beside them yet."""

    response: Response
    is_new: bool
    is_first: bool


# A person in a role and year, the person's answers in a campaign, the seat of a form.
_SEATED = {"person": Slot("person"), "role": Slot("role", CharField()), "year": Slot("year", IntegerField())}
_OWN = Prepared(
    lambda: Response.objects.filter(
        key__in=Participation.objects.filter(**_SEATED).values("key"), campaign=Slot("campaign")
    ).order_by("pk")[:1]
)
_SEATS = PreparedInsert(Participation, ignores_conflicts=True)
_SEAT = Prepared(lambda: Participation.objects.filter(**_SEATED, form=Slot("form", CharField())).order_by())


def response_of(*, person: Person, campaign: Campaign) -> Response | None:
    """Return the person's own answers in the campaign; None where nothing was begun."""
    role, year = campaign.questionnaire.role, campaign.year
    found = _OWN.first(person=person.pk, role=role, year=year, campaign=campaign.pk)
    return _placed(found, campaign) if found else None


def texts_of(response: Response) -> dict[str, dict[str, str]]:
    """Return the words of a response and of the other form under its key, by phase and item; one query."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    rows = FreeText.objects.filter(response__key=response.key).order_by()
    for phase, code, text in rows.values_list("response__phase", "item_code", "text"):
        found[phase][code] = text
    return found


def get_or_start(
    *,
    person: Person,
    campaign: Campaign,
    on: date,
    source: ResponseSource = ResponseSource.PORTAL,
    inserts: bool = True,
) -> Begun:
    """Return the person's answers in the campaign, begun now where there were none.

    Without `inserts` it is left to the caller to insert a first row, with its answers.
    """
    form = campaign.questionnaire
    key, is_first = _seat(person, form.role, campaign.year, form.seat_form)
    if key is None:
        raise ValidationError("Ответы за этот учебный год обезличены: новые к ним не добавляются.")
    new: dict[str, Any] = {
        "campaign": campaign,
        "version": campaign.version,
        "role": form.role,
        "year": campaign.year,
        "municipality_id": campaign.municipality_id,
        "source": source,
    }
    if is_first:
        # nobody else knows a key that was made a moment ago
        new |= {"key": key, "phase": form.phase, "school_id": school_on(person, on)}
        response = Response(**new)
        if inserts:
            response.save(force_insert=True)
        return Begun(response, is_new=True, is_first=True)
    new["school_id"] = partial(school_on, person, on)
    response, is_new = Response.objects.get_or_create(key=key, phase=form.phase, defaults=new)
    return Begun(_placed(response, campaign), is_new, is_first=False)


def _seat(person: Person, role: str, year: int, form: str) -> tuple[uuid.UUID | None, bool]:
    """The key of a person's seat, taken now where nobody had; whether it was: two at once take it once."""
    new = Participation(person=person, role=role, year=year, form=form)
    if _SEATS.run([new]):
        return new.key, True
    return _SEAT.rows(person=person.pk, role=role, year=year, form=form)[0].key, False


def own_responses(person: Person, *, with_words: bool = False) -> list[Response]:
    """Return all that the person has answered, the latest year first; with questions and texts at wish."""
    keys = Participation.objects.filter(person=person).values("key")
    responses = Response.objects.filter(key__in=keys).select_related(
        "campaign__questionnaire", "campaign__version", "version"
    )
    if with_words:
        responses = responses.prefetch_related("texts", "version__items")
    return list(responses.order_by("-year", "role", "phase"))


def statuses_of(person: Person) -> dict[int, Status]:
    """Return how far the person is, by campaign; one query."""
    keys = Participation.objects.filter(person=person).values("key")
    rows = Response.objects.filter(key__in=keys).values_list("campaign", "state")
    return {campaign: Status(state) for campaign, state in rows}


def begun_by_both(one: Person, other: Person) -> list[Form]:
    """Return the forms that both people have begun or sent, by year; one query, no answer is read."""
    keys = Participation.objects.filter(person__in=[one, other]).values("key")
    fields = ("role", "phase", "year", "version__questionnaire")
    rows = Response.objects.filter(key__in=keys).order_by().values_list(*fields)
    twice = [Form(*row[:3]) for row, people in Counter(rows).items() if people > 1]
    return sorted(twice, key=lambda form: form.year)


def hand_over(*, keep: Person, drop: Person) -> None:
    """Let the forms of a double be those of the record that stays; `begun_by_both` is empty.

    Where one has sent the first form of a role and year, the other the second, the two become one couple.
    No answer is read or changed.
    """
    held = {(seat.role, seat.year, seat.form): seat for seat in Participation.objects.filter(person=keep)}
    for seat in Participation.objects.filter(person=drop):
        kept = held.get((seat.role, seat.year, seat.form))
        if kept is None:
            seat.person = keep
            seat.save(update_fields=["person"])
        else:
            if seat.key is not None and kept.key is not None:
                Response.objects.filter(key=seat.key).update(key=kept.key)
                Tally.objects.touch([kept.key])
            seat.delete()


def with_status(people: QuerySet[Person], campaign: Campaign) -> QuerySet[Any]:
    """Annotate `status`, a `Status`: whether the person has begun or sent the form, never what it says."""
    states = Response.objects.filter(key=OuterRef("key"), campaign=campaign).values("state")[:1]
    of_person = Participation.objects.filter(
        person=OuterRef("pk"),
        role=campaign.questionnaire.role,
        year=campaign.year,
        form=campaign.questionnaire.seat_form,
    )
    held = of_person.annotate(response_state=Subquery(states)).values("response_state")[:1]
    nothing = Value(Status.NOT_STARTED.value)
    return people.annotate(status=Coalesce(Subquery(held, CharField()), nothing, output_field=CharField()))


def statuses(campaign: Campaign) -> dict[int, Status]:
    """Return by person, for whoever has begun or sent the form, how far he or she is."""
    rows = with_status(Person.objects.order_by(), campaign).exclude(status=Status.NOT_STARTED)
    return {person: Status(status) for person, status in rows.values_list("pk", "status")}


def sources(campaign: Campaign) -> dict[int, str]:
    """Return by person who has begun or sent the form how it came in; one query, no answer is read."""
    form = campaign.questionnaire
    found = Response.objects.filter(key=OuterRef("key"), campaign=campaign).values("source")[:1]
    seats = Participation.objects.filter(role=form.role, year=campaign.year, form=form.seat_form)
    rows = seats.annotate(source=Subquery(found)).filter(source__isnull=False)
    return dict(rows.values_list("person", "source"))


def sent_forms(people: Collection[int], role: str, year: int) -> set[tuple[int, str]]:
    """Return (person, phase) of the forms that people of a role have sent for a year, never what they say."""
    sent = {
        str(phase): Exists(
            Response.objects.filter(key=OuterRef("key"), phase=phase, state=ResponseState.SUBMITTED)
        )
        for phase in Phase
    }
    found = set()
    for part in _parts(sorted(set(people))):
        seats = Participation.objects.filter(person__in=part, role=role, year=year).order_by()
        for row in seats.annotate(**sent).values("person", *sent):
            found |= {(row["person"], phase) for phase in sent if row[phase]}
    return found


def status_counts(campaigns: Collection[Campaign], people: QuerySet[Person]) -> dict[int, Counter[str]]:
    """Count by campaign and status the forms that `people` have begun and sent; one query a phase."""
    seats = Participation.objects.filter(
        person__in=people.order_by().values("pk"), year__in={campaign.year for campaign in campaigns}
    ).order_by()
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for phase in Phase:
        own = Response.objects.filter(
            key=OuterRef("key"), phase=phase, campaign__in=[campaign.pk for campaign in campaigns]
        )
        rows = (
            seats.annotate(
                campaign=Subquery(own.values("campaign")[:1]), state=Subquery(own.values("state")[:1])
            )
            .filter(campaign__isnull=False)
            .values("campaign", "state")
            .annotate(people=Count("pk"))
        )
        for row in rows:
            counts[row["campaign"]][row["state"]] += row["people"]
    return counts


def forget(keys: QuerySet[Any]) -> None:
    """Cut the way from people to the answers with these keys, for good (surveys.anonymising)."""
    Participation.objects.filter(key__in=keys).update(key=None)


def cut_off(person: Person) -> list[Response]:
    """Cut the way from a person to all answers for good; return them, under keys nobody has seen.

    «До» and «после» stay together.
    """
    seats = Participation.objects.filter(person=person, key__isnull=False)
    rows = list(Response.objects.filter(key__in=seats.values("key")).select_related("campaign"))
    new = {key: uuid.uuid4() for key in {row.key for row in rows}}
    for row in rows:
        row.key = new[row.key]
    Response.objects.bulk_update(rows, ["key"], batch_size=300)
    seats.update(key=None)
    return rows


def keys_for(seats: Iterable[Seat]) -> dict[Seat, uuid.UUID | None]:
    """Return the key of each seat, making those there are not; a few queries whatever their number.

    None: the answers of the seat were made anonymous, none are added to them.
    """
    wanted = set(seats)
    known: dict[Seat, uuid.UUID | None] = {}
    for part in _parts(sorted({seat.person for seat in wanted})):
        rows = Participation.objects.filter(person__in=part, year__in={seat.year for seat in wanted}, form="")
        known |= {Seat(row.person_id, row.role, row.year): row.key for row in rows}
    new = [Participation(**_named(seat)) for seat in sorted(wanted - known.keys())]
    made = Participation.objects.bulk_create(new)
    known |= {Seat(row.person_id, row.role, row.year): row.key for row in made}
    return {seat: known[seat] for seat in wanted}


def responses_by_key(keys: Iterable[uuid.UUID | None]) -> Mapping[tuple[uuid.UUID, str], Response]:
    """Return stored answers by key and phase, texts at hand, for the import that brings new ones."""
    found = {}
    for part in _parts([key for key in keys if key is not None]):
        for response in (
            Response.objects.filter(key__in=part).select_related("version").prefetch_related("texts")
        ):
            found[response.key, response.phase] = response
    return found


def _named(seat: Seat) -> dict[str, object]:
    return {"person_id": seat.person, "role": seat.role, "year": seat.year}


def _parts(values: list) -> Iterable[list]:
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))


def _placed(response: Response, campaign: Campaign) -> Response:
    """Hand the campaign over with the response: the caller has read it already."""
    response.campaign = campaign
    if response.version_id == campaign.version_id:
        response.version = campaign.version
    return response
