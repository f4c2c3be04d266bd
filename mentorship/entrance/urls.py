"""Addresses under /accounts/: the way in and out, and what a person sets about the own account."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from mentorship.entrance.views import account, confirm, factor, invitation, provider, sign_in, staff

urlpatterns = [
    path("", account.own_account, name="account"),
    path("login/", sign_in.SignInView.as_view(), name="login"),
    path("code/", sign_in.second_step, name="second_step"),
    path("provider/", provider.begin, name="provider"),
    path("provider/back/", provider.back, name="provider_back"),
    path("logout/", login_not_required(sign_in.SignOutView.as_view()), name="logout"),
    path("invitation/<int:pk>-<str:token>/", invitation.invitation, name="invitation"),
    path("password/", account.OwnPasswordView.as_view(), name="password"),
    path("sessions/", account.end_sessions, name="end_sessions"),
    path("second-factor/", factor.SecondFactorView.as_view(), name="second_factor"),
    path("confirm/", confirm.confirm, name="confirm"),
    path("staff/", staff.staff, name="staff"),
    path("staff/<int:pk>/", staff.link, name="staff_link"),
    path("kept/", confirm.kept_form, name="kept"),
]
