"""A sheet that computes with a model of its own: its numbers judged by differentiating that."""
