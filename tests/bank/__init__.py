"""Tests of the bank and of the requests."""
