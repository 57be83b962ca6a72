"""The papers of a draft: added one by one, turned, put in order, joined, sent from a phone."""
