"""Numbers of sent forms are kept as long as a page may stay open, and no longer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.operation.models import SentForm
from mentorship.privacy.cleaning import clean_up


@pytest.mark.django_db
def test_numbers_of_forms_are_forgotten_after_two_days():
    now = timezone.now()
    for key, seconds in (("older", 1), ("just", 0)):
        SentForm.objects.create(key=key, sent_at=now - timedelta(days=2, seconds=seconds))

    counted = {item.term.code: item.number for item in clean_up(now, dry_run=True)}
    assert (counted["sent_form"], SentForm.objects.count()) == (1, 2)
    clean_up(now)
    assert list(SentForm.objects.values_list("pk", flat=True)) == ["just"]
