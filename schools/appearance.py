"""How a reader wants pages to look: kept in a cookie, written as data-attributes of <html>, no script."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from schools.forms import PortalForm

COOKIE = f"{settings.COOKIE_PREFIX}appearance"
COOKIE_AGE = 365 * 24 * 60 * 60

# Attribute → its values and their words; "" leaves the choice to the browser (design/README.md §2).
OPTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "theme": (("", "как на устройстве"), ("light", "светлая"), ("dark", "тёмная")),
    "contrast": (("", "как на устройстве"), ("normal", "обычный"), ("more", "высокий")),
    "size": (("", "обычный"), ("l", "крупный, 125 %"), ("xl", "очень крупный, 150 %")),
    "spacing": (("", "обычные"), ("wide", "широкие")),
    "images": (("", "показывать"), ("off", "скрыть")),
}
LABELS = {
    "theme": "Тема",
    "contrast": "Контраст",
    "size": "Размер шрифта",
    "spacing": "Промежутки между буквами и строками",
    "images": "Рисунки",
}
LOW_VISION = {"contrast": "more", "size": "xl", "spacing": "wide", "images": "off"}


def chosen(request: HttpRequest) -> dict[str, str]:
    """The reader's attributes, only known names and values; what the cookie leaves open is absent."""
    saved = dict(parse_qsl(request.COOKIES.get(COOKIE, "")[:200]))
    return {name: saved[name] for name, values in OPTIONS.items() if saved.get(name) in dict(values)}


class AppearanceForm(PortalForm):
    """One group of radios for each attribute."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, values in OPTIONS.items():
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name], choices=values, widget=forms.RadioSelect, required=False
            )


@login_not_required
def appearance(request: HttpRequest) -> HttpResponse:
    """Choose how pages look; a POST stores the choice and returns to where the reader came from."""
    back = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    if request.method != "POST":
        form = AppearanceForm(initial=dict.fromkeys(OPTIONS, "") | chosen(request))
        return render(request, "pages/appearance.html", {"form": form, "next": back})
    form = AppearanceForm(request.POST)
    if not form.is_valid():
        return render(request, "pages/appearance.html", {"form": form, "next": back}, status=400)
    choice = LOW_VISION if "low_vision" in request.POST else form.cleaned_data
    return _remember(HttpResponseRedirect(back), choice, secure=request.is_secure())


def _remember(response: HttpResponse, choice: dict[str, str], *, secure: bool) -> HttpResponse:
    """Write the cookie; a choice of nothing removes it."""
    value = urlencode({name: value for name, value in choice.items() if value})
    if value:
        response.set_cookie(COOKIE, value, max_age=COOKIE_AGE, httponly=True, samesite="Lax", secure=secure)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
