"""The sheet of personal links: made, shown once, printed, handed over."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from schools.guards import AreaMixin
from schools.keys import key_of
from schools.models import Person
from schools.qr import drawn
from surveys.enums import LinkKind, Status
from surveys.models import Campaign, PersonalLink
from surveys.views.campaigns import of_school, respondents, with_links
from surveys.workflow import issue_links, revoke_link


@method_decorator(never_cache, name="dispatch")
class LinksView(AreaMixin, View):
    """POST makes links: for one person anew, or for all of a school who have neither answered nor a link."""

    area = "campaigns"
    change = True

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """A sheet is shown once: coming back leads to the campaign."""
        return redirect("surveys:campaign", pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Make the links and show the sheet, or take one back."""
        rows = Campaign.objects.changeable_by(request.user)  # type: ignore[arg-type]
        campaign = get_object_or_404(rows.select_related("questionnaire", "municipality"), pk=pk)
        people = with_links(respondents(request, campaign), campaign).select_related("school")
        try:
            if "revoke" in request.POST:
                return self._revoke(campaign, request.POST["revoke"])
            return self._issue(campaign, self._chosen(people))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("surveys:campaign", pk)

    def _chosen(self, people: Any) -> Any:
        person, school = (self.request.POST.get(name, "") for name in ("person", "school"))
        if person:
            return [get_object_or_404(people, pk=key_of(person))]
        waiting = people.filter(has_link=False).exclude(status=Status.SUBMITTED)
        return of_school(waiting, school) if school else waiting

    def _issue(self, campaign: Campaign, people: Any) -> HttpResponse:
        made = issue_links(
            campaign=campaign,
            people=people,
            on=timezone.localdate(),
            now=timezone.now(),
            by=self.request.user,  # type: ignore[arg-type]
        )
        sheet = [self._slip(person, token) for person, token in made]
        return render(self.request, "surveys/links.html", {"campaign": campaign, "sheet": sheet})

    def _slip(self, person: Person, token: str) -> dict[str, Any]:
        """What a slip of the sheet shows: the address for those who type, its code for those who do not."""
        address = self.request.build_absolute_uri(reverse("surveys:token", args=[token]))
        return {"person": person, "address": address, "qr": drawn(address)}

    def _revoke(self, campaign: Campaign, person: str) -> HttpResponseBase:
        links = PersonalLink.objects.live(timezone.now()).filter(campaign=campaign, kind=LinkKind.LINK)
        link = get_object_or_404(links, person=key_of(person))
        revoke_link(link=link, now=timezone.now(), by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, f"Ссылка отозвана: {link.person}.")
        return redirect("surveys:campaign", campaign.pk)
