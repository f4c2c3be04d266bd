"""Pairs and groups."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from mentorship.pairs import workflow
from mentorship.pairs.admin.asking import ask
from mentorship.pairs.admin.proposal import ProposalForm
from mentorship.pairs.enums import OrderScope
from mentorship.pairs.forms import CompletionForm, OrderForm, ReasonForm, StartForm
from mentorship.pairs.models import Meeting, Pair, PairMember
from mentorship.programmes.models import FormVariant
from schools.admin_base import PortalModelAdmin, ReadOnlyInline


class MemberInline(ReadOnlyInline):
    """Members; they join and leave on the pair's page, where the places are counted."""

    model = PairMember
    fields = ("mentee", "start_date", "end_date", "agreed_date", "agreed_way", "request")
    readonly_fields = ("agreed_date", "agreed_way")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With people and requests."""
        related = ("pair", "mentee", "request__person", "request__difficulty")
        return super().get_queryset(request).select_related(*related)


class MeetingInline(ReadOnlyInline):
    """The journal; lines are written on the pair's page."""

    model = Meeting
    fields = ("date", "kind", "topic", "logged_by", "confirmed_by")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With people."""
        return super().get_queryset(request).select_related("pair", "logged_by", "confirmed_by")


class PairForm(forms.ModelForm):
    """What can be corrected of a stored pair without the workflow."""

    class Meta:
        model = Pair
        fields = ("variant", "focus", "subject", "goal", "result")
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("goal", "result")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "variant" in self.fields:
            offered = FormVariant.objects.filter(form=self.instance.form)
            self.fields["variant"].queryset = offered  # type: ignore[attr-defined]


_ENDING = (
    "ending_initiator",
    "ending_reason",
    "completion_asked_date",
    "ending_asked_by",
    "ending_asked_date",
    "ending_asked_why",
)


@admin.register(Pair)
class PairAdmin(PortalModelAdmin):
    """Pairs; a new one is a proposal, its state moves by actions and by the buttons of its page."""

    add_title = "Новая пара"
    form = PairForm
    list_display = ("number", "state", "mentor_name", "mentee_names", "school", "order")
    list_filter = ("state", "form", "mentor__person__school")
    list_select_related = ("mentor__person__school", "form", "order")
    search_fields = ("number_key", "mentor__person__name_key", "members__mentee__name_key")
    search_help_text = "№ пары, фамилия наставника или наставляемого"
    readonly_fields = (
        "number",
        "state",
        "mentor",
        "form",
        "order",
        *_ENDING,
    )
    autocomplete_fields = ("focus", "subject")
    actions = ("agree", "register_order", "start", "pause", "resume", "complete", "cancel")
    _added = ("mentor", "mentee", "request", "form", "variant", "focus", "subject", "goal")

    @admin.display(description="наставник", ordering="mentor__person__name_key")
    def mentor_name(self, pair: Pair) -> str:
        """Surname and initials."""
        return pair.mentor.person.short_name

    @admin.display(description="наставляемые")
    def mentee_names(self, pair: Pair) -> str:
        """Surnames and initials."""
        return ", ".join(member.mentee.short_name for member in pair.members.all())

    @admin.display(description="школа наставника", ordering="mentor__person__school__name_key")
    def school(self, pair: Pair) -> str:
        """Where the mentor works."""
        return str(pair.mentor.person.school or "")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the people of every row."""
        members = PairMember.objects.select_related("mentee")
        rows = super().get_queryset(request).select_related("mentor__person__school", "form", "order")
        return rows.prefetch_related(Prefetch("members", members))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """A proposal where there is no pair yet."""
        if obj is not None:
            return super().get_form(request, obj, change, **kwargs)
        form = super().get_form(request, obj, change, form=ProposalForm, **kwargs)
        form.user = request.user
        return form

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields of a proposal, or those of a pair; what has not happened is left out."""
        if obj is None:
            return self._added
        happened = [name for name in self.readonly_fields if name not in _ENDING or getattr(obj, name)]
        return (*happened, *PairForm.Meta.fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nothing of a proposal."""
        return () if obj is None else self.readonly_fields

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        """The mentor, too, who is fixed once the pair is stored."""
        return (*self.autocomplete_fields, "mentor")

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """Nothing under a proposal."""
        return [] if obj is None else [MemberInline, MeetingInline]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Store corrections; a proposal is stored already, it must lie within the account's reach."""
        if change:
            super().save_model(request, obj, form, change)
        elif not Pair.objects.visible_to(request.user).filter(pk=obj.pk).exists():  # type: ignore[arg-type]
            raise PermissionDenied

    @admin.action(description="Отметить письменное согласие", permissions=["change"])
    def agree(self, request: HttpRequest, queryset: QuerySet[Pair]) -> None:
        """Everyone agrees on paper."""
        self._move(request, queryset, today(workflow.agree), {}, "Согласовано пар")

    @admin.action(description="Закрепить приказом", permissions=["change"])
    def register_order(self, request: HttpRequest, queryset: QuerySet[Pair]) -> Any:
        """One order for all chosen pairs, or none."""
        do = partial(self._register, request, queryset)
        initial = {"scope": OrderScope.MUNICIPALITY}
        heading = "Закрепить приказом"
        return ask(
            self, request, queryset, OrderForm, do, action="register_order", heading=heading, initial=initial
        )

    @admin.action(description="Начать работу", permissions=["change"])
    def start(self, request: HttpRequest, queryset: QuerySet[Pair]) -> Any:
        """Ordered pairs work from a day on."""
        do = partial(self._move, request, queryset, today(workflow.start), done="Начато пар")
        initial = {"start_date": timezone.localdate()}
        return ask(
            self, request, queryset, StartForm, do, action="start", heading="Начать работу", initial=initial
        )

    @admin.action(description="Приостановить", permissions=["change"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Pair]) -> Any:
        """Interrupt the work for one reason."""
        do = partial(self._move, request, queryset, workflow.pause, done="Приостановлено пар")
        return ask(self, request, queryset, ReasonForm, do, action="pause", heading="Приостановить")

    @admin.action(description="Возобновить", permissions=["change"])
    def resume(self, request: HttpRequest, queryset: QuerySet[Pair]) -> None:
        """Go on after a pause."""
        self._move(request, queryset, today(workflow.resume), {}, "Возобновлено пар")

    @admin.action(description="Завершить", permissions=["change"])
    def complete(self, request: HttpRequest, queryset: QuerySet[Pair]) -> Any:
        """End pairs with a result."""
        do = partial(self._move, request, queryset, today(workflow.complete), done="Завершено пар")
        initial = {"end_date": timezone.localdate()}
        return ask(
            self,
            request,
            queryset,
            CompletionForm,
            do,
            action="complete",
            heading="Завершить",
            initial=initial,
        )

    @admin.action(description="Отменить", permissions=["change"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Pair]) -> Any:
        """Call proposed or agreed pairs off."""
        do = partial(self._move, request, queryset, workflow.cancel, done="Отменено пар")
        return ask(self, request, queryset, ReasonForm, do, action="cancel", heading="Отменить")

    def _move(
        self,
        request: HttpRequest,
        queryset: QuerySet[Pair],
        change: Callable[..., object],
        data: dict[str, Any],
        done: str,
    ) -> None:
        """Make a change of every chosen pair."""
        self.run_action(request, queryset, lambda pair: change(pair=pair, by=request.user, **data), done=done)

    def _register(self, request: HttpRequest, queryset: QuerySet[Pair], data: dict[str, Any]) -> None:
        pairs = [pair for pair in queryset if self.has_change_permission(request, pair)]
        try:
            order = workflow.register_order(
                pairs=pairs,
                number=data["number"],
                order_date=data["order_date"],
                scope=OrderScope(data["scope"]),
                by=request.user,  # type: ignore[arg-type]
                today=timezone.localdate(),
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"Закреплено пар: {len(pairs)}, приказ {order}.")


def today(change: Callable[..., object]) -> Callable[..., object]:
    """A change of the workflow made today."""
    return lambda **given: change(**given, today=timezone.localdate())
