"""Addresses of roadmaps and coordination meetings."""

from django.urls import path

from mentorship.roadmap import urls_meetings
from mentorship.roadmap.views import (
    attendance,
    door,
    events,
    evidence,
    overview,
    plans,
    review,
    revisions,
    roadmaps,
    templates,
    workbooks,
)

app_name = "roadmap"
urlpatterns = [
    path("roadmap/", overview.roadmap_list, name="list"),
    path("roadmap/schools.xlsx", overview.overview_xlsx, name="overview_xlsx"),
    path("roadmap/events/", overview.event_list, name="events"),
    path("roadmap/add/", roadmaps.add, name="add"),
    path("roadmap/<int:pk>/", roadmaps.detail, name="detail"),
    path("roadmap/<int:pk>/plan/", roadmaps.plan, name="plan"),
    path("roadmap/templates/", templates.template_list, name="templates"),
    path("roadmap/templates/<int:pk>/", templates.template_page, name="template"),
    path("roadmap/<int:pk>/template/", templates.roadmap_template, name="roadmap_template"),
    path("roadmap/<int:pk>/workbook.xlsx", workbooks.workbook_file, name="workbook_file"),
    path("roadmap/<int:pk>/workbook/", workbooks.workbook, name="workbook"),
    path("roadmap/<int:pk>/review/", review.review, name="review"),
    path("roadmap/<int:pk>/remarks/<int:remark_pk>/", review.remark, name="remark"),
    path("roadmap/<int:pk>/versions/", revisions.version_list, name="versions"),
    path("roadmap/<int:pk>/versions/<int:number>/", revisions.version, name="version"),
    path("roadmap/<int:pk>/changes/", revisions.changes, name="changes"),
    path("roadmap/<int:pk>/changes/lines/<int:line_pk>/drop/", revisions.drop_line, name="drop_line"),
    path("roadmap/<int:pk>/changes/<slug:code>/", revisions.change_act, name="change_act"),
    path("roadmap/<int:pk>/events/new/", plans.event_new, name="event_new"),
    path("roadmap/<int:pk>/events/<int:event_pk>/", events.event_page, name="event"),
    path("roadmap/<int:pk>/events/<int:event_pk>/plan/", plans.event_edit, name="event_plan"),
    path("roadmap/<int:pk>/events/<int:event_pk>/responsible/", plans.responsible, name="responsible"),
    path("roadmap/<int:pk>/events/<int:event_pk>/people/", attendance.attendance, name="attendance"),
    path(
        "roadmap/<int:pk>/events/<int:event_pk>/people.xlsx",
        attendance.attendance_xlsx,
        name="attendance_xlsx",
    ),
    path("roadmap/<int:pk>/events/<int:event_pk>/door/", door.door, name="door"),
    path("roadmap/here/<str:key>/", door.here, name="here"),
    path("roadmap/<int:pk>/evidence/<int:evidence_pk>/", evidence.evidence_file, name="evidence"),
    path(
        "roadmap/<int:pk>/evidence/<int:evidence_pk>/remove/",
        evidence.remove_evidence,
        name="remove_evidence",
    ),
    path(
        "roadmap/<int:pk>/occurrences/<int:occurrence_pk>/remove/",
        evidence.remove_occurrence,
        name="remove_occurrence",
    ),
    path("roadmap/<int:pk>/<slug:code>/", roadmaps.act, name="act"),
    *urls_meetings.urlpatterns,
]
