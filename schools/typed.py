"""What was typed into a form that could not be taken yet: it goes back to its author, never lost."""

from django.http import HttpRequest


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Names and values of the form, without its token and passwords."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
