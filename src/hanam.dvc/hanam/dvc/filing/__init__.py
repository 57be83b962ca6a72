"""The path of a citizen: file, hold a receipt, follow, answer."""
