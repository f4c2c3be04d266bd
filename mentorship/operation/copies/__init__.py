"""Copies of the portal: one sealed file with the database and the uploaded files, made and put back."""
