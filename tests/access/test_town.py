"""Canaries of two schools and two municipalities: nobody reads one that stands where it does not belong."""

import json
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.db.models import Model

from reports.demo.canaries.fields import own_models, private_fields
from reports.demo.canaries.marks import base_label, marks_in
from schools.models import Person, School
from tests.access.leaks import IN_SOAK, READERS, Leaks
from tests.access.second_town import METHODIST
from tests.access.walking import Manner, Walk, foreign_words

pytestmark = [pytest.mark.alike, pytest.mark.django_db, pytest.mark.usefixtures("town")]

FEWEST_PAGES, FEWEST_MARKS = 120, 2000


@pytest.mark.parametrize(
    "username",
    [pytest.param(name, marks=pytest.mark.long if name in IN_SOAK else ()) for name in READERS],
)
def test_no_canary_is_seen_where_it_does_not_belong(username, owners):
    walk, leaks, read = Walk(username, owners, READERS[username]), Leaks(username, owners), 0
    found = defaultdict(set)
    for seen in walk.marks():
        read += 1
        if leaks.is_leak(seen):
            found[seen.mark.place].add(seen.address)
    assert walk.faults == []
    assert walk.answers[200] > FEWEST_PAGES, walk.answers
    assert read > FEWEST_MARKS, "the canaries of the reader's own school are seen"
    assert {place: sorted(where)[:5] for place, where in found.items()} == {}


def search_boxes() -> dict[type[Model], dict[str, str]]:
    """By the model looked for: a field whose search box in the admin asks for it."""
    found = {}
    for model in admin.site._registry:
        for field in (*model._meta.fields, *model._meta.many_to_many):
            sought = admin.site._registry.get(field.related_model)
            if sought is not None and sought.search_fields:
                names = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
                found.setdefault(field.related_model, {**names, "field_name": field.name})
    return found


def offered(walk: Walk, words: str) -> Iterator[Model]:
    """The rows that the search boxes of the admin offer for a term; a box of a shut area offers none."""
    for model, names in search_boxes().items():
        response, body = walk.open(f"/admin/autocomplete/?{urlencode({**names, 'term': words})}")
        if response.status_code != 403:
            keys = [result["id"] for result in json.loads(body)["results"]]
            yield from model._default_manager.filter(pk__in=keys)


@pytest.mark.parametrize("username", ["admin", "head", "methodist", METHODIST])
def test_search_boxes_of_the_admin_offer_nothing_of_another_town(username, owners):
    walk, leaks = Walk(username, owners, Manner()), Leaks(username, owners)
    of_town = School.objects.filter(municipality=leaks.town).earliest("pk")
    other = School.objects.exclude(municipality=leaks.town).earliest("pk")
    terms = ("", foreign_words(other), other.name)
    assert [row for term in terms for row in offered(walk, term) if leaks.is_elsewhere(row)] == []
    assert {type(row) for row in offered(walk, foreign_words(of_town))} >= {Person}, "the own ones are"


def test_every_private_text_holds_a_canary():
    held = defaultdict(set)
    for model in own_models():
        for field in private_fields(model):
            values = model._default_manager.values_list(field.name, flat=True)
            held[f"{base_label(model)}.{field.name}"] |= {bool(_is_marked(value)) for value in values}
    assert sorted(place for place, found in held.items() if True not in found) == []


def _is_marked(value: object) -> bool:
    return "canary" in str(value) or any(marks_in(str(value)))
