"""The data of the other orders: the centre's composition, a curator, a roadmap (domain.md §5.2, §5.3)."""

from typing import Any

from mentorship.bank.models import MentorCard
from mentorship.documents.enums import Case, Part
from mentorship.documents.facts.material import (
    Material,
    in_figures,
    order_head,
    position_of,
    wanted_of_order,
)
from mentorship.documents.naming import Naming, Wanted
from mentorship.roadmap.models import RoadmapEvent
from schools import years
from schools.models import Person


def wanted_of_centre(material: Material) -> list[Wanted]:
    """The head and the methodist of the centre are appointed."""
    people = (material.one(Part.HEAD), material.one(Part.CURATOR))
    appointed = [(person, Case.ACCUSATIVE) for person in people if person is not None]
    return [*appointed, *wanted_of_order(material)]


def centre(material: Material, naming: Naming) -> dict[str, Any]:
    """Head, methodist, base and composition of the centre."""
    head, curator = material.one(Part.HEAD), material.one(Part.CURATOR)
    roles = [(head, "руководитель центра"), (curator, "методист (куратор)")]
    roles += [(person, "наставник") for person in material.people.get(Part.MEMBER, [])]
    members: dict[Person, str] = {}
    for person, role in roles:
        if person is not None:
            members.setdefault(person, role)
    topics = _topics(members)
    return {
        **order_head(material, naming, members),
        "руководитель": naming.of(head, Case.ACCUSATIVE),
        "руководитель_должность": position_of(head),
        "куратор": naming.of(curator, Case.ACCUSATIVE),
        "куратор_должность": position_of(curator),
        "база": material.text("base"),
        "состав": [
            {
                "номер": number,
                "фио": person.full_name,
                "должность": position_of(person),
                "школа": str(person.school or material.municipality),
                "статус": _standing(person),
                "предмет": "; ".join(topics.get(person.pk, ())),
                "роль": role,
            }
            for number, (person, role) in enumerate(members.items(), start=1)
        ],
    }


def _standing(person: Person) -> str:
    """What the portal knows without thresholds: the municipality's own people and base schools."""
    if person.school is None:
        return "специалист муниципалитета"
    return "опорная школа" if person.school.is_base else ""


def _topics(people: dict[Person, str]) -> dict[int, list[str]]:
    """Subjects and directions of the people's cards; one query."""
    found: dict[int, dict[str, None]] = {}
    for card in MentorCard.objects.for_display().filter(mentor__in=[person.pk for person in people]):
        for word in filter(None, (card.subject, card.focus)):
            found.setdefault(card.mentor_id, {})[str(word)] = None
    return {key: list(words) for key, words in found.items()}


def wanted_of_curator(material: Material) -> list[Wanted]:
    """The curator is appointed, and charged with duties."""
    curator = material.one(Part.CURATOR)
    named = [] if curator is None else [(curator, Case.ACCUSATIVE), (curator, Case.DATIVE)]
    return [*named, *wanted_of_order(material)]


def curator(material: Material, naming: Naming) -> dict[str, Any]:
    """Who is appointed and to do what."""
    person = material.one(Part.CURATOR)
    return {
        **order_head(material, naming, [] if person is None else [person]),
        "куратор": naming.of(person, Case.ACCUSATIVE),
        "куратор_дат": naming.of(person, Case.DATIVE),
        "куратор_должность": position_of(person),
        "обязанности": [{"пункт": line} for line in material.lines("duties")],
    }


def wanted_of_roadmap(material: Material) -> list[Wanted]:
    """Who answers for the roadmap is appointed."""
    person = material.one(Part.CURATOR)
    named = [] if person is None else [(person, Case.ACCUSATIVE)]
    return [*named, *wanted_of_order(material)]


def roadmap(material: Material, naming: Naming) -> dict[str, Any]:
    """The roadmap with its events in the plan."""
    person, plan = material.one(Part.CURATOR), material.roadmap
    events = RoadmapEvent.objects.in_plan().filter(roadmap=plan).order_by("order") if plan else []
    return {
        **order_head(material, naming, [] if person is None else [person]),
        "карта": str(plan or ""),
        "год": years.label(plan.year) if plan else "",
        "ответственный": naming.of(person, Case.ACCUSATIVE),
        "ответственный_должность": position_of(person),
        "мероприятия": [
            {
                "номер": event.code,
                "мероприятие": event.title,
                "срок": f"до {in_figures(event.due_date)}" if event.due_date else event.term_text,
                "ответственный": event.responsible,
            }
            for event in events
        ],
    }
