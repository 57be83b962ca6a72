"""What a filing costs: fees as dated formulas, their words and their calculator."""
