"""Terms valued: importing this makes every kind of node known to `value`."""

from derive.calculus import term_indexed, term_values
from derive.calculus.term_value import Values, index_value, parts, substituted, value

__all__ = ["Values", "index_value", "parts", "substituted", "term_indexed", "term_values", "value"]
