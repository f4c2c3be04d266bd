"""Pairs with pupils: the list of the own school, the page of one, the proposal of a new one."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from mentorship.audit.log import record, record_view
from mentorship.pupils import workflow
from mentorship.pupils.display import look_of_pair
from mentorship.pupils.enums import LIVE_STATES, PupilForm
from mentorship.pupils.forms import PairForm
from mentorship.pupils.models import Pupil, PupilPair
from mentorship.pupils.rights import Actor, actors_of, buttons_of, require_school
from mentorship.pupils.views.asking import Asking, run_form
from mentorship.pupils.views.cards import list_step
from schools.guards import area_required
from schools.models import Person

AREA = "pupils"
PAGE = 50
# Document 003 §5.3: a teacher who mentors a pupil has taught for five years.
EXPERIENCE = 5


def find_pair(request: HttpRequest, pk: int) -> PupilPair:
    """A pair in sight; 404 for any other."""
    user: Any = request.user
    rows = PupilPair.objects.visible_to(user)
    return get_object_or_404(rows.select_related("school", "mentee", "mentor_pupil", "mentor_teacher"), pk=pk)


def pairs_step() -> tuple[str, str]:
    """The step of the list of pairs."""
    return reverse("pupils:pairs"), "Пары с учениками"


@area_required(AREA)
def pair_list(request: HttpRequest) -> HttpResponse:
    """The pairs of the own schools by name; those at work first."""
    user: Any = request.user
    schools = require_school(user)
    pairs = PupilPair.objects.filter(school__in=schools)
    is_over = request.GET.get("over") == "1"
    pairs = pairs.exclude(state__in=LIVE_STATES) if is_over else pairs.live()
    pairs = pairs.select_related("mentee", "mentor_pupil", "mentor_teacher").annotate(
        meeting_count=Count("meetings"), last_meeting=Max("meetings__date")
    )
    page = Paginator(pairs.order_by("-pk"), PAGE).get_page(request.GET.get("page"))
    rows = [{"pair": pair, "look": look_of_pair(pair)} for pair in page]
    if rows:
        noted = {"rows": len(rows), "page": page.number}
        record(by=user, action="view.pupil_pair_list", text="Список пар с учениками", data=noted)
    context = {
        "page_obj": page,
        "rows": rows,
        "is_over": is_over,
        "may_change": bool(user.access.scope(AREA, change=True).schools),
    }
    return render(request, "pupils/pairs.html", context)


@area_required(AREA)
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """One pair; the teacher who mentors sees name and class, not the form."""
    user: Any = request.user
    seen = find_pair(request, pk)
    actors = actors_of(user, seen)
    record_view(by=user, target=seen, what="pupil_pair")
    today = timezone.localdate()
    context = {
        "pair": seen,
        "look": look_of_pair(seen),
        "class": seen.mentee.class_words(today),
        "meetings": seen.meetings.all(),
        "buttons": buttons_of(seen, actors),
        "of_school": Actor.VIEWER in actors,
        "may_change": Actor.CURATOR in actors,
    }
    return render(request, "pupils/pair.html", context)


@area_required(AREA, change=True)
def add(request: HttpRequest) -> HttpResponse:
    """Propose a pair of the form that the address names."""
    user: Any = request.user
    schools = require_school(user, change=True)
    today = timezone.localdate()
    form_code = request.GET.get("form", "")
    if form_code not in PupilForm.values:
        form_code = PupilForm.PUPIL_PUPIL.value

    def do(data: dict[str, Any]) -> tuple[str, str]:
        made = workflow.propose_pair(form=form_code, on=today, by=user, **data)
        return _proposed(made, today), made.get_absolute_url()

    teachers = Person.objects.teachers().working_in(schools, today).select_related("position")
    form = PairForm(
        request.POST or None,
        form=form_code,
        pupils=Pupil.objects.filter(school__in=schools).ready(),
        teachers=teachers.order_by("name_key", "pk"),
        on=today,
    )
    words = "Выбрать можно только учеников, за которых есть согласие."
    steps = (list_step(), pairs_step())
    asking = Asking("Предложить пару", words, "Предложить пару", reverse("pupils:pairs"), steps)
    forms = [(code, label, code == form_code) for code, label in PupilForm.choices]
    return run_form(request, form, do, asking, forms=forms)


def _proposed(pair: PupilPair, on: Any) -> str:
    """What is said of a new pair; a teacher with less experience than the document asks is no obstacle."""
    teacher = pair.mentor_teacher
    years = teacher.experience_years(on) if teacher else None
    if pair.form == PupilForm.TEACHER_PUPIL and years is not None and years < EXPERIENCE:
        return f"Пара предложена. У наставника меньше {EXPERIENCE} лет опыта: модель школы советует опытнее."
    return "Пара предложена. Когда обе стороны согласятся, отметьте это."
