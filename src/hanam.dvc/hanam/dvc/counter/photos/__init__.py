"""Papers photographed by a phone while their form stands open at the counter."""
