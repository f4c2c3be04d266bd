"""Addresses of the bank."""

from django.urls import URLPattern, path

from mentorship.bank.views import bank, consents, nominations

app_name = "bank"
urlpatterns: list[URLPattern] = [
    path("", bank.BankListView.as_view(), name="list"),
    path("apply/", nominations.apply, name="apply"),
    path("export.xlsx", bank.export, name="export"),
    path("consents/<int:pk>/", consents.consents, name="consents"),
    path("<int:pk>/", bank.detail, name="detail"),
    path("<int:pk>/cards/add/", bank.card, name="add_card"),
    path("<int:pk>/cards/<int:card_pk>/", bank.card, name="card"),
]
