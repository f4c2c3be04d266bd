"""What follows in the bank from a consent that has just been withdrawn (settings.CONSENT_LETTERS)."""

from mentorship.bank import letters, workflow
from mentorship.bank.models import Mentor
from schools.enums import ConsentKind
from schools.models import Consent, User


def follow(consent: Consent, by: User | None) -> None:
    """Lead a mentor without consent to processing out of the bank, then post the letters."""
    if consent.kind == ConsentKind.PROCESSING and consent.withdrawn_date is not None:
        mentor = Mentor.objects.filter(pk=consent.person_id).first()
        if mentor is not None:
            workflow.lock_mentor(mentor=mentor, by=by, on=consent.withdrawn_date)
    letters.tell_of_withdrawal(consent, by)
