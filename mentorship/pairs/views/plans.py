"""The plan of a pair and its products: one page, and what is done to the plan."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.pairs import actions
from mentorship.pairs.actions import Actor, is_allowed
from mentorship.pairs.life import plan
from mentorship.pairs.life.forms import DoneForm, PlanItemForm, TemplateForm
from mentorship.pairs.models import PlanItem, PlanTemplate
from mentorship.pairs.views.asking import Asking, press, run_form
from mentorship.pairs.views.changes import require
from mentorship.pairs.views.heads import Seen, find_pair, head_of
from schools.guards import area_required

AREA = "pairs"


@area_required(AREA)
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan by its days, what the template has got since, the products."""
    seen = find_pair(request, pk)
    user: Any = request.user
    today = timezone.localdate()
    pair = seen.pair
    items = sorted(
        pair.plan.standing(), key=lambda item: (item.due_date is None, item.due_date or today, item.order)
    )
    may_edit = is_allowed(actions.EDIT_PLAN, pair, seen.actors)
    may_add = is_allowed(actions.ADD_PRODUCT, pair, seen.actors)
    products = list(pair.products.select_related("kind", "added_by__person"))
    context = {
        **head_of(pair, seen.members, user.person_id),
        "rows": [_row(item, today, is_over=pair.is_over) for item in items],
        "done_count": sum(1 for item in items if item.done_date),
        "may_edit": may_edit,
        "offers": plan.offers_of(pair) if may_edit else [],
        "may_add_product": may_add,
        "products": [
            {"product": product, "may_remove": may_add and may_remove(seen, product, user)}
            for product in products
        ],
    }
    return render(request, "pairs/life/plan.html", context)


def may_remove(seen: Seen, product: Any, user: Any) -> bool:
    """Whoever has added a product, the curator and the methodist take it back."""
    return product.added_by_id == user.pk or bool(seen.actors & {Actor.METHODIST, Actor.CURATOR})


def _row(item: PlanItem, today: Any, *, is_over: bool) -> dict[str, Any]:
    is_late = item.done_date is None and not is_over and item.due_date is not None and item.due_date < today
    return {"item": item, "is_late": is_late}


def _editing(request: HttpRequest, pk: int) -> Seen:
    seen = find_pair(request, pk)
    require(seen, actions.EDIT_PLAN)
    return seen


def _item(seen: Seen, item_pk: int) -> PlanItem:
    return get_object_or_404(seen.pair.plan.standing().select_related("pair"), pk=item_pk)


def _back(pk: int) -> str:
    return reverse("pairs:plan", args=[pk])


@area_required(AREA, change=True)
def use_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy a template into the plan."""
    seen = _editing(request, pk)
    pair, start = seen.pair, plan.start_of(seen.pair)
    form = TemplateForm(
        request.POST or None,
        templates=PlanTemplate.objects.for_pair(pair),
        has_begun=start is not None,
        initial={"start_date": timezone.localdate()},
    )

    def do(data: dict[str, Any]) -> str:
        day = data.get("start_date")
        items = plan.use_template(
            pair=pair,
            template=data["template"],
            start_date=day,
            by=request.user,  # type: ignore[arg-type]
        )
        return f"В план добавлено пунктов: {len(items)}. Сроки и слова можно изменить."

    words = "Пункты шаблона станут планом этой пары; то, что уже в плане, останется."
    if start is not None:
        words += f" Сроки считаются от {start:%d.%m.%Y}, первого дня работы."
    return run_form(request, seen, form, do, Asking("План по шаблону", words, _back(pk), "Добавить в план"))


@require_POST
@area_required(AREA, change=True)
def answer_offer(request: HttpRequest, pk: int, template_pk: int) -> HttpResponse:
    """Take the new lines of a template, or do without them."""
    seen = _editing(request, pk)
    user: Any = request.user
    template = get_object_or_404(PlanTemplate.objects.for_pair(seen.pair), pk=template_pk)

    def do() -> str:
        if "decline" in request.POST:
            return f"Пункты не добавлены: {plan.decline_offer(pair=seen.pair, template=template, by=user)}."
        start = timezone.localdate()
        items = plan.use_template(pair=seen.pair, template=template, start_date=start, by=user)
        return f"В план добавлено пунктов: {len(items)}."

    return press(request, do, _back(pk))


@area_required(AREA, change=True)
def add_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a line."""
    seen = _editing(request, pk)

    def do(data: dict[str, Any]) -> str:
        plan.add_item(pair=seen.pair, by=request.user, **data)  # type: ignore[arg-type]
        return "Пункт добавлен в план."

    asking = Asking("Новый пункт плана", "Наставляемый увидит его сразу.", _back(pk), "Добавить пункт")
    return run_form(request, seen, PlanItemForm(request.POST or None), do, asking)


@area_required(AREA, change=True)
def change_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Change a line."""
    seen = _editing(request, pk)
    item = _item(seen, item_pk)

    def do(data: dict[str, Any]) -> str:
        plan.change_item(item=item, by=request.user, **data)  # type: ignore[arg-type]
        return "Пункт изменён."

    initial = {"title": item.title, "due_date": item.due_date}
    asking = Asking(
        "Пункт плана",
        "Изменятся слова и срок только в этой паре.",
        _back(pk),
        "Сохранить пункт",
        "" if item.done_date else reverse("pairs:remove_item", args=[pk, item.pk]),
    )
    return run_form(request, seen, PlanItemForm(request.POST or None, initial=initial), do, asking)


@area_required(AREA, change=True)
def finish_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Mark a line done."""
    seen = _editing(request, pk)
    item, today = _item(seen, item_pk), timezone.localdate()

    def do(data: dict[str, Any]) -> str:
        plan.mark_done(item=item, by=request.user, today=today, **data)  # type: ignore[arg-type]
        return "Отмечено выполненным."

    form = DoneForm(request.POST or None, initial={"done_date": today, "result": item.result})
    asking = Asking("Отметить выполненным", item.title, _back(pk))
    return run_form(request, seen, form, do, asking)


@require_POST
@area_required(AREA, change=True)
def undo_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Take the mark back."""
    item = _item(_editing(request, pk), item_pk)

    def do() -> str:
        plan.undo_done(item=item, by=request.user)  # type: ignore[arg-type]
        return "Отметка снята."

    return press(request, do, _back(pk))


@require_POST
@area_required(AREA, change=True)
def remove_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Take a line out of the plan."""
    item = _item(_editing(request, pk), item_pk)

    def do() -> str:
        plan.remove_item(item=item, by=request.user)  # type: ignore[arg-type]
        return "Пункт убран из плана."

    return press(request, do, _back(pk))
