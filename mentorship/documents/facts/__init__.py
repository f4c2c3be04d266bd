"""The data of papers: from rows of the portal to the names of `vocabulary`, by kind."""

from collections.abc import Callable
from typing import Any, NamedTuple

from mentorship.documents.enums import Kind
from mentorship.documents.facts import orders, pairs, persons
from mentorship.documents.facts.material import Material, material_of
from mentorship.documents.naming import Naming, Wanted

__all__ = ["Material", "data_of", "material_of", "wanted_names"]


class Facts(NamedTuple):
    """Which names a kind declines, and how its data is made."""

    wanted: Callable[[Material], list[Wanted]]
    data: Callable[[Material, Naming], dict[str, Any]]


_FACTS: dict[Kind, Facts] = {
    Kind.PAIRS: Facts(pairs.wanted, pairs.data),
    Kind.CENTRE: Facts(orders.wanted_of_centre, orders.centre),
    Kind.CURATOR: Facts(orders.wanted_of_curator, orders.curator),
    Kind.ROADMAP: Facts(orders.wanted_of_roadmap, orders.roadmap),
    Kind.DUTIES: Facts(persons.wanted_of_duties, persons.duties),
    Kind.AGREEMENT: Facts(persons.wanted_of_duties, persons.duties),
    Kind.PROCESSING: Facts(persons.wanted_of_consent, persons.processing),
    Kind.PUBLICATION: Facts(persons.wanted_of_consent, persons.publication),
}


def wanted_names(material: Material) -> list[Wanted]:
    """The names a paper puts into cases, each once, in the order of the paper."""
    return list(dict.fromkeys(_FACTS[material.kind].wanted(material)))


def data_of(material: Material) -> dict[str, Any]:
    """The whole data of a paper, ready for a template and for keeping as JSON."""
    people = [person for person, _ in wanted_names(material)]
    return _FACTS[material.kind].data(material, Naming(people, material.inputs.get("names")))
