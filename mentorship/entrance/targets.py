"""Where a page of the entrance leads on to: only ever a page of this very host."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def is_own(request: HttpRequest, address: str) -> bool:
    """Whether an address is one of this portal."""
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())


def safe_target(request: HttpRequest) -> str:
    """The page that was asked for, by the form or by the address; the workplace for anything else."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    return target if is_own(request, target) else reverse("home")
