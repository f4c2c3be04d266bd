"""Free texts of a municipality, without authors and in an order that tells nothing (decisions.md §4)."""

import hashlib
import random
from collections import Counter
from functools import reduce
from operator import or_

from django.db.models import QuerySet

from surveys.models import FreeText
from surveys.results.groups import Group
from surveys.suppression import K


def text_counts(group: Group, k: int = K) -> dict[tuple[str, str], int]:
    """Count free texts by phase and item; fewer than k of an item are none at all."""
    rows = texts_in(group).order_by().values_list("response__phase", "item_code")
    return {key: count for key, count in Counter(rows).items() if count >= k}


def texts_of(group: Group, phase: str, item: str, k: int = K) -> list[FreeText]:
    """Return the free texts of an item in an order that tells nothing; none where there are fewer than k.

    The order depends on all the texts: it stays from page to page and changes with every new one.
    """
    rows = texts_in(group).filter(response__phase=phase, item_code=item)
    texts = sorted(rows, key=lambda row: (row.text, row.pk))
    if len(texts) < k:
        return []
    seed = hashlib.sha256("\n".join(row.text for row in texts).encode()).digest()
    random.Random(seed).shuffle(texts)  # noqa: S311 - an order, no secret
    return texts


def texts_in(group: Group) -> QuerySet[FreeText]:
    """Texts of a whole municipality: a school's own would lead to persons."""
    responses = reduce(or_, (group.responses(phase) for phase in group.phases))
    return FreeText.objects.filter(response__in=responses)
