"""What the small pages of a pair share: a form carried out, a button pressed; what was typed is kept."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from mentorship.pairs.views.changes import ask_page
from mentorship.pairs.views.heads import Seen


class Asking(NamedTuple):
    """A page that asks: its heading, what it means, where it leads back to, the words of its button.

    `remove` is the address that takes the thing away altogether.
    """

    heading: str
    words: str
    back: str
    verb: str = ""
    remove: str = ""


def run_form(
    request: HttpRequest, seen: Seen, form: Any, do: Callable[[dict[str, Any]], str], asking: Asking
) -> HttpResponse:
    """Show the form, or carry it out: `do` takes what was typed and returns the words of success."""
    if request.method == "POST" and form.is_valid():
        try:
            done = do(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, fitting(form, error))
        else:
            messages.success(request, done)
            return redirect(asking.back)
    more: dict[str, Any] = {"back": asking.back, "verb": asking.verb, "remove": asking.remove}
    return ask_page(request, seen, asking.heading, asking.words, form, **more)


def press(request: HttpRequest, do: Callable[[], str], back: str) -> HttpResponse:
    """Carry out a button that asks nothing; a refusal is said on the page it stands on."""
    try:
        messages.success(request, do())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(back)


def fitting(form: Any, error: ValidationError) -> ValidationError:
    """The refusal beside the form's own fields; one that names a field the form has not is said on top."""
    named = getattr(error, "error_dict", {}).keys()
    return error if named <= {*form.fields, NON_FIELD_ERRORS} else ValidationError(error.messages)
