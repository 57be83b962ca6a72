"""Hand-over slips: folders go from one office to another, counted at both ends."""
