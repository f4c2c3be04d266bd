"""The page `/styleguide/`, in the appearance that the address asks for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from schools import navigation
from schools.appearance import OPTIONS
from schools.guards import area_required
from schools.styleguide.palette import APPEARANCES, lines
from schools.styleguide.samples import samples

# Words and the attributes of <html> that the address carries.
WORN: tuple[tuple[str, dict[str, str]], ...] = (
    ("Светлая", {"theme": "light", "contrast": "normal"}),
    ("Тёмная", {"theme": "dark", "contrast": "normal"}),
    ("Высокий контраст", {"theme": "light", "contrast": "more"}),
    ("Высокий контраст, тёмная", {"theme": "dark", "contrast": "more"}),
    ("Крупный шрифт", {"theme": "light", "contrast": "normal", "size": "xl"}),
)


@require_safe
@area_required("admin")
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with what it is made for; nothing here changes the reader's own «Вид страницы»."""
    frame: dict[str, Any] = navigation.portal(request)["portal"]
    asked = {
        name: request.GET[name]
        for name, values in OPTIONS.items()
        if request.GET.get(name) and request.GET[name] in dict(values)
    }
    frame["appearance"] |= asked
    context = {
        "portal": frame,
        "worn": [(words, chosen, chosen == asked) for words, chosen in WORN],
        "is_own": not asked,
        "appearances": list(APPEARANCES),
        "lines": lines(),
        **samples(timezone.localdate()),
    }
    return render(request, "styleguide/page.html", context)
