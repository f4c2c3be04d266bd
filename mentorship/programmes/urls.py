"""Addresses of programmes and of the centre."""

from django.urls import path

from mentorship.programmes import views

app_name = "programmes"
urlpatterns = [
    path("programmes/", views.programme_list, name="list"),
    path("programmes/<slug:code>/", views.detail, name="detail"),
    path("programmes/<slug:code>/history/", views.history, name="history"),
    path("centre/", views.centre, name="centre"),
]
