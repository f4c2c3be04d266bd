"""Changes of pairs, from the proposal to the result (domain.md §4.3); who may make them is the views' matter."""
