"""Forms of the matching desk."""

from typing import Any

from django import forms

from mentorship.bank.personfield import PersonField
from mentorship.pairs.desk.conditions import WEIGHTS
from mentorship.pairs.desk.runs import Aim
from mentorship.pairs.enums import Objective, SchoolRule, SubjectRule
from mentorship.pairs.forms import TopicForm
from mentorship.pairs.matching import WORDS
from mentorship.pairs.models.criteria import HEAVIEST, Criterion, RuleCode
from schools.forms import PortalForm, dress
from schools.models.people import PersonQuerySet

NOBODY = "nobody"


class AimForm(TopicForm):
    """What a matching is for: the objective, and the form and variant of the pairs."""

    objective = forms.ChoiceField(label="Что важнее", choices=Objective.choices)
    field_order = ("objective", "form", "variant")

    @property
    def aim(self) -> Aim:
        """The choice of a valid form."""
        data = self.cleaned_data
        return Aim(data["form"], data["variant"], Objective(data["objective"]))


class OverrideForm(PortalForm):
    """Another mentor for one request, or nobody, and why."""

    mentor = forms.ChoiceField(label="Наставник")
    reason = forms.CharField(label="Почему", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentor"].choices = [*offered, (NOBODY, "без наставника")]  # type: ignore[attr-defined]


class ConditionsForm(PortalForm):
    """Weights of the criteria and the rules; the names of the fields are the codes of the rows."""

    school_rule = forms.TypedChoiceField(
        label="Школа наставника", choices=SchoolRule.choices, coerce=int, empty_value=None
    )
    subject_rule = forms.TypedChoiceField(
        label="Предмет наставника", choices=SubjectRule.choices, coerce=int, empty_value=None
    )
    bars_director = forms.TypedChoiceField(
        label="Руководитель школы наставляемого",
        choices=[(1, "не может быть его наставником"), (0, "может")],
        coerce=int,
        empty_value=None,
    )
    minimum = forms.IntegerField(
        label="Порог «лучшего совпадения»",
        min_value=0,
        max_value=HEAVIEST,
        help_text="Пары с меньшим баллом из 100 в него не входят.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in WEIGHTS:
            label = str(Criterion(code).label).capitalize()
            field = forms.IntegerField(label=label, min_value=0, max_value=HEAVIEST, help_text=WORDS[code])
            dress(field)
            self.fields[code] = field
        self.order_fields([*WEIGHTS, *RuleCode.values])

    def clean(self) -> dict[str, Any]:
        """Something has to weigh, else there is nothing to choose by."""
        data = super().clean() or self.cleaned_data
        if all(data.get(code) == 0 for code in WEIGHTS):
            self.add_error(None, "Хотя бы один признак должен весить больше нуля: иначе выбирать не по чему.")
        return data

    @property
    def weights(self) -> list[forms.BoundField]:
        """The fields of the weights."""
        return [self[code] for code in WEIGHTS]

    @property
    def rules(self) -> list[forms.BoundField]:
        """The fields of the rules."""
        return [self[code] for code in RuleCode.values]


class ApartForm(PortalForm):
    """Two people who are never paired, and why."""

    reason = forms.CharField(
        label="Почему",
        max_length=300,
        help_text="Видят методист и руководитель центра; самим педагогам это не показывается.",
    )

    def __init__(self, *args: Any, people: PersonQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["one"] = PersonField.of(people, label="Первый")
        self.fields["other"] = PersonField.of(people, label="Второй")
        self.order_fields(["one", "other"])
