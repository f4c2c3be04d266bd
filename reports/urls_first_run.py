"""Addresses of the first steps of a centre."""

from django.urls import include, path

from reports.first_run import views

_own = [
    path("", views.page, name="page"),
    path("methodist/", views.methodist, name="methodist"),
]

urlpatterns = [
    path("first-run/", include((_own, "first_run"))),
    # before the programmes' own addresses: the last part of those is a code
    path("programmes/add/", views.programme_add, name="programme_add"),
]
