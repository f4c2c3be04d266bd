"""What the small pages share: a form that is shown, carried out, or shown again with what is wrong."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from schools.stamps import REFUSED, status_of_refusal


class Asking(NamedTuple):
    """A page that asks: its heading, what it means, the words of its button, the steps above it.

    `back` leads where «Не менять» does; `tone` warns of what cannot be taken back.
    """

    heading: str
    words: str
    verb: str
    back: str
    crumbs: tuple[tuple[str, str], ...]
    tone: str = ""


def run_form(
    request: HttpRequest,
    form: Form,
    do: Callable[[dict[str, Any]], tuple[str, str]],
    asking: Asking,
    **more: Any,
) -> HttpResponse:
    """Show the form, or carry it out: `do` takes what was typed, returns the words said and where to go.

    Without fields the press of the button alone is carried out.
    """
    status = 200
    if request.method == "POST":
        status = REFUSED
        if form.is_valid():
            try:
                done, address = do(form.cleaned_data)
            except ValidationError as error:
                blame(form, error)
                status = status_of_refusal(error)
            else:
                messages.success(request, done)
                return redirect(address)
    return render(request, "pupils/ask.html", {"form": form, "asking": asking, **more}, status=status)


def blame(form: Form, error: ValidationError) -> None:
    """Put a refusal beside the fields it names; what names none stands over the form."""
    named = getattr(error, "error_dict", {}).keys()
    form.add_error(
        None, error if named <= {*form.fields, NON_FIELD_ERRORS} else ValidationError(error.messages)
    )
