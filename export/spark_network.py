"""Ties, components and PageRank on Apache Spark: the numbers of `scen.graph.network.measures`, for data that one machine cannot hold.

All three begin with the table of incidences that `scen.export.parquet` writes. Only `ties` makes pairs. The other two
go from agents to groups and back: what a walker gives to all of a group is summed once and not for each pair, so
that a group of n costs n and not n². Spark adds in the order in which pieces arrive, so the last digits may differ
from run to run (by some 1e-15 of a value); all else is the same each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..graph.errors import SettingError

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

_DAMPING, _TOLERANCE, _ROUNDS = 0.85, 1e-10, 1000
_STAR_ROUNDS = 100
"""Far more than the logarithm, squared, of any number of agents calls for in practice."""


def ties(incidences: DataFrame) -> DataFrame:
    """Pairs of agents that are linked: one row for each two, kind of tie, and principal.

    Columns as `scen.export.parquet.write_ties` has them: ``a`` and ``b`` (numbers of agents, a < b), ``kind``,
    ``principal`` (number of the one for whom the other acts, or null), ``count`` (of links) and ``weight`` (the sum
    of their Newman weights; no unit). In no order.

    >>> found = ties(spark.sql(TWO_MEETINGS))  # doctest: +SKIP
    >>> found.where("b = 1").select("a", "b", "kind", "count", "weight").collect()  # doctest: +SKIP
    [Row(a=0, b=1, kind='met', count=2, weight=1.5)]
    """
    side = _linked(incidences).repartition("group")
    a = side.selectExpr(
        "group", "kind", "weight", "number as a", "part as a_part", "agent = principal as a_leads"
    )
    b = side.selectExpr("group as of", "number as b", "part as b_part", "agent = principal as b_leads")
    pairs = a.join(b, [a["group"] == b["of"], a["a"] < b["b"]]).where("coalesce(a_part <> b_part, true)")
    led = pairs.selectExpr(
        "a", "b", "kind", "case when a_leads then a when b_leads then b end as principal", "weight"
    )
    return led.groupBy("a", "b", "kind", "principal").agg(
        _expr("cast(count(*) as int) as count"), _expr("sum(weight) as weight")
    )


def components(incidences: DataFrame, agents: DataFrame) -> DataFrame:
    """The part of the network that each agent is in: ``number``, ``iri``, ``component`` (0 is the largest).

    Numbered as `scen.graph.network.measures.components` does: by size, equals by their first IRI. Large and small stars
    in turn: R. Kiveris and others, Connected components in MapReduce and beyond, SoCC 2014.

    >>> found = components(spark.sql(TWO_MEETINGS), spark.sql(FOUR_AGENTS))  # doctest: +SKIP
    >>> [row.component for row in found.orderBy("number").collect()]  # doctest: +SKIP
    [0, 0, 0, 1]

    :raises SettingError: they do not settle (which only a fault can bring about).
    """
    firsts = _linked(incidences).selectExpr("number as u", "min(number) over (partition by group) as v")
    edges = _cut(firsts.where("u > v").distinct())
    mark = _mark(edges)
    for _ in range(_STAR_ROUNDS):
        edges = _cut(_small_stars(_large_stars(edges)))
        last, mark = mark, _mark(edges)
        if last == mark:
            return _numbered(agents, edges)
    raise SettingError("components", f"they do not settle in {_STAR_ROUNDS} rounds")


def pagerank(
    incidences: DataFrame, agents: DataFrame, damping: float = _DAMPING, tolerance: float = _TOLERANCE
) -> DataFrame:
    """PageRank of the network of all ties, by weight: ``number``, ``iri``, ``pagerank`` (they sum to 1).

    Defined, and ended after the same round, as `scen.graph.network.measures.pagerank`. One round: each agent gives of its
    share, for each unit of its strength, y; a group of weight w hands w times the sum of its members' y, less their
    own, to each member. Those of one ``part``, who are not linked, are a group of weight -w. An agent without ties
    has the value c of whom nothing reaches, so that what such agents send anywhere is known without adding it up.

    >>> found = pagerank(spark.sql(TWO_MEETINGS), spark.sql(FOUR_AGENTS), tolerance=1e-6)  # doctest: +SKIP
    >>> [round(row.pagerank, 4) for row in found.orderBy("number").collect()]  # doctest: +SKIP
    [0.3731, 0.3731, 0.2062, 0.0476]

    :raises SettingError: it does not settle to ``tolerance``.
    """
    n = agents.count()
    if not n:
        return agents.selectExpr("number", "iri", "0D as pagerank")
    by_group = _cut(_cliques(_linked(incidences)).repartition("clique").sortWithinPartitions("clique"))
    by_agent = _cut(by_group.repartition("number").sortWithinPartitions("number"))
    nodes = _cut(_nodes(by_group, by_agent, agents))
    alone = nodes.where("strength = 0").count()
    found = nodes.selectExpr("*", f"{1 / n!r}D as x", f"{1 / n!r}D as c")
    for _ in range(_ROUNDS):
        found = _cut(_walked(found, by_group, by_agent, n, alone, damping))
        if found.selectExpr("sum(abs(x - old))").collect()[0][0] < tolerance:
            return agents.select("number", "iri").join(found.selectExpr("number", "x as pagerank"), "number")
    raise SettingError("tolerance", f"PageRank does not settle to {tolerance:g}; allow more")


def _linked(incidences: DataFrame) -> DataFrame:
    """Those in groups of two and more that are not all of one part; counted here, for rows may have been left out."""
    groups = incidences.groupBy("group").agg(
        _expr("count(*) as members"), _expr("count(part) as parted"), _expr("min(part) < max(part) as many")
    )
    linked = groups.where("members > 1 and (parted < members or many)").select("group")
    return incidences.join(linked, "group", "left_semi")


def _large_stars(edges: DataFrame) -> DataFrame:
    """From the least of each agent and its neighbours to all its greater neighbours; an edge leads from u to v < u."""
    both = edges.union(edges.selectExpr("v as u", "u as v"))
    least = both.groupBy("u").agg(_expr("least(u, min(v)) as m"))
    return both.join(least, "u").where("v > u").selectExpr("v as u", "m as v").distinct()


def _small_stars(edges: DataFrame) -> DataFrame:
    """From the least neighbour of each agent to it and its other lesser neighbours."""
    least = edges.groupBy("u").agg(_expr("min(v) as m"))
    others = edges.join(least, "u").where("v > m").selectExpr("v as u", "m as v")
    return others.union(least.selectExpr("u", "m as v")).distinct()


def _mark(edges: DataFrame) -> tuple[int, int]:
    """What two sets of edges have in common only if they are the same."""
    count, mark = edges.selectExpr("count(*)", "bit_xor(xxhash64(u, v))").collect()[0]
    return count, mark


def _numbered(agents: DataFrame, edges: DataFrame) -> DataFrame:
    """The number of the component of each agent; the agents that edges lead to are the first of their component."""
    rooted = agents.join(edges, agents["number"] == edges["u"], "left")
    roots = rooted.selectExpr("number", "iri", "coalesce(v, number) as root")
    sizes = roots.groupBy("root").agg(_expr("count(*) as size"))
    numbers = sizes.selectExpr(
        "root", "cast(row_number() over (order by size desc, root) - 1 as int) as component"
    )
    return roots.join(numbers, "root").select("number", "iri", "component")


def _cliques(incidences: DataFrame) -> DataFrame:
    """Who gets how much of what: the groups, and with negative weight their parts, whose numbers are negative too."""
    groups = incidences.selectExpr("group as clique", "number", "weight")
    parts = incidences.where("part is not null").selectExpr(
        "-1 - part as clique", "number", "-weight as weight"
    )
    return groups.union(parts)


def _nodes(by_group: DataFrame, by_agent: DataFrame, agents: DataFrame) -> DataFrame:
    """For each agent ``own``, the weights of its groups (what it must not give itself), and ``strength``."""
    ones = agents.selectExpr("number", "1D as y")
    own = by_agent.groupBy("number").agg(_expr("sum(weight) as own"))
    known = (
        agents.select("number")
        .join(own, "number", "left")
        .join(_received(ones, by_group, by_agent), "number", "left")
    )
    nodes = known.selectExpr("number", "coalesce(own, 0D) as own", "coalesce(received - own, 0D) as strength")
    return nodes.repartition("number").sortWithinPartitions("number")


def _received(given: DataFrame, by_group: DataFrame, by_agent: DataFrame) -> DataFrame:
    """What each agent gets from its groups, where each gives y, its own y included."""
    sums = by_agent.join(given, "number").groupBy("clique").agg(_expr("sum(y) as total"))
    return by_group.join(sums, "clique").groupBy("number").agg(_expr("sum(weight * total) as received"))


def _walked(
    found: DataFrame, by_group: DataFrame, by_agent: DataFrame, n: int, alone: int, damping: float
) -> DataFrame:
    """One round. Nothing in the text of it differs from round to round, so that Spark compiles it once."""
    received = _received(
        found.where("strength > 0").selectExpr("number", "x / strength as y"), by_group, by_agent
    )
    c = f"(1 - {damping!r}D * (1 - {alone} * c)) / {n}"
    return found.join(received, "number", "left").selectExpr(
        "number", "own", "strength", "x as old",
        f"coalesce({damping!r}D * (received - own * try_divide(x, strength)), 0D) + {c} as x", f"{c} as c",
    )  # fmt: skip


def _cut(frame: DataFrame) -> DataFrame:
    """The same rows, kept by the executors when they are first asked for, without the way that led to them."""
    return frame.localCheckpoint(eager=False)


def _expr(text: str) -> Column:
    from pyspark.sql.functions import expr

    return expr(text)
