"""Pages of the bank and of the requests."""
