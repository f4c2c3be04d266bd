"""The bank: search, a mentor's page, cards, the Excel file."""

import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django_filters.views import FilterView

from mentorship.audit.models import Entry
from mentorship.bank import workflow
from mentorship.bank.actions import MENTOR_ACTIONS, offers, perform
from mentorship.bank.filters import BankFilter
from mentorship.bank.forms import CardForm, refuse
from mentorship.bank.models import Mentor, MentorCard, MentorPlace
from mentorship.bank.rights import actors_of
from mentorship.bank.summaries import summarise
from mentorship.spreadsheets.exporting import export_layout
from schools.guards import AreaMixin, area_required
from schools.models import Consent

PAGE = 50
LAST_ENTRIES = 20


def mentors_for_list(mentors: QuerySet[Mentor]) -> QuerySet[Mentor]:
    """What a line of the list shows: person, school, live cards, places."""
    return (
        mentors.with_places(timezone.localdate())  # type: ignore[attr-defined]
        .select_related("person__school")
        .prefetch_related(Prefetch("cards", MentorCard.objects.for_display(), to_attr="live_cards"))
    )


class BankListView(AreaMixin, FilterView):
    """The search in the bank; a table, or cards with ?view=cards."""

    area = "bank"
    filterset_class = BankFilter
    template_name = "bank/list.html"
    paginate_by = PAGE

    def get_queryset(self) -> QuerySet[Mentor]:
        """Mentors in the account's sight."""
        return mentors_for_list(Mentor.objects.visible_to(self.request.user))

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        """Only who answers for candidates filters by state."""
        access = self.request.user.access
        answers = access.may_see("matching") or access.may_change("bank")
        return {**super().get_filterset_kwargs(filterset_class), "answers": answers}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lines with the words of their cards; how the bank stands as a whole."""
        context = super().get_context_data(**kwargs)
        access = self.request.user.access
        listed = Mentor.objects.visible_to(self.request.user).listed()
        on = timezone.localdate()
        context["rows"] = [(mentor, summarise(mentor.live_cards)) for mentor in context["page_obj"]]
        context["listed_count"] = listed.count()
        context["free_count"] = listed.free(on).count()
        context["form"] = self.filterset.form
        context["is_filtered"] = bool(self.filterset.form.changed_data)
        context["shows_contacts"] = access.shows_contacts("bank")
        context["as_cards"] = self.request.GET.get("view") == "cards"
        context["may_apply"] = access.may_change("apply")
        context["may_export"] = access.may_see("import")
        return context


@area_required("bank")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A mentor's page; a POST presses one of its buttons."""
    mentors = mentors_for_list(Mentor.objects.visible_to(request.user))
    mentor = get_object_or_404(mentors, pk=pk)
    actors = actors_of(request.user, mentor.person, "apply")
    on = timezone.localdate()
    offered = offers(MENTOR_ACTIONS, mentor, actors)
    refused = None
    if request.method == "POST":
        pressed = _pressed(request, mentor, actors)
        if perform(pressed, mentor, by=request.user, on=on, data=request.POST):
            messages.success(request, pressed.action.done)
            return redirect(mentor)
        offered = [pressed if offer.name == pressed.name else offer for offer in offered]
        refused = pressed.form
    context = {"mentor": mentor, "offers": offered, "refused": refused, "may_edit": bool(actors)}
    context |= _facts(request, mentor)
    return render(request, "bank/detail.html", context, status=400 if refused else 200)
