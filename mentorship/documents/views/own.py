"""Papers a participant of a pair prints for signing: nothing is kept, nothing is registered."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from mentorship.audit.log import record_export
from mentorship.documents import pdf
from mentorship.documents.enums import PAIR_KINDS, Kind, Part
from mentorship.documents.facts import Material, data_of
from mentorship.documents.facts.material import for_papers
from mentorship.documents.models import Paper
from mentorship.documents.rendering import render
from mentorship.documents.templates import template_for
from mentorship.documents.views.papers import paper_response
from mentorship.documents.vocabulary import VOCABULARY
from mentorship.documents.wording import first_texts
from mentorship.pairs.models import Pair
from schools.guards import area_required

KINDS = (*PAIR_KINDS, Kind.PROCESSING, Kind.PUBLICATION)
_STICKY = ("issuer", "place", "signer", "signer_position", "operator", "operator_address", "operator_codes")


@area_required("pairs")
def own_paper(request: HttpRequest, pair_pk: int, kind: str, ending: str) -> HttpResponseBase:
    """A consent or an agreement of the mentor of a pair, for the mentor alone."""
    user: Any = request.user
    if kind not in KINDS or ending not in ("docx", "pdf"):
        raise Http404
    # for_papers reads everybody the paper names
    own = for_papers(Pair.objects.visible_to(user).filter(mentor=user.person_id))
    pair = get_object_or_404(own.select_related("municipality"), pk=pair_pk)
    made = Kind(kind)
    name = f"{made.value}-{pair.pk}"
    try:
        response = paper_response(_filled(made, pair), title=str(made.label), name=name, ending=ending)
    except ValidationError as refusal:
        # the template was kept under an older list of names
        messages.error(request, " ".join(refusal.messages))
        return redirect(pair)
    except pdf.NoPango as missing:
        messages.warning(request, str(missing))
        return redirect(pair)
    record_export(by=user, action="documents.own_downloaded", rows=1, chosen=str(made.label), target=pair)
    return response


def _filled(kind: Kind, pair: Pair) -> bytes:
    """The paper with the usual texts, and with what the school's last paper said of the employer."""
    mentor = pair.mentor.person
    owned = Paper.objects.filter(municipality=pair.municipality, school=mentor.school)
    last = owned.values_list("inputs", flat=True).first() or {}
    inputs = first_texts(kind, timezone.localdate()) | {
        name: last[name] for name in _STICKY if last.get(name)
    }
    if kind in PAIR_KINDS and pair.form:
        inputs["work_form"] = f"{pair.form}; {inputs['work_form']}"
    material = Material(
        kind=kind,
        municipality=pair.municipality,
        school=mentor.school,
        inputs=inputs,
        pairs=[pair],
        people={Part.SUBJECT: [mentor]},
    )
    template = template_for(kind, pair.municipality)
    return render(template.data, data_of(material), VOCABULARY[kind])
