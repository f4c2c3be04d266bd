"""The first steps of a centre: what an empty installation lacks, computed from what is stored."""
