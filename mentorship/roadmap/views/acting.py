"""What the buttons of a page do: how an act calls the workflow and how its result is told."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, QueryDict


class Act(NamedTuple):
    """A button: the right it needs, its form, the change it makes, what is said afterwards."""

    right: str
    form: type[Form]
    perform: Callable[..., Any]
    words: str
    button: str
    heading: str = ""


class Offer(NamedTuple):
    """An act as a page shows it."""

    code: str
    act: Act
    form: Form


def form_of(code: str, act: Act, data: QueryDict | None = None, files: Any = None, **kwargs: Any) -> Form:
    """The act's form; ids carry the act's code, since one page holds several forms."""
    return act.form(data, files, auto_id=f"{code}_%s", **kwargs)


def offers(
    acts: dict[str, Act], codes: Iterable[str], bound: Offer | None = None, **initial: dict[str, Any]
) -> list[Offer]:
    """The acts of a page with their forms; the one just refused keeps what was typed."""
    return [
        bound
        if bound is not None and bound.code == code
        else Offer(code, acts[code], form_of(code, acts[code], initial=initial.get(code)))
        for code in codes
    ]


def attempt(request: HttpRequest, offer: Offer, **arguments: Any) -> bool:
    """Call the workflow with what the form holds; refusals become errors of the form."""
    if not offer.form.is_valid():
        return False
    try:
        offer.act.perform(by=request.user, **arguments, **offer.form.cleaned_data)
    except ValidationError as error:
        blame(offer.form, error)
        return False
    messages.success(request, offer.act.words)
    return True


def blame(form: Form, error: ValidationError) -> None:
    """Put a refusal beside the fields it names, the rest over the form."""
    named = getattr(error, "error_dict", None)
    if named is None:
        form.add_error(None, error)
        return
    for name, errors in named.items():
        form.add_error(name if name in form.fields else None, errors)
