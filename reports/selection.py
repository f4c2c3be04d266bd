"""What a reader of the reports has chosen: programme, day, municipality, school; all in the address."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from mentorship.programmes.models import Programme
from schools.forms import PortalForm
from schools.models import Municipality, School


class SelectionForm(PortalForm):
    """The filters over the indicators."""

    programme = forms.ModelChoiceField(
        Programme.objects.none(), label="Программа", to_field_name="code", required=False, empty_label=None
    )
    as_of = forms.DateField(label="На дату", required=False)
    school = forms.ModelChoiceField(
        School.objects.none(), label="Школа", to_field_name="code", required=False, empty_label="Все школы"
    )

    def __init__(self, *args: Any, programmes: QuerySet, schools: QuerySet, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]
        if own:
            self.fields["school"].empty_label = None  # type: ignore[attr-defined]


@dataclass
class Selection:
    """The choice: what is not given is the latest programme, today, the whole municipality."""

    form: SelectionForm
    programme: Programme | None
    on: date
    school: School | None
    municipalities: list[Municipality] = field(default_factory=list)

    @property
    def query(self) -> str:
        """The same choice for an address."""
        chosen = {"programme": self.programme.code if self.programme else "", "as_of": self.on.isoformat()}
        if self.school:
            chosen["school"] = self.school.code
        return "&".join(f"{name}={value}" for name, value in chosen.items())


def selection_of(request: HttpRequest) -> Selection:
    """Read the address; a programme, municipality or school out of the reader's scope is 404."""
    user, data = request.user, request.GET
    programmes = Programme.objects.visible_to(user, "reports").select_related("municipality")  # type: ignore[arg-type]
    if data.get("municipality"):
        programmes = programmes.filter(municipality__name=data["municipality"])
        if not programmes:
            raise Http404("Такого муниципалитета нет среди ваших.")
    programme = _one(programmes.filter(code=data["programme"])) if data.get("programme") else None
    programme = programme or programmes.order_by("-end_date", "-start_date", "pk").first()
    schools = School.objects.visible_to(user, "reports")  # type: ignore[arg-type]
    if programme:
        schools = schools.filter(municipality=programme.municipality_id)
    own = user.access.only_own("reports")  # type: ignore[union-attr]
    school = _one(schools.filter(code=data["school"])) if data.get("school") else None
    if school is None and own:
        school = schools.first()
    initial = {"programme": programme and programme.code, "as_of": timezone.localdate().isoformat()}
    form = SelectionForm(
        {**initial, "school": school and school.code, **data.dict()},
        programmes=programmes,
        schools=schools,
        own=own,
    )
    on = form.cleaned_data.get("as_of") if form.is_valid() else None
    return Selection(form, programme, on or timezone.localdate(), school)


def _one(found: QuerySet[Any]) -> Any:
    row = found.first()
    if row is None:
        raise Http404("Этого нет среди того, что вам видно.")
    return row
