"""A page between an action of a list and its work: it asks once for what all chosen rows share."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import helpers
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest
from django.template.response import TemplateResponse

TEMPLATE = "admin/pairs/ask.html"


def ask(
    model_admin: Any,
    request: HttpRequest,
    queryset: QuerySet,
    form_class: type[Form],
    do: Callable[[dict[str, Any]], None],
    *,
    action: str,
    heading: str,
    initial: dict[str, Any] | None = None,
) -> TemplateResponse | None:
    """Show the form, or call `do` with what it brought; None leads back to the list, as actions do.

    `do` tells what was refused by messages: it goes over many rows, some of which may be done.
    """
    is_sent = "asked" in request.POST
    form = form_class(request.POST if is_sent else None, initial=initial)
    if is_sent and form.is_valid():
        do(form.cleaned_data)
        return None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": heading,
        "opts": model_admin.opts,
        "form": form,
        "rows": queryset,
        "action": action,
        "checkbox": helpers.ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, TEMPLATE, context, status=400 if is_sent else 200)
