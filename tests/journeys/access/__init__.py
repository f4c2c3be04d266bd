"""Every address of the portal: what it is asked with, and who may."""
