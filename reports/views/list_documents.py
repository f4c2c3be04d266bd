"""Orders with lists of schools: entering one, looking through what it changes, adopting it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.generic import TemplateView, View

from mentorship.audit.log import record
from reports.list_forms import OrderForm, WhichListForm
from reports.record.school_lists import years_with_rows
from reports.views.lists import chosen_place, places_of, workbook
from schools import years
from schools.enums import ListKind
from schools.guards import AreaMixin, refused
from schools.list_changes import Roll, preview, roll_of_year
from schools.lists import AREA, OrderWords, adopt, discard_draft, draft_list
from schools.models import Municipality, School, SchoolList, User

# In a municipality of more schools only those of the list in force are ticked one by one.
MOST_TICKS = 120


class Target(NamedTuple):
    """Which list is entered, and the one it is likely to follow."""

    form: WhichListForm
    municipality: Municipality
    kind: ListKind
    year: int
    base: Roll

    @property
    def fields(self) -> dict[str, str]:
        """What the order's form sends along."""
        return {
            "kind": str(self.kind.value),
            "year": years.label(self.year),
            "municipality": str(self.municipality.pk),
        }


def target_of(user: User, data: Any) -> Target:
    """Read which list is meant; without a choice ШНОР of the running year."""
    places = places_of(user, change=True)
    municipality = chosen_place(user, places, data.get("municipality"))
    now = years.year_of(timezone.localdate())
    known = {now + 1, now, now - 1, *years_with_rows(municipality)}
    given = {name: data[name] for name in ("kind", "year", "municipality") if data.get(name)}
    default = {"kind": str(ListKind.LOW_RESULTS.value), "year": years.label(now)}
    form = WhichListForm(
        {**default, "municipality": str(municipality.pk), **given}, places=places, known_years=known
    )
    form.is_valid()
    kind = ListKind(form.cleaned_data.get("kind", default["kind"]))
    year = years.parse(form.cleaned_data.get("year", default["year"]))
    base = roll_of_year(municipality, kind, year)
    if not base.schools:
        base = roll_of_year(municipality, kind, year - 1)
    return Target(form, municipality, kind, year, base)


class NewListView(AreaMixin, TemplateView):
    """An order is entered: number, day, issuer, schools; ticked are those of the list in force."""

    area = AREA
    change = True
    template_name = "reports/school_list_new.html"
    order: OrderForm | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form; all schools where they are few, else those of the list in force."""
        user: User = self.request.user  # type: ignore[assignment]
        target = target_of(user, self.request.POST or self.request.GET)
        order = self.order or OrderForm(municipality=target.municipality)
        schools = School.objects.filter(municipality=target.municipality)
        count = schools.count()
        shown: Sequence[School] = list(schools) if count <= MOST_TICKS else target.base.schools
        return super().get_context_data(
            target=target,
            order=order,
            ticks=order.ticks(shown, target.base),
            count=count,
            is_shortened=count > MOST_TICKS,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Store the draft and show what it would change, or the form again with what was typed."""
        user: User = request.user  # type: ignore[assignment]
        target = target_of(user, request.POST)
        self.order = order = OrderForm(request.POST, municipality=target.municipality)
        if target.form.is_valid() and order.is_valid():
            try:
                drafted = _draft(target, order, user)
            except ValidationError as error:
                _tell(order, error)
            else:
                messages.success(request, "Перечень внесён. Проверьте, что он изменит, и примените его.")
                return redirect("reports:list", drafted.pk)
        return refused(self.render_to_response(self.get_context_data(**kwargs)))


def _draft(target: Target, order: OrderForm, user: User) -> SchoolList:
    typed = order.cleaned_data
    return draft_list(
        municipality=target.municipality,
        kind=str(target.kind.value),
        year=target.year,
        order=OrderWords(typed["number"], typed["date"], typed["issuer"]),
        schools=typed["chosen"],
        by=user,
        on=timezone.localdate(),
    )


def _tell(order: OrderForm, error: ValidationError) -> None:
    """Put what the workflow refuses beside its field; what the form has no field for, on top."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, words in by_field.items():
        for message in words:
            order.add_error(name if name in order.fields else None, message)


class ListView(AreaMixin, View):
    """One order: its schools, and while it is a draft what it would change."""

    area = AREA

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The order as it is entered."""
        return _show(request, _visible(request, pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Adopt the list or throw the draft away, by the pressed button."""
        user: User = request.user  # type: ignore[assignment]
        school_list = _visible(request, pk)
        if not _may_change(user, school_list):
            raise PermissionDenied
        try:
            if request.POST.get("act") == "discard":
                discard_draft(school_list=school_list, by=user)
                messages.success(request, "Черновик удалён, признаки школ прежние.")
                return redirect("reports:lists")
            changes = adopt(school_list=school_list, by=user, on=timezone.localdate())
        except ValidationError as error:
            return refused(_show(request, school_list, refusal=" ".join(error.messages)))
        included, excluded = len(changes.included), len(changes.excluded)
        messages.success(request, f"Перечень применён: включено — {included}, исключено — {excluded}.")
        return redirect("reports:list", pk)


class ListFileView(AreaMixin, View):
    """The schools of one order as a workbook."""

    area = AREA

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The export stands in the journal."""
        found = _visible(request, pk)
        name, year = found.get_kind_display(), years.label(found.year)
        lines = found.lines.select_related("school")
        rows = [
            (line.school.code, line.school.name, name, year, found.order_words, None)
            for line in lines.order_by("school__name_key", "school__pk")
        ]
        record(by=request.user, action="list.exported", target=found, data={"rows": len(rows)})
        return workbook(
            f"{name} {found.year}-{found.year + 1}", rows, f"{found.kind}-{found.year}-{found.pk}"
        )


def _visible(request: HttpRequest, pk: int) -> SchoolList:
    """The order, within the account's scope; else 404."""
    rows = SchoolList.objects.visible_to(request.user, AREA)
    return get_object_or_404(
        rows.select_related("municipality", "created_by__person", "adopted_by__person"), pk=pk
    )


def _may_change(user: User, school_list: SchoolList) -> bool:
    return user.access.scope(AREA, change=True).reaches(municipality=school_list.municipality_id)


def _show(request: HttpRequest, school_list: SchoolList, refusal: str = "") -> HttpResponseBase:
    user: User = request.user  # type: ignore[assignment]
    context = {
        "school_list": school_list,
        "preview": preview(school_list),
        "may_change": _may_change(user, school_list),
        "refusal": refusal,
        "lines": school_list.lines.select_related("school").order_by("school__name_key", "school__pk"),
    }
    return render(request, "reports/school_list.html", context)
