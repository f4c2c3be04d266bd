"""Campaigns: what is asked, from when to when, and who has answered (never what)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, ListView, TemplateView

from schools.guards import AreaMixin
from schools.models import Municipality, Person, School
from surveys import confidential
from surveys.anonymising import hindrance
from surveys.audience import asked_by, asked_counts
from surveys.enums import CampaignState, LinkKind, Phase, Stage, Status
from surveys.forms import CampaignForm, ExtendForm, PeopleForm, YearForm
from surveys.funnel import Step, anonymous_funnel, funnel, total
from surveys.models import Campaign, PersonalLink
from surveys.summary import summary_for
from surveys.workflow import (
    archive_campaign,
    close_campaign,
    create_campaign,
    extend_campaign,
    open_campaign,
    sum_up,
    withdraw_campaign,
)

PAGE_SIZE = 50
# Answers are or will be taken: nothing is settled yet.
LIVE = (Stage.DRAFT, Stage.PLANNED, Stage.OPEN)


class CampaignsView(AreaMixin, ListView):
    """The campaigns of a school year with their counts."""

    area = "campaigns"
    template_name = "surveys/campaigns.html"
    context_object_name = "campaigns"
    paginate_by = PAGE_SIZE

    def get_queryset(self) -> Any:
        """Campaigns of the chosen year, the latest one where none is chosen."""
        visible = Campaign.objects.visible_to(self.request.user)  # type: ignore[arg-type]
        known = sorted(set(visible.order_by().values_list("year", flat=True)), reverse=True)
        self.form = YearForm(self.request.GET or None, known=known)
        chosen = self.form.cleaned_data["year"] if self.form.is_valid() else ""
        self.year = chosen or (known[0] if known else None)
        rows = visible.filter(year=self.year).select_related("questionnaire", "municipality")
        return rows.order_by("municipality__key", "questionnaire__role", "-questionnaire__phase")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each campaign with how many are asked, have begun, have sent."""
        context = super().get_context_data(form=self.form, year=self.year, **kwargs)
        on, people = timezone.localdate(), people_in_sight(self.request)
        shown = list(context["campaigns"])
        asked = asked_counts(shown, people)
        counts = confidential.status_counts(shown, people)
        rows = []
        for campaign in shown:
            sent, begun = (counts[campaign.pk][status] for status in (Status.SUBMITTED, Status.DRAFT))
            stage = campaign.stage(on)
            rows.append(
                {
                    "campaign": campaign,
                    "stage": stage,
                    "asked": asked[campaign.pk],
                    "begun": begun,
                    "sent": sent,
                }
            )
        return {**context, "rows": rows, "several": len({row.municipality_id for row in shown}) > 1}


class AddCampaignView(AreaMixin, FormView):
    """A new campaign, a draft until it is opened."""

    area = "campaigns"
    change = True
    template_name = "surveys/campaign_add.html"
    form_class = CampaignForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only municipalities where the account runs campaigns."""
        scope = self.request.user.access.scope("campaigns", change=True)  # type: ignore[union-attr]
        municipalities = Municipality.objects.filter(scope.q(municipality="pk"))
        return {**super().get_form_kwargs(), "municipalities": municipalities, "on": timezone.localdate()}

    def form_valid(self, form: CampaignForm) -> HttpResponseBase:  # type: ignore[override]
        """Make it, or show what stands in the way."""
        try:
            chosen = {name: form.cleaned_data[name] for name in CampaignForm.PLAN}
            campaign = create_campaign(by=self.request.user, aim=form.aim, **chosen)  # type: ignore[arg-type]
        except ValidationError as error:
            form.add_error(None, error.messages)  # type: ignore[arg-type]
            return self.form_invalid(form)
        messages.success(
            self.request, "Кампания создана. Анкета придёт участникам, когда вы откроете кампанию."
        )
        return redirect("surveys:campaign", campaign.pk)

    def form_invalid(self, form: CampaignForm) -> HttpResponseBase:  # type: ignore[override]
        """The form with its errors, as a refusal."""
        return self.render_to_response(self.get_context_data(form=form), status=400)


class CampaignView(AreaMixin, TemplateView):
    """One campaign: who has answered; the methodist opens, closes and prolongs it here."""

    area = "campaigns"
    template_name = "surveys/campaign.html"
    extend_form: ExtendForm | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts of all, a page of people, the forms of those who may change."""
        user, on = self.request.user, timezone.localdate()
        rows = Campaign.objects.visible_to(user).select_related(
            "questionnaire", "version", "municipality", "programme"
        )  # type: ignore[arg-type]
        campaign = get_object_or_404(rows, pk=self.kwargs["pk"])
        people = respondents(self.request, campaign)
        schools = School.objects.filter(pk__in=people.order_by().values("school"))
        steps = steps_of(self.request, campaign)
        form = PeopleForm(self.request.GET or None, schools=schools)
        page = Paginator(with_links(_filtered(people, form), campaign), PAGE_SIZE).get_page(
            self.request.GET.get("page")
        )
        may_change = Campaign.objects.changeable_by(user).filter(pk=campaign.pk).exists()  # type: ignore[arg-type]
        return super().get_context_data(
            campaign=campaign,
            stage=campaign.stage(on),
            total=total(steps),
            steps=steps,
            in_progress=max(total(steps).begun - total(steps).sent, 0),
            form=form,
            page_obj=page,
            may_change=may_change,
            may_enter=self.request.user.access.may_change("survey_entry"),  # type: ignore[union-attr]
            is_couple=campaign.questionnaire.phase != Phase.ONCE,
            hindrance=hindrance(campaign) if campaign.stage(on) not in LIVE else "",
            is_settled=campaign.stage(on) not in LIVE and campaign.state != CampaignState.OPEN,
            extensions=campaign.extensions.select_related("by__person"),
            audience_words=audience_words(campaign),
            summary=summary_for(user, campaign),  # type: ignore[arg-type]
            may_issue=may_change and campaign.stage(on) in (Stage.OPEN, Stage.PLANNED),
            extend_form=self.extend_form or ExtendForm(initial={"closes": campaign.closes_date}),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Open, close or prolong."""
        campaign = get_object_or_404(Campaign.objects.changeable_by(request.user), pk=pk)  # type: ignore[arg-type]
        actions = {
            "open": self._open,
            "close": self._close,
            "extend": self._extend,
            "withdraw": self._withdraw,
            "sum_up": self._sum_up,
            "archive": self._archive,
        }
        action = actions.get(request.POST.get("action", ""))
        try:
            if action is not None and not action(campaign):
                return self.render_to_response(self.get_context_data(), status=400)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("surveys:campaign", pk)

    def _open(self, campaign: Campaign) -> bool:
        open_campaign(campaign=campaign, on=timezone.localdate(), by=self.request.user)  # type: ignore[arg-type]
        messages.success(
            self.request, "Кампания открыта: анкета появилась у участников на странице «Мой день»."
        )
        return True

    def _close(self, campaign: Campaign) -> bool:
        close_campaign(campaign=campaign, on=timezone.localdate(), by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, "Кампания закрыта: ответы больше не принимаются.")
        return True

    def _withdraw(self, campaign: Campaign) -> bool:
        withdraw_campaign(campaign=campaign, by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, "Кампания снова черновик: участники её не видят.")
        return True

    def _sum_up(self, campaign: Campaign) -> bool:
        sum_up(campaign=campaign, on=timezone.localdate(), by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, "Итоги подведены: снова открыть кампанию уже нельзя.")
        return True

    def _archive(self, campaign: Campaign) -> bool:
        archive_campaign(campaign=campaign, by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, "Кампания в архиве.")
        return True

    def _extend(self, campaign: Campaign) -> bool:
        self.extend_form = ExtendForm(self.request.POST)
        if not self.extend_form.is_valid():
            return False
        chosen = self.extend_form.cleaned_data
        try:
            extend_campaign(campaign=campaign, on=timezone.localdate(), by=self.request.user, **chosen)  # type: ignore[arg-type]
        except ValidationError as error:
            self.extend_form.add_error(None, error)
            return False
        messages.success(self.request, f"Кампания продлена до {chosen['closes']:%d.%m.%Y}.")
        return True


def people_in_sight(request: HttpRequest) -> QuerySet[Person]:
    """People of whom the account may know whether they have answered."""
    return Person.objects.visible_to(request.user, "campaigns")  # type: ignore[arg-type]


def respondents(request: HttpRequest, campaign: Campaign) -> QuerySet[Person]:
    """People in sight whom the campaign asks or who have answered it, each with a `status`."""
    people = confidential.with_status(people_in_sight(request), campaign)
    is_asked = Q(pk__in=asked_by(campaign).order_by().values("pk"))
    return people.filter(is_asked | ~Q(status=Status.NOT_STARTED))


def steps_of(request: HttpRequest, campaign: Campaign) -> list[Step]:
    """The funnel by school of the people in sight."""
    if campaign.anonymised_at is not None:
        return anonymous_funnel(campaign, people_in_sight(request))
    return funnel(campaign, respondents(request, campaign))


def of_school(people: QuerySet[Person], code: str) -> QuerySet[Person]:
    """People of the school with the code."""
    return people.filter(school__code=code)


def with_links(people: QuerySet[Person], campaign: Campaign) -> QuerySet[Person]:
    """Annotate `has_link`: whether a personal link opens the form now."""
    live = PersonalLink.objects.live(timezone.now()).filter(
        campaign=campaign, person=OuterRef("pk"), kind=LinkKind.LINK
    )
    return people.annotate(has_link=Exists(live))


def _filtered(people: QuerySet[Person], form: PeopleForm) -> QuerySet[Person]:
    """People of the chosen status and school, by name."""
    chosen = form.cleaned_data if form.is_valid() else {}
    if chosen.get("status"):
        people = people.filter(status=chosen["status"])
    if chosen.get("school"):
        people = people.filter(school=chosen["school"])
    return people.select_related("school").order_by("name_key", "pk")


def audience_words(campaign: Campaign) -> str:
    """Whom the campaign asks beyond its role and municipality; "" for everybody."""
    schools = [school.name for school in campaign.schools.order_by("name_key")]
    parts = [
        f"когда {campaign.get_opens_on_display()}" if campaign.opens_on else "",
        f"программа «{campaign.programme}»" if campaign.programme else "",
        f"школы: {', '.join(schools)}" if schools else "",
    ]
    return "; ".join(filter(None, parts))
