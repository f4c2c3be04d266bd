"""The bank: search, a mentor's page, cards, the Excel file."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django_filters.views import FilterView

from mentorship.audit.log import record_view
from mentorship.bank import workflow
from mentorship.bank.actions import MENTOR_ACTIONS
from mentorship.bank.display import look_of_mentor, mentor_lines, summarise
from mentorship.bank.enums import LISTED_STATES
from mentorship.bank.filters import BankFilter
from mentorship.bank.forms import CardForm, refuse
from mentorship.bank.journal import history
from mentorship.bank.models import MenteeRequest, Mentor, MentorCard
from mentorship.bank.rights import Actor, actors_of
from mentorship.bank.views.buttons import press
from schools.comfort.columns import choice_of
from schools.guards import AreaMixin, area_required
from schools.models import Consent, User
from schools.paging import LongListMixin, counted
from schools.stamps import status_of

PAGE = 50


def answers_for_candidates(user: User) -> bool:
    """Whether the account may look for mentors of any state, not only for those of the bank."""
    return user.access.may_see("matching") or user.access.may_change("bank")


def own_waiting(user: User) -> list[MenteeRequest]:
    """The account's own requests that wait for a mentor: the bank is ranked for them."""
    if user.person_id is None or not user.access.may_see("requests"):
        return []
    waiting = MenteeRequest.objects.waiting().filter(person=user.person_id)
    return list(
        waiting.select_related(
            "person__school", "difficulty", "subject", "focus", "mentee_category"
        ).order_by("requested_date", "pk")
    )


def mentors_for_list(mentors: QuerySet[Mentor]) -> QuerySet[Mentor]:
    """What a line of the list shows: person, school, live cards, places."""
    return (
        mentors.with_places(timezone.localdate())  # type: ignore[attr-defined]
        .select_related("person__school")
        .prefetch_related(Prefetch("cards", MentorCard.objects.for_display(), to_attr="live_cards"))
    )


class BankListView(LongListMixin, AreaMixin, FilterView):
    """The search in the bank; a table, or cards with ?view=cards."""

    area = "bank"
    filterset_class = BankFilter
    template_name = "bank/list.html"
    paginate_by = PAGE

    def get_queryset(self) -> QuerySet[Mentor]:
        """Mentors in the account's sight."""
        mentors = Mentor.objects.visible_to(self.request.user).order_by("person__name_key", "pk")
        return mentors_for_list(mentors)

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        """Only who answers for candidates filters by state; without conditions the listed are found, too."""
        given = super().get_filterset_kwargs(filterset_class)
        return {**given, "data": self.request.GET, "answers": answers_for_candidates(self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lines with the words of their cards; how the bank stands as a whole."""
        context = super().get_context_data(**kwargs)
        access = self.request.user.access
        listed = Mentor.objects.visible_to(self.request.user).listed()
        form = self.filterset.form
        # without conditions the page has counted the listed already
        is_filtered = bool(form.changed_data)
        return context | {
            "rows": mentor_lines(context["page_obj"]),
            "listed_count": counted(listed) if is_filtered else context["paginator"].counted,
            "free_count": counted(listed.free(timezone.localdate())),
            "form": form,
            "is_filtered": is_filtered,
            "as_cards": self.request.GET.get("view") == "cards",
            "may_apply": access.may_change("apply"),
            # a file of the bank holds those who stand in it, not candidates
            "may_export": access.may_see("import") and self._state(form) in ("", *LISTED_STATES),
            "columns": choice_of(self.request.user, "bank:list"),
            "waiting_requests": own_waiting(self.request.user),
        }

    @staticmethod
    def _state(form: Any) -> str:
        """The state that is filtered by; "" without one."""
        return str(getattr(form, "cleaned_data", {}).get("state") or "")


@area_required("bank")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A mentor's page; a POST presses one of its buttons."""
    mentor = get_object_or_404(mentors_for_list(Mentor.objects.visible_to(request.user)), pk=pk)
    actors = actors_of(request.user, mentor.person, "apply")
    pressed = press(request, MENTOR_ACTIONS, mentor, actors)
    if pressed.is_done:
        return redirect(mentor)
    context = {
        "mentor": mentor,
        "summary": summarise(mentor.live_cards),
        "helps_with": mentor.difficulties.all(),
        "look": look_of_mentor(mentor),
        "offers": pressed.offers,
        "folded": pressed.folded,
        "refused": pressed.refused,
        "may_edit": bool(actors - {Actor.HEAD}) and not mentor.is_gone,
        "taken_places": mentor.capacity - mentor.free_places,
        "is_hidden": Mentor.objects.hidden_by_withdrawal().filter(pk=pk).exists(),
        "trainings": mentor.person.trainings.select_related("programme"),
        "shows_contacts": request.user.access.shows_contacts("bank"),
    }
    at_desk = request.user.access.scope("matching").reaches(municipality=mentor.person.municipality_id)
    if at_desk or context["shows_contacts"]:
        record_view(by=request.user, target=mentor, what="mentor")
    if actors or at_desk:
        context |= _inner_facts(mentor, at_desk=at_desk)
    return render(request, "bank/detail.html", context, status=400 if pressed.refused else 200)


def _inner_facts(mentor: Mentor, *, at_desk: bool) -> dict[str, Any]:
    """What the mentor and those who answer for the mentor see besides; notes are for the desk."""
    return {
        "at_desk": at_desk,
        "interviews": mentor.interviews.all(),
        "consents": Consent.objects.filter(person=mentor.person_id, withdrawn_date__isnull=True),
        "journal": history(mentor),
    }


@area_required("apply", change=True)
def card(request: HttpRequest, pk: int, card_pk: int | None = None) -> HttpResponse:
    """Add a card to a mentor, change one, or take it out of the bank."""
    mentor = get_object_or_404(
        Mentor.objects.visible_to(request.user).select_related("person__school"), pk=pk
    )
    if not actors_of(request.user, mentor.person, "apply") or mentor.is_gone:
        raise PermissionDenied
    cards = MentorCard.objects.live().filter(mentor=mentor)
    stored = get_object_or_404(cards, pk=card_pk) if card_pk else None
    form = CardForm(request.POST or None, instance=stored, initial=None if stored else _contacts_of(cards))
    if request.method == "POST" and _put_card(request, mentor, stored, form):
        return redirect(mentor)
    context = {"mentor": mentor, "card": stored, "form": form}
    return render(request, "bank/card.html", context, status=status_of(form))


def _put_card(request: HttpRequest, mentor: Mentor, stored: MentorCard | None, form: CardForm) -> bool:
    """Store, or take out, what was sent; False with errors on the form."""
    on = timezone.localdate()
    if stored is not None and "withdraw" in request.POST:
        workflow.withdraw_card(card=MentorCard.objects.get(pk=stored.pk), by=request.user, on=on)
        messages.success(request, "Карточка снята. Загрузка старого файла её не вернёт.")
        return True
    if not form.is_valid():
        return False
    try:
        if stored is None:
            workflow.put_card(mentor=mentor, card=form.cleaned_data, by=request.user, on=on)
        else:
            workflow.change_card(card=stored, changes=form.cleaned_data, by=request.user)
    except ValidationError as refusal:
        refuse(form, refusal)
        return False
    messages.success(request, "Карточка сохранена.")
    return True


def _contacts_of(cards: QuerySet[MentorCard]) -> dict[str, str]:
    """Contacts of another card: people rarely have two letter boxes."""
    other = cards.exclude(contact_email="", page="").first()
    return {"contact_email": other.contact_email, "page": other.page} if other else {}
