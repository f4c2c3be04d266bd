"""Addresses of the requests."""

from django.urls import URLPattern, path

from mentorship.bank.views import requests, teams, testing, wishes

app_name = "requests"
urlpatterns: list[URLPattern] = [
    path("", requests.RequestListView.as_view(), name="list"),
    path("add/", requests.add, name="add"),
    path("team/", teams.add_team, name="add_team"),
    path("from-diagnostics/", testing.from_diagnostics, name="from_diagnostics"),
    path("preferences/", wishes.wish_list, name="preferences"),
    path("preferences/<int:pk>/<slug:side>/", wishes.edit_wishes, name="edit_preferences"),
    path("<int:pk>/", requests.detail, name="detail"),
    path("<int:pk>/edit/", requests.edit, name="edit"),
]
