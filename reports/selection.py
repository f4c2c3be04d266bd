"""What a reader of the reports has chosen: programme, day, municipality, school; all in the address."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast

from django import forms
from django.http import Http404, HttpRequest
from django.utils import timezone

from mentorship.programmes.models import Programme
from mentorship.spreadsheets.words import fold
from schools.formfields import LongSelect
from schools.forms import PortalForm
from schools.models import School, User

T = TypeVar("T")
# The code of a school and its name.
Choice = tuple[str, str]


class SelectionForm(PortalForm):
    """The filters over the indicators; the choices are those of the reader's scope, read once."""

    programme = forms.ChoiceField(label="Программа", required=False)
    as_of = forms.DateField(label="На дату", required=False)
    school = forms.ChoiceField(label="Школа", required=False, widget=LongSelect)

    def __init__(
        self, *args: Any, programmes: list[Programme], schools: list[Choice], own: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        whole = [] if own else [("", "Все школы")]
        choices = {
            "programme": [(programme.code, str(programme)) for programme in programmes],
            "school": whole + schools,
        }
        for name, pairs in choices.items():
            self.fields[name].choices = pairs  # type: ignore[attr-defined]


@dataclass
class Selection:
    """The choice: what is not given is the latest programme, today, the whole municipality."""

    form: SelectionForm
    programme: Programme | None
    on: date
    school: School | None

    @property
    def refusal(self) -> str:
        """What is wrong with the choice, in sentences; "" where nothing is."""
        return " ".join(str(message) for messages in self.form.errors.values() for message in messages)

    @property
    def query(self) -> str:
        """The same choice for an address."""
        chosen = {"programme": self.programme.code if self.programme else "", "as_of": self.on.isoformat()}
        if self.school:
            chosen["school"] = self.school.code
        return "&".join(f"{name}={value}" for name, value in chosen.items())


def selection_of(request: HttpRequest) -> Selection:
    """Read the address; a programme, municipality or school out of the reader's scope is 404."""
    user, data = cast(User, request.user), request.GET
    rows = Programme.objects.visible_to(user, "reports").select_related("municipality")
    programmes = list(rows.order_by("-end_date", "-start_date", "pk"))
    if data.get("municipality"):
        wanted = fold(data["municipality"])
        programmes = _found([row for row in programmes if row.municipality.key == wanted])
    if data.get("programme"):
        chosen: Programme | None = _found([row for row in programmes if row.code == data["programme"]])[0]
    else:
        chosen = programmes[0] if programmes else None
    own = _reaches_schools_only(user, chosen)
    schools, school = _schools_of(user, chosen, data.get("school", ""), own=own)
    today = timezone.localdate()
    given = {"programme": chosen.code if chosen else "", "as_of": today.isoformat()}
    filled = {**given, "school": school.code if school else "", **data.dict()}
    form = SelectionForm(filled, programmes=programmes, schools=schools, own=own)
    on = form.cleaned_data.get("as_of") if form.is_valid() else None
    return Selection(form, chosen, on or today, school)


def _reaches_schools_only(user: User, programme: Programme | None) -> bool:
    """Whether only own schools are seen of the programme's municipality, whatever is seen of another one."""
    scope = user.access.scope("reports", counts=True)
    return programme is not None and not scope.reaches(municipality=programme.municipality_id)


def _schools_of(
    user: User, programme: Programme | None, code: str, *, own: bool
) -> tuple[list[Choice], School | None]:
    """The schools to choose from and the chosen one; of those who reach some schools only it is the first."""
    seen = School.objects.visible_to(user, "reports") if programme else School.objects.none()
    if programme:
        seen = seen.filter(municipality=programme.municipality_id)
    if own:
        held = list(seen)
        chosen = _found([row for row in held if row.code == code]) if code else held
        return [(row.code, row.name) for row in held], chosen[0] if chosen else None
    # a region has a thousand: no object is made of each
    choices: list[Choice] = list(seen.values_list("code", "name"))
    return choices, _found(list(seen.filter(code=code)))[0] if code else None


def _found(rows: list[T]) -> list[T]:
    if not rows:
        raise Http404("Этого нет среди того, что вам видно.")
    return rows
