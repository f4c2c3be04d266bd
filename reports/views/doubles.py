"""Two records side by side: what stays is chosen, then they become one, or are told apart for good."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from reports import merging
from reports.quality.forms import ApartForm, MergeForm
from reports.quality.ledger import AREA
from schools.guards import AreaMixin, refused
from schools.merging.fields import differences
from schools.models import Person, PersonAlias, User


class DoublePage(AreaMixin, TemplateView):
    """The two records of the address, both within what the reader may change; else they are not found."""

    area = AREA
    change = True
    template_name = "reports/double.html"
    merge_form: MergeForm | None = None
    apart_form: ApartForm | None = None

    @property
    def user(self) -> User:
        """Who reads."""
        user: User = self.request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
        return user

    @property
    def keys(self) -> tuple[int, int]:
        """The two of the address; 404 for a key that no database holds."""
        keys: tuple[int, int] = (self.kwargs["keep"], self.kwargs["drop"])
        if max(keys) > BigIntegerField.MAX_BIGINT:
            raise Http404("Такой записи нет.")
        return keys

    def find(self) -> tuple[Person, Person]:
        """The one that stays and the double, within the scope."""
        scope = self.user.access.scope(AREA, change=True)
        people = Person.objects.filter(scope.q(municipality="municipality", school="school"))
        related = people.select_related("school", "municipality", "position").prefetch_related("subjects")
        keys = self.keys
        held = {person.pk: person for person in related.filter(pk__in=keys)}
        if len(held) < len(set(keys)):
            raise Http404("Такой записи нет среди тех, что вам видны.")
        return held[keys[0]], held[keys[1]]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Fields side by side, what each holds, what stands in the way, what the portal decides."""
        keep, drop = self.find()
        rows, on = differences(keep, drop), timezone.localdate()
        form = self.merge_form or MergeForm(differences=rows)
        standing = merging.refusals(keep, drop, on)
        return super().get_context_data(
            **{
                **kwargs,
                "keep": keep,
                "drop": drop,
                "fields": [(row, form[row.name] if row.name in form.fields else None) for row in rows],
                "holdings": [row for row in merging.holdings(keep, drop) if row.keep or row.drop],
                "refusals": standing,
                "notes": [] if standing else merging.notes(keep, drop, on),
                "form": form,
                "apart_form": self.apart_form or ApartForm(),
            }
        )


class DoubleView(DoublePage):
    """Compare the two and make them one."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Two that are one already lead to the list."""
        return self._done_before() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Merge; what stands in the way is said on the page, with what was chosen."""
        if done := self._done_before():
            return done
        keep, drop = self.find()
        self.merge_form = MergeForm(request.POST, differences=differences(keep, drop))
        if not self.merge_form.is_valid():
            return refused(super().get(request, *args, **kwargs))
        try:
            left = merging.merge(
                keep=keep,
                drop=drop,
                choices=self.merge_form.cleaned_data,
                by=self.user,
                on=timezone.localdate(),
            )
        except ValidationError:
            # the page reads anew what stands in the way, and says it in the same sentences
            return refused(super().get(request, *args, **kwargs))
        words = f"Записи объединены: осталась {left} (код {left.code}), код {drop.code} ведёт к ней."
        messages.success(request, words)
        return redirect("reports:quality_check", "doubles")

    def _done_before(self) -> HttpResponseBase | None:
        """The way on from an address whose double was merged: pressed twice, or by two people at once."""
        scope = self.user.access.scope(AREA, change=True)
        own = scope.q(municipality="person__municipality", school="person__school")
        keep, drop = self.keys
        merged = PersonAlias.objects.filter(own, person=keep, record__pk=drop)
        if not merged.exists() or Person.objects.filter(pk=drop).exists():
            return None
        messages.info(self.request, "Эти записи уже объединены.")
        return redirect("reports:quality_check", "doubles")


class ApartView(DoublePage):
    """Remember that the two are two people."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The decision is taken on the page of the two."""
        return redirect("reports:double", kwargs["keep"], kwargs["drop"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Store the decision; said twice is said once."""
        keep, drop = self.find()
        self.apart_form = ApartForm(request.POST)
        if not self.apart_form.is_valid():
            return refused(TemplateView.get(self, request, *args, **kwargs))
        reason = self.apart_form.cleaned_data["reason"]
        try:
            merging.tell_apart(one=keep, other=drop, reason=reason, by=self.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, f"Запомнено: {keep} и {drop} — разные люди.")
        return redirect("reports:quality_check", "doubles")
