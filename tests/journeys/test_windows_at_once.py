"""Windows on one record that are sent at the same moment: one is stored, the others are told."""

import re
import threading
from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from mentorship.operation.once import TOKEN
from mentorship.roadmap.models import TownEvent
from schools.models import Subject
from schools.stamps import STAMP

pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = 8


def opened(client, address):
    """The token and the stamp of a window of its own."""
    page = client.get(address).content.decode()
    form = page[page.rindex("<form", 0, page.index(f'name="{STAMP}"')) :]
    return {name: re.search(rf'name="{name}" value="([^"]+)"', form)[1] for name in (TOKEN, STAMP)}


def sent_at_once(client, address, windows):
    """How often each status answered."""
    barrier, codes = threading.Barrier(len(windows)), []

    def send(fields):
        window = Client(raise_request_exception=False)
        window.cookies.update(client.cookies)
        try:
            barrier.wait()
            codes.append(window.post(address, fields).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(fields,)) for fields in windows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(codes)


def test_of_many_windows_sent_at_once_one_is_stored(client_as, municipality):
    event = TownEvent.objects.create(municipality=municipality, date=date(2026, 3, 20), topic="Форум")
    client, address = client_as("methodist"), f"{event.get_absolute_url()}edit/"
    fields = {"date": "2026-03-20", "state": "planned"}
    windows = [{**fields, "topic": f"Форум {number}", **opened(client, address)} for number in range(WINDOWS)]

    assert sent_at_once(client, address, windows) == {302: 1, 409: WINDOWS - 1}


def test_of_many_windows_of_the_admin_sent_at_once_one_is_stored(client_as, municipality):
    subject = Subject.objects.create(name="Вышивка", key="вышивка")
    client, address = client_as("methodist"), reverse("admin:schools_subject_change", args=[subject.pk])
    windows = [
        {"name": f"Вышивка {number}", "_save": "1", **opened(client, address)} for number in range(WINDOWS)
    ]

    assert sent_at_once(client, address, windows) == {302: 1, 409: WINDOWS - 1}
