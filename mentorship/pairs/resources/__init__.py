"""The Excel layout of pairs (contract §3); importing the package registers it."""

from mentorship.pairs.resources.layout import PairsLayout

__all__ = ["PairsLayout"]
