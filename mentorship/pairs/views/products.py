"""Products of a pair: added, taken back, sent to whoever sees the pair."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.audit.log import record_view
from mentorship.pairs import actions
from mentorship.pairs.life import products
from mentorship.pairs.life.forms import ProductForm
from mentorship.pairs.views.asking import Asking, press, run_form
from mentorship.pairs.views.changes import require
from mentorship.pairs.views.heads import find_pair
from mentorship.pairs.views.plans import may_remove
from schools.attachments import sent
from schools.guards import area_required

AREA = "pairs"


def _back(pk: int) -> str:
    return f"{reverse('pairs:plan', args=[pk])}#products"


@area_required(AREA, change=True)
def add_product(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a product with a file or a link."""
    seen = find_pair(request, pk)
    require(seen, actions.ADD_PRODUCT)
    user: Any = request.user
    today = timezone.localdate()

    def do(data: dict[str, Any]) -> str:
        day = data.pop("date")
        products.add_product(pair=seen.pair, day=day, by=user, today=today, **data)
        return "Продукт добавлен."

    form = ProductForm(request.POST or None, request.FILES or None, initial={"date": today})
    words = "Увидят все, кто видит пару. Без имён и фотографий детей."
    return run_form(
        request, seen, form, do, Asking("Новый продукт пары", words, _back(pk), "Добавить продукт")
    )


@require_POST
@area_required(AREA, change=True)
def remove_product(request: HttpRequest, pk: int, product_pk: int) -> HttpResponse:
    """Take a product back."""
    seen = find_pair(request, pk)
    require(seen, actions.ADD_PRODUCT)
    user: Any = request.user
    product = get_object_or_404(seen.pair.products.select_related("pair", "kind"), pk=product_pk)
    if not may_remove(seen, product, user):
        raise PermissionDenied

    def do() -> str:
        products.remove_product(product=product, by=user)
        return "Продукт убран."

    return press(request, do, _back(pk))


@area_required(AREA)
def product_file(request: HttpRequest, pk: int, product_pk: int) -> FileResponse:
    """Send the file to whoever sees the pair by name."""
    product = get_object_or_404(find_pair(request, pk).pair.products, pk=product_pk)
    record_view(by=request.user, target=product, what="product")
    return sent(product.file, product.file_name)
