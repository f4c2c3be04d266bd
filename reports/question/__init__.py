"""One's own question: rows and columns over pairs, roadmap events and coverage; saved by its address."""
