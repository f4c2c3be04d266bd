"""Forms of papers by kind: who and what the paper is about."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mentorship.bank.personfield import PersonField
from mentorship.documents import choices
from mentorship.documents.enums import Kind, Part
from mentorship.documents.models import Paper
from mentorship.documents.owners import Owner
from mentorship.documents.workflow import Content
from mentorship.pairs.display import title_of
from mentorship.pairs.models import Pair
from schools.formfields import ChosenRowsField
from schools.forms import PortalForm
from schools.models import Person

# More names than this no form of a browser carries, and no order either.
MOST_PAIRS = 300
_SEVERAL = forms.CheckboxSelectMultiple


def text_field(label: str, rows: int = 0, **kwargs: Any) -> forms.CharField:
    """A line, or a field of several."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    kwargs.setdefault("max_length", 4000 if rows else 300)
    return forms.CharField(label=label, widget=widget, **kwargs)


class _PairLabel:
    """How a pair is called in a choice."""

    @staticmethod
    def label_from_instance(pair: Any) -> str:
        """«Клёнова Э. С. — Осинин Т. Э., № 7»."""
        return f"{title_of(pair, list(pair.members.all()))}, № {pair.number}"


class PairsField(_PairLabel, ChosenRowsField):
    """Several pairs."""


class PairField(_PairLabel, forms.ModelChoiceField):
    """One pair."""


class AnswerableField(forms.ModelChoiceField):
    """Someone with a role."""

    def label_from_instance(self, person: Any) -> str:
        """Name, position, school: namesakes happen."""
        return ", ".join(str(item) for item in (person.full_name, person.position, person.school) if item)


class PaperForm(PortalForm):
    """What every paper has: who issues it, where, under which number and date, who signs."""

    issuer = text_field(
        "Кто издаёт", help_text="Как в шапке: полное наименование школы или органа управления."
    )
    place = text_field("Населённый пункт", required=False, max_length=100)
    number = text_field(
        "Номер", required=False, max_length=60, help_text="Если ещё не известен, останется место для него."
    )
    date = forms.DateField(label="Дата", required=False)
    signer_position = text_field("Должность подписанта", max_length=200)
    signer = text_field("Подписант", max_length=120, help_text="И. О. Фамилия")

    # Form fields that name people, and what these are to the paper.
    PARTS: dict[str, Part] = {}

    def __init__(self, *args: Any, owner: Owner, on: date, paper: Paper | None = None, **kwargs: Any) -> None:
        self.owner, self.on, self.paper = owner, on, paper
        super().__init__(*args, **kwargs)
        self.offer()

    def offer(self) -> None:
        """Fill the choices of a kind's own fields."""

    def gathered(self) -> Content:
        """What the form says, sorted into texts and rows."""
        data = self.cleaned_data
        inputs = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in data.items()
            if isinstance(value, str | date)
        }
        people = {
            part: [data[name]] if isinstance(data[name], Person) else list(data[name])
            for name, part in self.PARTS.items()
            if data.get(name)
        }
        pairs = data.get("pairs") or ([data["pair"]] if data.get("pair") else [])
        return Content(
            inputs=inputs,
            pairs=list(pairs),
            people=people,
            roadmap=data.get("roadmap"),
            supersedes=list(data.get("supersedes") or []),
        )


class OrderForm(PaperForm):
    """An order: its ground, who controls it, what it revokes."""

    order_form = forms.ChoiceField(
        label="Вид документа", choices=[("ПРИКАЗ", "приказ"), ("РАСПОРЯЖЕНИЕ", "распоряжение")]
    )
    basis = text_field("Основание", rows=4, help_text="Преамбула: на основании чего и с какой целью.")
    control = AnswerableField(
        Person.objects.none(), label="Контроль возложить на", required=False, empty_label="оставляю за собой"
    )
    supersedes = ChosenRowsField(
        Paper.objects.none(), label="Признать утратившими силу", required=False, widget=_SEVERAL
    )
    revokes = text_field(
        "Утратившие силу документы, которых нет в портале",
        rows=2,
        required=False,
        help_text="Каждый с новой строки: «приказ от 21.09.2022 № 174».",
    )
    PARTS = {"control": Part.CONTROL}
    field_order = ["order_form", "issuer", "place", "number", "date", "basis"]

    def offer(self) -> None:
        """People with roles, orders in force."""
        self.fields["control"].queryset = choices.answerable(self.owner, self.on)  # type: ignore[attr-defined]
        revoked = choices.orders_to_revoke(self.owner, self.paper.pk if self.paper else None)
        self.fields["supersedes"].queryset = revoked  # type: ignore[attr-defined]
        if not revoked.exists():
            del self.fields["supersedes"]


class PairsOrderForm(OrderForm):
    """The order on pairs."""

    pairs = PairsField(
        Pair.objects.none(),
        label="Пары и группы",
        widget=_SEVERAL,
        error_messages={"required": "Отметьте хотя бы одну пару."},
    )
    curator = AnswerableField(
        Person.objects.none(), label="Куратор", required=False, empty_label="не назначать"
    )
    start = forms.DateField(label="Срок с", help_text="Для пар, у которых нет своих дат.")
    end = forms.DateField(label="Срок по")
    duties = text_field("Обязанности наставников", rows=6, help_text="Каждая с новой строки.")
    PARTS = {**OrderForm.PARTS, "curator": Part.CURATOR}
    field_order = ["pairs", *OrderForm.field_order, "start", "end", "curator", "duties"]

    def offer(self) -> None:
        """Agreed pairs without an order."""
        super().offer()
        self.fields["pairs"].queryset = choices.pairs_for_order(self.owner)  # type: ignore[attr-defined]
        self.fields["curator"].queryset = choices.answerable(self.owner, self.on)  # type: ignore[attr-defined]

    def clean_pairs(self) -> Any:
        """No more than one order can carry."""
        pairs = self.cleaned_data["pairs"]
        if len(pairs) > MOST_PAIRS:
            raise ValidationError(
                f"Отмечено пар: {len(pairs)}. В один приказ входит не больше {MOST_PAIRS}: разделите его."
            )
        return pairs

    def clean(self) -> dict[str, Any]:
        """The end follows the start."""
        return _check_dates(super().clean() or self.cleaned_data)


class CentreForm(OrderForm):
    """The order on the composition of the centre."""

    head = AnswerableField(Person.objects.none(), label="Руководитель центра", empty_label="Выберите")
    curator = AnswerableField(
        Person.objects.none(), label="Методист центра", required=False, empty_label="отдельным приказом"
    )
    base = text_field("На базе чего работает центр")
    members = ChosenRowsField(
        Person.objects.none(),
        label="Наставники центра",
        widget=_SEVERAL,
        error_messages={"required": "Отметьте хотя бы одного наставника."},
    )
    PARTS = {**OrderForm.PARTS, "head": Part.HEAD, "curator": Part.CURATOR, "members": Part.MEMBER}
    field_order = [*OrderForm.field_order, "head", "curator", "base", "members"]

    def offer(self) -> None:
        """People with roles, mentors of the bank."""
        super().offer()
        people = choices.answerable(self.owner, self.on)
        self.fields["head"].queryset = people  # type: ignore[attr-defined]
        self.fields["curator"].queryset = people  # type: ignore[attr-defined]
        self.fields["members"].queryset = choices.mentors_of(self.owner)  # type: ignore[attr-defined]


class CuratorForm(OrderForm):
    """The order that appoints a curator."""

    duties = text_field("Обязанности куратора", rows=6, help_text="Каждая с новой строки.")
    PARTS = {**OrderForm.PARTS, "curator": Part.CURATOR}

    def offer(self) -> None:
        """Anyone the owner employs."""
        super().offer()
        self.fields["curator"] = PersonField.of(choices.people_of(self.owner), label="Кого назначить")
        self.order_fields(["curator", *OrderForm.field_order, "duties"])


class RoadmapForm(OrderForm):
    """The order that approves a roadmap."""

    roadmap = forms.ModelChoiceField(
        choices.Roadmap.objects.none(), label="Дорожная карта", empty_label="Выберите"
    )
    curator = AnswerableField(
        Person.objects.none(), label="Ответственный", required=False, empty_label="оставляю за собой"
    )
    PARTS = {**OrderForm.PARTS, "curator": Part.CURATOR}
    field_order = ["roadmap", *OrderForm.field_order, "curator"]

    def offer(self) -> None:
        """The owner's roadmaps."""
        super().offer()
        self.fields["roadmap"].queryset = choices.roadmaps_of(self.owner)  # type: ignore[attr-defined]
        self.fields["curator"].queryset = choices.answerable(self.owner, self.on)  # type: ignore[attr-defined]


class DutiesForm(PaperForm):
    """The mentor's consent and the additional agreement: what ст. 351.8 ТК РФ wants said."""

    pair = PairField(Pair.objects.none(), label="Пара", empty_label="Выберите")
    content = text_field("Содержание работы", rows=3)
    work_form = text_field("Форма выполнения")
    start = forms.DateField(label="Срок с")
    end = forms.DateField(label="Срок по")
    payment = text_field("Оплата", rows=2, help_text="Размер и порядок или ссылка на локальный акт.")
    field_order = ["pair", "content", "work_form", "start", "end", "payment"]

    def offer(self) -> None:
        """Live pairs of the owner's mentors."""
        self.fields["pair"].queryset = choices.pairs_of_mentors(self.owner)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The end follows the start."""
        return _check_dates(super().clean() or self.cleaned_data)


class ConsentForm(PaperForm):
    """Consent to the processing of personal data."""

    operator = text_field("Оператор", help_text="Кто обрабатывает данные: полное наименование.")
    operator_address = text_field("Адрес оператора", required=False)
    operator_codes = text_field("ИНН и ОГРН оператора", required=False, max_length=100)
    purpose = text_field("Цель", rows=2)
    items = text_field("Перечень данных", rows=3)
    actions = text_field("Действия и способы", rows=3)
    receivers = text_field("Кому передаются", rows=2)
    term = text_field("Срок действия", max_length=300)
    PARTS = {"subject": Part.SUBJECT}

    def offer(self) -> None:
        """Anyone the owner employs; nobody signs for the operator."""
        for name in ("number", "date", "place", "signer", "signer_position", "issuer"):
            del self.fields[name]
        self.fields["subject"] = PersonField.of(choices.people_of(self.owner), label="Чьё согласие")
        self.order_fields(["subject"])


class PublicationForm(ConsentForm):
    """Consent to the spreading of personal data."""

    sites = text_field("Где показываются данные", rows=2, help_text="Адреса сайтов и страниц.")


FORMS: dict[Kind, type[PaperForm]] = {
    Kind.PAIRS: PairsOrderForm,
    Kind.CENTRE: CentreForm,
    Kind.CURATOR: CuratorForm,
    Kind.ROADMAP: RoadmapForm,
    Kind.DUTIES: DutiesForm,
    Kind.AGREEMENT: DutiesForm,
    Kind.PROCESSING: ConsentForm,
    Kind.PUBLICATION: PublicationForm,
}


def _check_dates(data: dict[str, Any]) -> dict[str, Any]:
    start, end = data.get("start"), data.get("end")
    if start and end and end < start:
        raise ValidationError({"end": "Последний день раньше первого."})
    return data
