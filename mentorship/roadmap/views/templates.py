"""Templates of roadmaps: read, exchanged in a draft, their later versions offered to running plans."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from mentorship.roadmap import crosswalk, workflow
from mentorship.roadmap.models import Roadmap, RoadmapTemplate, TemplateEvent
from mentorship.roadmap.plan_forms import OfferForm, TemplateForm
from mentorship.roadmap.rights import acts_of
from mentorship.roadmap.views.acting import blame
from mentorship.roadmap.views.roadmaps import visible_roadmap
from schools.guards import area_required


@area_required("roadmap")
def template_list(request: HttpRequest) -> HttpResponse:
    """The newest version of every template that serves the user's municipality."""
    rows = RoadmapTemplate.objects.visible_to(request.user).newest().with_counts()
    context = {"templates": rows.select_related("municipality").order_by("-level", "code")}
    return render(request, "roadmap/templates.html", context)


@area_required("roadmap")
def template_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A published version: stages, events, and beside each its twin of the other document."""
    rows = RoadmapTemplate.objects.visible_to(request.user).published()
    template = get_object_or_404(rows.select_related("origin__origin__origin", "municipality"), pk=pk)
    twins, lonely = crosswalk.twins_of(template), crosswalk.alone(template)
    stages = [
        (
            stage,
            [(event, twins.get(event.code, ()), lonely.get(event.code, "")) for event in stage.events.all()],
        )
        for stage in template.stages.prefetch_related("events")
    ]
    others = RoadmapTemplate.objects.filter(code=template.code).published().exclude(pk=pk)
    context = {
        "template": template,
        "stages": stages,
        "other_document": crosswalk.other_document(template),
        "event_count": TemplateEvent.objects.filter(stage__template=template).count(),
        "versions": others.order_by("-version"),
        "may_copy": "methodist" in request.user.access.roles,
    }
    return render(request, "roadmap/template.html", context)


@area_required("roadmap", change=True)
def roadmap_template(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft takes another template; a running plan is shown what a later version would change."""
    roadmap = visible_roadmap(request, pk)
    rights = acts_of(request.user, roadmap)
    if roadmap.is_draft and "plan" in rights:
        return _exchange(request, roadmap)
    if roadmap.is_running and "revise" in rights:
        return _offer(request, roadmap)
    if rights & {"plan", "revise"}:
        messages.error(
            request, f"Карта сейчас в состоянии «{roadmap.get_state_display()}»: шаблон не меняют."
        )
        return redirect(roadmap)
    raise PermissionDenied


def _exchange(request: HttpRequest, roadmap: Roadmap) -> HttpResponse:
    offered = RoadmapTemplate.objects.newest().serving(roadmap.municipality)
    offered = offered.filter(level=roadmap.level).exclude(pk=roadmap.template_id).order_by("-code")
    is_post = request.method == "POST"
    form = TemplateForm(request.POST if is_post else None, templates=offered)
    if is_post and form.is_valid():
        try:
            workflow.change_template(roadmap=roadmap, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, "Шаблон сменён: сроки и ответственные перенесены, проверьте их.")
            return redirect("roadmap:plan", roadmap.pk)
    context = {"roadmap": roadmap, "form": form, "offered": list(offered)}
    return render(request, "roadmap/exchange.html", context, status=400 if is_post else 200)


def _offer(request: HttpRequest, roadmap: Roadmap) -> HttpResponse:
    offer = workflow.offer_for(roadmap)
    if offer is None:
        messages.info(request, "Новой версии шаблона для этой карты нет.")
        return redirect(roadmap)
    is_post = request.method == "POST"
    form = OfferForm(request.POST if is_post else None, lines=offer.lines)
    if is_post and form.is_valid():
        try:
            return _decide(request, roadmap, form.cleaned_data["codes"])
        except ValidationError as error:
            blame(form, error)
    ticked = request.POST.getlist("codes") if is_post else []
    context = {"roadmap": roadmap, "form": form, "offer": offer, "ticked": ticked}
    return render(request, "roadmap/offer.html", context, status=400 if is_post else 200)


def _decide(request: HttpRequest, roadmap: Roadmap, codes: list[str]) -> HttpResponse:
    if request.POST.get("act") == "leave":
        workflow.leave_offer(roadmap=roadmap, by=request.user)
        messages.success(request, "План остаётся как есть.")
        return redirect(roadmap)
    workflow.take_lines(roadmap=roadmap, codes=codes, by=request.user)
    messages.success(request, "Отмеченное внесено в предлагаемую версию: проверьте и отправьте её.")
    return redirect("roadmap:changes", roadmap.pk)
