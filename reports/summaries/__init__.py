"""Figures of whole municipalities that are kept: what they are made of, counting, reading, comparing."""
