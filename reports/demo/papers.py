"""Papers of the demonstration: orders made by the portal, registered or waiting for the signature."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from mentorship.documents import workflow
from mentorship.documents.enums import Kind, Part
from mentorship.documents.models import Paper
from mentorship.documents.wording import first_texts
from mentorship.documents.workflow import Content
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair
from reports.demo.invention import People
from schools.models import Municipality, Person, School, User

OFFICE = {
    "issuer": "Управление образования Приозёрского округа",
    "place": "г. Приозёрск",
    "signer": "Л. Б. Гаванев",
    "signer_position": "Начальник управления образования",
}


def make_papers(people: People, municipality: Municipality, accounts: Mapping[str, User]) -> None:
    """An order on pairs in force, one prepared; the order on the curator of the shown school."""
    methodist, curator = accounts["methodist"], accounts["curator"].person
    agreed = Pair.objects.filter(municipality=municipality, state=PairState.AGREED).order_by("pk")
    pairs = list(agreed)
    if len(pairs) > 1:
        in_force = _make(Kind.PAIRS, people, municipality, None, methodist, pairs=pairs[:2])
        _register(in_force, "31", people, methodist)
        if pairs[2:]:
            _make(Kind.PAIRS, people, municipality, None, methodist, pairs=pairs[2:])
    named = _make(
        Kind.CURATOR, people, municipality, curator.school, methodist, subject=curator,
        head=accounts["director"].person.short_name,
    )  # fmt: skip
    _register(named, "14-од", people, methodist)


def _make(
    kind: Kind,
    people: People,
    municipality: Municipality,
    school: School | None,
    by: User,
    *,
    pairs: Sequence[Pair] = (),
    subject: Person | None = None,
    head: str = "",
) -> Paper:
    texts = first_texts(kind, people.on) | OFFICE
    if school is not None:
        texts |= {"issuer": school.name, "signer": head, "signer_position": "Директор"}
    content = Content(
        inputs=texts, pairs=list(pairs), people={Part.SUBJECT: [subject]} if subject is not None else {}
    )
    paper = workflow.prepare(kind=kind, municipality=municipality, school=school, content=content, by=by)
    return workflow.generate(paper=paper, names={}, by=by)


def _register(paper: Paper, number: str, people: People, by: User) -> None:
    day = people.on - timedelta(days=3)
    signer = f"{paper.inputs['signer_position'].lower()} {paper.inputs['signer']}"
    workflow.register(paper=paper, number=number, paper_date=day, signer=signer, by=by, today=people.on)
