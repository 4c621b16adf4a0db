"""The value of any expression, in any field: the readers of scalars and matrices together."""

from derive.calculus.matrix_values import softmax
from derive.calculus.readers import READERS, Reader, Values, reader, reads, value
from derive.calculus.scalar_values import COMPARISONS

__all__ = ["COMPARISONS", "READERS", "Reader", "Values", "reader", "reads", "softmax", "value"]
