"""Recipes: new exercises without end, whose numbers come out as a lecturer would choose them."""
