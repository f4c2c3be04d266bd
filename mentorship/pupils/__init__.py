"""Mentoring in which pupils take part."""
