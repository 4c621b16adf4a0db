"""Formulas of units and layers that letters count."""
