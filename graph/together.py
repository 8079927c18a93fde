"""Groups that share a member, made one: several claims of one meeting may each tell some of those who met."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from typing import TypeVar

Member = TypeVar("Member", bound=Hashable)


def together(groups: Iterable[Collection[Member]]) -> dict[Member, set[Member]]:
    """Each member with all whom it is joined to through the groups, itself included.

    >>> found = together([("a", "b"), ("c", "d"), ("b", "e")])
    >>> sorted(found["a"]), sorted(found["c"]), found["a"] is found["e"]
    (['a', 'b', 'e'], ['c', 'd'], True)
    """
    found: dict[Member, set[Member]] = {}
    for group in groups:
        parts = [set(group), *{id(known): known for one in group if (known := found.get(one))}.values()]
        whole = max(parts, key=len)  # each member changes its set a few times only
        for part in parts:
            whole |= part
            found.update(dict.fromkeys(part if part is not whole else group, whole))
    return found
