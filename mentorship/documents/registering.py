"""What registration does: pairs move, the centre is staffed, earlier orders end, consents are on record.

Called by `workflow` within its transaction, with the paper locked.
"""

from datetime import date

from django.core.exceptions import ValidationError

from mentorship.audit.log import record
from mentorship.documents.enums import CONSENT_KINDS, ORDER_KINDS, Kind, PaperState, Part
from mentorship.documents.facts.material import for_papers
from mentorship.documents.models import Paper
from mentorship.pairs.enums import OrderScope
from mentorship.pairs.models import Pair
from mentorship.pairs.workflow import register_order
from mentorship.programmes.models.centre import Part as Duty
from mentorship.programmes.workflow import Named, set_composition
from mentorship.spreadsheets.words import fold, tidy
from schools.enums import ConsentKind, ConsentWay
from schools.models import Consent, Person, User
from schools.workflow import give_consent

_CONSENTS = {
    Kind.DUTIES: ConsentKind.DUTIES,
    Kind.PROCESSING: ConsentKind.PROCESSING,
    Kind.PUBLICATION: ConsentKind.PUBLICATION,
}


def put_in_force(
    paper: Paper, *, number: str, paper_date: date, signer: str, by: User | None, today: date
) -> None:
    """Give the paper number, date and signer, and carry out what it orders."""
    paper.number, paper.date, paper.signer = tidy(number), paper_date, tidy(signer)
    _check(paper, paper_date, today)
    if paper.kind == Kind.PAIRS:
        _order_pairs(paper, paper_date, by, today)
    elif paper.kind == Kind.CENTRE:
        _set_centre(paper, paper_date, by)
    elif paper.kind in CONSENT_KINDS:
        _keep_consent(paper, paper_date, by)
    paper.state = PaperState.REGISTERED
    paper.full_clean(exclude=["file", "scan"])
    paper.save()
    data = {"number": paper.number, "date": f"{paper_date:%Y-%m-%d}", "sha256": paper.sha256}
    record(by=by, action="documents.registered", target=paper, text=f"Зарегистрирован: {paper}", data=data)
    for earlier in paper.supersedes.select_for_update().order_by("pk"):
        if earlier.state != PaperState.REGISTERED:
            state = PaperState(earlier.state).label
            raise ValidationError(
                f"«{earlier}» уже {state}: уберите его из признаваемых утратившими силу и сформируйте "
                "файл заново."
            )
        end(earlier, PaperState.SUPERSEDED, f"Признан утратившим силу: {paper}"[:500], by=by)


def end(paper: Paper, state: PaperState, reason: str, *, by: User | None) -> None:
    """Write that the paper holds no longer, and why."""
    paper.state, paper.ending_reason = state, reason
    paper.full_clean(exclude=["file", "scan"])
    paper.save()
    record(by=by, action=f"documents.{state}", target=paper, text=f"{state.label}: {reason}")


def _check(paper: Paper, paper_date: date, today: date) -> None:
    """Number, a day that has come, no other paper under them."""
    if paper_date > today:
        raise ValidationError("Дата ещё не наступила: впишите день, которым документ подписан.")
    if paper.kind in CONSENT_KINDS:
        return
    if not paper.number:
        raise ValidationError("Напишите номер документа.")
    if paper.kind not in ORDER_KINDS:
        return
    others = Paper.objects.orders().filter(
        municipality=paper.municipality,
        school=paper.school,
        date=paper_date,
        state__in=(PaperState.REGISTERED, PaperState.SUPERSEDED),
    )
    taken = [other for other in others.exclude(pk=paper.pk) if fold(other.number) == fold(paper.number)]
    if taken:
        raise ValidationError(f"Этот номер и дату уже носит «{taken[0]}»: проверьте номер.")


def _order_pairs(paper: Paper, paper_date: date, by: User | None, today: date) -> None:
    """Put the pairs of the paper under their order; the workflow of pairs tells both sides of each."""
    pairs = list(for_papers(paper.pairs.all()))
    if not pairs:
        raise ValidationError("В приказе нет ни одной пары: измените документ и сформируйте его заново.")
    _check_same_people(paper, pairs)
    if paper.school is not None:
        _check_school(paper, pairs)
    paper.order = register_order(
        pairs=pairs,
        number=paper.number,
        order_date=paper_date,
        scope=OrderScope.SCHOOL if paper.school_id else OrderScope.MUNICIPALITY,
        by=by,
        today=today,
    )


def _set_centre(paper: Paper, paper_date: date, by: User | None) -> None:
    """The order on the centre's composition makes it so from its day on."""
    parts = ((Part.HEAD, Duty.HEAD), (Part.CURATOR, Duty.METHODIST), (Part.MEMBER, Duty.MENTOR))
    people = list(paper.people.select_related("person").order_by("pk"))
    named = [Named(item.person, duty) for part, duty in parts for item in people if item.part == part]
    set_composition(
        municipality=paper.municipality,
        named=named,
        start_date=paper_date,
        basis=f"приказ от {paper_date:%d.%m.%Y} № {paper.number}",
        base=str(paper.inputs.get("base") or "").strip(),
        by=by,
    )


def _people_of(pair: Pair) -> list[Person]:
    return [pair.mentor.person, *(member.mentee for member in pair.members.all())]


def _check_same_people(paper: Paper, pairs: list[Pair]) -> None:
    """The signed paper names the people the pairs have today."""
    printed = {
        (row["наставник"], *(item["фио"] for item in row["наставляемые"])) for row in paper.data["пары"]
    }
    for pair in pairs:
        if tuple(person.full_name for person in _people_of(pair)) not in printed:
            raise ValidationError(
                f"Состав пары № {pair.number} изменился после того, как файл сформирован: сформируйте его "
                "заново и подпишите."
            )


def _check_school(paper: Paper, pairs: list[Pair]) -> None:
    """An order of a school is about pairs within this very school."""
    for pair in pairs:
        if any(person.school_id != paper.school_id for person in _people_of(pair)):
            raise ValidationError(
                f"Пара № {pair.number} объединяет разные школы: её закрепляет приказ муниципалитета, "
                "а этот документ — приказ школы."
            )


def _keep_consent(paper: Paper, paper_date: date, by: User | None) -> None:
    """The consent signed on paper is on record from its day; a live one stays as it is."""
    subject = paper.people.filter(part=Part.SUBJECT).select_related("person").first()
    person = subject.person if subject else paper.pairs.select_related("mentor__person").get().mentor.person
    kind = _CONSENTS[Kind(paper.kind)]
    if not Consent.objects.live().filter(person=person, kind=kind).exists():
        give_consent(person=person, kind=kind, by=by, on=paper_date, way=ConsentWay.PAPER)
