"""The act of destroying a pupil's data, read from the journal: numbers, days and who, never a name.

Its extract is the proof of destruction, kept for three years (Роскомнадзор, приказ № 179).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.privacy.retention import ACT_YEARS
from mentorship.pupils.models import Pupil, PupilMeeting, PupilPair

ACTION = "pupils.erased"


@dataclass(frozen=True)
class Act:
    """What the printed act says."""

    pupil: Pupil
    entry: Entry
    gone: list[tuple[str, int]]
    kept: list[tuple[str, int]]
    extract: list[Entry]

    @property
    def day(self) -> date:
        """The day of the destruction."""
        return timezone.localdate(self.entry.at)

    @property
    def backups_until(self) -> date:
        """The day by which the last backup is gone."""
        return self.day + timedelta(days=settings.BACKUP_DAYS)

    @property
    def keep_until(self) -> date:
        """How long the act is kept."""
        return self.day.replace(year=self.day.year + ACT_YEARS, day=min(self.day.day, 28))


def act_of(pupil: Pupil) -> Act | None:
    """The act of a pupil whose data were destroyed; None before."""
    own = Q(target_model="pupils.pupil", target_id=pupil.pk) | Q(
        target_model="pupils.pupilconsent", target_id__in=pupil.consents.values("pk")
    )
    told = list(Entry.objects.filter(own).exclude(kind="view").select_related("by__person").order_by("pk"))
    entry = next((item for item in reversed(told) if item.action == ACTION), None)
    if entry is None:
        return None
    pairs = PupilPair.objects.of(pupil)
    gone = [
        ("Имя или псевдоним, буква класса", 1),
        ("Согласия: кто подписал, номер", entry.data.get("consents", 0)),
        ("Сканы согласий", entry.data.get("scans", 0)),
    ]
    kept = [
        ("Пары без имени", pairs.count()),
        ("Встречи без имени", PupilMeeting.objects.filter(pair__in=pairs).count()),
    ]
    return Act(pupil, entry, gone, kept, told)
