"""Questionnaires and campaigns in the admin; answers, texts and who gave them never come here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from schools.admin_base import PortalModelAdmin, PortalTabularInline
from surveys.enums import VersionState
from surveys.models import Campaign, Item, Questionnaire, QuestionnaireVersion
from surveys.scales import SCALES
from surveys.versions import copy_version, create_questionnaire, publish_version
from surveys.workflow import close_campaign, open_campaign


def _scale_words(code: str) -> str:
    return " · ".join(option.label for option in SCALES[code].options)


def _is_draft(version: Any) -> bool:
    return isinstance(version, QuestionnaireVersion) and version.state == VersionState.DRAFT


@admin.register(Questionnaire)
class QuestionnaireAdmin(PortalModelAdmin):
    """The portal's forms and the methodist's own; what they ask stands in their versions."""

    list_display = ("title", "code", "role", "phase")
    add_title = "Новая анкета"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new form is asked once: «до» and «после» are the document's."""
        return ("title", "code", "role", "phase") if obj else ("title", "code", "role")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What was made stays."""
        return ("title", "code", "role", "phase") if obj else ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who runs campaigns makes forms."""
        return request.user.has_perm("campaigns.change")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Make the form with its first draft."""
        if not change:
            draft = create_questionnaire(code=obj.code, title=obj.title, role=obj.role, by=request.user)  # type: ignore[arg-type]
            obj.pk = draft.questionnaire_id

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> Any:
        """Go on to the questions."""
        self.message_user(request, "Анкета создана: впишите вопросы, посмотрите и опубликуйте.")
        draft = QuestionnaireVersion.objects.drafts().get(questionnaire=obj.pk)
        return redirect("admin:surveys_questionnaireversion_change", draft.pk)


class ItemForm(forms.ModelForm):
    """A question: its scale is chosen, not typed."""

    scale = forms.ChoiceField(
        label="шкала",
        required=False,
        choices=[("", "—"), *((code, _scale_words(code)) for code in SCALES)],
    )


class ItemInline(PortalTabularInline):
    """Questions of a version; those of a published one are only read."""

    model = Item
    form = ItemForm
    fields = (
        "order",
        "number",
        "code",
        "section",
        "instruction",
        "text",
        "hint",
        "kind",
        "scale",
        "allows_dont_know",
        "show_if",
        "paired_with",
        "relation",
    )

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A published form is not lengthened."""
        return _is_draft(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A published form is not changed."""
        return _is_draft(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A published form is not shortened."""
        return _is_draft(obj) and request.user.has_perm("campaigns.change")


@admin.register(QuestionnaireVersion)
class QuestionnaireVersionAdmin(PortalModelAdmin):
    """Versions: a new one is a copy, is edited as a draft, then published."""

    list_display = ("questionnaire", "number", "state", "published_at")
    list_filter = ("questionnaire", "state")
    list_select_related = ("questionnaire",)
    readonly_fields = ("questionnaire", "number", "state", "published_at", "checksum", "preview")
    inlines = (ItemInline,)
    actions = ("copy_as_draft", "publish")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A version begins as a copy of another."""
        return False

    @admin.display(description="как увидят её")
    def preview(self, version: QuestionnaireVersion) -> str:
        """The way to the version as its respondent sees it."""
        address = reverse("surveys:preview", args=[version.pk])
        return format_html('<a href="{}">Посмотреть анкету</a>', address)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A published version is only read."""
        return self.readonly_fields if _is_draft(obj) else (*self.readonly_fields, "intro")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        """What cannot be changed has no button that saves it."""
        if not _is_draft(kwargs.get("obj")):
            context |= {"show_save": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, **kwargs)

    @admin.action(description="Создать новую версию (копию для правки)", permissions=["change"])
    def copy_as_draft(self, request: HttpRequest, queryset: Any) -> None:
        """Copy the chosen versions as drafts."""
        self.run_action(
            request, queryset, lambda row: copy_version(version=row, by=request.user), done="Создано версий"
        )

    @admin.action(description="Опубликовать", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: Any) -> None:
        """Publish drafts; new campaigns ask them, running ones keep theirs."""
        self.run_action(
            request, queryset, lambda row: publish_version(version=row, by=request.user), done="Опубликовано"
        )


@admin.register(Campaign)
class CampaignAdmin(PortalModelAdmin):
    """Campaigns to look at, with their transitions; they are made and prolonged on their own pages."""

    list_display = ("questionnaire", "municipality", "year_words", "state", "opens_date", "closes_date")
    list_filter = ("year", "state", "questionnaire")
    list_select_related = ("questionnaire", "municipality")
    readonly_fields = (
        "municipality",
        "questionnaire",
        "version",
        "year",
        "state",
        "opens_date",
        "closes_date",
        "opens_on",
        "programme",
        "schools",
        "anonymised_at",
    )
    actions = ("open_chosen", "close_chosen")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A campaign is made on «Кампании анкет»."""
        return False

    @admin.display(description="учебный год", ordering="year")
    def year_words(self, campaign: Campaign) -> str:
        """«2025/2026»."""
        return f"{campaign.year}/{campaign.year + 1}"

    @admin.action(description="Открыть", permissions=["change"])
    def open_chosen(self, request: HttpRequest, queryset: Any) -> None:
        """Open drafts."""
        on = timezone.localdate()
        self.run_action(
            request, queryset, lambda row: open_campaign(campaign=row, on=on, by=request.user), done="Открыто"
        )

    @admin.action(description="Закрыть", permissions=["change"])
    def close_chosen(self, request: HttpRequest, queryset: Any) -> None:
        """Close open ones."""
        on = timezone.localdate()
        self.run_action(
            request,
            queryset,
            lambda row: close_campaign(campaign=row, on=on, by=request.user),
            done="Закрыто",
        )
