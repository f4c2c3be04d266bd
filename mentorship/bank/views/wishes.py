"""Whom each side would like to work with: the lists, and naming for oneself or from paper for others."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mentorship.bank import workflow
from mentorship.bank.forms import refuse
from mentorship.bank.models import MentorPreference
from mentorship.bank.models.preferences import Side
from mentorship.bank.preferences import sides_of, who_chooses, who_is_chosen
from mentorship.bank.wish_forms import WishForm
from schools import years
from schools.access import Scope
from schools.guards import area_required
from schools.models import Person, User

AREA = "requests"
PAGE = 50
QUESTIONS = {
    Side.MENTEE: "Кого вы хотели бы в наставники",
    Side.MENTOR: "С кем из наставляемых хотели бы работать",
}


class Line(NamedTuple):
    """A person and whom they have named, the first choice first."""

    person: Person
    side: Side
    named: list[Person]

    @property
    def question(self) -> str:
        """What was asked."""
        return QUESTIONS[self.side]


@area_required(AREA)
def wish_list(request: HttpRequest) -> HttpResponse:
    """One's own choices; for the desk everyone who may choose, mentees or mentors."""
    user: User = request.user  # type: ignore[assignment]  # area_required lets in nobody else
    if user.access.only_counts(AREA):
        raise PermissionDenied
    year = years.year_of(timezone.localdate())
    desk = _desk(user.access.scope(AREA))
    side = Side.MENTOR if request.GET.get("side") == Side.MENTOR else Side.MENTEE
    own = user.access.scope(AREA, change=True).person
    context: dict[str, Any] = {"year": year, "side": side, "sides": Side.choices}
    if own is not None and user.person is not None:
        held = sides_of(user.person)
        context["own"] = [_lines([user.person], one, year)[0] for one in held]
    if desk is not None:
        choosing = who_chooses(side).filter(desk).select_related("school").order_by("name_key", "pk")
        page = Paginator(choosing, PAGE).get_page(request.GET.get("page"))
        context |= {
            "page_obj": page,
            "lines": _lines(list(page), side, year),
            "may_name": _desk(user.access.scope(AREA, change=True)) is not None,
        }
    return render(request, "requests/preferences.html", context)


def _desk(scope: Scope) -> Q | None:
    """The people of the schools and municipalities reached; None for who answers for oneself alone."""
    if not (scope.everywhere or scope.municipalities or scope.schools):
        return None
    return scope.q(municipality="municipality", school="school")


def _lines(people: list[Person], side: Side, year: int) -> list[Line]:
    """The people with their choices; one query."""
    rows = MentorPreference.objects.filter(person__in=people, side=side, year=year).select_related("chosen")
    named: dict[int, list[Person]] = {person.pk: [] for person in people}
    for row in rows.order_by("rank"):
        named[row.person_id].append(row.chosen)
    return [Line(person, side, named[person.pk]) for person in people]


@area_required(AREA, change=True)
def edit_wishes(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """Name up to three people, for oneself or for another from paper."""
    user: User = request.user  # type: ignore[assignment]  # area_required lets in nobody else
    if side not in Side.values:
        raise Http404
    person = get_object_or_404(_reached(user), pk=pk)
    chosen_side, today = Side(side), timezone.localdate()
    if chosen_side not in sides_of(person):
        messages.warning(request, _too_early(person, chosen_side))
        return redirect("requests:preferences")
    (line,) = _lines([person], chosen_side, years.year_of(today))
    people = who_is_chosen(chosen_side, person, years.year_of(today)).order_by("name_key", "pk")
    form = WishForm(request.POST if request.method == "POST" else None, people=people, named=line.named)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.name_wishes(person=person, side=chosen_side, chosen=form.chosen, by=user, on=today)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "Предпочтения сохранены: методист увидит их при подборе.")
            return redirect("requests:preferences")
    context = {"form": form, "line": line, "is_own": person.pk == user.person_id}
    return render(request, "requests/preferences_form.html", context, status=400 if form.errors else 200)


def _reached(user: User) -> QuerySet[Person]:
    """Oneself, and those whom the account may write for."""
    scope = user.access.scope(AREA, change=True)
    reached = scope.q(municipality="municipality", school="school", person="pk")
    return Person.objects.filter(reached).select_related("school")


def _too_early(person: Person, side: Side) -> str:
    if side == Side.MENTEE:
        return f"{person}: наставника выбирают, когда запрос принят в базу наставляемых и ещё без пары."
    return f"{person}: наставляемых выбирает наставник, чья карточка в банке."
