"""The public section, contests and awards in the admin."""

from mentorship.practices.admin.contests import AwardAdmin, ContestAdmin, ContestEntryAdmin
from mentorship.practices.admin.public import HonourAdmin, MaterialAdmin

__all__ = ["AwardAdmin", "ContestAdmin", "ContestEntryAdmin", "HonourAdmin", "MaterialAdmin"]
