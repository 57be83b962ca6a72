"""The page on which editors keep the words of all procedures."""
