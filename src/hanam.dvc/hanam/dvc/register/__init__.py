"""The relational register: what is counted, listed and numbered."""
