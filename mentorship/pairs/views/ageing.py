"""Requests that wait: by age with reasons, and what came of the wishes after the group meeting."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.bank.models.preferences import Side
from mentorship.bank.preferences import wishes
from mentorship.pairs.ageing import AGES, HEADINGS, WIDTHS, Waiting, ages_of, cells_of, waiting_of
from mentorship.pairs.desk.reach import chosen_municipality, municipalities_of
from mentorship.pairs.models import PairMember
from mentorship.pairs.wishes_met import Met, Swap, Together, met, swaps
from mentorship.spreadsheets.downloads import xlsx_download
from schools import years
from schools.guards import area_required
from schools.models import Municipality, Person, User

AREA = "matching"
PAGE = 50


@area_required(AREA)
def ageing(request: HttpRequest) -> HttpResponse:
    """The queue of a municipality; ?age=14 leaves those who wait fourteen days or longer."""
    place, context = _placed(request)
    lines = waiting_of(place.pk, timezone.localdate())
    age, shown = _of_age(request, lines)
    context |= {
        "ages": ages_of(lines),
        "age": age,
        "page_obj": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "helpless": sum(line.mentor is None for line in shown),
    }
    return render(request, "pairs/ageing.html", context)


@area_required(AREA)
def ageing_xlsx(request: HttpRequest) -> HttpResponse:
    """The same queue, of the same age, as a file."""
    user: Any = request.user
    place, _ = _placed(request)
    today = timezone.localdate()
    age, shown = _of_age(request, waiting_of(place.pk, today))
    data = {"rows": len(shown), "age": age, "municipality": place.pk}
    record(by=user, action="requests.ageing_exported", text="Кто ждёт наставника", data=data)
    rows = map(cells_of, shown)
    name = f"waiting-{today:%Y-%m-%d}"
    return xlsx_download(name, "Кто ждёт наставника", HEADINGS, rows, widths=WIDTHS)


def _of_age(request: HttpRequest, lines: list[Waiting]) -> tuple[int, list[Waiting]]:
    """The age of the address and the lines of it; what is no age is everybody."""
    wanted = request.GET.get("age", "")
    age = int(wanted) if wanted in {str(days) for days in AGES} else 0
    return age, [line for line in lines if line.days >= age]


@area_required(AREA)
def wishes_met(request: HttpRequest) -> HttpResponse:
    """How many got their first, second, third choice, and who would rather swap."""
    place, context = _placed(request)
    today = timezone.localdate()
    year = years.year_of(today)
    named = wishes(place.pk, year)
    together = _together(place, today)
    mentees = met(together, named.of_mentees)
    mentors = met([(mentor, mentee) for mentee, mentor in together], named.of_mentors)
    found = swaps(together, named.of_mentees, named.of_mentors)
    context |= {
        "year": year,
        "sides": [(Side.MENTEE.label, mentees), (Side.MENTOR.label, mentors)],
        "has_any": bool(together) and bool(_asked(mentees, mentors)),
        "swaps": _named(found),
    }
    return render(request, "pairs/wishes_met.html", context)


def _placed(request: HttpRequest) -> tuple[Municipality, dict[str, Any]]:
    """The municipality of the page, and what the page says of municipalities."""
    user: User = request.user  # type: ignore[assignment]  # area_required lets in nobody else
    places = municipalities_of(user)
    place = chosen_municipality(user, places, request.GET.get("municipality"))
    if place is None:
        raise Http404
    return place, {"place": place, "places": places}


def _together(place: Municipality, today: Any) -> list[Together]:
    """The live pairs of the municipality's mentors."""
    members = PairMember.objects.live(today).filter(mentor__person__municipality=place)
    return [Together(*row) for row in members.order_by("pk").values_list("mentee", "mentor")]


def _asked(*sides: Met) -> int:
    return sum(side.asked for side in sides)


def _named(found: list[Swap]) -> list[dict[str, Person]]:
    """The swaps with people; one query."""
    keys = {key for swap in found for pair in swap for key in pair}
    people = Person.objects.in_bulk(keys)
    return [
        {
            "mentee": people[swap.one.mentee],
            "mentor": people[swap.one.mentor],
            "other_mentee": people[swap.other.mentee],
            "other_mentor": people[swap.other.mentor],
        }
        for swap in found
    ]
