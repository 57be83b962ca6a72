"""The catalogue beside the register: what a higher level or less red tape would bring."""
