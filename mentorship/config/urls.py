"""The addresses of the portal (contract §2)."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from reports.views.home import home

handler500 = "schools.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("schools.urls")),
    path("", home, name="home"),
    path("reports/", include("reports.urls")),
    path("registers/", include("reports.urls_registers")),
    path("", include("mentorship.practices.urls")),
    path("bank/", include("mentorship.bank.urls")),
    path("requests/", include("mentorship.bank.urls_requests")),
    path("notices/", include("mentorship.notices.urls")),
    path("calendar/", include("mentorship.calendars.urls")),
    path("documents/", include("mentorship.documents.urls")),
    path("half-years/", include("mentorship.pairs.urls_half_years")),
    path("", include("mentorship.pairs.urls")),
    path("", include("mentorship.roadmap.urls")),
    path("", include("surveys.urls")),
    path("admin/", admin.site.urls),
]
