"""The plan of a pair: copied from a template, then its own; a later edit of the template is only offered."""

from datetime import date, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mentorship.pairs.enums import LIVE_STATES
from mentorship.pairs.models import Pair, PlanItem, PlanTemplate, PlanTemplateItem
from mentorship.pairs.workflow.moves import lock, note, refusal
from mentorship.spreadsheets.words import tidy
from schools.models import User
from schools.sentences import require_words


class Offer(NamedTuple):
    """Lines a template has got since the pair took its plan from it."""

    template: PlanTemplate
    items: list[PlanTemplateItem]


def start_of(pair: Pair) -> date | None:
    """The first day of the pair's work, None before it."""
    return (
        pair.members.order_by("start_date")
        .exclude(start_date=None)
        .values_list("start_date", flat=True)
        .first()
    )


def offers_of(pair: Pair) -> list[Offer]:
    """What templates of the pair's plan hold that the pair has neither taken nor declined; two queries."""
    known = set(pair.plan.exclude(template_item=None).values_list("template_item", flat=True))
    if not known or pair.is_over:
        return []
    fresh = PlanTemplateItem.objects.filter(template__items__in=known, template__is_active=True)
    offers: dict[int, Offer] = {}
    for item in fresh.exclude(pk__in=known).distinct().select_related("template").order_by("order", "pk"):
        offers.setdefault(item.template_id, Offer(item.template, [])).items.append(item)
    return list(offers.values())


@transaction.atomic
def use_template(
    *, pair: Pair, template: PlanTemplate, start_date: date | None, by: User | None
) -> list[PlanItem]:
    """Copy the lines the pair lacks; days count from its start, before it from `start_date`."""
    pair = _open(pair)
    start = start_of(pair) or start_date
    if start is None:
        raise ValidationError({"start_date": "Пара ещё не начала: впишите день, от которого считать сроки."})
    known = pair.plan.exclude(template_item=None).values("template_item")
    missing = list(template.items.exclude(pk__in=known))
    if not missing:
        raise ValidationError(f"Все пункты шаблона «{template}» уже есть в плане.")
    items = _copied(pair, missing, start)
    note(pair, by=by, action="plan", text=f"В план добавлены пункты шаблона «{template}»: {len(items)}")
    return items


@transaction.atomic
def decline_offer(*, pair: Pair, template: PlanTemplate, by: User | None) -> int:
    """Do without the new lines of a template: they are kept as removed, so that nobody offers them again."""
    pair = _open(pair)
    offer = next((offer for offer in offers_of(pair) if offer.template.pk == template.pk), None)
    if offer is None:
        return 0
    now = timezone.now()
    PlanItem.objects.bulk_create(
        PlanItem(pair=pair, title=item.title, template_item=item, removed_at=now) for item in offer.items
    )
    note(pair, by=by, action="plan", text=f"Новые пункты шаблона «{template}» не нужны: {len(offer.items)}")
    return len(offer.items)


@transaction.atomic
def add_item(*, pair: Pair, title: str, due_date: date | None, by: User | None) -> PlanItem:
    """Add a line of the pair's own."""
    pair = _open(pair)
    item = PlanItem(pair=pair, order=_next_order(pair))
    _write(item, title, due_date)
    note(pair, by=by, action="plan", text=f"В план добавлено: {item.title}")
    return item


@transaction.atomic
def change_item(*, item: PlanItem, title: str, due_date: date | None, by: User | None) -> PlanItem:
    """Say a line in other words or by another day."""
    item = _locked(item)
    _write(item, title, due_date)
    note(item.pair, by=by, action="plan", text=f"Изменён пункт плана: {item.title}")
    return item


@transaction.atomic
def remove_item(*, item: PlanItem, by: User | None) -> None:
    """Take a line out of the plan; one that is done stays."""
    item = _locked(item)
    if item.done_date is not None:
        raise ValidationError(f"«{item.title}» отмечено выполненным: сначала снимите отметку.")
    item.removed_at = timezone.now()
    item.save(update_fields=["removed_at"])
    note(item.pair, by=by, action="plan", text=f"Из плана убрано: {item.title}")


@transaction.atomic
def mark_done(*, item: PlanItem, done_date: date, result: str, by: User | None, today: date) -> PlanItem:
    """Mark a line done on a day that has come, with what came of it."""
    item = _locked(item)
    if item.done_date is not None:
        raise ValidationError(f"«{item.title}» уже отмечено выполненным {item.done_date:%d.%m.%Y}.")
    if done_date > today:
        raise ValidationError({"done_date": "Этот день ещё не наступил: отметьте пункт позже."})
    item.done_date, item.result = done_date, tidy(result)
    item.full_clean(exclude=["pair", "template_item"])
    item.save()
    note(item.pair, by=by, action="plan", text=f"Выполнено: {item.title}", comment=item.result)
    return item


@transaction.atomic
def undo_done(*, item: PlanItem, by: User | None) -> PlanItem:
    """Take the mark back; the result stays to be read."""
    item = _locked(item)
    if item.done_date is None:
        raise ValidationError(f"«{item.title}» не отмечено выполненным: обновите страницу.")
    item.done_date = None
    item.save(update_fields=["done_date"])
    note(item.pair, by=by, action="plan", text=f"Отметка снята: {item.title}")
    return item


def _copied(pair: Pair, lines: list[PlanTemplateItem], start: date) -> list[PlanItem]:
    first = _next_order(pair)
    items = [
        PlanItem(
            pair=pair,
            order=order,
            title=line.title,
            due_date=start + timedelta(days=line.days),
            template_item=line,
        )
        for order, line in enumerate(lines, first)
    ]
    return PlanItem.objects.bulk_create(items)


def _next_order(pair: Pair) -> int:
    return (pair.plan.aggregate(last=Max("order"))["last"] or 0) + 1


def _write(item: PlanItem, title: str, due_date: date | None) -> None:
    item.title = require_words(tidy(title), "Напишите, что сделать.")
    item.due_date = due_date
    item.full_clean(exclude=["pair", "template_item"])
    item.save()


def _open(pair: Pair) -> Pair:
    """The locked pair, still alive: the plan of an ended one stays as it was."""
    pair = lock(pair)
    if pair.state not in LIVE_STATES:
        raise refusal(pair, "вести по новому плану")
    return pair


def _locked(item: PlanItem) -> PlanItem:
    pair = _open(item.pair)
    fresh = PlanItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    fresh.pair = pair
    if fresh.removed_at is not None:
        raise ValidationError(f"«{fresh.title}» уже убрано из плана: обновите страницу.")
    return fresh
