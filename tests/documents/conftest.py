"""Papers of the cast: pairs in the states they need, orders as the pages make them."""

import pytest

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.documents import workflow
from mentorship.documents.enums import Kind, PaperState
from mentorship.documents.facts import material_of, wanted_names
from mentorship.documents.naming import Naming, key_of
from mentorship.documents.wording import first_texts
from mentorship.documents.workflow import Content
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from tests.cast import TODAY
from tests.pairs.conftest import form, make_pair, mentees, mentor

__all__ = ["form", "make_pair", "mentees", "mentor"]

TEXTS = {
    "issuer": "Ёлкинская СОШ",
    "place": "пос. Лесной",
    "signer": "Я. И. Дубов",
    "signer_position": "Директор",
}


@pytest.fixture
def agreed(make_pair, mentor, mentees) -> Pair:
    """A pair of the cast's mentor and mentee that waits for an order."""
    pair = make_pair(mentor, mentees[:1], PairState.AGREED, number="7")
    Pair.objects.filter(pk=pair.pk).update(mentor_agreed_date=TODAY, mentor_agreed_way="paper")
    return pair


@pytest.fixture
def make_order(school, users):
    """A generated order on pairs: `make_order([pair])`, of the school unless `school=None`."""

    def make(pairs, *, school=school, kind=Kind.PAIRS, by="methodist", texts=None, **content):
        inputs = first_texts(kind, TODAY) | TEXTS | (texts or {})
        paper = workflow.prepare(
            kind=kind,
            municipality=school.municipality if school else pairs[0].municipality,
            school=school,
            content=Content(inputs=inputs, pairs=list(pairs), **content),
            by=users[by],
        )
        return generate(paper, users[by])

    return make


def generate(paper, by):
    """Make the file with the names as the rules have them."""
    wanted = wanted_names(material_of(paper))
    naming = Naming([person for person, _ in wanted])
    names = {key_of(person, case): naming.of(person, case) for person, case in wanted}
    return workflow.generate(paper=paper, names=names, by=by)


def register(paper, by, number="12-од", day=TODAY, today=TODAY):
    return workflow.register(
        paper=paper, number=number, paper_date=day, signer="директор Я. И. Дубов", by=by, today=today
    )


@pytest.fixture
def forty(form, school, make_teacher) -> list[Pair]:
    """Forty agreed pairs of a school, each person with a surname of the own."""
    mentors = [
        make_teacher(school, f"M{number}", last_name=f"Наставников{letters(number)}") for number in range(40)
    ]
    people = [
        make_teacher(school, f"L{number}", last_name=f"Ученикова{letters(number)}", first_name="Анна",
                     middle_name="Петровна")
        for number in range(40)
    ]  # fmt: skip
    held = Mentor.objects.enlist(mentors, state=MentorState.TRAINED, state_date=TODAY)
    pairs = Pair.objects.bulk_create(
        Pair(municipality=school.municipality, mentor=item, number=f"40-{index}", number_key=f"40-{index}",
             form=form, state=PairState.AGREED, mentor_agreed_date=TODAY, mentor_agreed_way="paper")
        for index, item in enumerate(held)
    )  # fmt: skip
    PairMember.objects.bulk_create(
        PairMember(pair=pair, mentor=pair.mentor, mentee=person)
        for pair, person in zip(pairs, people, strict=True)
    )
    return pairs


def letters(number: int) -> str:
    """A surname's ending of two letters: «аб»."""
    return "абвгдежзик"[number // 10] + "абвгдежзик"[number % 10]


def states(*papers):
    """The states of papers as they stand in the database."""
    for paper in papers:
        paper.refresh_from_db()
    return [PaperState(paper.state) for paper in papers]
