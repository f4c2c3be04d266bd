"""Filling in a questionnaire, signed in or by a personal link; works without scripts, saves at every step."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from schools.guards import check_area
from surveys.enums import ResponseSource
from surveys.models import Campaign
from surveys.pages import Page, moment
from surveys.visit import Visit
from surveys.workflow import holder_of, reopen, save_answers, start, submit

CHECK = "check"
SAVED = "saved"


class FillingView(View):
    """The flow of a form: sections, check, thanks; a subclass says whose form it is."""

    visit: Visit

    def find_visit(self, request: HttpRequest, **kwargs: Any) -> Visit:
        """Return who answers what, or raise Http404 or PermissionDenied."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Show the step asked for, else the one where the person stopped, else the thanks."""
        self.visit = self.find_visit(request, **kwargs)
        step = request.GET.get("step", "")
        if self.visit.refusal:
            return self._show("closed")
        if step == SAVED and self.visit.response:
            return self._show(SAVED)
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
        if request.POST.get("person", str(self.visit.person.pk)) != str(self.visit.person.pk):
            return self._show("other", status=409)
        go = request.POST.get("go", "next")
        if self.visit.refusal:
            return self._refuse(go)
        try:
            return self._answer(go)
        except ValidationError as error:
            # the campaign was closed a moment ago
            messages.error(request, " ".join(error.messages))
            return redirect(self.visit.address)

    def _refuse(self, go: str) -> HttpResponseBase:
        """Say why nothing is taken, with everything that was typed still in the form."""
        if go == "autosave":
            return JsonResponse({"error": self.visit.refusal}, status=409)
        return self._show("section", status=409, step=self._step(), typed=self._posted())

    def _answer(self, go: str) -> HttpResponseBase:
        """Save the posted answers and act on the button."""
        visit = self.visit
        visit.response = start(
            person=visit.person, campaign=visit.campaign, on=visit.on, by=visit.by, source=visit.source
        )
        posted = self._posted()
        cleared = self.request.POST.get("clear", "")
        if cleared in posted or cleared in {item.code for item in visit.form.items}:
            posted[cleared], go = "", "stay"
        target = self._target(go)
        errors = save_answers(response=visit.response, answers=posted, on=visit.on, position=target)
        if go == "autosave":
            return self._autosaved(errors)
        if errors:
            typed = {code: posted[code] for code in errors}
            step = visit.sheet().section_of(next(iter(errors)))
            return self._show("section", status=400, step=step, typed=typed, errors=errors)
        actions: dict[str, Callable[[], HttpResponseBase]] = {
            "submit": self._submit,
            "later": self._leave,
            "reopen": self._reopen,
        }
        return actions[go]() if go in actions else self._go_to(target, anchor=cleared)

    def _target(self, go: str) -> int:
        """The step after this one; `step-3` names it."""
        step = self._step()
        if go.startswith("step-") and go.removeprefix("step-").isdecimal():
            step = int(go.removeprefix("step-"))
        else:
            step += {"next": 1, "back": -1}.get(go, 0)
        return min(max(step, 1), len(self.visit.form.sections) + 1)

    def _go_to(self, step: int, anchor: str = "") -> HttpResponseBase:
        """Redirect to a section, to the check after the last one, to the thanks where all was sent before."""
        if step <= len(self.visit.form.sections):
            return redirect(f"{self.visit.address}?step={step}{f'#q-{anchor}' if anchor else ''}")
        if self.visit.is_submitted:
            messages.success(self.request, "Изменения сохранены.")
            return redirect(self.visit.address)
        return redirect(f"{self.visit.address}?step={CHECK}")

    def _submit(self) -> HttpResponseBase:
        visit, gaps_ok = self.visit, "gaps_ok" in self.request.POST
        assert visit.response is not None  # noqa: S101 - begun in _answer
        try:
            is_new = submit(
                response=visit.response, person=visit.person, on=visit.on, by=visit.by, gaps_ok=gaps_ok
            )
        except ValidationError as error:
            messages.warning(self.request, " ".join(error.messages))
            return redirect(f"{visit.address}?step={CHECK}")
        if not is_new:
            messages.info(self.request, f"Анкета уже принята {moment(visit)}: второй раз она не записана.")
        return redirect(visit.address)

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
        sheet = self.visit.sheet()
        saved = timezone.localtime(self.visit.response.updated_at)  # type: ignore[union-attr]
        progress = {"answered": sheet.answered, "total": sheet.total}
        return JsonResponse({"saved": f"{saved:%H:%M}", "errors": errors, **progress})

    def _posted(self) -> dict[str, str]:
        """Posted answers by item code, of this section or any other."""
        codes = (item.code for item in self.visit.form.items)
        return {code: self.request.POST[code] for code in codes if code in self.request.POST}

    def _step(self) -> int:
        """The section that was posted."""
        posted = self.request.POST.get("step", "1")
        last = len(self.visit.form.sections)
        return min(max(int(posted), 1), last) if posted.isdecimal() else 1

    def _show(self, name: str, *, status: int = 200, step: int = 1, **typed: dict[str, str]) -> HttpResponse:
        page = Page(self.visit, step, typed)
        return render(self.request, f"surveys/{name}.html", {"page": page}, status=status)


@method_decorator([never_cache, login_not_required], name="dispatch")
class OwnFillingView(FillingView):
    """/surveys/<pk>/: the signed-in person's own form of a campaign."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Ask to sign in; who is signed out in the middle of a form does not lose what was typed."""
        if not request.user.is_authenticated and request.method == "POST" and "step" in request.POST:
            kept = [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]
            return render(request, "surveys/signed_out.html", {"kept": kept}, status=403)
        refusal = check_area(request, "surveys", change=request.method == "POST")
        return refusal or super().dispatch(request, *args, **kwargs)

    def find_visit(self, request: HttpRequest, **kwargs: Any) -> Visit:
        """The campaign must ask this very person, or have an answer of hers."""
        campaigns = Campaign.objects.published().select_related("questionnaire", "version")
        campaign = get_object_or_404(campaigns, pk=kwargs["pk"])
        person = request.user.access.person  # type: ignore[union-attr]
        if person is None:
            raise PermissionDenied
        visit = Visit(
            person,
            campaign,
            timezone.localdate(),
            address=reverse("surveys:fill", args=[campaign.pk]),
            way_out=reverse("surveys:list"),
            by=request.user,  # type: ignore[arg-type]
        )
        visit.check_is_asked()
        return visit


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
