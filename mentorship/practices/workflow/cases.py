"""The case of a pair: begun from the pair's plan, written by the school, told and agreed to by both sides."""

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PlanItem
from mentorship.practices.enums import AuthorPart, PublicState
from mentorship.practices.models import Practice, PracticeAuthor
from mentorship.practices.models.practices import LONGEST_PART, TEXTS
from mentorship.practices.workflow.moderation import lock
from schools.enums import ConsentWay
from schools.sentences import require_words

if TYPE_CHECKING:
    from schools.models import User

# A practice tells of work that has been done.
TELLABLE: Final = (PairState.ACTIVE, PairState.PAUSED, PairState.COMPLETED)


@transaction.atomic
def begin_practice(*, pair: Pair, by: "User | None") -> Practice:
    """A draft with the pair's plan and fact and an author for each of its people."""
    pair = Pair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if pair.state not in TELLABLE:
        raise ValidationError("Практику оформляют, когда пара уже работает или завершила работу.")
    if Practice.objects.filter(pair=pair).exists():
        raise ValidationError("По этой паре практика уже оформляется.")
    plan, fact = _plan_and_fact(pair)
    practice = Practice(
        municipality_id=pair.municipality_id, pair=pair, author=by, title=f"Опыт пары № {pair.number}"[:200],
        problem=pair.goal, plan=plan, fact=fact, result=pair.result,
    )  # fmt: skip
    practice.full_clean(exclude=["pair", "municipality", "author"])
    practice.save()
    people = [(pair.mentor.person, AuthorPart.MENTOR)]
    members = pair.members.select_related("mentee").order_by("start_date", "pk")
    people += [(member.mentee, AuthorPart.MENTEE) for member in members]
    unique = {person.pk: (person, part) for person, part in people}
    for person, part in unique.values():
        PracticeAuthor.objects.create(practice=practice, person=person, part=part)
    record(by=by, action="practice.begun", target=practice, text=f"{pair}")
    return practice


@transaction.atomic
def write_practice(
    *, practice: Practice, version: int, texts: dict[str, str], products: Any, by: "User | None"
) -> None:
    """Store the texts of a draft; consents given to other words end with them."""
    held = lock(practice, version)
    _require_draft(held)
    changed = [name for name in TEXTS if getattr(held, name) != texts[name]]
    for name in changed:
        setattr(held, name, texts[name])
    held.full_clean(exclude=["pair", "municipality", "author"])
    if {product.pair_id for product in products} - {held.pair_id}:
        raise ValidationError("Можно приложить только продукты этой пары.")
    other_products = set(held.products.values_list("pk", flat=True)) != {product.pk for product in products}
    if not (changed or other_products):
        return
    held.version += 1
    held.save()
    held.products.set(products)
    held.authors.update(agreed_date=None, agreed_way="", withdrawn_date=None)
    record(by=by, action="practice.written", target=held, text=str(held))


@transaction.atomic
def say(*, author: PracticeAuthor, version: int, words: str, by: "User | None") -> None:
    """Store an author's own words; that author's consent to the former ones ends."""
    practice = lock(author.practice, version)
    _require_draft(practice)
    words = require_words(words, "Напишите несколько слов от первого лица.")
    held = practice.authors.get(pk=author.pk)
    if held.words == words:
        return
    held.words, held.agreed_date, held.agreed_way, held.withdrawn_date = words, None, "", None
    held.full_clean(exclude=["practice", "person"])
    held.save()
    _touch(practice)
    record(by=by, action="practice.said", target=practice, text=held.person.short_name)


@transaction.atomic
def agree(*, author: PracticeAuthor, version: int, way: ConsentWay, by: "User | None", on: date) -> None:
    """Record an author's consent to spread this practice under the own name, as it stands now."""
    practice = lock(author.practice, version)
    held = practice.authors.get(pk=author.pk)
    if not held.words:
        raise ValidationError("Сначала запишите слова автора: согласие даётся на готовый текст.")
    if held.agrees:
        raise ValidationError("Согласие уже дано.")
    held.agreed_date, held.agreed_way, held.withdrawn_date = on, way, None
    held.save()
    _touch(practice)
    text = f"{held.person.short_name}, {way.label}"
    record(by=by, action="practice.agreed", target=practice, text=text)


@transaction.atomic
def take_back(*, author: PracticeAuthor, by: "User | None", on: date) -> None:
    """Withdraw a consent: no window, no version stands in its way, the practice is hidden at once."""
    practice = Practice.objects.select_for_update(of=("self",)).get(pk=author.practice_id)
    held = practice.authors.get(pk=author.pk)
    if not held.agrees:
        raise ValidationError("Отзывать нечего: согласия сейчас нет.")
    held.withdrawn_date = on
    held.save()
    _touch(practice)
    record(by=by, action="practice.taken_back", target=practice, text=held.person.short_name)


def _touch(practice: Practice) -> None:
    practice.version += 1
    practice.save(update_fields=["version"])


def _require_draft(practice: Practice) -> None:
    if practice.state != PublicState.DRAFT:
        raise ValidationError("Текст правят, пока практика — черновик. Попросите методиста вернуть её.")


def _plan_and_fact(pair: Pair) -> tuple[str, str]:
    """The plan's lines, and what of them was done and with what result, as lists of the editor's markup."""
    items = list(PlanItem.objects.filter(pair=pair).standing().order_by("due_date", "pk"))
    plan = [f"- {item.title}" for item in items]
    fact = [f"- {_done(item)}" for item in items if item.done_date]
    return _joined(plan), _joined(fact)


def _done(item: PlanItem) -> str:
    return ": ".join(filter(None, (item.title, item.result)))


def _joined(lines: list[str]) -> str:
    return "\n".join(lines)[:LONGEST_PART]
