"""Sheets without data: the model that their letters define, with shapes, drawn and derived."""
