"""Addresses of the journal and of incidents."""

from django.urls import path

from mentorship.journal.views import entries, extracts, incidents

app_name = "journal"
urlpatterns = [
    path("", entries.entry_list, name="list"),
    path("extracts/new/", extracts.draw_up, name="draw"),
    path("extracts/<int:pk>/", extracts.detail, name="extract"),
    path("extracts/<int:pk>/extract.xlsx", extracts.as_xlsx, name="extract_xlsx"),
    path("incidents/", incidents.incident_list, name="incidents"),
    path("incidents/new/", incidents.new, name="incident_new"),
    path("incidents/<int:pk>/", incidents.detail, name="incident"),
    path("incidents/<int:pk>/edit/", incidents.edit, name="incident_edit"),
    path("incidents/<int:pk>/<slug:step>/", incidents.act, name="incident_act"),
]
