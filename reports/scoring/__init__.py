"""The 0–20 sheet of the methodical service (document 004): criteria, marks of two, evidence, protocol."""
