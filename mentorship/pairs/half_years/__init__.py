"""Half-year reports of mentors: periods, drafts from the journal, submission, check (domain.md §4.5)."""
