"""Answers of the pairs' people: «после» a little better than «до», never all the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import accumulate, islice
from math import exp
from random import Random
from typing import Any, Final

from django.utils import timezone

from reports.generated.pairing import Match
from reports.generated.storing import store
from schools import years
from schools.models import Municipality, Person
from surveys.catalogue import ItemDefinition
from surveys.confidential import Seat, keys_for
from surveys.enums import CampaignState, Phase, Respondent, ResponseSource, ResponseState
from surveys.models import Campaign, FreeText, QuestionnaireVersion, Response
from surveys.scales import DONT_KNOW, TEXT_LENGTHS
from surveys.versions import form_of

_SCORES: Final = range(1, 11)
# How often each score is given by somebody whose level is so many points.
_WEIGHTS: Final = {
    level: list(accumulate(exp(-((score - level) ** 2) / 4) for score in _SCORES)) for level in _SCORES
}
_DONT_KNOW, _YES, _HAD_BEFORE, _WRITES = 0.03, 0.86, 0.3, 0.05
_TEXTS: Final = (
    "Больше посещать уроки друг друга.",
    "Всё устраивает, спасибо.",
    "Хотелось бы встреч в одно и то же время.",
    "Не хватает времени на разбор уроков.",
    "Полезнее всего был совместный план.",
)


@dataclass(frozen=True)
class Sheet:
    """A form that somebody has handed in on a day."""

    person: Person
    role: Respondent
    phase: Phase
    year: int
    day: date

    @property
    def seat(self) -> Seat:
        """What its key is made for."""
        return Seat(self.person.pk, self.role, self.year)


def sheets(matches: list[Match], count: int, on: date) -> list[Sheet]:
    """So many forms: everybody's «до» first, then «после» of pairs that are over, then the others'."""
    ranked = [
        [
            Sheet(who, role, Phase.BEFORE, item.year, item.start)
            for item in matches
            for who, role in _people(item)
        ],
        [
            Sheet(who, role, Phase.AFTER, item.year, item.end or on)
            for item in sorted(matches, key=lambda item: item.end is None)
            for who, role in _people(item)
        ],
    ]
    once = {(sheet.seat, sheet.phase): sheet for sheet in reversed([*ranked[0], *ranked[1]])}
    return list(islice(reversed(once.values()), count))


def _people(item: Match) -> Iterator[tuple[Person, Respondent]]:
    yield item.mentee, Respondent.MENTEE
    yield item.mentor, Respondent.MENTOR


def build_answers(municipality: Municipality, handed_in: list[Sheet], random: Random, on: date) -> None:
    """Campaigns of the years, the responses, a free text here and there."""
    campaigns = _campaigns(municipality, handed_in, on)
    keys = {seat: key for seat, key in keys_for(sheet.seat for sheet in handed_in).items() if key}
    levels = {
        seat: random.choice((4, 5, 6, 6, 7, 7, 8, 8)) for seat in dict.fromkeys(s.seat for s in handed_in)
    }
    asked = {key: form_of(campaign.version).items for key, campaign in campaigns.items()}

    def responses() -> Iterator[Response]:
        for sheet in handed_in:
            campaign = campaigns[sheet.role, sheet.phase, sheet.year]
            level = levels[sheet.seat] + (sheet.phase == Phase.AFTER)
            yield Response(
                key=keys[sheet.seat],
                campaign=campaign,
                version=campaign.version,
                role=sheet.role,
                phase=sheet.phase,
                year=sheet.year,
                municipality=municipality,
                school_id=sheet.person.school_id,
                answers=_marks(asked[sheet.role, sheet.phase, sheet.year], level, random),
                state=ResponseState.SUBMITTED,
                source=ResponseSource.PORTAL,
                answered_date=sheet.day,
                submitted_at=timezone.make_aware(datetime.combine(sheet.day, time(12))),
            )

    stored = store(Response, responses())
    store(FreeText, _texts(stored, asked, random))


def _campaigns(
    municipality: Municipality, handed_in: list[Sheet], on: date
) -> dict[tuple[str, str, int], Campaign]:
    """A campaign of each form and year that was handed in; those of former years are closed."""
    wanted = dict.fromkeys((str(sheet.role), str(sheet.phase), sheet.year) for sheet in handed_in)
    published = (
        QuestionnaireVersion.objects.published().select_related("questionnaire").prefetch_related("items")
    )
    versions = {
        (row.questionnaire.role, row.questionnaire.phase): row for row in published.order_by("number")
    }
    this_year = years.year_of(on)
    made = store(
        Campaign,
        (
            Campaign(
                municipality=municipality,
                questionnaire=versions[role, phase].questionnaire,
                version=versions[role, phase],
                year=year,
                state=CampaignState.OPEN if year == this_year else CampaignState.CLOSED,
                opens_date=years.first_day(year),
                closes_date=years.last_day(year),
            )
            for role, phase, year in wanted
        ),
    )
    return dict(zip(wanted, made, strict=True))


def _marks(items: tuple[ItemDefinition, ...], level: int, random: Random) -> dict[str, Any]:
    """One person's closed answers."""
    scores = iter(random.choices(_SCORES, cum_weights=_WEIGHTS[level], k=len(items)))
    marks: dict[str, Any] = {}
    for item, score in zip(items, scores, strict=True):
        if item.kind in TEXT_LENGTHS:
            continue
        if item.allows_dont_know and random.random() < _DONT_KNOW:
            marks[item.code] = DONT_KNOW
        elif item.kind == "scale":
            marks[item.code] = score
        elif item.kind == "yes_no":
            odds = _HAD_BEFORE if item.code == "had_prior_experience" else _YES
            marks[item.code] = int(random.random() < odds)
        else:
            marks[item.code] = random.choice(item.options).value
    return marks


def _texts(
    responses: list[Response], asked: dict[tuple[str, str, int], tuple[ItemDefinition, ...]], random: Random
) -> Iterator[FreeText]:
    """One of twenty writes something into each question that is open to everybody."""
    codes = {
        key: [item.code for item in items if item.kind in TEXT_LENGTHS and item.show_if is None]
        for key, items in asked.items()
    }
    for response in responses:
        if random.random() < _WRITES:
            for code in codes[response.role, response.phase, response.year]:
                yield FreeText(response=response, item_code=code, text=random.choice(_TEXTS))
