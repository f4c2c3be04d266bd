"""Filling in a questionnaire, signed in or by a personal link; works without scripts, saves at every step."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from schools.addresses import address_of
from schools.guards import check_area
from surveys.device.keeping import let_keep
from surveys.enums import ResponseSource
from surveys.pages import Page, moment
from surveys.posted import Posted
from surveys.sheet import Sheet
from surveys.visit import Visit, published
from surveys.workflow import Filled, Given, fill_in, holder_of, reopen

CHECK = "check"
SAVED = "saved"
# Pages that show all the answers, without the questions that follow one another.
WHOLE = (SAVED, "own")
OTHER_PERSON = "На портал вошли под другим именем: эти ответы не отправлены. Войдите под своим именем."
SIGNED_OUT = "Вход истёк. Войдите на портал в соседней вкладке: ответы отправятся сами."


class FillingView(View):
    """The flow of a form: sections, check, thanks; a subclass says whose form it is."""

    visit: Visit
    posted: Posted

    def find_visit(self, request: HttpRequest, **kwargs: Any) -> Visit:
        """Return who answers what, or raise Http404 or PermissionDenied."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Show the step asked for, else the one where the person stopped, else the thanks."""
        self.visit = self.find_visit(request, **kwargs)
        step = request.GET.get("step", "")
        if self.visit.refusal:
            return self._show("closed")
        if step in WHOLE and self.visit.response:
            return self._show(step)
        if step.isdecimal() and 1 <= int(step) <= len(self.visit.form.sections):
            return self._show("section", step=int(step))
        if step == CHECK or (not self.visit.is_submitted and self.visit.step > len(self.visit.form.sections)):
            return self._show(CHECK)
        return (
            self._show("thanks") if self.visit.is_submitted else self._show("section", step=self.visit.step)
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Save what was posted, then go where the button says."""
        self.visit = self.find_visit(request, **kwargs)
        self.posted = Posted(request.POST, self.visit.form)
        if request.POST.get("person", str(self.visit.person.pk)) != str(self.visit.person.pk):
            return self._told(OTHER_PERSON) or self._show("other", status=409)
        # whether the consent of who begins now is withdrawn, `begin` asks itself
        refusal = self.visit.refusal if self.visit.response else self.visit.closed
        if refusal:
            return self._refuse(refusal)
        try:
            return self._answer()
        except ValidationError as error:
            # the campaign was closed a moment ago
            return self._refuse(" ".join(error.messages))

    def _refuse(self, why: str) -> HttpResponseBase:
        """Say why nothing is taken, with everything that was typed still in the form."""
        return self._told(why) or self._show(
            "section", status=409, step=self.posted.step, refusal=why, typed=self.posted.answers
        )

    def _told(self, error: str, status: int = 409) -> HttpResponseBase | None:
        """The refusal for the script; None where a person asks."""
        return JsonResponse({"error": error}, status=status) if self.posted.is_autosave else None

    def _answer(self) -> HttpResponseBase:
        """Save the posted answers and act on the button."""
        visit, posted = self.visit, self.posted
        given = Given(posted.changed, posted.target, posted.sends, "gaps_ok" in self.request.POST)
        filled = fill_in(
            person=visit.person,
            campaign=visit.campaign,
            response=visit.response,
            given=given,
            on=visit.on,
            by=visit.by,
            source=visit.source,
        )
        visit.response, errors = filled.response, filled.errors
        if posted.is_autosave:
            return self._autosaved(errors)
        if errors:
            typed = {code: posted.answers[code] for code in errors}
            step = visit.sheet().section_of(next(iter(errors)))
            return self._show("section", status=400, step=step, typed=typed, errors=errors)
        if posted.sends:
            return self._sent(filled)
        actions: dict[str, Callable[[], HttpResponseBase]] = {"later": self._leave, "reopen": self._reopen}
        if posted.go in actions and not posted.cleared:
            return actions[posted.go]()
        return self._go_to(posted.target, anchor=posted.cleared)

    def _go_to(self, step: int, anchor: str = "") -> HttpResponseBase:
        """Redirect to a section, to the check after the last one, to the thanks where all was sent before."""
        if step <= len(self.visit.form.sections):
            return redirect(f"{self.visit.address}?step={step}{f'#q-{anchor}' if anchor else ''}")
        if self.visit.is_submitted:
            messages.success(self.request, "Изменения сохранены.")
            return redirect(self.visit.address)
        return redirect(f"{self.visit.address}?step={CHECK}")

    def _sent(self, filled: Filled) -> HttpResponseBase:
        """Thanks, or what is left to do before the form can be sent."""
        if filled.refusal:
            messages.warning(self.request, filled.refusal)
            return redirect(f"{self.visit.address}?step={CHECK}")
        if not filled.is_sent:
            when = moment(self.visit)
            messages.info(self.request, f"Анкета уже принята {when}: второй раз она не записана.")
        return redirect(self.visit.address)

    def _leave(self) -> HttpResponseBase:
        """«Сохранить и продолжить позже»."""
        until = f"{self.visit.campaign.closes_date:%d.%m.%Y}"
        messages.success(self.request, f"Ответы сохранены. Продолжить можно до {until}, с любого устройства.")
        return redirect(self.visit.way_out or f"{self.visit.address}?step={SAVED}")

    def _reopen(self) -> HttpResponseBase:
        visit = self.visit
        assert visit.response is not None  # noqa: S101 - begun in _answer
        if visit.is_submitted:
            reopen(response=visit.response, person=visit.person, on=visit.on, by=visit.by)
        return self._go_to(1)

    def _autosaved(self, errors: dict[str, str]) -> HttpResponseBase:
        """Tell the script what the head of the page shows."""
        sheet = Sheet.of(self.visit.response, self.visit.form)
        saved = timezone.localtime(self.visit.response.updated_at)  # type: ignore[union-attr]
        progress = {"answered": sheet.answered, "total": sheet.total}
        return JsonResponse({"saved": f"{saved:%H:%M}", "errors": errors, **progress})

    def _show(
        self, name: str, *, status: int = 200, step: int = 1, refusal: str = "", **typed: dict[str, str]
    ) -> HttpResponse:
        page = Page(self.visit, step, typed, refusal or self.visit.refusal)
        return render(self.request, f"surveys/{name}.html", {"page": page}, status=status)


@method_decorator([never_cache, login_not_required], name="dispatch")
class OwnFillingView(FillingView):
    """/surveys/<pk>/: the signed-in person's own form of a campaign."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Ask to sign in; who is signed out in the middle of a form does not lose what was typed."""
        if not request.user.is_authenticated and request.method == "POST" and "step" in request.POST:
            if request.POST.get("go") == "autosave":
                return JsonResponse({"error": SIGNED_OUT}, status=403)
            kept = [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]
            return render(request, "surveys/signed_out.html", {"kept": kept}, status=403)
        refusal = check_area(request, "surveys", change=request.method == "POST")
        return refusal or super().dispatch(request, *args, **kwargs)

    def find_visit(self, request: HttpRequest, **kwargs: Any) -> Visit:
        """The campaign must ask this very person, or have an answer of hers."""
        campaign = published(kwargs["pk"])
        if campaign is None:
            raise Http404
        person = request.user.access.person  # type: ignore[union-attr]
        if person is None:
            raise PermissionDenied
        visit = Visit(
            person,
            campaign,
            timezone.localdate(),
            address=address_of("surveys:fill", campaign.pk),
            way_out=address_of("surveys:list"),
            by=request.user,  # type: ignore[arg-type]
        )
        visit.check_is_asked()
        return visit

    def _show(self, name: str, **shown: Any) -> HttpResponse:
        """The sections may be kept on the device for the time without a network."""
        response = super()._show(name, **shown)
        return let_keep(self.request, response) if name == "section" else response


@method_decorator([never_cache, login_not_required], name="dispatch")
class LinkFillingView(FillingView):
    """/surveys/t/<token>/: the same form for the holder of a personal link, without a sign-in."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A link that is spent says so."""
        self.link = holder_of(kwargs["token"])
        if self.link is None:
            return render(request, "surveys/link_unknown.html", status=404)
        is_live = self.link.revoked_at is None and self.link.expires_at > timezone.now()
        if not is_live or not self.link.campaign.takes_answers(timezone.localdate()):
            return render(request, "surveys/link_spent.html", {"campaign": self.link.campaign}, status=410)
        return super().dispatch(request, *args, **kwargs)

    def find_visit(self, request: HttpRequest, **kwargs: Any) -> Visit:
        """The link's person and campaign; nobody acts by an account."""
        link = self.link
        if link is None:
            raise Http404
        return Visit(
            link.person,
            link.campaign,
            timezone.localdate(),
            address=reverse("surveys:token", args=[kwargs["token"]]),
            source=ResponseSource.LINK,
        )
