"""The journal of actions as people search and hand it out."""
