"""From a shape to a document: which sentences and formulas stand in which order; no glyphs."""
