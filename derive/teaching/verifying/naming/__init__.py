"""What the names of a sheet mean: read off their letters, inferred from numbers and formulas."""
