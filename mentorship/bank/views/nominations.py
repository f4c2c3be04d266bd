"""Nominations: putting forward oneself or a teacher of the own school, and who waits for a decision."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from mentorship.bank import workflow
from mentorship.bank.display import MentorLine, look_of_mentor, mentor_lines
from mentorship.bank.enums import GONE_STATES, MentorSource, MentorState
from mentorship.bank.forms import NominationForm, refuse
from mentorship.bank.models import Mentor
from mentorship.bank.rights import Actor, actors_of
from mentorship.bank.views.bank import mentors_for_list
from mentorship.bank.views.people import people_written_for
from schools.guards import area_required
from schools.models import Consent, Person, User


@area_required("apply")
def apply(request: HttpRequest) -> HttpResponse:
    """Put a candidate forward; below, the nominations that wait within the account's sight."""
    user = request.user
    may_change = user.access.may_change("apply")
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    people = people_written_for(user, "apply")
    own = None if people is not None else _own_mentor(user)
    form = None
    if may_change and (own is None or own.state in _MAY_REPEAT):
        form = NominationForm(request.POST or None, people=people, initial=_initial(user, people))
        nominated = _nominate(user, form) if request.method == "POST" else None
        if nominated is not None:
            return _thank(request, nominated)
    context = {"form": form, "own": own, "for_others": people is not None, "rows": _waiting(user)}
    context["look"] = look_of_mentor(own) if own else None
    return render(request, "bank/apply.html", context, status=400 if form and form.errors else 200)


_MAY_REPEAT = tuple(state for state in GONE_STATES if state != MentorState.RETIRED)


def _own_mentor(user: User) -> Mentor | None:
    return Mentor.objects.select_related("person").filter(pk=user.person_id).first()


def _initial(user: User, people: QuerySet[Person] | None) -> dict[str, Any]:
    """One's own letter box."""
    return {"contact_email": user.person.email} if people is None and user.person else {}


def _nominate(user: User, form: NominationForm) -> Mentor | None:
    if not form.is_valid():
        return None
    person = form.cleaned_data.get("person") or user.person
    try:
        return workflow.nominate(
            person=person,
            source=_source(user, person),
            card=form.card,
            difficulties=form.cleaned_data["difficulties"],
            favourite_topic=form.cleaned_data["favourite_topic"],
            about=form.cleaned_data["about"],
            capacity=form.cleaned_data["capacity"],
            by=user,
            on=timezone.localdate(),
        )
    except ValidationError as refusal:
        refuse(form, refusal)
        return None


def _source(user: User, person: Person) -> MentorSource:
    if person.pk == user.person_id:
        return MentorSource.SELF
    actors = actors_of(user, person, "apply")
    return MentorSource.METHODIST if Actor.METHODIST in actors else MentorSource.CURATOR


def _thank(request: HttpRequest, mentor: Mentor) -> HttpResponse:
    """Lead on to the consents where one is missing: without it nobody is taken into the bank."""
    messages.success(request, f"Кандидатура подана: {mentor}. Решение примет методист.")
    if Consent.objects.filter(person=mentor.person_id, withdrawn_date__isnull=True).exists():
        return redirect(mentor)
    messages.warning(request, "Осталось дать согласие на обработку персональных данных.")
    return redirect("bank:consents", mentor.pk)


def _waiting(user: User) -> list[MentorLine]:
    """Candidates within sight, the longest wait first."""
    return mentor_lines(mentors_for_list(Mentor.objects.visible_to(user, area="apply").nominated()))
