"""Addresses of half-year reports."""

from django.urls import path

from mentorship.pairs.views import half_years

app_name = "half_years"
urlpatterns = [
    path("", half_years.report_list, name="list"),
    path("open/", half_years.new_period, name="open"),
    path("periods/<int:pk>/refill/", half_years.refill, name="refill"),
    path("<int:pk>/", half_years.report_detail, name="detail"),
    path("<int:pk>/<slug:code>/", half_years.act, name="act"),
]
