"""The part of the reports in own data and in destroying them: questions somebody has kept."""

from schools.personal import Fate, Holding

HOLDINGS = (Holding("reports.SavedView", "user__person", "Сохранённые вопросы", Fate.DELETED),)
