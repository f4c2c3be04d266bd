"""The part of the entrance in own data and in destroying them: known addresses, second factor, sessions."""

from schools.personal import Fate, Holding

HOLDINGS = (
    Holding("entrance.KnownAddress", "user__person", "Знакомые адреса", Fate.DELETED, hides=("key",)),
    Holding(
        "entrance.SecondFactor", "user__person", "Второй фактор", Fate.DELETED, hides=("secret", "last_step")
    ),
    Holding("entrance.ProviderLink", "user__person", "Связь с единым входом", Fate.DELETED),
    Holding("entrance.Visit", "user__person", "Сеансы", Fate.DELETED, hides=("session_key",)),
)
