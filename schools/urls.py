"""Addresses without a section: signing in and out, invitation, appearance, health, plain pages."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path

from schools import appearance, views

urlpatterns = [
    path("accounts/login/", views.SignInView.as_view(), name="login"),
    path("accounts/logout/", login_not_required(LogoutView.as_view()), name="logout"),
    path("accounts/invitation/<int:pk>-<str:token>/", views.invitation, name="invitation"),
    path("appearance/", appearance.appearance, name="appearance"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("guide/", views.guide, name="guide"),
    path("healthz", views.healthz, name="healthz"),
]
