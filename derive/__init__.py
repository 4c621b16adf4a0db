"""Derives backpropagation symbolically and writes it out as a person would on the board."""

__version__ = "0.1.0"
