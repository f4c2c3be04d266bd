"""Invented municipalities of any size, written in bulk: for benchmarks and trials (contract §1, §8)."""
