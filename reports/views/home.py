"""The first page: a workplace for those who are signed in, the public section for the rest."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from reports.workplace import page_of


@login_not_required
def home(request: HttpRequest) -> HttpResponseBase:
    """The role's workplace; nobody is sent to the public section."""
    if not request.user.is_authenticated:
        return redirect("public:home")
    return render(request, "workplace/home.html", page_of(request.user, timezone.localtime()))
