"""The centre's work plan, decisions of meetings and the event of the year: who has to do what by when."""
