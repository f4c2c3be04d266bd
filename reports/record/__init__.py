"""The record of a school: its years, class, charts, and what mentoring went along with."""
