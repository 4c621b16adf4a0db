"""What stands in the text: chains of relation signs, tables, conditions, printed numbers."""
