"""The part of the calendars in own data and in destroying them."""

from schools.personal import Fate, Holding

HOLDINGS = (
    Holding("calendars.FeedKey", "person", "Ссылки на календарь", Fate.DELETED, hides=("secret_hash",)),
)
