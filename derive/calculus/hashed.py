"""Values that are looked up many times: their hash is worked out once."""

from __future__ import annotations

from typing import Any, TypeVar

Value = TypeVar("Value")


def hashed_once(cls: type[Value]) -> type[Value]:
    """A frozen dataclass whose instances keep their hash.

    >>> from dataclasses import dataclass
    >>> @hashed_once
    ... @dataclass(frozen=True)
    ... class Point:
    ...     x: int
    >>> hash(Point(3)) == hash(Point(3)), Point(3) == Point(4)
    (True, False)
    """
    plain: Any = cls.__hash__

    def kept(self: Any) -> int:
        known: int | None = self.__dict__.get("_hash")
        if known is None:
            known = plain(self)
            # a dict entry that is no field: a frozen dataclass neither shows nor compares it
            self.__dict__["_hash"] = known
        return known

    cls.__hash__ = kept  # type: ignore[method-assign]
    return cls
