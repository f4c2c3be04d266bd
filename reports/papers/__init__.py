"""Reports as documents: each made of a snapshot alone, so it never changes (domain.md §1.15, §5.9, §5.10)."""
