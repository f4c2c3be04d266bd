"""A person's consents: each a document of its own, given and withdrawn apart (decisions.md §5)."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mentorship.bank.rights import DESK, Actor, actors_of
from schools.enums import ConsentKind, ConsentWay, Opened
from schools.guards import area_required
from schools.models import Consent, Person
from schools.workflow import give_consent, withdraw_consent

KINDS = {
    ConsentKind.PROCESSING: "bank/consent_processing.html",
    ConsentKind.PUBLICATION: "bank/consent_publication.html",
}


@dataclass
class Document:
    """One consent on the page: its words and, where it is in force, its record."""

    kind: ConsentKind
    template: str
    live: Consent | None

    @property
    def title(self) -> str:
        """«Согласие на обработку персональных данных»."""
        titles = {
            ConsentKind.PROCESSING: "Согласие на обработку персональных данных",
            ConsentKind.PUBLICATION: "Согласие на публикацию карточки наставника",
        }
        return titles[self.kind]


@area_required("apply", change=True)
def consents(request: HttpRequest, pk: int) -> HttpResponse:
    """Give and withdraw the own consents; curator and methodist record those signed on paper."""
    scope = request.user.access.scope("apply", change=True)
    people = Person.objects.filter(scope.q(municipality="municipality", school="school", person="pk"))
    person = get_object_or_404(people.select_related("school", "municipality"), pk=pk)
    actors = actors_of(request.user, person, "apply")
    if request.method == "POST":
        _record(request, person, actors)
        return redirect("bank:consents", person.pk)
    live = {item.kind: item for item in Consent.objects.filter(person=person, withdrawn_date__isnull=True)}
    context = {
        "person": person,
        "documents": [Document(kind, template, live.get(kind)) for kind, template in KINDS.items()],
        "is_self": Actor.SELF in actors,
        "may_open": Opened.choices,
        "past": Consent.objects.filter(person=person, withdrawn_date__isnull=False),
    }
    return render(request, "bank/consents.html", context)


def _record(request: HttpRequest, person: Person, actors: frozenset[Actor]) -> None:
    """Give or withdraw the consent that was pressed; only the person gives one on the portal."""
    kind, on = request.POST.get("kind", ""), timezone.localdate()
    if kind not in KINDS or not actors:
        raise Http404
    is_self = Actor.SELF in actors
    if not is_self and not actors & DESK:
        raise PermissionDenied
    live = Consent.objects.filter(person=person, kind=kind, withdrawn_date__isnull=True).first()
    try:
        if "withdraw" in request.POST and live is not None:
            withdraw_consent(consent=live, by=request.user, on=on)
            messages.warning(request, "Согласие отозвано: карточка скрыта из банка, списков и выгрузок.")
        elif live is None:
            way = ConsentWay.PORTAL if is_self else ConsentWay.PAPER
            opened = set(request.POST.getlist("opened")) & set(Opened.values)
            give_consent(
                person=person, kind=ConsentKind(kind), by=request.user, on=on, way=way, opened=opened
            )
            messages.success(request, "Согласие записано.")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
