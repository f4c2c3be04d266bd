"""make bench: what the portal does, each beside a reference measured in the same run (contract §8)."""
