"""The pages of the work plan and of the municipal events."""
