"""Plans flattened: every entry has a place in one list, every step writes one place."""
