"""Addresses of the pupils' part."""

from django.urls import path

from mentorship.pupils.views import acts, cards, lists, pair_acts, pairs, workbooks

app_name = "pupils"
urlpatterns = [
    path("", lists.pupils, name="list"),
    path("add/", cards.add, name="add"),
    path("consent-text/", cards.consent_text, name="consent_text"),
    path("workbook/", workbooks.workbook, name="workbook"),
    path("<str:school>/pupils.xlsx", workbooks.export, name="export"),
    path("scans/<int:pk>/", cards.scan, name="scan"),
    path("pairs/", pairs.pair_list, name="pairs"),
    path("pairs/add/", pairs.add, name="pair_add"),
    path("pairs/<int:pk>/", pairs.pair, name="pair"),
    path("pairs/<int:pk>/meetings/<int:meeting_pk>/remove/", pair_acts.remove, name="meeting_remove"),
    path("pairs/<int:pk>/<slug:code>/", pair_acts.act, name="pair_act"),
    path("<int:pk>/", cards.detail, name="detail"),
    path("<int:pk>/edit/", cards.edit, name="edit"),
    path("<int:pk>/destroyed/", acts.destroyed, name="destroyed"),
    path("<int:pk>/<slug:code>/", acts.act, name="act"),
]
