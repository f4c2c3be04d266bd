"""A pupil's card: seen, added, corrected; the text of the consent and the scan of a signed one."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from mentorship.audit.log import record, record_view
from mentorship.pupils import workflow
from mentorship.pupils.consent_texts import CURRENT, TEXTS
from mentorship.pupils.display import look_of_pair, look_of_pupil
from mentorship.pupils.enums import NAMED_STATES, PupilState
from mentorship.pupils.forms import PupilEntryForm
from mentorship.pupils.models import Pupil, PupilConsent, PupilPair
from mentorship.pupils.rights import require_school
from mentorship.pupils.standing import with_standing
from mentorship.pupils.views.asking import Asking, run_form
from mentorship.pupils.workflow.consents import enough_consent
from schools.attachments import extension_of, sent
from schools.guards import area_required

AREA = "pupils"
MANY_SCHOOLS_WORDS = "Запись останется черновиком, пока нет согласия законного представителя."


def find_pupil(request: HttpRequest, pk: int, *, change: bool = False) -> Pupil:
    """The pupil of an own school; 404 for any other."""
    user: Any = request.user
    require_school(user, change=change)
    rows = with_standing(Pupil.objects.visible_to(user, change=change)).select_related("school")
    return get_object_or_404(rows, pk=pk)


def list_step() -> tuple[str, str]:
    """The first step of the way to every page here."""
    return reverse("pupils:list"), "Ученики"


@area_required(AREA)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The card, its consents and pairs."""
    user: Any = request.user
    today = timezone.localdate()
    pupil = find_pupil(request, pk)
    record_view(by=user, target=pupil, what="pupil")
    pairs = PupilPair.objects.of(pupil).select_related("mentee", "mentor_pupil", "mentor_teacher")
    is_named = pupil.state in NAMED_STATES
    context = {
        "pupil": pupil,
        "class": pupil.class_words(today),
        "look": look_of_pupil(pupil, today),
        "due": pupil.due_day(today),
        "consents": pupil.consents.all(),
        "pairs": [{"pair": pair, "look": look_of_pair(pair)} for pair in pairs],
        "is_named": is_named,
        "is_erased": pupil.state == PupilState.ERASED,
        "has_consent": is_named and enough_consent(pupil, today),
        "may_change": pupil.school_id in user.access.scope(AREA, change=True).schools,
    }
    return render(request, "pupils/detail.html", context)


@area_required(AREA, change=True)
def add(request: HttpRequest) -> HttpResponse:
    """Write a pupil down."""
    user: Any = request.user
    schools = require_school(user, change=True)
    today = timezone.localdate()

    def do(data: dict[str, Any]) -> tuple[str, str]:
        data.setdefault("school", schools.first())
        pupil = workflow.add_pupil(on=today, by=user, **data)
        return "Ученик записан. Теперь внесите согласие.", reverse("pupils:act", args=[pupil.pk, "consent"])

    form = PupilEntryForm(request.POST or None, schools=schools)
    asking = Asking("Новый ученик", MANY_SCHOOLS_WORDS, "Записать", reverse("pupils:list"), (list_step(),))
    return run_form(request, form, do, asking)


@area_required(AREA, change=True)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the record; two windows do not overwrite each other."""
    user: Any = request.user
    pupil = find_pupil(request, pk, change=True)
    today = timezone.localdate()

    def do(data: dict[str, Any]) -> tuple[str, str]:
        data["version"] = -1 if data["version"] is None else data["version"]
        workflow.edit_pupil(pupil=pupil, on=today, by=user, **data)
        return "Запись исправлена.", pupil.get_absolute_url()

    initial = {
        "name": pupil.shown_name,
        "school_class": pupil.class_words(today),
        "turned_18_on": pupil.turned_18_on,
        "version": pupil.version,
    }
    form = PupilEntryForm(request.POST or None, schools=[], pupil=pupil, initial=initial)
    steps = (list_step(), (pupil.get_absolute_url(), pupil.shown_name))
    asking = Asking("Исправить запись", "", "Сохранить", pupil.get_absolute_url(), steps)
    return run_form(request, form, do, asking)


@area_required(AREA)
def consent_text(request: HttpRequest) -> HttpResponse:
    """The text to print and sign."""
    require_school(request.user)  # type: ignore[arg-type]
    context = {"paragraphs": TEXTS[CURRENT], "version": CURRENT}
    return render(request, "pupils/consent_text.html", context)


@area_required(AREA)
def scan(request: HttpRequest, pk: int) -> FileResponse:
    """Send the scan of a consent to the own school; the file's name tells no name."""
    user: Any = request.user
    require_school(user)
    consent = get_object_or_404(PupilConsent.objects.visible_to(user).select_related("pupil"), pk=pk)
    answer = sent(consent.scan, f"soglasie-{consent.pk}{extension_of(consent.scan.name or '')}")
    record(by=user, action="pupils.scan_downloaded", target=consent, text="Скан согласия открыт")
    return answer
