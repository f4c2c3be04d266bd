"""The report on one role's two questionnaires from what is stored (contract §1 `survey_report`).

Page, command and export call `survey_report`: whatever they show has passed the same masks.
"""

import hashlib
import random
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from schools.models import Municipality
from surveys.audience import invited
from surveys.catalogue import FormDefinition, ItemDefinition
from surveys.enums import Phase, ResponseState
from surveys.models import FreeText, QuestionnaireVersion, Response
from surveys.role_report import Answer, role_report
from surveys.suppression import K
from surveys.versions import forms_of

COMPARED = "expected_actual"
# The fact of earlier experience is no judgement of the programme (contract §1).
NOT_REPORTED = "had_prior_experience"

Sheets = Mapping[UUID, Mapping[str, Answer]]


@dataclass(frozen=True)
class Group:
    """Whose answers: a role in a school year, of a municipality and of some schools (None: of all)."""

    role: str
    year: int
    municipality: Municipality | None = None
    schools: Collection[int] | None = None

    def responses(self, phase: str) -> QuerySet[Response]:
        """The submitted responses of the group."""
        found = Response.objects.filter(
            state=ResponseState.SUBMITTED, role=self.role, year=self.year, phase=phase
        )
        if self.municipality is not None:
            found = found.filter(municipality=self.municipality)
        return found if self.schools is None else found.filter(school__in=self.schools)

    def invited(self) -> int:
        """How many persons have a membership of the role that touches the year."""
        people = invited(self.role, self.year)
        if self.municipality is not None:
            people = people.filter(municipality=self.municipality)
        return (people if self.schools is None else people.filter(school__in=self.schools)).count()


def survey_report(group: Group, k: int = K) -> dict[str, Any]:
    """Return the keys of contract §1, groups below k masked; a few queries whatever the group's size."""
    before, after = (_sheets(group, phase) for phase in (Phase.BEFORE, Phase.AFTER))
    both = before.keys() & after.keys()
    pairs = {
        item.code: Counter((before[key].get(item.code), after[key].get(item.code)) for key in both)
        for item in compared_items(group.role)
    }
    judged = {
        item.code: Counter(sheet.get(item.code) for sheet in after.values()) for item in yes_items(group.role)
    }
    counts = {"before": len(before), "after": len(after), "both": len(both)}
    return {"invited": group.invited(), **counts, **role_report(pairs, judged, k)}


def published_forms(role: str) -> dict[str, FormDefinition]:
    """Return what is asked of a role now, by phase."""
    versions = QuestionnaireVersion.objects.published().filter(questionnaire__role=role)
    return {version.questionnaire.phase: form for version, form in forms_of(versions).items()}


def compared_items(role: str) -> list[ItemDefinition]:
    """Scale items of the second form whose partner asks what was expected."""
    items = published_forms(role)[Phase.AFTER].items
    return [item for item in items if item.relation == COMPARED and item.kind == "scale"]


def yes_items(role: str) -> list[ItemDefinition]:
    """Yes/no items of the second form."""
    items = published_forms(role)[Phase.AFTER].items
    return [item for item in items if item.kind == "yes_no" and item.code != NOT_REPORTED]


def _sheets(group: Group, phase: str) -> Sheets:
    return dict(group.responses(phase).values_list("key", "answers"))


def text_counts(group: Group, k: int = K) -> dict[tuple[str, str], int]:
    """Count free texts by phase and item; fewer than k of an item are none at all (decisions.md §4)."""
    rows = _texts(group).order_by().values_list("response__phase", "item_code")
    return {key: count for key, count in Counter(rows).items() if count >= k}


def texts_of(group: Group, phase: str, item: str, k: int = K) -> list[str]:
    """Return the free texts of an item in an order that tells nothing; none where there are fewer than k.

    The order depends on all the texts: it stays from page to page and changes with every new one.
    """
    texts = sorted(_texts(group).filter(response__phase=phase, item_code=item).values_list("text", flat=True))
    if len(texts) < k:
        return []
    seed = hashlib.sha256("\n".join(texts).encode()).digest()
    random.Random(seed).shuffle(texts)  # noqa: S311 - an order, no secret
    return texts


def _texts(group: Group) -> QuerySet[FreeText]:
    responses = [group.responses(phase) for phase in (Phase.BEFORE, Phase.AFTER)]
    return FreeText.objects.filter(response__in=responses[0] | responses[1])
