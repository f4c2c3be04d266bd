"""Forms of contests and awards."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from mentorship.bank.personfield import LONGEST_LIST, PersonField
from mentorship.documents.forms import PairField
from mentorship.pairs.models import Pair
from mentorship.practices.contests.enums import Addressee, AwardKind, ContestKind, Place, Takes
from mentorship.practices.contests.issuing import Wording
from mentorship.practices.contests.rights import mentors_for, pairs_for
from mentorship.practices.contests.running import CHANGEABLE
from mentorship.practices.enums import MaterialKind
from mentorship.practices.forms import VersionForm
from mentorship.practices.models import Contest, Material, Nomination
from mentorship.practices.models.awards import LONGEST_AWARD
from mentorship.practices.models.contests import LONGEST_ENTRY
from mentorship.spreadsheets.words import fold
from schools import years
from schools.formfields import AcademicYearFormField, ChosenRowField
from schools.forms import PortalForm, PortalModelForm, dress
from schools.limits import LONGEST_SEARCH
from schools.models import Municipality, Person

_NO_CHOICE = ("", "Любой")


class ContestForm(PortalModelForm):
    """A contest: what it is called, until when schools propose, by which regulation."""

    municipality = ChosenRowField(queryset=None, label="Муниципалитет", empty_label=None)
    document = ChosenRowField(
        queryset=None,
        label="Положение на странице документов",
        required=False,
        empty_label="нет",
        help_text="Документ публичного раздела: участники откроют его со страницы конкурса.",
    )

    class Meta:
        model = Contest
        fields = CHANGEABLE
        widgets = {"regulation": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "title": "Например, «Наставник года — 2026». Так конкурс назовут на публичной странице.",
            "regulation": "Кто участвует, что оценивают, кто в жюри. Пустая строка начинает новый абзац.",
        }

    field_order = ("municipality", *CHANGEABLE)

    def __init__(self, *args: Any, places: QuerySet[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        papers = Material.objects.filter(kind=MaterialKind.DOCUMENT, municipality__in=places)
        fields["document"].queryset = papers.order_by("-pk")
        fields["kind"].choices = ContestKind.choices
        _offer_places(self, places)
        if self.instance.pk:
            fields["version"] = forms.IntegerField(
                min_value=1, max_value=2_000_000_000, widget=forms.HiddenInput, initial=self.instance.version
            )


class NominationForm(VersionForm):
    """One more category of a contest."""

    title = forms.CharField(label="Номинация", max_length=200)
    takes = forms.ChoiceField(label="Кого выдвигают", choices=Takes.choices)


class RecallForm(VersionForm):
    """Why announced results are taken back."""

    words = forms.CharField(
        label="Почему снимаете итоги", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class PlaceForm(VersionForm):
    """What the jury gave."""

    place = forms.ChoiceField(label="Результат", required=False, choices=[("", "без места"), *Place.choices])


class PairNumberField(forms.CharField):
    """A pair by its number, where there are too many for a list."""

    def __init__(self, pairs: QuerySet[Pair], **kwargs: Any) -> None:
        self.pairs = pairs
        super().__init__(max_length=40, help_text="Номер пары, как в списке «Пары и группы».", **kwargs)

    def clean(self, value: Any) -> Any:
        """The pair of the number among those that may be proposed."""
        number = fold(super().clean(value))
        pair = self.pairs.filter(number_key=number).first()
        if pair is None:
            raise ValidationError("Такой пары среди тех, кого можно выдвинуть, нет: проверьте номер.")
        return pair


class ProposeForm(PortalForm):
    """Who is proposed and for what."""

    text = forms.CharField(
        label="За что выдвигаете",
        max_length=LONGEST_ENTRY,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Чего добились, чем помогли коллеге, чем поделились. Без имён детей. Это прочтёт жюри.",
    )

    def __init__(self, *args: Any, user: Any, nomination: Nomination, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if nomination.takes == Takes.PAIR:
            self.fields["nominee"] = _pair_field(pairs_for(user, nomination))
        else:
            self.fields["nominee"] = PersonField.of(mentors_for(user, nomination), label="Кого выдвигаете")
        self.order_fields(["nominee", "text"])


def _pair_field(pairs: QuerySet[Pair]) -> forms.Field:
    field: forms.Field = PairNumberField(pairs, label="Какую пару выдвигаете")
    if pairs.count() <= LONGEST_LIST:
        named = pairs.select_related("mentor__person").prefetch_related("members__mentee")
        field = PairField(named, label="Какую пару выдвигаете", empty_label="Выберите")
    dress(field)
    return field


class WordingForm(PortalForm):
    """What awards issued together share: kind, words, day, signature."""

    kind = forms.ChoiceField(label="Вид", choices=AwardKind.choices)
    text = forms.CharField(
        label="За что",
        max_length=LONGEST_AWARD,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Печатается под именем, например: «за высокие результаты в работе с молодыми педагогами».",
    )
    date = forms.DateField(label="Дата выдачи")
    signer_position = forms.CharField(label="Должность подписывающего", max_length=200)
    signer = forms.CharField(label="Кто подписывает", max_length=120, help_text="И. О. Фамилия")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        self.on = on
        super().__init__(*args, **kwargs)

    def clean_date(self) -> date:
        """Within a year of today, either way."""
        day: date = self.cleaned_data["date"]
        if abs((day - self.on).days) > _MOST_DAYS:
            raise ValidationError("Дата выдачи — не дальше года от сегодняшней.")
        return day

    def wording(self) -> Wording:
        """The words as typed."""
        data = self.cleaned_data
        texts = {name: data[name] for name in ("text", "date", "signer_position", "signer")}
        return Wording(kind=AwardKind(data["kind"]), **texts)


_MOST_DAYS = 366


class ContestAwardsForm(WordingForm):
    """Awards to everybody placed in a contest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "text"
        ].help_text = "Вместо {место}, {номинация} и {конкурс} портал подставит своё для каждого."


class PairAwardsForm(WordingForm):
    """Awards to the mentors of the pairs completed in a school year."""

    municipality = ChosenRowField(queryset=None, label="Муниципалитет", empty_label=None)
    year = AcademicYearFormField(label="Учебный год, в котором пары завершены")
    field_order = ("municipality", "year")

    def __init__(self, *args: Any, places: QuerySet[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_places(self, places)


class AwardForm(WordingForm):
    """One award: to a teacher, or to parents or an enterprise that are only named."""

    municipality = ChosenRowField(queryset=None, label="Муниципалитет", empty_label=None)
    addressee = forms.ChoiceField(label="Кому", choices=Addressee.choices, widget=forms.RadioSelect)
    recipient = forms.CharField(
        label="Имя или название для родителей и предприятия",
        required=False,
        max_length=250,
        help_text="Как напечатать: «Семья Ивановых», «ООО «Мастер»». Для педагога оставьте пустым.",
    )
    is_name_open = forms.BooleanField(
        label="Получатель согласен: имя видно каждому, кто проверит код",
        required=False,
        widget=forms.CheckboxInput(attrs={"value": "1"}),
    )

    def __init__(self, *args: Any, places: QuerySet[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_places(self, places)
        people = Person.objects.known().filter(municipality__in=places).order_by("name_key", "pk")
        self.fields["person"] = PersonField.of(people, label="Педагог", required=False)
        self.order_fields(["municipality", "kind", "addressee", "person", "recipient", "is_name_open"])

    def clean(self) -> dict[str, Any]:
        """Either a teacher or a name, as the addressee asks."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        addressee, person = data.get("addressee"), data.get("person")
        named = bool((data.get("recipient") or "").strip())
        if addressee == Addressee.PERSON:
            if person is None and "person" not in self.errors:
                self.add_error("person", "Укажите педагога.")
            if named:
                self.add_error("recipient", "Для педагога оставьте это поле пустым.")
        elif addressee:
            if person is not None:
                self.add_error("person", "Это поле — для педагога: выберите, кому письмо.")
            if not named:
                self.add_error("recipient", "Напишите, кому адресовано.")
        return data


class RevokeForm(PortalForm):
    """Why an award is taken back."""

    reason = forms.CharField(label="Почему отзываете", max_length=500)


class AwardSearch(PortalForm):
    """The filters over the register."""

    q = forms.CharField(label="Кому", required=False, max_length=LONGEST_SEARCH)
    year = forms.TypedChoiceField(label="Учебный год", required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label="Вид", required=False, choices=[_NO_CHOICE, *AwardKind.choices])

    def __init__(self, *args: Any, held: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["year"]
        field.choices = [_NO_CHOICE, *((year, years.label(year)) for year in held)]


class CodeForm(PortalForm):
    """The code printed on an award."""

    code = forms.CharField(
        label="Код проверки",
        max_length=40,
        help_text="Шестнадцать знаков внизу грамоты, например K7QM-2XPD-9RTA-4HNC.",
    )


def _offer_places(form: forms.BaseForm, places: QuerySet[Municipality]) -> None:
    """A choice among municipalities, where there is one."""
    field: Any = form.fields["municipality"]
    field.queryset = places
    if len(places) == 1:
        del form.fields["municipality"]
