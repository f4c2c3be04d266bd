"""The part of the programmes in own data and in destroying them: who belonged to the centre."""

from schools.personal import Fate, Holding

HOLDINGS = (Holding("programmes.CentreMember", "person", "Наставнический центр", Fate.DELETED),)
