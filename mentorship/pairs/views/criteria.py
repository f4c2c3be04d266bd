"""Weights and rules of matching, with a preview of what they change; who is never paired."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.decorators.http import require_POST

from mentorship.pairs.desk.apart import keep_apart, let_together, live_pair_of
from mentorship.pairs.desk.forms import ApartForm, ConditionsForm
from mentorship.pairs.desk.preview import preview
from mentorship.pairs.desk.reach import chosen_municipality, municipalities_of
from mentorship.pairs.desk.settings import change_conditions, values_in_force
from mentorship.pairs.enums import Objective
from mentorship.pairs.models import MatchCriterion, MatchRule, NeverTogether
from schools.guards import AreaMixin, area_required
from schools.models import Municipality, Person, User
from schools.russian import plural

AREA = "matching"
CHANGES_SHOWN, PAGE = 15, 50


class CriteriaView(AreaMixin, View):
    """GET shows the weights and, when asked, what others would change; POST keeps them."""

    area = AREA

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what holds, or try what was typed."""
        place = self._place(request.GET.get("municipality"))
        today = timezone.localdate()
        if "preview" not in request.GET:
            return self._show(place, ConditionsForm(initial=values_in_force(place.pk, today)), None, 200)
        form = ConditionsForm(request.GET)
        tried = preview(place.pk, form.cleaned_data, self._objective(), today) if form.is_valid() else None
        return self._show(place, form, tried, status=200 if tried else 400)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the values from today on."""
        place = self._place(request.POST.get("municipality"), change=True)
        form = ConditionsForm(request.POST)
        if form.is_valid():
            try:
                count = change_conditions(
                    municipality=place, values=form.cleaned_data, by=self.user, on=timezone.localdate()
                )
            except ValidationError as refusal:
                form.add_error(None, ValidationError(refusal.messages))
            else:
                messages.success(request, _kept(count))
                return redirect(f"{reverse('pairs:criteria')}?municipality={place.pk}")
        return self._show(place, form, None, status=400)

    @property
    def user(self) -> User:
        """The account."""
        return self.request.user  # type: ignore[return-value]

    def _objective(self) -> Objective:
        wanted = self.request.GET.get("objective", "")
        return Objective(wanted) if wanted in Objective.values else Objective.PEOPLE

    def _place(self, wanted: str | None, *, change: bool = False) -> Municipality:
        self.places = municipalities_of(self.user, change=change)
        place = chosen_municipality(self.user, self.places, wanted)
        if place is None:
            raise Http404
        return place

    def _show(self, place: Municipality, form: ConditionsForm, tried: Any, status: int) -> HttpResponse:
        context = {
            "place": place,
            "places": self.places,
            "form": form,
            "objectives": Objective.choices,
            "objective": self._objective(),
            "tried": tried,
            "history": _history(place),
            "may_change": self.user.access.scope(AREA, change=True).reaches(municipality=place.pk),
        }
        return render(self.request, "pairs/desk/criteria.html", context, status=status)


def _kept(count: int) -> str:
    if not count:
        return "Ничего не изменилось: эти веса и правила уже действуют."
    return f"Сохранено с сегодняшнего дня: {count} {plural(count, 'изменение', 'изменения', 'изменений')}."


def _history(place: Municipality) -> list[Any]:
    """The latest decisions of both kinds, the newest first."""
    rows: list[Any] = []
    for model in (MatchCriterion, MatchRule):
        kept = model.objects.filter(municipality=place).select_related("set_by__person")
        rows += kept.order_by("-set_at", "-pk")[:CHANGES_SHOWN]
    return sorted(rows, key=lambda row: row.set_at, reverse=True)[:CHANGES_SHOWN]


class NeverTogetherView(AreaMixin, View):
    """GET lists who is never paired, POST adds two people."""

    area = AREA

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list and the form."""
        return self._show(self._form(None))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep two people apart."""
        form = self._form(request.POST)
        if form is None:
            raise PermissionDenied
        user: Any = request.user
        if form.is_valid():
            data = form.cleaned_data
            try:
                row = keep_apart(one=data["one"], other=data["other"], reason=data["reason"], by=user)
            except ValidationError as refusal:
                form.add_error(None, ValidationError(refusal.messages))
            else:
                messages.success(request, _apart_words(row))
                return redirect("pairs:never_together")
        return self._show(form, status=400)

    def _form(self, data: Any) -> ApartForm | None:
        """The form over the people whom the account may part; None for who only looks on."""
        user: Any = self.request.user
        scope = user.access.scope(AREA, change=True)
        if scope.is_empty:
            return None
        return ApartForm(data, people=Person.objects.filter(scope.q(municipality="municipality")))

    def _show(self, form: ApartForm | None, status: int = 200) -> HttpResponse:
        user: Any = self.request.user
        rows = NeverTogether.objects.visible_to(user).select_related(
            "person_a__school", "person_b__school", "set_by__person", "withdrawn_by__person"
        )
        page = Paginator(rows, PAGE).get_page(self.request.GET.get("page"))
        context = {"page_obj": page, "form": form, "may_change": form is not None}
        return render(self.request, "pairs/desk/never_together.html", context, status=status)


def _apart_words(row: NeverTogether) -> str:
    """What was noted, with a warning where the two are in a pair already."""
    words = f"Отмечено: {row} — никогда вместе."
    member = live_pair_of(row.person_a, row.person_b)
    return f"{words} Сейчас они в паре № {member.pair.number}: решите, что с ней." if member else words


@require_POST
@area_required(AREA, change=True)
def withdraw_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a note back."""
    user: Any = request.user
    scope = user.access.scope(AREA, change=True)
    rows = NeverTogether.objects.filter(scope.q(municipality="person_a__municipality"))
    row = get_object_or_404(rows, pk=pk)
    try:
        let_together(row=row, by=user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Отметка снята: портал снова может предложить эту пару.")
    return redirect("pairs:never_together")
