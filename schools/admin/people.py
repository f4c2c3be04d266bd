"""Staff with its history, consents and testings."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from schools.admin_base import PortalModelAdmin, PortalTabularInline, ReadOnlyInline
from schools.enums import Role
from schools.models import Consent, Diagnostic, Employment, Person, RoleAssignment, User
from schools.models.aliases import free_code
from schools.undoing import ENDED_ROLES, GIVEN_ROLES, Ended, end_role_for_now
from schools.workflow import (
    Move,
    create_account,
    give_consent,
    give_role,
    invite,
    move_person,
    record_moves,
    withdraw_consent,
)


class EmploymentInline(ReadOnlyInline):
    """Where the person worked."""

    model = Employment
    fields = ("school", "start_date", "end_date")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the schools' names."""
        return super().get_queryset(request).select_related("school")


class RoleInline(ReadOnlyInline):
    """Which roles the person held."""

    model = RoleAssignment
    fields = ("role", "school", "municipality", "start_date", "end_date")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the places' names."""
        return super().get_queryset(request).select_related("school", "municipality")


class DiagnosticInline(ReadOnlyInline):
    """How the person was tested."""

    model = Diagnostic
    fields = ("date", "subject_score", "method_score", "max_score")


class ConsentForm(forms.ModelForm):
    """A stored consent is a document: only its withdrawal can be entered."""

    class Meta:
        model = Consent
        fields = ("kind", "given_date", "way", "withdrawn_date")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = self.instance.pk is not None
        for name in ("kind", "given_date", "way"):
            self.fields[name].disabled = stored
        self.fields["withdrawn_date"].disabled = not stored or self.instance.withdrawn_date is not None


class ConsentInline(PortalTabularInline):
    """The person's consents: a new one is added, a live one withdrawn by its date."""

    model = Consent
    form = ConsentForm
    can_delete = False
    verbose_name = "документ о согласии"
    verbose_name_plural = "документы о согласии"


class PersonForm(forms.ModelForm):
    """A person's record; who belongs to a school belongs to its municipality."""

    class Meta:
        model = Person
        fields = (
            "code",
            "last_name",
            "first_name",
            "middle_name",
            "email",
            "school",
            "municipality",
            "is_teacher",
            "position",
            "subjects",
            "teaching_since",
            "category",
        )

    def clean_code(self) -> str:
        """Nobody else gets a code that leads to the one left of two doubles."""
        return free_code(self.cleaned_data["code"], self.instance.pk)

    def clean(self) -> dict[str, Any]:
        """Take the municipality from the school."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("school"):
            cleaned["municipality"] = cleaned["school"].municipality
        elif cleaned.get("is_teacher"):
            self.add_error("school", "Укажите школу: педагог числится в школе.")
        return cleaned


@admin.register(Person)
class PersonAdmin(PortalModelAdmin):
    """Staff: a change of school goes into the history of work."""

    viewed_as = "person"
    form = PersonForm
    add_title = "Новый сотрудник"
    list_display = ("full_name", "code", "school", "category", "is_teacher")
    list_filter = ("school", "category", "is_teacher")
    list_select_related = ("school",)
    search_fields = ("name_key", "code")
    search_help_text = "Фамилия, имя или код педагога"
    autocomplete_fields = ("school", "position", "subjects")
    fieldsets = (
        (None, {"fields": ("code", "last_name", "first_name", "middle_name", "email")}),
        ("Место работы", {"fields": ("school", "municipality", "is_teacher", "position")}),
        ("Преподавание", {"fields": ("subjects", "teaching_since", "category")}),
    )
    inlines = (ConsentInline, RoleInline, EmploymentInline, DiagnosticInline)
    actions = ("give_invitations", "appoint_curators", "dismiss_curators")

    @admin.display(description="фамилия, имя, отчество", ordering="name_key")
    def full_name(self, person: Person) -> str:
        """The whole name, sorted beside «Е» where it begins with «Ё»."""
        return person.full_name

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[forms.ModelForm]:
        """Only who answers for the whole portal has staff without a municipality."""
        form = super().get_form(request, *args, **kwargs)
        if "municipality" in form.base_fields:
            scope = request.user.access.scope("people", change=True)  # type: ignore[union-attr]
            form.base_fields["municipality"].required = not scope.everywhere
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new person is a teacher of the account's own municipality."""
        own = request.user.access.municipality  # type: ignore[union-attr]
        return {"municipality": own, "is_teacher": True, **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: Person, form: forms.ModelForm, change: bool) -> None:
        """Store the record, and the school through the history of work."""
        today, school = timezone.localdate(), obj.school
        moves = change and "school" in form.changed_data
        if moves:
            obj.school_id = form.initial["school"]
        super().save_model(request, obj, form, change)
        if moves:
            move_person(person=obj, school=school, by=request.user, on=today)
        elif school and not change:
            record_moves([Move(obj, None, school)], on=today)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Consents are given and withdrawn, not edited."""
        if formset.model is not Consent:
            super().save_formset(request, form, formset, change)
            return
        for consent in formset.save(commit=False):
            if consent.pk is None:
                kept = ("kind", "way")
                given = {name: getattr(consent, name) for name in kept}
                give_consent(person=consent.person, by=request.user, on=consent.given_date, **given)
            else:
                stored = Consent.objects.get(pk=consent.pk)
                withdraw_consent(consent=stored, by=request.user, on=consent.withdrawn_date)

    @admin.action(description="Выдать приглашение на портал", permissions=["change"])
    def give_invitations(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        """Show a link for each: it opens an account that has no password yet."""
        accounts = {
            user.person_id: user for user in User.objects.filter(person__in=queryset).select_related("person")
        }

        def give(person: Person) -> None:
            user = accounts.get(person.pk) or create_account(person=person, by=request.user)
            show_invitation(request, user)

        self.run_action(request, queryset, give, done="Приглашений выдано")

    @admin.action(description="Назначить школьным куратором с сегодняшнего дня", permissions=["change"])
    def appoint_curators(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        """Make them curators of their own schools."""
        today = timezone.localdate()
        held = set(_curators(queryset).values_list("person", "school"))

        def appoint(person: Person) -> int:
            if person.school is None:
                raise ValidationError("не числится ни в одной школе.")
            if (person.pk, person.school.pk) in held:
                raise ValidationError("уже куратор своей школы.")
            given = give_role(
                person=person, role=Role.CURATOR, school=person.school, by=request.user, start=today
            )
            return given.pk

        self.run_action(request, queryset, appoint, done="Назначено кураторов", undo=GIVEN_ROLES)

    @admin.action(description="Завершить роль школьного куратора сегодня", permissions=["change"])
    def dismiss_curators(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        """Let today be the last day of every curator's role they hold."""
        today = timezone.localdate()
        held: dict[int, list[RoleAssignment]] = {}
        for role in _curators(queryset).select_related("school", "person"):
            held.setdefault(role.person_id, []).append(role)

        def dismiss(person: Person) -> list[Ended]:
            if person.pk not in held:
                raise ValidationError("сегодня не куратор.")
            return [end_role_for_now(assignment=role, by=request.user, on=today) for role in held[person.pk]]

        self.run_action(request, queryset, dismiss, done="Завершено ролей", undo=ENDED_ROLES)


def _curators(people: QuerySet[Person]) -> QuerySet[RoleAssignment]:
    """The curators' roles that hold today and have no end yet."""
    today = timezone.localdate()
    running = RoleAssignment.objects.in_force(today).curators().filter(end_date__isnull=True)
    return running.filter(person__in=people.order_by().values("pk"))


def show_invitation(request: HttpRequest, user: User) -> None:
    """Make an invitation and show its link once."""
    path = invite(user=user, by=request.user, on=timezone.localdate())
    words = f"{user.get_full_name()}, имя для входа {user.username}: {request.build_absolute_uri(path)}"
    messages.info(request, words)


@admin.register(Diagnostic)
class DiagnosticAdmin(PortalModelAdmin):
    """Testings of competences."""

    viewed_as = "diagnostic"
    add_title = "Новая диагностика"
    list_display = ("person", "date", "subject_score", "method_score", "max_score")
    list_filter = ("date",)
    list_select_related = ("person",)
    search_fields = ("person__name_key", "person__code")
    search_help_text = "Фамилия или код педагога"
    autocomplete_fields = ("person",)
    deletable = True

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """Whose it is is not edited: its versions would be looked for with another person."""
        return ("person",) if obj else ()


@admin.register(Consent)
class ConsentAdmin(PortalModelAdmin):
    """Consents: looked up here, given on the person's page, withdrawn by the action."""

    viewed_as = "consent"
    list_display = ("person", "kind", "given_date", "way", "withdrawn_date")
    list_filter = ("kind", "way", ("withdrawn_date", admin.EmptyFieldListFilter))
    list_select_related = ("person",)
    search_fields = ("person__name_key", "person__code")
    search_help_text = "Фамилия или код педагога"
    readonly_fields = ("person", "kind", "given_date", "way", "withdrawn_date")
    actions = ("withdraw",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Given on the person's page."""
        return False

    @admin.action(description="Отозвать сегодня", permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Consent]) -> None:
        """Record the withdrawals."""
        today = timezone.localdate()
        self.run_action(
            request,
            queryset,
            lambda consent: withdraw_consent(consent=consent, by=request.user, on=today),
            done="Отозвано согласий",
        )
