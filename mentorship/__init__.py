"""Portal of the municipal mentorship centre."""
