"""The demonstration municipality: invented, and brought in by the same door as a real one."""
