"""«Мои письма»: what was sent to me, what I want to get; the page behind the link of a letter."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from mentorship.notices.display import look_of
from mentorship.notices.enums import Topic
from mentorship.notices.forms import TopicsForm
from mentorship.notices.models import Notice, SwitchedOff
from mentorship.notices.topics import choose, is_off, read_token, switch_off
from schools.guards import refused

PAGE = 30


@never_cache
def letters(request: HttpRequest) -> HttpResponse:
    """The own letters with what became of them; POST keeps which topics are wanted."""
    person = request.user.person
    if request.method == "POST":
        return _choose(request)
    off = set(SwitchedOff.objects.filter(person=person).values_list("topic", flat=True)) if person else set()
    form = TopicsForm(initial={"topics": [topic.value for topic in Topic if topic not in off]})
    return _page(request, form)


def _choose(request: HttpRequest) -> HttpResponse:
    person: Any = request.user.person
    form = TopicsForm(request.POST)
    if person is None:
        raise Http404
    if not form.is_valid():
        return refused(_page(request, form))
    choose(person=person, wanted=form.wanted(), by=request.user)
    messages.success(request, "Сохранено: остальные письма портал присылать не будет.")
    return redirect("notices:list")


def _page(request: HttpRequest, form: TopicsForm) -> HttpResponse:
    person = request.user.person
    own = Notice.objects.filter(person=person) if person else Notice.objects.none()
    page = Paginator(own, PAGE).get_page(request.GET.get("page"))
    rows = [{"notice": notice, "look": look_of(notice.state)} for notice in page]
    context = {"form": form, "person": person, "page_obj": page, "rows": rows}
    return render(request, "notices/list.html", context)


@never_cache
@login_not_required
def off(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a letter: a page with one button, and its press. Says nothing of whose link it is."""
    found = read_token(token)
    if found is None:
        raise Http404
    person, topic = found
    if request.method == "POST":
        switch_off(person=person, topic=topic, by=None)
        return redirect("notices:off", token)
    return render(request, "notices/off.html", {"topic": topic, "is_off": is_off(person, topic)})
