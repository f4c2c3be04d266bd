"""The addresses of the portal (contract §2)."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from reports.views.home import home

handler500 = "schools.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    # first what whole schools open at once: addresses are tried in this order
    path("", include("surveys.urls")),
    path("", include("schools.urls")),
    path("help/", include("schools.help.urls")),
    path("accounts/", include("mentorship.entrance.urls")),
    path("", home, name="home"),
    path("reports/", include("reports.urls")),
    path("", include("reports.urls_first_run")),
    path("registers/", include("reports.urls_registers")),
    path("", include("mentorship.practices.urls")),
    path("", include("mentorship.practices.urls_cases")),
    path("contests/", include("mentorship.practices.contests.urls")),
    path("awards/", include("mentorship.practices.contests.urls_awards")),
    path("bank/", include("mentorship.bank.urls")),
    path("requests/", include("mentorship.bank.urls_requests")),
    path("journal/", include("mentorship.journal.urls")),
    path("me/", include("mentorship.privacy.urls_own")),
    path("privacy/", include("mentorship.privacy.urls")),
    path("notices/", include("mentorship.notices.urls")),
    path("calendar/", include("mentorship.calendars.urls")),
    path("documents/", include("mentorship.documents.urls")),
    path("", include("mentorship.programmes.urls")),
    path("pupils/", include("mentorship.pupils.urls")),
    path("half-years/", include("mentorship.pairs.urls_half_years")),
    path("", include("mentorship.pairs.urls")),
    path("", include("mentorship.roadmap.urls")),
    path("", include("surveys.device.urls")),
    path("", include("mentorship.operation.urls")),
    path("admin/", admin.site.urls),
]
