"""Materials of the centre, practices of pairs, the board of honour, contests and awards."""

from mentorship.practices.models.awards import Award
from mentorship.practices.models.contests import Contest, ContestEntry, EntryPerson, Nomination
from mentorship.practices.models.honours import Honour
from mentorship.practices.models.materials import Material
from mentorship.practices.models.moderated import Moderated
from mentorship.practices.models.practices import Practice, PracticeAuthor

__all__ = [
    "Award",
    "Contest",
    "ContestEntry",
    "EntryPerson",
    "Honour",
    "Material",
    "Moderated",
    "Nomination",
    "Practice",
    "PracticeAuthor",
]
