"""The doctor's own checks, by what they look at; mentorship/operation/doctor.py lists them."""
