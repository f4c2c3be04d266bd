"""Questionnaires and campaigns in the admin; answers, texts and who gave them never come here."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from schools.admin_base import PortalModelAdmin, PortalTabularInline
from surveys.enums import VersionState
from surveys.models import Campaign, Item, Questionnaire, QuestionnaireVersion
from surveys.versions import copy_version, publish_version
from surveys.workflow import close_campaign, open_campaign


def _is_draft(version: Any) -> bool:
    return isinstance(version, QuestionnaireVersion) and version.state == VersionState.DRAFT


@admin.register(Questionnaire)
class QuestionnaireAdmin(PortalModelAdmin):
    """The four forms; what they ask stands in their versions."""

    list_display = ("title", "code", "role", "phase")
    readonly_fields = ("title", "code", "role", "phase")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Forms come with the portal."""
        return False


class ItemInline(PortalTabularInline):
    """Questions of a version; those of a published one are only read."""

    model = Item
    fields = ("order", "number", "code", "section", "text", "hint", "kind", "scale", "allows_dont_know")

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
    readonly_fields = ("questionnaire", "number", "state", "published_at", "checksum")
    inlines = (ItemInline,)
    actions = ("copy_as_draft", "publish")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A version begins as a copy of another."""
        return False

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
