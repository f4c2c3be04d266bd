"""Pages of the public section and those on which it is worked."""
