"""Excel layouts of the bank (contract §3); importing the package registers them."""

from mentorship.bank.resources import bank, requests, trainings

__all__ = ["bank", "requests", "trainings"]
