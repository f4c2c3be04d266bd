"""Meetings, work plans and municipal events in the admin: looked up here, changed on their pages."""

from django.contrib import admin

from mentorship.roadmap.models import (
    AgendaItem,
    CoordinationMeeting,
    MeetingDecision,
    MeetingParticipant,
    TownEvent,
    WorkPlan,
    WorkPlanItem,
)
from schools.admin.looked_up import LookedUpAdmin
from schools.admin_base import ReadOnlyInline


class AgendaInline(ReadOnlyInline):
    """Questions of a meeting."""

    model = AgendaItem
    fields = ("order", "text", "speaker")


class ParticipantInline(ReadOnlyInline):
    """Who was there."""

    model = MeetingParticipant
    fields = ("person", "guest")


class DecisionInline(ReadOnlyInline):
    """What a meeting decided."""

    model = MeetingDecision
    fields = ("number", "text", "owner_person", "owner_school", "owner_role", "due_date", "state")


@admin.register(CoordinationMeeting)
class CoordinationMeetingAdmin(LookedUpAdmin):
    """Coordination meetings with agenda, participants and decisions."""

    list_display = ("date", "municipality", "topic", "state", "protocol_number")
    list_filter = ("state", "municipality")
    list_select_related = ("municipality",)
    date_hierarchy = "date"
    inlines = (AgendaInline, ParticipantInline, DecisionInline)


@admin.register(MeetingDecision)
class MeetingDecisionAdmin(LookedUpAdmin):
    """Decisions of all meetings: to find one by its day and state."""

    list_display = ("text", "meeting", "owner", "due_date", "state", "closed_date")
    list_filter = ("state", "owner_role")
    list_select_related = ("meeting", "owner_person", "owner_school")
    date_hierarchy = "due_date"


class ItemInline(ReadOnlyInline):
    """Rows of a plan."""

    model = WorkPlanItem
    fields = ("section", "title", "term_text", "responsible", "state", "done_date")


@admin.register(WorkPlan)
class WorkPlanAdmin(LookedUpAdmin):
    """Work plans of the centres."""

    list_display = ("municipality", "year", "state", "approved_date")
    list_filter = ("state", "municipality")
    list_select_related = ("municipality",)
    inlines = (ItemInline,)


@admin.register(TownEvent)
class TownEventAdmin(LookedUpAdmin):
    """Municipal events."""

    list_display = ("date", "municipality", "topic", "state")
    list_filter = ("state", "municipality")
    list_select_related = ("municipality",)
    date_hierarchy = "date"
