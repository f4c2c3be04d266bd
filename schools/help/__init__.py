"""Help: the glossary of official terms, the chapters of the guide, the way from a page to its chapter."""
