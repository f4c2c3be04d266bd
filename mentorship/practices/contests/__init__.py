"""Motivation of mentors (document 003, §7): contests, letters of thanks, certificates with a check code."""
