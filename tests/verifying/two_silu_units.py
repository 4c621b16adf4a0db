"""Two SiLU units and a linear output, as an exercise file."""

EXERCISE = """
title = "Two units"
[network]
inputs = 2
loss = "half squared error"
layer = [{ units = 2, activation = "silu" }, { units = 1, activation = "identity" }]
[numbers]
learning_rate = 0.1
W.1 = [[0.5, -0.4], [0.2, 0.6]]
b.1 = [0.1, -0.2]
W.2 = [[0.8, 0.5]]
b.2 = [0.2]
[[example]]
x = [1, 0.5]
t = [1]
"""
