"""Several municipalities side by side, by their fixed reports; one file of their banks and registers."""
