"""The press: newspaper and broadcaster write in rooms of their own and approve themselves."""
