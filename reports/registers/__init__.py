"""Registers: who takes part by name (domain.md §5.5), the selected mentors, who worked with whom."""
