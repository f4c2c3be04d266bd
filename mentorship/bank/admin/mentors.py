"""Mentors with their cards and interviews in the admin; states move through the workflow only."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from mentorship.bank import workflow
from mentorship.bank.models import Interview, Mentor, MentorCard, MentorPlace
from schools.admin_base import PortalModelAdmin, PortalTabularInline, ReadOnlyInline


class CardInline(PortalTabularInline):
    """The mentor's cards; one is taken out on the mentor's page, so that no old file brings it back."""

    model = MentorCard
    template = "admin/edit_inline/stacked.html"
    fields = (
        "subject",
        "focus",
        "mentee_category",
        "own_experience",
        "own_category",
        "contact_email",
        "page",
        "withdrawn_date",
    )
    readonly_fields = ("withdrawn_date",)
    autocomplete_fields = ("subject", "focus", "mentee_category")
    can_delete = False
    verbose_name = "набор «предмет и направление»"
    verbose_name_plural = "карточки в банке"


class InterviewInline(ReadOnlyInline):
    """Interviews; a new one is recorded on the mentor's page."""

    model = Interview
    fields = ("date", "is_ready", "criteria", "interviewers", "with_psychologist", "notes")


class MentorForm(forms.ModelForm):
    """The mentor's own fields; places below those taken are refused."""

    class Meta:
        model = Mentor
        fields = ("capacity", "favourite_topic", "difficulties", "about", "training_waiver")
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}

    def clean_capacity(self) -> int:
        """Not fewer places than are taken."""
        capacity: int = self.cleaned_data["capacity"]
        taken = MentorPlace.objects.taken(timezone.localdate()).filter(mentor=self.instance).count()
        if capacity < taken:
            raise ValidationError(f"Занято мест: {taken}, меньше сделать нельзя.")
        return capacity


class SubjectFilter(admin.RelatedFieldListFilter):
    """Subjects of cards; one query for the list of them."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        """Only words that stand in some card."""
        used = MentorCard.objects.values(field.name)
        words = field.related_model._default_manager.filter(pk__in=used)
        return [(word.pk, str(word)) for word in words]


@admin.register(Mentor)
class MentorAdmin(PortalModelAdmin):
    """Mentors of the bank; a candidate is put forward on the page of nominations."""

    viewed_as = "mentor"
    form = MentorForm
    add_title = "Новый кандидат"
    list_display = ("person", "school", "state", "capacity")
    list_filter = (
        "state",
        ("cards__subject", SubjectFilter),
        ("cards__focus", SubjectFilter),
        "cards__own_category",
        "difficulties",
        "source",
    )
    list_select_related = ("person__school",)
    search_fields = (
        "person__name_key",
        "person__code",
        "person__school__name_key",
        "favourite_topic_key",
        "difficulties__key",
    )
    search_help_text = "Фамилия, имя, школа, код педагога, любимая тема или затруднение"
    readonly_fields = ("person", "school", "state", "state_date", "source")
    autocomplete_fields = ("difficulties",)
    fields = (
        "person",
        "school",
        "state",
        "state_date",
        "source",
        "capacity",
        "favourite_topic",
        "difficulties",
        "training_waiver",
        "about",
    )
    inlines = (CardInline, InterviewInline)
    actions = ("accept", "resume", "restore")

    @admin.display(description="школа", ordering="person__school__name_key")
    def school(self, mentor: Mentor) -> str:
        """Where the mentor works."""
        return str(mentor.person.school or "")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the person and the school of every row."""
        return super().get_queryset(request).select_related("person__school")

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A new mentor begins as a nomination."""
        return redirect("bank:apply")

    def save_model(self, request: HttpRequest, obj: Mentor, form: Any, change: bool) -> None:
        """Store the fields; the number of places goes through the workflow."""
        capacity = obj.capacity
        if "capacity" in form.changed_data:
            obj.capacity = form.initial["capacity"]
        super().save_model(request, obj, form, change)
        if capacity != obj.capacity:
            workflow.set_capacity(mentor=obj, capacity=capacity, by=request.user, on=timezone.localdate())

    @admin.action(description="Принять в банк", permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Mentor]) -> None:
        """Take candidates into the bank."""
        self._move(request, queryset, workflow.accept_mentor, "Принято в банк")

    @admin.action(description="Возобновить", permissions=["change"])
    def resume(self, request: HttpRequest, queryset: QuerySet[Mentor]) -> None:
        """Bring suspended mentors back."""
        self._move(request, queryset, workflow.resume_mentor, "Возобновлено")

    @admin.action(description="Вернуть в банк", permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Mentor]) -> None:
        """Bring retired mentors back."""
        self._move(request, queryset, workflow.restore_mentor, "Возвращено в банк")

    def _move(
        self, request: HttpRequest, queryset: QuerySet[Mentor], move: Callable[..., object], done: str
    ) -> None:
        today = timezone.localdate()
        self.run_action(
            request, queryset, lambda mentor: move(mentor=mentor, by=request.user, on=today), done=done
        )
