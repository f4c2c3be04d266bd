"""ИОР and ИСБШ computed by the portal: exact arithmetic on plain values, without the database.

Fractions throughout; the one place that needs roots takes them to fifty digits (docs/adr/0009). `runs`
speaks JSON, where decimals are text: the same inputs and parameters give the same text on any machine.
"""
