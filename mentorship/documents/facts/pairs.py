"""The data of the order on pairs (domain.md §5.1)."""

from typing import Any

from django.utils.dateparse import parse_date

from mentorship.documents.enums import Case, Part
from mentorship.documents.facts.material import (
    Material,
    in_figures,
    order_head,
    position_of,
    wanted_of_order,
)
from mentorship.documents.naming import Naming, Wanted
from mentorship.pairs.models import Pair, PairMember
from schools.models import Person


def wanted(material: Material) -> list[Wanted]:
    """Mentors are appointed (whom?), for mentees (whom?), under a curator (whom?)."""
    names: list[Wanted] = []
    for pair in material.pairs:
        names.append((pair.mentor.person, Case.ACCUSATIVE))
        names += [(member.mentee, Case.GENITIVE) for member in pair.members.all()]
    curator = material.one(Part.CURATOR)
    if curator is not None:
        names.append((curator, Case.ACCUSATIVE))
    return [*names, *wanted_of_order(material)]


def data(material: Material, naming: Naming) -> dict[str, Any]:
    """Pairs, consents, duties and everyone who signs the sheet of acquaintance."""
    curator = material.one(Part.CURATOR)
    people = _people(material)
    told = people if curator is None else [*people, curator]
    return {
        **order_head(material, naming, told),
        "куратор": naming.of(curator, Case.ACCUSATIVE),
        "куратор_должность": position_of(curator),
        "обязанности": [{"пункт": line} for line in material.lines("duties")],
        "пары": [
            _pair(number, pair, material, naming) for number, pair in enumerate(material.pairs, start=1)
        ],
        "согласия": _consents(material),
    }


def _people(material: Material) -> list[Person]:
    """Mentors and mentees in the order of the table."""
    return [
        person
        for pair in material.pairs
        for person in (pair.mentor.person, *(member.mentee for member in pair.members.all()))
    ]


def _pair(number: int, pair: Pair, material: Material, naming: Naming) -> dict[str, Any]:
    mentor, members = pair.mentor.person, list(pair.members.all())
    start = min((item.start_date for item in members if item.start_date), default=None)
    end = max((item.end_date for item in members if item.end_date), default=None)
    return {
        "номер": number,
        "наставник": mentor.full_name,
        "наставник_вин": naming.of(mentor, Case.ACCUSATIVE),
        "наставник_дат": naming.of(mentor, Case.DATIVE),
        "наставник_должность": position_of(mentor),
        "наставник_школа": str(mentor.school or ""),
        "наставляемые": [mentee_of(member, naming) for member in members],
        "форма": str(pair.form or ""),
        "вариант": str(pair.variant or ""),
        "предмет": "; ".join(str(item) for item in (pair.subject, pair.focus) if item),
        "с": in_figures(start or parse_date(material.text("start"))),
        "по": in_figures(end or parse_date(material.text("end"))),
    }


def mentee_of(member: PairMember, naming: Naming) -> dict[str, str]:
    """A mentee of a pair, in the cases a template may want."""
    person = member.mentee
    return {
        "фио": person.full_name,
        "фио_род": naming.of(person, Case.GENITIVE),
        "фио_дат": naming.of(person, Case.DATIVE),
        "должность": position_of(person),
        "школа": str(person.school or ""),
    }


def _consents(material: Material) -> list[dict[str, Any]]:
    """Who has agreed when and how: appendix no. 1."""
    rows = []
    for pair in material.pairs:
        way = pair.get_mentor_agreed_way_display() if pair.mentor_agreed_way else ""
        rows.append((pair.mentor.person, "наставник", pair.mentor_agreed_date, way))
        for member in pair.members.all():
            way = member.get_agreed_way_display() if member.agreed_way else ""
            rows.append((member.mentee, "наставляемый", member.agreed_date, way))
    return [
        {
            "номер": number,
            "фио": person.full_name,
            "кто": who,
            "когда": ", ".join(filter(None, (in_figures(day), way))),
        }
        for number, (person, who, day, way) in enumerate(rows, start=1)
    ]
