"""Papers laid into slots, at a desk or by a phone, for whatever has slots for them."""
