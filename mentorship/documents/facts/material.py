"""What a paper is made of: the rows behind it, read once, and what was typed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.dateformat import format as format_date
from django.utils.dateparse import parse_date

from mentorship.documents.enums import Case, Kind, Part
from mentorship.documents.models import Paper
from mentorship.documents.naming import Naming
from mentorship.pairs.models import Pair, PairMember
from mentorship.roadmap.models import Roadmap
from schools.models import Municipality, Person, School

NO_NUMBER = "________"
NO_DATE = "«____» ______________ 20___ г."


@dataclass
class Material:
    """The rows and the texts of one paper."""

    kind: Kind
    municipality: Municipality
    school: School | None
    inputs: dict[str, Any]
    pairs: list[Pair] = field(default_factory=list)
    people: dict[Part, list[Person]] = field(default_factory=dict)
    roadmap: Roadmap | None = None
    revoked: list[str] = field(default_factory=list)

    def one(self, part: Part) -> Person | None:
        """The only person of a part, None for nobody."""
        return next(iter(self.people.get(part, ())), None)

    def text(self, name: str) -> str:
        """What was typed into a field, "" for nothing."""
        return str(self.inputs.get(name) or "").strip()

    def lines(self, name: str) -> list[str]:
        """The lines of a field, blank ones left out."""
        return [line.strip() for line in self.text(name).splitlines() if line.strip()]


def for_papers(pairs: QuerySet[Pair]) -> QuerySet[Pair]:
    """Pairs with everyone and everything that a paper names, in the order of the mentors' names."""
    members = PairMember.objects.select_related("mentee__school", "mentee__position").order_by("pk")
    return (
        pairs.select_related(
            "mentor__person__school", "mentor__person__position", "form", "variant", "subject", "focus"
        )
        .prefetch_related(Prefetch("members", members))
        .order_by("mentor__person__name_key", "pk")
    )


def material_of(paper: Paper) -> Material:
    """Read a paper's rows; five queries."""
    people: dict[Part, list[Person]] = {}
    for item in paper.people.select_related("person__school", "person__position"):
        people.setdefault(Part(item.part), []).append(item.person)
    return Material(
        kind=Kind(paper.kind),
        municipality=paper.municipality,
        school=paper.school,
        inputs=paper.inputs,
        pairs=list(for_papers(paper.pairs.all())),
        people=people,
        roadmap=paper.roadmap,
        revoked=[str(item) for item in paper.supersedes.order_by("date", "pk")],
    )


def head(material: Material, naming: Naming) -> dict[str, Any]:
    """What stands over and under every paper."""
    return {
        "издатель": material.text("issuer") or str(material.school or material.municipality),
        "номер": material.text("number") or NO_NUMBER,
        "дата": in_words(parse_date(material.text("date"))) if material.text("date") else NO_DATE,
        "место": material.text("place"),
        "муниципалитет": str(material.municipality),
        "школа": str(material.school or ""),
        "подписант": material.text("signer"),
        "подписант_должность": material.text("signer_position"),
    }


def order_head(material: Material, naming: Naming, known: Iterable[Person]) -> dict[str, Any]:
    """The same of an order, with who has to be told of it."""
    form = material.text("order_form") or "ПРИКАЗ"
    control = material.one(Part.CONTROL)
    told = [person for person in [*known, control] if person is not None]
    return {
        **head(material, naming),
        "вид": form,
        "приказываю": "ПРИКАЗЫВАЮ" if form == "ПРИКАЗ" else "ОБЯЗЫВАЮ",
        "основание": material.text("basis"),
        "контроль": with_position(naming.of(control, Case.ACCUSATIVE), control),
        "утратившие": [{"документ": line} for line in (*material.revoked, *material.lines("revokes"))],
        "ознакомление": acquaintance(told),
    }


def wanted_of_order(material: Material) -> list[tuple[Person, Case]]:
    """The names every order declines: who controls it."""
    control = material.one(Part.CONTROL)
    return [] if control is None else [(control, Case.ACCUSATIVE)]


def acquaintance(people: Iterable[Person]) -> list[dict[str, Any]]:
    """Who signs that they have read the order, each once."""
    return [
        {"номер": number, "фио": person.full_name, "должность": position_and_place(person)}
        for number, person in enumerate(dict.fromkeys(people), start=1)
    ]


def position_of(person: Person | None) -> str:
    """The position in words; a teacher without one is «педагог»."""
    if person is None:
        return ""
    return str(person.position or ("педагог" if person.is_teacher else "сотрудник")).lower()


def position_and_place(person: Person) -> str:
    """«учитель, Ёлкинская СОШ»."""
    return ", ".join(filter(None, (position_of(person), str(person.school or ""))))


def with_position(name: str, person: Person | None) -> str:
    """«Дубова Якова Ильича (директор)»; "" for nobody."""
    return f"{name} ({position_of(person)})" if person is not None else ""


def in_words(day: date | None) -> str:
    """«16 марта 2026 г.»; "" for no day."""
    return "" if day is None else f"{format_date(day, 'j E Y')} г."


def in_figures(day: date | None) -> str:
    """«16.03.2026»; a place to write in for no day."""
    return "____________" if day is None else f"{day:%d.%m.%Y}"
