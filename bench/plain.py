"""The reference for a questionnaire: what a careful Django developer writes first, and no more.

A form with the same fields, a page of `form.as_div`, one wide row; session, CSRF and sign-in as Django
has them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.handlers.base import BaseHandler
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.backends.django import DjangoTemplates
from django.test import override_settings
from django.test.client import ClientHandler
from django.urls import path

from bench.plain_settings import BACKEND, MIDDLEWARE, SESSION_ENGINE
from surveys.catalogue import ItemDefinition, load_catalogue
from surveys.scales import TEXT_LENGTHS

OWN_ADDRESSES: Final = "bench.plain.own_addresses"
FORM: Final = "mentee_after"
PAGE: Final = "<!doctype html><form method=post>{% csrf_token %}{{ form.as_div }}<button>OK</button></form>"


def own_addresses(get_response: Any) -> Any:
    """Middleware: the addresses of this module instead of the portal's."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        request.urlconf = "bench.plain"  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def believed() -> override_settings:
    """The sessions of the plain view name its backend: Django believes none that is not listed."""
    return override_settings(AUTHENTICATION_BACKENDS=[*settings.AUTHENTICATION_BACKENDS, BACKEND])


class PlainHandler(ClientHandler):
    """Answers with the few middlewares of a new Django project."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)
        self.load_middleware()

    def load_middleware(self, is_async: bool = False) -> None:
        """Build the chain once, of the short list; sessions are read as Django reads them."""
        with override_settings(MIDDLEWARE=[OWN_ADDRESSES, *MIDDLEWARE], SESSION_ENGINE=SESSION_ENGINE):
            BaseHandler.load_middleware(self, is_async)


@cache
def items() -> tuple[ItemDefinition, ...]:
    """The questions of the form, all of them."""
    return next(form for form in load_catalogue() if form.code == FORM).items


@cache
def plain_form() -> type[forms.Form]:
    """A Django form with the same questions."""
    return type("PlainForm", (forms.Form,), {item.code: _field(item) for item in items()})


def _field(item: ItemDefinition) -> forms.Field:
    if item.kind in TEXT_LENGTHS:
        return forms.CharField(
            label=item.text, required=False, max_length=TEXT_LENGTHS[item.kind], widget=forms.Textarea
        )
    choices = [(option.value, option.label) for option in item.options]
    return forms.TypedChoiceField(
        label=item.text,
        choices=choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


@cache
def plain_model() -> type[models.Model]:
    """One wide row a response."""
    columns = {
        item.code: models.TextField(default="")
        if item.kind in TEXT_LENGTHS
        else models.SmallIntegerField(null=True)
        for item in items()
    }
    meta = type("Meta", (), {"app_label": "bench", "db_table": "bench_plain"})
    attributes = {"__module__": __name__, "Meta": meta, "user_id": models.BigIntegerField(), **columns}
    return type("PlainResponse", (models.Model,), attributes)


@contextmanager
def plain_table() -> Iterator[None]:
    """The table of the plain view, for as long as it is measured."""
    with connection.schema_editor() as editor:
        editor.create_model(plain_model())
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(plain_model())


@cache
def _template() -> Any:
    processors = ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"]
    options = {"context_processors": processors}
    engine = DjangoTemplates({"NAME": "plain", "DIRS": [], "APP_DIRS": False, "OPTIONS": options})
    return engine.from_string(PAGE)


@login_required
def fill(request: HttpRequest) -> HttpResponse:
    """Show the form, or store it."""
    form = plain_form()(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plain_model()._default_manager.create(user_id=request.user.pk, **form.cleaned_data)
        return HttpResponse(status=302, headers={"Location": "/thanks/"})
    return HttpResponse(_template().render({"form": form}, request))


# made before the threads of a server ask for it
plain_model()
urlpatterns = [path("fill/", fill)]
