"""Addresses of one's own data, under /me/."""

from django.urls import path

from mentorship.privacy.views import own

urlpatterns = [
    path("data/", own.data, name="own_data"),
    path("data/my-data.json", own.as_json, name="own_data_json"),
    path("data/my-data.xlsx", own.as_xlsx, name="own_data_xlsx"),
    path("data/ask/<slug:wish>/", own.wish, name="own_data_wish"),
    path("consents/", own.consents, name="own_consents"),
]
