"""Forms of meetings and their decisions; what they hold is checked by the workflow."""

from typing import Any

from django import forms
from django.db.models import Q

from mentorship.roadmap.models import CoordinationMeeting, MeetingDecision
from mentorship.roadmap.models.decisions import OWNER_ROLES
from mentorship.roadmap.workflow.meetings import NO_OWNER, Question, Sitting, Task
from mentorship.spreadsheets.searching import holding
from schools.formfields import ChosenRowsField
from schools.forms import PortalForm, PortalModelForm
from schools.limits import LONGEST_SEARCH
from schools.models import Municipality, Person, School

BETWEEN = " — "
LONGEST_QUESTION, LONGEST_NAME = 500, 200
# A longer list of people gets a search.
LONGEST_LIST = 30


def role_holders(*towns: Municipality) -> Any:
    """Whoever holds a role in one of the municipalities or in a school of theirs, by name."""
    found = Person.objects.filter(
        Q(municipality__in=towns) | Q(school__municipality__in=towns),
        roles__role__in=[role for role, _ in OWNER_ROLES],
    )
    return found.select_related("school").order_by("name_key", "pk").distinct()


class PresentField(ChosenRowsField):
    """People with their schools: namesakes are told apart."""

    def label_from_instance(self, obj: Person) -> str:
        """The person and the school, if there is one."""
        return f"{obj} · {obj.school}" if obj.school else str(obj)


class NameForm(PortalForm):
    """Whom to show of a long list."""

    q = forms.CharField(label="Фамилия или имя", required=False, max_length=LONGEST_SEARCH)


class MeetingForm(PortalModelForm):
    """A coordination meeting: when, where, what about, who was there."""

    questions = forms.CharField(
        label="Вопросы повестки",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="По одному в строке; докладчика пишите после тире: «Итоги анкет — Иванова И. И.».",
    )
    people = PresentField(
        Person.objects.none(), label="Присутствуют", required=False, widget=forms.CheckboxSelectMultiple
    )
    guests = forms.CharField(
        label="Кто ещё присутствует",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Гости, которых нет в портале: имя и должность, по одному в строке.",
    )

    class Meta:
        model = CoordinationMeeting
        fields = ["municipality", "date", "place", "topic", "protocol_number", "chair", "secretary"]
        help_texts = {"protocol_number": "Если номер уже известен."}

    def __init__(
        self, *args: Any, municipalities: list[Municipality], search: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        town: Municipality | None = None
        towns: Any = self.fields["municipality"]
        present: Any = self.fields["people"]
        towns.queryset = Municipality.objects.filter(pk__in=[own.pk for own in municipalities])
        if len(municipalities) == 1 or self.instance.pk:
            town = self.instance.municipality = (
                self.instance.municipality if self.instance.pk else municipalities[0]
            )
            del self.fields["municipality"]
        present.queryset = role_holders(*([town] if town else municipalities))
        self.is_long = bool(search) or present.queryset.count() > LONGEST_LIST
        if search and not self.is_bound:
            present.queryset = self._found(present.queryset, search)
        if self.instance.pk and not self.is_bound:
            self._show_sitting()

    def _found(self, people: Any, search: str) -> Any:
        """Whoever is called so, and whoever is on the list already: a saved list loses nobody."""
        called = holding(people, search, "name_key")
        known = [row.person_id for row in self.instance.participants.all()] if self.instance.pk else []
        return people.filter(Q(pk__in=called.values("pk")) | Q(pk__in=known))

    def _show_sitting(self) -> None:
        rows = list(self.instance.participants.all())
        self.initial["people"] = [row.person_id for row in rows if row.person_id]
        self.initial["guests"] = "\n".join(row.guest for row in rows if row.guest)
        self.initial["questions"] = "\n".join(
            BETWEEN.join(filter(None, (item.text, item.speaker))) for item in self.instance.agenda.all()
        )

    def clean_questions(self) -> list[Question]:
        """The lines as questions with their speakers."""
        found = []
        for line in _lines(self.cleaned_data["questions"]):
            text, _, speaker = line.rpartition(BETWEEN) if BETWEEN in line else (line, "", "")
            if len(text) > LONGEST_QUESTION or len(speaker) > LONGEST_NAME:
                raise forms.ValidationError(f"Вопрос слишком длинный: «{line[:60]}…». Сократите его.")
            found.append(Question(text.strip(), speaker.strip()))
        return found

    def clean_guests(self) -> list[str]:
        """The lines as guests."""
        found = _lines(self.cleaned_data["guests"])
        if too_long := next((line for line in found if len(line) > LONGEST_NAME), None):
            raise forms.ValidationError(f"Слишком длинно: «{too_long[:60]}…». Один гость — одна строка.")
        return found

    def sitting(self) -> Sitting:
        """The lists as the workflow takes them."""
        data = self.cleaned_data
        return Sitting(data["questions"], list(data["people"]), data["guests"])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class DecisionForm(PortalForm):
    """A decision: what, who answers, by when."""

    text = forms.CharField(label="Что решили", max_length=8000, widget=forms.Textarea(attrs={"rows": 3}))
    owner_person = forms.ModelChoiceField(
        Person.objects.none(), label="Отвечает человек", required=False, empty_label="—"
    )
    owner_school = forms.ModelChoiceField(
        School.objects.none(), label="или школа", required=False, empty_label="—"
    )
    owner_role = forms.ChoiceField(
        label="или роль",
        required=False,
        choices=[("", "—"), *OWNER_ROLES],
        help_text="Школа и роль вместе — куратор этой школы; роль без школы — все, у кого она есть.",
    )
    due_date = forms.DateField(label="Срок")

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["owner_person"]
        school: Any = self.fields["owner_school"]
        person.queryset = role_holders(municipality)
        school.queryset = School.objects.filter(municipality=municipality).order_by("name_key")

    def clean(self) -> dict[str, Any]:
        """One owner: a person, or a school and a role."""
        cleaned = super().clean() or self.cleaned_data
        posts = cleaned.get("owner_school") or cleaned.get("owner_role")
        if cleaned.get("owner_person") and posts:
            self.add_error("owner_person", "Выберите либо человека, либо школу и роль.")
        elif not (cleaned.get("owner_person") or posts) and "owner_person" not in self.errors:
            self.add_error("owner_person", NO_OWNER)
        return cleaned

    def task(self) -> Task:
        """The decision as the workflow takes it."""
        return Task(**self.cleaned_data)

    @staticmethod
    def of(decision: MeetingDecision) -> dict[str, Any]:
        """What the form shows of a stored decision."""
        return {
            name: getattr(decision, name)
            for name in ("text", "owner_person", "owner_school", "owner_role", "due_date")
        }


class HoldForm(PortalForm):
    """The meeting took place."""

    protocol_number = forms.CharField(label="№ протокола", max_length=40, required=False)
    chair = forms.CharField(label="Председатель", max_length=200, required=False)
    secretary = forms.CharField(label="Секретарь", max_length=200, required=False)


class CloseForm(PortalForm):
    """A decision is carried out."""

    done_date = forms.DateField(label="Дата выполнения")
    note = forms.CharField(
        label="Что сделано", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
