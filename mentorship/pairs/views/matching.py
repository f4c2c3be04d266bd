"""The matching desk: the queue of requests, and mentors for the chosen one with reasons."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.pairs import matching, workflow
from mentorship.pairs.candidates import need_of, offers_of
from mentorship.pairs.desk.conditions import breach, name_of
from mentorship.pairs.desk.reach import municipalities_of
from mentorship.pairs.desk.settings import conditions_of
from mentorship.pairs.forms import TopicForm
from mentorship.pairs.models import Pair
from schools.guards import AreaMixin
from schools.models import User
from schools.russian import plural

QUEUE_PAGE = 20
# The best one wide, four under it; on request as many as one reads.
OFFERS_SHOWN, OFFERS_AT_MOST = 5, 31
# Someone who waits longer is worth a warning.
LONG_WAIT_DAYS = 14


class MatchingView(AreaMixin, View):
    """GET shows the desk, POST proposes the pair; the head looks on, the methodist decides."""

    area = "matching"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the oldest waiting request, or the one that `request` names."""
        page = self._queue()
        chosen = self._chosen(request.GET.get("request"), page)
        return self._show(page, chosen, TopicForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Propose a pair of the request's teacher and the mentor whose button was pressed."""
        page = self._queue()
        chosen = self._chosen(request.POST.get("request"), page)
        form = TopicForm(request.POST)
        if chosen is not None and form.is_valid():
            try:
                pair = self._propose(chosen, form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, ValidationError(error.messages))
            else:
                messages.success(
                    request, f"Пара № {pair.number} предложена: ждём согласия наставника и наставляемого."
                )
                return redirect("pairs:detail", pair.pk)
        return self._show(page, chosen, form, status=400)

    @property
    def user(self) -> User:
        """The account."""
        return self.request.user  # type: ignore[return-value]

    def _queue(self) -> Page:
        """Waiting requests, the longest wait first."""
        waiting = MenteeRequest.objects.visible_to(self.user).ageing(timezone.localdate())
        rows = waiting.select_related(
            "person__school",
            "person__position",
            "subject",
            "difficulty",
            "focus",
            "mentee_category",
            "source",
        )
        return Paginator(rows, QUEUE_PAGE).get_page(self.request.GET.get("page"))

    def _chosen(self, pk: str | None, page: Page) -> MenteeRequest | None:
        """The request that is named, 404 unless it waits within sight; else the first of the page."""
        if not pk:
            return next(iter(page.object_list), None)
        rows = page.paginator.object_list
        return get_object_or_404(rows, pk=pk if pk.isdecimal() else 0)

    def _limit(self) -> int:
        """How many mentors are shown."""
        return OFFERS_AT_MOST if self.request.GET.get("all") else OFFERS_SHOWN

    def _propose(self, chosen: MenteeRequest, topic: dict[str, Any]) -> Pair:
        named = self.request.POST.get("mentor", "")
        mentors = Mentor.objects.filter(person__municipality=chosen.person.municipality_id)
        mentor = get_object_or_404(mentors, pk=named if named.isdecimal() else 0)
        self._check_rules(chosen, mentor)
        return workflow.propose(
            mentor=mentor,
            candidates=[workflow.Candidate(chosen.person, chosen)],
            topic=workflow.Topic(**topic, focus=chosen.focus, subject=chosen.subject),
            by=self.user,
            today=timezone.localdate(),
        )

    def _check_rules(self, chosen: MenteeRequest, mentor: Mentor) -> None:
        """Refuse a mentor whom a rule of the methodist bars; the rest the workflow refuses itself."""
        today = timezone.localdate()
        place = chosen.person.municipality_id
        offer = next((offer for offer in offers_of(place, today) if offer.pk == mentor.pk), None)
        words = offer and breach(need_of(chosen, today), offer, conditions_of(place, today))
        if words:
            raise ValidationError(
                f"Наставник {mentor} не подходит по правилам: {words}. Выберите другого или измените "
                "правила на странице «Признаки и правила»."
            )

    def _ranked(self, chosen: MenteeRequest, today: Any) -> dict[str, Any]:
        """The best mentors, how many more fit, why the others are barred, by which weights."""
        place, limit = chosen.person.municipality_id, self._limit()
        conditions = conditions_of(place, today)
        ranking = matching.rank(need_of(chosen, today), offers_of(place, today), conditions)
        barred = Counter(name_of(fit.barred) for _, fit in ranking.barred)
        return {
            "offers": [{"mentor": mentor, "fit": fit} for mentor, fit in ranking.fitting[:limit]],
            "more": max(len(ranking.fitting) - limit, 0),
            "barred": ", ".join(f"{words} — {count}" for words, count in sorted(barred.items())),
            "criteria": [(matching.WORDS[name], weight) for name, weight in conditions.weights.items()],
        }

    def _show(
        self, page: Page, chosen: MenteeRequest | None, form: TopicForm, status: int = 200
    ) -> HttpResponse:
        today = timezone.localdate()
        context = {
            "page_obj": page,
            "queue": [_waiting(item, today) for item in page],
            "chosen": chosen and _waiting(chosen, today),
            "form": form,
            "may_propose": self.user.access.may_change("matching"),
            "places": municipalities_of(self.user, change=True),
            **(self._ranked(chosen, today) if chosen else {}),
        }
        return render(self.request, "pairs/matching.html", context, status=status)


def _waiting(request: MenteeRequest, today: Any) -> dict[str, Any]:
    """A request of the queue: how long it waits, who asks, for what."""
    days = request.waited_days(today)
    return {
        "request": request,
        "days": days,
        "tone": "warn" if days > LONG_WAIT_DAYS else "",
        "who": _who(request, today),
        "facts": _facts(request),
    }


def _who(request: MenteeRequest, today: Any) -> str:
    """«учитель, стаж 2 года · Ёлкинская СОШ»."""
    person, years = request.person, request.person.experience_years(today)
    words = str(person.position or "педагог")
    if years is not None:
        words += f", стаж {years} {plural(years, 'год', 'года', 'лет')}"
    return f"{words} · {person.school}" if person.school else words


def _facts(request: MenteeRequest) -> str:
    """What the request says besides the difficulty."""
    named = {
        "предмет": request.subject,
        "направление": request.focus,
        "категория": request.mentee_category,
        "источник": request.source,
    }
    parts = [f"{name}: {value}" for name, value in named.items() if value]
    return " · ".join([f"Запрос от {request.requested_date:%d.%m.%Y}", *parts])
