"""The pages of the one-stop shop."""
