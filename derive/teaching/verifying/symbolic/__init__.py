"""Relations between formulas, decided without the numbers of the sheet."""
