"""A form that is asked once (the curator's, needs of training, a methodist's own): its answers counted.

Only the whole municipality is a group here: a school has one curator and few mentors.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from surveys.audience import asked_by
from surveys.catalogue import ItemDefinition
from surveys.enums import ResponseState
from surveys.models import Campaign, Response
from surveys.scales import DONT_KNOW, DONT_KNOW_LABEL, TEXT_LENGTHS
from surveys.suppression import K, hidden_options
from surveys.versions import form_of


@dataclass(frozen=True)
class OptionCount:
    """An answer and how many gave it; None where that is hidden."""

    label: str
    people: int | None


@dataclass(frozen=True)
class ItemCounts:
    """A closed question: how many answered it, and every answer in the order of the paper form."""

    item: ItemDefinition
    answered: int
    options: tuple[OptionCount, ...]

    @property
    def is_hidden(self) -> bool:
        """Whether nothing is shown but how many answered."""
        return all(option.people is None for option in self.options)


@dataclass(frozen=True)
class SingleReport:
    """What may be shown of a campaign; nothing of it needs masking any more."""

    campaign: Campaign
    asked: int
    sent: int
    items: tuple[ItemCounts, ...]


def single_report(campaign: Campaign, k: int = K) -> SingleReport:
    """Count the sent forms of a campaign, masks applied; three queries whatever their number."""
    sent = Response.objects.filter(campaign=campaign, state=ResponseState.SUBMITTED)
    answers = list(sent.order_by().values_list("answers", flat=True))
    closed = [item for item in form_of(campaign.version).items if item.kind not in TEXT_LENGTHS]
    return SingleReport(
        campaign,
        asked=asked_by(campaign).count(),
        sent=len(answers),
        items=tuple(_counts(item, answers, k) for item in closed),
    )


def _counts(item: ItemDefinition, answers: Iterable[dict[str, Any]], k: int) -> ItemCounts:
    labels: dict[int | str, str] = {option.value: option.label for option in item.options}
    if item.allows_dont_know:
        labels[DONT_KNOW] = DONT_KNOW_LABEL
    given = Counter(found[item.code] for found in answers if item.code in found)
    people = {value: given[value] for value in labels}
    hidden = hidden_options(people, k)
    return ItemCounts(
        item,
        sum(people.values()),
        tuple(
            OptionCount(label, None if value in hidden else people[value]) for value, label in labels.items()
        ),
    )
