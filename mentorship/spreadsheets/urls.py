"""Addresses of the Excel screens inside the admin: /admin/import/…, /admin/export/…."""

from django.contrib.admin import site
from django.urls import path

from mentorship.spreadsheets import views

urlpatterns = [
    path("import/", site.admin_view(views.index), name="import"),
    path("import/<slug:kind>/", site.admin_view(views.upload), name="import_kind"),
    path("import/<slug:kind>/<slug:token>/", site.admin_view(views.preview), name="import_preview"),
    path("export/<slug:kind>/", site.admin_view(views.export), name="export_kind"),
]
