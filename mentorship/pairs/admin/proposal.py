"""The form by which the admin adds a pair: a proposal, with a request or without."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentorship.bank.models import MenteeRequest
from mentorship.pairs import workflow
from mentorship.pairs.candidates import waiting_request_of
from mentorship.pairs.models import Pair, PairMember
from mentorship.programmes.models import FormVariant, MentoringForm
from schools.admin_widgets import SearchBox
from schools.formfields import ChosenRowField
from schools.models import Person


def _autocomplete(name: str) -> SearchBox:
    """A search box over a relation of `PairMember`."""
    return SearchBox(PairMember._meta.get_field(name), admin.site)


class ProposalForm(forms.ModelForm):
    """Whom to pair and on what. The proposal is made in `clean`, so that its refusals are the form's."""

    mentee = ChosenRowField(
        Person.objects.none(), label="Наставляемый", required=False, widget=_autocomplete("mentee")
    )
    request = ChosenRowField(
        MenteeRequest.objects.none(),
        label="Запрос",
        required=False,
        widget=_autocomplete("request"),
        help_text="Наставляемый — тот, кто подал запрос; без запроса назовите наставляемого.",
    )
    form = forms.ModelChoiceField(MentoringForm.objects.none(), label="Форма", empty_label=None)
    variant = forms.ModelChoiceField(FormVariant.objects.none(), label="Вариант", required=False)

    class Meta:
        model = Pair
        fields = ("mentor", "form", "variant", "focus", "subject", "goal")
        widgets = {"goal": forms.Textarea(attrs={"rows": 4})}

    # Set by the admin: who acts.
    user: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adult = MentoringForm.objects.filter(is_for_adults=True)
        offered = {
            "mentee": Person.objects.visible_to(self.user),
            "request": MenteeRequest.objects.visible_to(self.user).waiting(),
            "form": adult,
            "variant": FormVariant.objects.filter(form__in=adult),
        }
        for name, queryset in offered.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Propose the pair once everything is filled in."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        request, mentee = data.get("request"), data.get("mentee")
        if request is not None and mentee is None:
            mentee = request.person
        if mentee is None:
            self.add_error("mentee", "Назовите наставляемого или его запрос.")
        if not self.errors:
            self._propose(data, mentee, request)
        return data

    def _propose(self, data: dict[str, Any], mentee: Person, request: MenteeRequest | None) -> None:
        today = timezone.localdate()
        names = ("form", "variant", "focus", "subject", "goal")
        try:
            self.instance = workflow.propose(
                mentor=data["mentor"],
                candidates=[workflow.Candidate(mentee, request or waiting_request_of(mentee, today))],
                topic=workflow.Topic(**{name: data[name] for name in names}),
                by=self.user,
                today=today,
            )
        except ValidationError as error:
            raise ValidationError(error.messages) from error
