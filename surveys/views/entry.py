"""Ways in without a screen of one's own: the paper form, typing it in, the sheet of Excel."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from mentorship.audit.log import record_export
from mentorship.spreadsheets.downloads import workbook_download
from schools.guards import AreaMixin
from schools.models import Person, School
from surveys import confidential
from surveys.audience import answering
from surveys.enums import LinkKind, Status
from surveys.forms import SheetForm
from surveys.models import Campaign
from surveys.offline import take_in, workbook
from surveys.promise import PAPER_PROMISE, promise_of
from surveys.sheet import Sheet
from surveys.versions import form_of
from surveys.views.campaigns import of_school
from surveys.workflow import issue_links
from surveys.workflow.paper import TAKEN, type_in


class EntryView(AreaMixin, View):
    """Pages of those who bring in the answers of others: never one that was given."""

    area = "survey_entry"
    change = True

    def campaign(self, pk: int) -> Campaign:
        """A campaign in sight that was opened; else Http404."""
        rows = Campaign.objects.visible_to(self.request.user, self.area).published()  # type: ignore[arg-type]
        return get_object_or_404(rows.select_related("questionnaire", "version", "municipality"), pk=pk)

    def in_sight(self) -> Any:
        """The people whose answers the account may bring in."""
        return Person.objects.visible_to(self.request.user, self.area)  # type: ignore[arg-type]

    def waiting(self, campaign: Campaign) -> Any:
        """People in sight who are asked and have not begun, each with the school."""
        on = timezone.localdate()
        asked = self.in_sight().filter(pk__in=answering(campaign, on).order_by().values("pk"))
        people = confidential.with_status(asked, campaign).filter(status=Status.NOT_STARTED)
        return people.select_related("school").order_by("school__name_key", "name_key", "pk")


class PrintView(EntryView):
    """The form on paper, from the same version as on the screen."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The blank form."""
        campaign = self.campaign(pk)
        form = form_of(campaign.version)
        promises = [promise_of(form.intro), PAPER_PROMISE]
        found = {"campaign": campaign, "sheet": Sheet(form), "promises": promises}
        return render(request, "surveys/blank.html", found)


@method_decorator(never_cache, name="dispatch")
class PaperView(EntryView):
    """Typing a paper form in: seen until it is saved, then not found."""

    def get(self, request: HttpRequest, pk: int, person: int) -> HttpResponseBase:
        """The blank form; what was saved or begun is nobody else's."""
        campaign, holder = self._find(pk, person)
        if not campaign.takes_answers(timezone.localdate()):
            messages.warning(request, campaign.refusal(timezone.localdate()))
            return redirect("surveys:campaign", pk)
        return self._show(campaign, holder, Sheet(form_of(campaign.version)))

    def post(self, request: HttpRequest, pk: int, person: int) -> HttpResponseBase:
        """Store the whole form, or show it again with what was typed."""
        campaign, holder = self._find(pk, person)
        form = form_of(campaign.version)
        posted = {item.code: request.POST[item.code] for item in form.items if item.code in request.POST}
        on = timezone.localdate()
        try:
            type_in(person=holder, campaign=campaign, answers=posted, on=on, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            return self._refuse(campaign, holder, posted, error)
        messages.success(request, f"Анкета внесена с бумаги: {holder}. Верните лист владельцу.")
        return redirect("surveys:papers", pk)

    def _find(self, pk: int, person: int) -> tuple[Campaign, Person]:
        campaign = self.campaign(pk)
        return campaign, get_object_or_404(self.waiting(campaign), pk=person)

    def _refuse(
        self, campaign: Campaign, holder: Person, posted: dict[str, str], error: ValidationError
    ) -> HttpResponse:
        if hasattr(error, "error_dict"):
            errors = {code: " ".join(found) for code, found in error.message_dict.items()}
            return self._show(
                campaign, holder, Sheet(form_of(campaign.version), typed=posted, errors=errors), 400
            )
        messages.error(self.request, " ".join(error.messages))
        status = 409 if TAKEN in error.messages else 400
        return self._show(campaign, holder, Sheet(form_of(campaign.version), typed=posted), status)

    def _show(self, campaign: Campaign, person: Person, sheet: Sheet, status: int = 200) -> HttpResponse:
        found = {"campaign": campaign, "person": person, "sheet": sheet}
        return render(self.request, "surveys/paper.html", found, status=status)


class PapersView(EntryView):
    """Whose paper forms may be typed in: those who have not begun."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The list by school."""
        campaign = self.campaign(pk)
        found = {"campaign": campaign, "people": self.waiting(campaign)[:500]}
        return render(request, "surveys/papers.html", found)


@method_decorator(never_cache, name="dispatch")
class SheetView(EntryView):
    """The sheet of Excel: out with new codes, back with answers."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """How it works, and the two buttons."""
        return self._show(self.campaign(pk), SheetForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Give the file out, or take it back."""
        campaign = self.campaign(pk)
        try:
            return self._give(campaign) if "give" in request.POST else self._take(campaign)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self._show(campaign, SheetForm(), 400)

    def _give(self, campaign: Campaign) -> HttpResponse:
        school, people = self.request.POST.get("school", ""), self.waiting(campaign)
        made = issue_links(
            campaign=campaign,
            people=of_school(people, school) if school else people,
            on=timezone.localdate(),
            now=timezone.now(),
            by=self.request.user,  # type: ignore[arg-type]
            kind=LinkKind.SHEET,
        )
        record_export(
            by=self.request.user,
            action="sheets.exported",
            rows=len(made),
            chosen=school or "все школы",
            target=campaign,
        )
        return workbook_download(f"anketa-{campaign.pk}", workbook(form_of(campaign.version), made))

    def _take(self, campaign: Campaign) -> HttpResponseBase:
        form = SheetForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self._show(campaign, form, 400)
        file = form.cleaned_data["file"]
        intake = take_in(
            campaign=campaign,
            data=file.read(),
            name=file.name,
            among=self.in_sight(),
            on=timezone.localdate(),
            now=timezone.now(),
            by=self.request.user,  # type: ignore[arg-type]
        )
        if intake.faults:
            return self._show(campaign, form, 400, intake=intake)
        words = f"новых {intake.created}, изменённых {intake.updated}, прежних {intake.unchanged}"
        messages.success(self.request, f"Ответы приняты: {words}.")
        return redirect("surveys:sheet", campaign.pk)

    def _show(self, campaign: Campaign, form: SheetForm, status: int = 200, **more: Any) -> HttpResponse:
        people = self.waiting(campaign)
        schools = School.objects.filter(pk__in=people.order_by().values("school")).order_by("name_key")
        found = {"campaign": campaign, "form": form, "schools": schools, "waiting": people.count(), **more}
        return render(self.request, "surveys/excel.html", found, status=status)
