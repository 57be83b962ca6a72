"""Results at the agency: prepared and signed, handed over, originals given back."""
