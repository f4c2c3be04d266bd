"""Addresses a browser asks for by itself; the worker's stands at the root, for its scope is its folder."""

from django.urls import path

from surveys.device import views

urlpatterns = [
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("worker.js", views.worker, name="worker"),
    path("offline/", views.offline, name="offline"),
]
