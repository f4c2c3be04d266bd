"""Addresses for machines that watch the portal; /healthz stands with the pages (schools.urls)."""

from django.urls import path

from mentorship.operation import views

urlpatterns = [path("metrics", views.metrics, name="metrics")]
