"""The list of pairs; numbers by school for those who see no names."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentorship.pairs.counts import counts_by_school
from mentorship.pairs.display import look_of
from mentorship.pairs.enums import PairState
from mentorship.pairs.filters import PairFilter
from mentorship.pairs.models import Pair, PairMember
from schools.comfort.columns import choice_of
from schools.guards import area_required
from schools.paging import Pages, page_of

PAGE = 50


@area_required("pairs")
def pair_list(request: HttpRequest) -> HttpResponse:
    """Show the pairs in sight, and to a role without names the numbers by school."""
    access = request.user.access  # type: ignore[union-attr]
    context: dict[str, Any] = {"may_add": _may_propose(access), "may_match": access.may_see("matching")}
    if not access.only_counts("pairs"):
        context |= _listed(request)
    if access.scope("pairs", counts=True) != access.scope("pairs"):
        context |= _counted(request)
    return render(request, "pairs/list.html", context)


def _may_propose(access: Any) -> bool:
    """Methodists and curators; a teacher's own scope holds no one to be paired."""
    scope = access.scope("pairs", change=True)
    return bool(scope.everywhere or scope.municipalities or scope.schools)


def _listed(request: HttpRequest) -> dict[str, Any]:
    """The page of rows under the filter."""
    visible = Pair.objects.visible_to(request.user)  # type: ignore[arg-type]
    filter_set = PairFilter(request.GET or None, queryset=visible, request=request, on=timezone.localdate())
    found = (
        filter_set.qs.with_last_meeting()
        .select_related("mentor__person__school", "form", "variant", "focus", "order")
        .prefetch_related(Prefetch("members", PairMember.objects.select_related("mentee__school")))
        .order_by("-pk")
    )
    page = page_of(request, Pages(found, PAGE))
    return {
        "form": filter_set.form,
        "is_filtered": bool(request.GET.dict().keys() - {"page"}),
        "page_obj": page,
        "columns": choice_of(request.user, "pairs:list"),  # type: ignore[arg-type]
        "rows": [_row(pair) for pair in page],
    }


def _row(pair: Any) -> dict[str, Any]:
    members = list(pair.members.all())
    people = [pair.mentor.person, *(member.mentee for member in members)]
    mentees = ", ".join(person.short_name for person in people[1:])
    # a dictionary keeps the order, the mentor's school first, each once
    schools = {str(person.school): None for person in people if person.school}
    return {
        "pair": pair,
        "title": f"{people[0].short_name} — {mentees}",
        "schools": ", ".join(schools),
        "since": min((member.start_date for member in members if member.start_date), default=None),
        "look": look_of(pair.state),
    }


def _counted(request: HttpRequest) -> dict[str, Any]:
    """The numbers of every pair in sight, names or not."""
    pairs = Pair.objects.visible_to(request.user, counts=True)  # type: ignore[arg-type]
    rows, total = counts_by_school(pairs)
    return {"count_rows": rows, "count_total": total, "states": [state.label for state in PairState]}
