"""Hand-made sheets: every relation sign judged."""
