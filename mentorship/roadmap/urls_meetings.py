"""Addresses of meetings, decisions, the centre's work plan and the event of the year; part of `urls`."""

from django.urls import path

from mentorship.roadmap.views import decisions, meetings
from mentorship.roadmap.workplan.views import events, plans

urlpatterns = [
    path("meetings/", meetings.meeting_list, name="meetings"),
    path("meetings/add/", meetings.meeting_edit, name="meeting_add"),
    path("meetings/behind/", decisions.behind_page, name="behind"),
    path("meetings/decisions.xlsx", decisions.decisions_xlsx, name="decisions_xlsx"),
    path("meetings/decisions/<int:pk>/", decisions.decision_page, name="decision"),
    path("meetings/decisions/<int:pk>/<slug:code>/", decisions.decision_act, name="decision_act"),
    path("meetings/events/", events.event_list, name="town_events"),
    path("meetings/events/add/", events.event_edit, name="town_event_add"),
    path("meetings/events/<int:pk>/", events.event_page, name="town_event"),
    path("meetings/events/<int:pk>/edit/", events.event_edit, name="town_event_edit"),
    path("meetings/plans/", plans.plan_list, name="work_plans"),
    path("meetings/plans/<int:pk>/", plans.plan_page, name="work_plan"),
    path("meetings/plans/<int:pk>/plan.xlsx", plans.plan_xlsx, name="work_plan_xlsx"),
    path("meetings/plans/<int:pk>/approve/", plans.approve, name="work_plan_approve"),
    path("meetings/plans/<int:pk>/add/", plans.item_add, name="work_item_add"),
    path("meetings/plans/<int:pk>/<int:item_pk>/", plans.item_page, name="work_item"),
    path("meetings/plans/<int:pk>/<int:item_pk>/<slug:code>/", plans.item_act, name="work_item_act"),
    path("meetings/<int:pk>/", meetings.meeting_detail, name="meeting"),
    path("meetings/<int:pk>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path("meetings/<int:pk>/<slug:code>/", meetings.meeting_act, name="meeting_act"),
]
