"""Addresses of the requests."""

from django.urls import URLPattern, path

from mentorship.bank.views import requests

app_name = "requests"
urlpatterns: list[URLPattern] = [
    path("", requests.RequestListView.as_view(), name="list"),
    path("add/", requests.add, name="add"),
    path("<int:pk>/", requests.detail, name="detail"),
    path("<int:pk>/edit/", requests.edit, name="edit"),
]
