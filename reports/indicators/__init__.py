"""Indicators: what they are, what they are made of, where they stand."""
