"""Which admin site the portal uses."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """The stock admin with the portal's own site: Russian titles, access by roles, Excel screens."""

    default_site = "schools.admin_site.PortalAdminSite"
