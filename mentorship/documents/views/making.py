"""Making a paper: what it says, then the names in their cases, then the file."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mentorship.bank.personfield import PersonField
from mentorship.documents import workflow
from mentorship.documents.choices import takes_school
from mentorship.documents.enums import Kind, Part
from mentorship.documents.facts import material_of, wanted_names
from mentorship.documents.forms import FORMS, PaperForm
from mentorship.documents.models import Paper
from mentorship.documents.naming import Naming, key_of
from mentorship.documents.owners import AREA, Owner, chosen_owner, own_municipality, own_schools
from mentorship.documents.step_forms import NamesForm
from mentorship.documents.wording import first_texts
from schools.enums import Role
from schools.guards import area_required
from schools.models import RoleAssignment

# What the next paper of the same owner takes over from the last one.
STICKY = ("issuer", "place", "signer", "signer_position", "operator", "operator_address", "operator_codes")


@area_required(AREA, change=True)
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Begin a paper of a kind for the municipality or a school."""
    user: Any = request.user
    made = _kind(kind)
    owner = chosen_owner(user, request.GET.get("school", ""), for_school=takes_school(made))
    today = timezone.localdate()
    initial = _first(made, owner, request)
    form = FORMS[made](request.POST or None, owner=owner, on=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            paper = workflow.prepare(
                kind=made,
                municipality=owner.municipality,
                school=owner.school,
                content=form.gathered(),
                by=user,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("documents:names", paper.pk)
    return _page(request, made, owner, form)


@area_required(AREA, change=True)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a paper says before it is registered."""
    user: Any = request.user
    paper = find_to_change(request, pk)
    kind, owner = Kind(paper.kind), Owner(paper.municipality, paper.school)
    today = timezone.localdate()
    form = FORMS[kind](request.POST or None, owner=owner, on=today, paper=paper)
    if not form.is_bound:
        form.initial = _stored(paper, form)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.change(paper=paper, content=form.gathered(), by=user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("documents:names", paper.pk)
    return _page(request, kind, owner, form, paper)


@area_required(AREA, change=True)
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every declined name in a field; what is sent becomes the file."""
    user: Any = request.user
    paper = find_to_change(request, pk)
    material = material_of(paper)
    wanted = wanted_names(material)
    naming = Naming([person for person, _ in wanted], paper.inputs.get("names"))
    initial = {key_of(person, case): naming.of(person, case) for person, case in wanted}
    # a form without fields is sent without values
    form = NamesForm(request.POST if request.method == "POST" else None, wanted=wanted, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.generate(paper=paper, names=form.cleaned_data, by=user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, "Файл сформирован. Проверьте его, подпишите и зарегистрируйте.")
            return redirect(paper)
    context = {"paper": paper, "form": form, "count": len(wanted)}
    return render(request, "documents/names.html", context, status=400 if form.is_bound else 200)


def find_to_change(request: HttpRequest, pk: int) -> Paper:
    """The paper among those the account may change; others are 404."""
    user: Any = request.user
    papers = Paper.objects.visible_to(user, change=True)
    return get_object_or_404(papers.select_related("school", "municipality", "roadmap"), pk=pk)


def _kind(code: str) -> Kind:
    if code not in FORMS:
        raise Http404
    return Kind(code)


def _page(
    request: HttpRequest, kind: Kind, owner: Owner, form: PaperForm, paper: Paper | None = None
) -> HttpResponse:
    user: Any = request.user
    label = kind.label
    context = {
        "kind": kind,
        "title": f"{label[0].upper()}{label[1:]}",
        "owner": owner,
        "owners": None if paper else _owners(user, kind, owner),
        "form": form,
        "paper": paper,
    }
    return render(request, "documents/form.html", context, status=400 if form.is_bound else 200)


def _owners(user: Any, kind: Kind, owner: Owner) -> list[tuple[str, str, bool]]:
    """The owners the account may choose from: key, words, whether it is the chosen one."""
    found = []
    municipality = own_municipality(user)
    if municipality is not None:
        found.append(("", f"муниципалитет ({municipality})", owner.school is None))
    if takes_school(kind):
        found += [(str(school.pk), school.name, school == owner.school) for school in own_schools(user)]
    return found if len(found) > 1 else []


def _first(kind: Kind, owner: Owner, request: HttpRequest) -> dict[str, Any]:
    """What the fields of a new paper begin with."""
    today = timezone.localdate()
    initial: dict[str, Any] = {"issuer": str(owner), "operator": str(owner), **_signer(owner)}
    initial |= first_texts(kind, today)
    last = Paper.objects.filter(municipality=owner.municipality, school=owner.school).first()
    if last is not None:
        initial |= {name: last.inputs[name] for name in STICKY if last.inputs.get(name)}
    if request.GET.get("pair", "").isdecimal():
        initial |= {"pairs": [request.GET["pair"]], "pair": request.GET["pair"]}
    return initial


def _signer(owner: Owner) -> dict[str, str]:
    """The director of the school in office; who signs for the municipality the portal does not know."""
    if owner.school is None:
        return {"signer_position": "Начальник управления образования"}
    office = RoleAssignment.objects.in_force(timezone.localdate()).filter(
        school=owner.school, role=Role.DIRECTOR
    )
    found = office.select_related("person__position").first()
    if found is None:
        return {"signer_position": "Директор"}
    person = found.person
    initials = " ".join(f"{part[0]}." for part in (person.first_name, person.middle_name) if part)
    return {
        "signer_position": str(person.position or "Директор"),
        "signer": f"{initials} {person.last_name}".strip(),
    }


def _stored(paper: Paper, form: PaperForm) -> dict[str, Any]:
    """What the fields of a paper hold."""
    initial: dict[str, Any] = dict(paper.inputs)
    pairs = [pair.pk for pair in paper.pairs.all()]
    initial |= {"pairs": pairs, "pair": next(iter(pairs), None), "roadmap": paper.roadmap_id}
    initial["supersedes"] = [item.pk for item in paper.supersedes.all()]
    named: dict[str, list[Any]] = {}
    for item in paper.people.select_related("person"):
        named.setdefault(item.part, []).append(item.person)
    for name, part in form.PARTS.items():
        people = named.get(Part(part), [])
        if not people or name not in form.fields:
            continue
        if part == Part.MEMBER:
            initial[name] = [person.pk for person in people]
        else:
            is_typed = isinstance(form.fields[name], PersonField)
            initial[name] = people[0].code if is_typed else people[0].pk
    return initial
