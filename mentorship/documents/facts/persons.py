"""The data of papers about one person: a mentor's consent and agreement, consents to personal data (§5.6)."""

from typing import Any

from django.utils.dateparse import parse_date

from mentorship.documents.enums import Case, Part
from mentorship.documents.facts.material import Material, head, in_figures, position_of
from mentorship.documents.facts.pairs import mentee_of
from mentorship.documents.naming import Naming, Wanted
from schools.models import Person


def wanted_of_duties(material: Material) -> list[Wanted]:
    """The consent is from whom? – from the mentor."""
    person = _mentor(material)
    return [] if person is None else [(person, Case.GENITIVE)]


def duties(material: Material, naming: Naming) -> dict[str, Any]:
    """Content, term, form and pay of a mentor's work (ст. 351.8 ТК РФ)."""
    pair = next(iter(material.pairs), None)
    return {
        **head(material, naming),
        **_person(_mentor(material), naming),
        "наставляемые": [mentee_of(member, naming) for member in pair.members.all()] if pair else [],
        "содержание": material.text("content"),
        "форма": material.text("work_form"),
        "с": in_figures(parse_date(material.text("start"))),
        "по": in_figures(parse_date(material.text("end"))),
        "оплата": material.text("payment"),
    }


def wanted_of_consent(material: Material) -> list[Wanted]:
    """The person speaks in the first person: nothing is declined."""
    return []


def processing(material: Material, naming: Naming) -> dict[str, Any]:
    """What ч. 4 ст. 9 of 152-ФЗ asks for."""
    return {
        **head(material, naming),
        **_person(material.one(Part.SUBJECT), naming),
        "оператор": material.text("operator") or str(material.municipality),
        "оператор_адрес": material.text("operator_address") or "________________________",
        "оператор_инн": material.text("operator_codes") or "ИНН ____________, ОГРН ____________",
        "цель": material.text("purpose"),
        "перечень": material.text("items"),
        "действия": material.text("actions"),
        "получатели": material.text("receivers"),
        "срок": material.text("term"),
    }


def publication(material: Material, naming: Naming) -> dict[str, Any]:
    """The same, with where the data are shown (приказ Роскомнадзора № 18)."""
    return {**processing(material, naming), "сайты": material.text("sites")}


def _mentor(material: Material) -> Person | None:
    return material.pairs[0].mentor.person if material.pairs else None


def _person(person: Person | None, naming: Naming) -> dict[str, str]:
    if person is None:
        return {"фио": "", "фио_род": "", "должность": "", "работодатель": ""}
    return {
        "фио": person.full_name,
        "фио_род": naming.of(person, Case.GENITIVE),
        "должность": position_of(person),
        "работодатель": str(person.school or person.municipality or ""),
    }
