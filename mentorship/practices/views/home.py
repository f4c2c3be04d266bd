"""The first page: what the programme is, true numbers without names, the newest of the section."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from mentorship.practices.enums import MaterialKind
from mentorship.practices.meta import meta_of
from mentorship.practices.models import Material, Practice
from mentorship.practices.views.materials import events_to_come
from mentorship.practices.views.open import for_everybody
from mentorship.practices.views.practices import with_voices
from mentorship.programmes.models import MentoringForm
from schools.models import School

# A smaller number tells of people, not of the programme (decisions.md §3).
FEWEST = 5
NEWS, EVENTS, VIDEOS = 3, 3, 3


@for_everybody
def home(request: HttpRequest) -> HttpResponse:
    """What the programme is; also the first page of an anonymous visitor."""
    today = timezone.localdate()
    published = Material.objects.published(today)
    practice = Practice.objects.published(today).first()
    context = {
        **_figures(),
        "forms": MentoringForm.objects.filter(is_for_adults=True),
        "news": published.of_kind(MaterialKind.NEWS)[:NEWS],
        "events": _soon(today),
        "videos": published.of_kind(MaterialKind.VIDEO)[:VIDEOS],
        "contacts": published.of_kind(MaterialKind.CONTACTS).select_related("municipality")[:1],
        "practice": with_voices([practice])[0] if practice else None,
        "meta": meta_of(
            request,
            "Раздел «Наставничество»",
            "Как устроено наставничество педагогов в муниципалитете, новости, практики пар, "
            "как стать наставником и как его найти.",
        ),
    }
    return render(request, "public/home.html", context)


def _soon(today: date) -> Any:
    return events_to_come(today)[:EVENTS]


def _figures() -> dict[str, int | None]:
    """Counts of five and more; a smaller one is None."""
    at_work = PairMember.objects.filter(pair__state=PairState.ACTIVE)
    counts = {
        "pair_count": Pair.objects.active().count(),
        "pair_school_count": School.objects.filter(staff__in=at_work.values("mentee")).distinct().count(),
        "school_count": School.objects.count(),
        "mentor_count": Mentor.objects.published().count(),
    }
    return {name: count if count >= FEWEST else None for name, count in counts.items()}
