"""The personnel reserve (кадровый резерв): the list, inclusion, a member's page, the Excel file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.bank import workflow
from mentorship.bank.forms import refuse
from mentorship.bank.hours import hours_of
from mentorship.bank.models import ReserveMember
from mentorship.bank.training_forms import ExclusionForm, InclusionForm, ReserveChangeForm, ReserveSearch
from mentorship.spreadsheets.downloads import xlsx_download
from mentorship.spreadsheets.words import fold
from schools.guards import area_required
from schools.models import Person, User
from schools.stamps import status_of

PAGE = 50
HEADINGS = (
    "ФИО",
    "Школа",
    "Должность сейчас",
    "На какую должность",
    "Основание",
    "Программа подготовки",
    "Включён",
    "Исключён",
    "Почему исключён",
)


@area_required("matching")
def reserve(request: HttpRequest) -> HttpResponse:
    """Who stands in the reserve; a methodist includes others below."""
    user: User = request.user  # type: ignore[assignment]  # the door lets in nobody else
    search = ReserveSearch(request.GET)
    page = Paginator(_found(user, search), PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "form": search,
        "is_filtered": search.is_valid() and bool(search.changed_data),
        "current_count": ReserveMember.objects.visible_to(user).current().count(),
        "may_add": user.access.may_change("matching"),
    }
    return render(request, "bank/reserve.html", context)


def _found(user: User, search: ReserveSearch) -> QuerySet[ReserveMember]:
    """The members that the filters leave; a form that is not understood leaves nobody."""
    members = ReserveMember.objects.visible_to(user).select_related(
        "person__school", "person__position", "programme"
    )
    if not search.is_valid():
        return members.none()
    wanted = search.cleaned_data
    if not wanted["left"]:
        members = members.current()
    if wanted["programme"]:
        members = members.filter(programme=wanted["programme"])
    words = fold(wanted["q"]).split()
    # folded here: SQLite tells capital letters of Cyrillic apart
    positions = members.order_by().values_list("target_position", flat=True).distinct() if words else ()
    for word in words:
        members = members.filter(
            Q(person__name_key__contains=word)
            | Q(person__school__name_key__contains=word)
            | Q(target_position__in=[name for name in positions if word in fold(name)])
        )
    return members


@area_required("matching", change=True)
def include(request: HttpRequest) -> HttpResponse:
    """Put a person into the reserve."""
    user: User = request.user  # type: ignore[assignment]
    scope = user.access.scope("matching", change=True)
    people = Person.objects.filter(scope.q(municipality="municipality"), school__isnull=False)
    form = InclusionForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            member = workflow.include_in_reserve(**form.cleaned_data, by=user, on=timezone.localdate())
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"{member.person} в кадровом резерве.")
            return redirect("bank:reserve_member", member.pk)
    context = {"form": form}
    return render(request, "bank/reserve_add.html", context, status=400 if form.errors else 200)


@area_required("matching")
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """An entry of the reserve with the own programme; a POST changes it or ends it."""
    user: User = request.user  # type: ignore[assignment]
    visible = ReserveMember.objects.visible_to(user).select_related("person__school", "programme")
    entry = get_object_or_404(visible, pk=pk)
    may_change = user.access.scope("matching", change=True).reaches(municipality=entry.person.municipality_id)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    ends = "exclude" in request.POST
    change = ReserveChangeForm(request.POST if request.POST and not ends else None, instance=entry)
    exclusion = ExclusionForm(request.POST if ends else None)
    if request.method == "POST" and _done(request, entry, exclusion if ends else change, user):
        return redirect("bank:reserve_member", pk)
    entry = get_object_or_404(visible, pk=pk)
    others = ReserveMember.objects.visible_to(user).filter(person=entry.person_id).exclude(pk=pk)
    context = {
        "member": entry,
        "change": change,
        "exclusion": exclusion,
        "may_change": may_change and entry.excluded_date is None,
        "hours": hours_of(entry.person, entry.programme) if entry.programme else None,
        "others": others.select_related("person"),
    }
    status = max(status_of(change), status_of(exclusion))
    return render(request, "bank/reserve_member.html", context, status=status)


def _done(
    request: HttpRequest, entry: ReserveMember, form: ReserveChangeForm | ExclusionForm, user: User
) -> bool:
    """Do what was pressed; False with the errors on the form."""
    if not form.is_valid():
        return False
    try:
        if isinstance(form, ExclusionForm):
            workflow.exclude_from_reserve(member=entry, **form.cleaned_data, by=user, on=timezone.localdate())
            messages.success(request, "Исключение записано, запись осталась в истории.")
        else:
            workflow.change_reserve(member=entry, fields=form.cleaned_data, by=user)
            messages.success(request, "Сведения сохранены.")
    except ValidationError as refusal:
        refuse(form, refusal)
        return False
    return True


@area_required("matching")
def reserve_xlsx(request: HttpRequest) -> HttpResponse:
    """What the filters show, as a file; the journal says how many rows went out."""
    user: User = request.user  # type: ignore[assignment]
    members = list(_found(user, ReserveSearch(request.GET)))
    rows = [
        (
            entry.person.full_name,
            str(entry.person.school or ""),
            str(entry.person.position or ""),
            entry.target_position,
            entry.basis,
            str(entry.programme or ""),
            entry.included_date,
            entry.excluded_date,
            entry.excluded_reason,
        )
        for entry in members
    ]
    data = {"rows": len(rows), "filter": {name: value for name, value in request.GET.items() if value}}
    record(by=user, action="reserve.exported", text="Кадровый резерв", data=data)
    return xlsx_download(f"reserve-{timezone.localdate():%Y-%m-%d}", "Кадровый резерв", HEADINGS, rows)
