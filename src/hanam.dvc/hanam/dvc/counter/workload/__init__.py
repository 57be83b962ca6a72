"""How much work each person of an agency has, and spreading what nobody has yet."""
