"""The pages of this room: the outbox, the texts, what a person wants, where messages went."""
