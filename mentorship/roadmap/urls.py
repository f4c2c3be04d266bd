"""Addresses of roadmaps and coordination meetings."""

from django.urls import path

from mentorship.roadmap.views import events, meetings, overview, roadmaps

app_name = "roadmap"
urlpatterns = [
    path("roadmap/", overview.roadmap_list, name="list"),
    path("roadmap/add/", roadmaps.add, name="add"),
    path("roadmap/<int:pk>/", roadmaps.detail, name="detail"),
    path("roadmap/<int:pk>/plan/", roadmaps.plan, name="plan"),
    path("roadmap/<int:pk>/events/<int:event_pk>/", events.event_page, name="event"),
    path("roadmap/<int:pk>/evidence/<int:evidence_pk>/", events.evidence_file, name="evidence"),
    path(
        "roadmap/<int:pk>/evidence/<int:evidence_pk>/remove/", events.remove_evidence, name="remove_evidence"
    ),
    path(
        "roadmap/<int:pk>/occurrences/<int:occurrence_pk>/remove/",
        events.remove_occurrence,
        name="remove_occurrence",
    ),
    path("roadmap/<int:pk>/<slug:code>/", roadmaps.act, name="act"),
    path("meetings/", meetings.meeting_list, name="meetings"),
    path("meetings/add/", meetings.meeting_edit, name="meeting_add"),
    path("meetings/<int:pk>/", meetings.meeting_edit, name="meeting_edit"),
]
