"""Drafts of pupils that nobody has brought a consent for: the timer destroys them."""

from datetime import datetime, timedelta

from django.utils import timezone

from mentorship.pupils.enums import PupilState
from mentorship.pupils.models import Pupil
from mentorship.pupils.models.pupils import DRAFT_DAYS
from mentorship.pupils.workflow import erase_pupil


def erase_drafts(before: datetime, dry_run: bool) -> int:
    """Destroy drafts written down by the moment, or only count them."""
    rows = Pupil.objects.filter(state=PupilState.DRAFT, created_on__lte=timezone.localdate(before))
    stale = list(rows.order_by("pk"))
    today = timezone.localdate(before) + timedelta(days=DRAFT_DAYS)
    for pupil in () if dry_run else stale:
        erase_pupil(pupil=pupil, on=today, by=None)
    return len(stale)
