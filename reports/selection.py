"""What a reader of the reports has chosen: programme, day, municipality, school; all in the address."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast

from django import forms
from django.forms.utils import flatatt
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from mentorship.programmes.models import Programme
from mentorship.spreadsheets.words import fold
from schools.forms import PortalForm
from schools.models import School, User

T = TypeVar("T")


class LongSelect(forms.Select):
    """A choice among all schools: Django draws three templates for each of the options, this one none."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> Any:
        """The same HTML."""
        widget = self.get_context(name, value, attrs)["widget"]
        options = (option for _, group, _ in widget["optgroups"] for option in group)
        drawn = format_html_join(
            "\n",
            '  <option value="{}"{}>{}</option>',
            ((option["value"], flatatt(option["attrs"]), option["label"]) for option in options),
        )
        return format_html('<select name="{}"{}>\n{}\n</select>', name, flatatt(widget["attrs"]), drawn)


class SelectionForm(PortalForm):
    """The filters over the indicators; the choices are those of the reader's scope, read once."""

    programme = forms.ChoiceField(label="Программа", required=False)
    as_of = forms.DateField(label="На дату", required=False)
    school = forms.ChoiceField(label="Школа", required=False, widget=LongSelect)

    def __init__(
        self, *args: Any, programmes: list[Programme], schools: list[School], own: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        whole = [] if own else [("", "Все школы")]
        choices = {
            "programme": [(programme.code, str(programme)) for programme in programmes],
            "school": whole + [(school.code, str(school)) for school in schools],
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
    schools = _schools_of(user, chosen)
    own = _reaches_schools_only(user, chosen)
    school = None
    if data.get("school"):
        school = _found([row for row in schools if row.code == data["school"]])[0]
    elif own and schools:
        school = schools[0]
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


def _schools_of(user: User, programme: Programme | None) -> list[School]:
    if programme is None:
        return []
    return list(School.objects.visible_to(user, "reports").filter(municipality=programme.municipality_id))


def _found(rows: list[T]) -> list[T]:
    if not rows:
        raise Http404("Этого нет среди того, что вам видно.")
    return rows
