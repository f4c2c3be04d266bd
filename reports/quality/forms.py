"""Forms of the ledger: the filters, the choice between two records, telling two people apart."""

from typing import Any

from django import forms

from reports.quality.findings import Owner
from schools.forms import PortalForm
from schools.merging.fields import Difference
from schools.models import School


class LedgerFilterForm(PortalForm):
    """Whose findings a reader looks at: of which school, for whom to mend."""

    school = forms.ChoiceField(label="Школа", required=False)
    owner = forms.ChoiceField(
        label="Кто исправляет",
        required=False,
        choices=[("", "Все"), *((owner.role.value, owner.words) for owner in Owner)],
    )

    def __init__(self, *args: Any, schools: list[School], has_owners: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_owners:
            del self.fields["owner"]
        if len(schools) > 1:
            offered = [(school.code, str(school)) for school in schools]
            self.fields["school"].choices = [("", "Все школы"), *offered]  # type: ignore[attr-defined]
        else:
            del self.fields["school"]


class MergeForm(PortalForm):
    """Whose value stays, field by field where the two records differ."""

    def __init__(self, *args: Any, differences: list[Difference], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for difference in differences:
            if difference.differs:
                self.fields[difference.name] = forms.ChoiceField(
                    label=difference.title,
                    choices=difference.options,
                    initial=difference.proposed,
                    widget=forms.RadioSelect,
                )


class ApartForm(PortalForm):
    """Why two records of like names are two people."""

    reason = forms.CharField(
        label="Почему это разные люди",
        max_length=300,
        required=False,
        help_text="Например: разные даты рождения, сёстры.",
    )
