"""A workbook that is too long for a page to wait for: uploaded, and waited for."""

import os

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mentorship.spreadsheets.models import ImportTask
from tests.patience import until
from tests.workbooks import workbook

COLUMNS = ["Код ОО", "Муниципалитет", "Наименование"]
LINES = 2001


def upload(client, lines=LINES):
    """Upload so many schools; return the address of the page that tells how far they are."""
    rows = [[f"Ш-{number}", "Лесной район", f"СОШ № {number}"] for number in range(1, lines + 1)]
    file = SimpleUploadedFile("школы.xlsx", workbook(COLUMNS, *rows))
    return client.post(reverse("admin:import_kind", args=["schools"]), {"file": file}).url


def wait_for(state):
    """Until the newest task is in the state."""
    until(lambda: ImportTask.objects.first().state == state, 120)


def tell(monkeypatch, environment):
    """Let the processes that the portal itself starts be told this and nothing else."""
    # Playwright's loop in the same process leaves Django its own mark
    for name in set(os.environ) - set(environment) - {"DJANGO_ALLOW_ASYNC_UNSAFE"}:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
