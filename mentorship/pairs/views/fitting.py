"""The bank ranked by fit to a teacher's own request that waits: the same search, the best first.

The scores are those of the matching desk, but what the desk keeps to itself is left out: wishes after a group
meeting and «никогда вместе». Mentors whom another hard rule bars are counted, not shown.
"""

from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django_filters.views import FilterView

from mentorship.bank.display import MentorLine, mentor_lines
from mentorship.bank.filters import BankFilter, LabelFilter
from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.bank.preferences import NO_WISHES
from mentorship.bank.views.bank import PAGE, mentors_for_list, own_waiting
from mentorship.pairs.candidates import need_of, offers_of
from mentorship.pairs.desk.settings import conditions_of
from mentorship.pairs.matching import Fit, Ranking, rank
from schools.guards import AreaMixin


class Found(NamedTuple):
    """A mentor of the list with the answer of the matching."""

    line: MentorLine
    fit: Fit


class FittingFilter(BankFilter):
    """The search in the bank, and for which of the own requests."""

    def __init__(self, *args: Any, waiting: list[MenteeRequest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters.pop("state", None)
        if len(waiting) > 1:
            offered = [(str(row.pk), _named(row)) for row in waiting]
            self.filters["need"] = LabelFilter(choices=offered, label="Мой запрос", empty_label=None)


def _named(request: MenteeRequest) -> str:
    subject = f", {request.subject}" if request.subject else ""
    return f"{request.difficulty}{subject}"


class FittingBankView(AreaMixin, FilterView):
    """«Подходит к моему запросу»: who has no waiting request is told how to make one."""

    area = "requests"
    filterset_class = FittingFilter
    template_name = "pairs/fitting.html"
    paginate_by = PAGE

    def get_queryset(self) -> QuerySet[Mentor]:
        """Mentors in the account's sight."""
        return Mentor.objects.visible_to(self.request.user)

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        """The choice among several requests is part of the form."""
        self.waiting = own_waiting(self.request.user)
        given = super().get_filterset_kwargs(filterset_class)
        return {**given, "data": self.request.GET, "answers": False, "waiting": self.waiting}

    def get_context_data(self, *, object_list: Any, **kwargs: Any) -> dict[str, Any]:
        """The page of the ranking; a request that is not the account's own is 404."""
        chosen = self._chosen()
        ranking = self._ranking(chosen, object_list) if chosen else Ranking((), ())
        context = super().get_context_data(object_list=list(ranking.fitting), **kwargs)
        form = self.filterset.form
        return context | {
            "chosen": chosen,
            "rows": _lines(context["page_obj"]),
            "barred_count": len(ranking.barred),
            "form": form,
            "is_filtered": bool(set(form.changed_data) - {"need"}),
        }

    def _chosen(self) -> MenteeRequest | None:
        wanted = self.request.GET.get("need", "")
        if not wanted:
            return self.waiting[0] if self.waiting else None
        found = next((row for row in self.waiting if str(row.pk) == wanted), None)
        if found is None:
            raise Http404("Такого запроса нет среди ваших, которые ждут наставника.")
        return found

    def _ranking(self, chosen: MenteeRequest, found: Any) -> Ranking:
        """The mentors found by the search, ranked for the request as the desk would."""
        today, municipality = timezone.localdate(), chosen.person.municipality_id
        shown = set(found.order_by().values_list("pk", flat=True))
        offers = [
            replace(offer, apart=frozenset()) for offer in offers_of(municipality, today) if offer.pk in shown
        ]
        conditions = conditions_of(municipality, today).without("preference")
        return rank(need_of(chosen, today, NO_WISHES), offers, conditions)


def _lines(page: Any) -> list[Found]:
    """The page of the ranking with the words of the cards."""
    fits = {offer.pk: fit for offer, fit in page}
    mentors = mentors_for_list(Mentor.objects.filter(pk__in=fits))
    shown = {line.mentor.pk: line for line in mentor_lines(mentors)}
    return [Found(shown[pk], fit) for pk, fit in fits.items()]
