"""The log of letters: looked up only; what was not sent is queued again."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from mentorship.notices.models import Notice
from mentorship.notices.posting import send_again
from schools.admin_base import PortalModelAdmin


@admin.register(Notice)
class NoticeAdmin(PortalModelAdmin):
    """What was sent to the people within the account's scope, and what became of it."""

    list_display = ("created_at", "person", "topic", "subject", "state", "tries", "sent_at", "sent_to")
    list_filter = ("state", "topic", "created_at")
    list_select_related = ("person",)
    search_fields = ("person__name_key", "person__code", "subject")
    search_help_text = "Фамилия или код получателя, слова темы"
    fields = (
        "person",
        "topic",
        "subject",
        "text",
        "path",
        "state",
        "created_at",
        "tries",
        "next_try_at",
        "sent_at",
        "sent_to",
        "error",
    )
    readonly_fields = fields
    actions = ("resend",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Posted by what happens on the portal."""
        return False

    @admin.action(description="Отправить ещё раз", permissions=["change"])
    def resend(self, request: HttpRequest, queryset: QuerySet[Notice]) -> None:
        """Queue the letters that were not sent."""
        now, by = timezone.now(), request.user
        self.run_action(
            request,
            queryset,
            lambda notice: send_again(notice=notice, by=by, now=now),  # type: ignore[arg-type]
            done="Поставлено в очередь",
        )
