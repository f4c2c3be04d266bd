"""The public section «Наставничество»: figures without names, and mentors who agreed to be published."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mentorship.bank.display import summarise
from mentorship.bank.models import Mentor, MentorCard
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from mentorship.practices.forms import SearchForm
from mentorship.programmes.models import MentoringForm
from schools.models import School

PAGE = 50


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """What the programme is, in true numbers; also the first page of an anonymous visitor."""
    at_work = PairMember.objects.filter(pair__state=PairState.ACTIVE)
    context = {
        "pair_count": Pair.objects.active().count(),
        "pair_school_count": School.objects.filter(staff__in=at_work.values("mentee")).distinct().count(),
        "school_count": School.objects.count(),
        "mentor_count": Mentor.objects.published().count(),
        "forms": MentoringForm.objects.filter(is_for_adults=True),
    }
    return render(request, "public/home.html", context)


@login_not_required
def mentors(request: HttpRequest) -> HttpResponse:
    """Mentors with a live consent of publication; without letter boxes."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    cards = Prefetch("cards", MentorCard.objects.for_display(), to_attr="live_cards")
    found = Mentor.objects.published().search(text)
    page = Paginator(found.select_related("person__school").prefetch_related(cards), PAGE).get_page(
        request.GET.get("page")
    )
    rows = [(mentor.person, summarise(mentor.live_cards)) for mentor in page]
    context = {"form": form, "page_obj": page, "rows": rows, "is_filtered": bool(text)}
    return render(request, "public/mentors.html", context)
