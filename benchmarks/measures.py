"""Measures of a network of 10,000 nodes and 100,000 ties, beside networkx in the same run, as a Markdown table.

``python -m benchmarks.measures``: algorithm only, and once more from the matrix on (our igraph graph made anew).
Each of ours is the median of 5 runs, networkx' one run: it takes minutes. The network is seeded: gatherings of
heavy-tailed size, mostly of one circle, with Newman weights, of which the heaviest ties are kept.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from itertools import combinations
from typing import Any

import networkx
import numpy as np
from scipy.stats import spearmanr

from scen.graph.network import communities, measures, overall
from scen.graph.network.matrix import Matrix
from scen.viz.layout import lay

NODES, TIES, CIRCLES, RUNS = 10_000, 100_000, 100, 5
SOURCES = 100
SOME = 100
"""Nodes for which networkx computes the constraint, to be multiplied."""


def made(nodes: int = NODES, ties: int = TIES, seed: int = 7) -> Matrix:
    """A seeded network with exactly so many pairs: who was at gatherings, of which the heaviest ties are kept."""
    chance = np.random.default_rng(seed)
    circle = chance.integers(0, CIRCLES, nodes)
    activity = 1 / (1 + chance.permutation(nodes)) ** 0.5
    inside = [np.flatnonzero(circle == at) for at in range(CIRCLES)]
    found: dict[tuple[int, int], float] = {}
    for _ in range(nodes * 2 // 3):
        size = int(min(500, 2 + chance.pareto(1.1) * 2))
        home = inside[int(chance.integers(CIRCLES))]
        near = chance.choice(
            home, min(len(home), 1 + int(size * 0.7)), replace=False, p=activity[home] / activity[home].sum()
        )
        far = chance.integers(0, nodes, max(1, size - len(near)))
        there = sorted({*near.tolist(), *far.tolist()})
        for pair in combinations(there, 2):
            found[pair] = found.get(pair, 0) + 1 / (len(there) - 1)
    kept = sorted(found, key=lambda pair: (-found[pair], pair))[:ties]
    ends = np.array(kept, dtype=np.int64)
    weights = [found[pair] for pair in kept]
    return Matrix.of_ties(
        [f"https://example.org/{at:05}" for at in range(nodes)], ends[:, 0], ends[:, 1], weights
    )


def graph_of(matrix: Matrix) -> networkx.Graph[int]:
    """The same for networkx; nodes are positions."""
    return networkx.from_scipy_sparse_array(matrix.weights)


def timed(run: Callable[[], Any], runs: int = 1) -> tuple[float, Any]:
    """Median seconds and the last result."""
    took = []
    for _ in range(runs):
        began = time.perf_counter()
        found = run()
        took.append(time.perf_counter() - began)
    return statistics.median(took), found


def fresh(matrix: Matrix) -> Matrix:
    """The same without a graph made before."""
    return Matrix(matrix.nodes, matrix.weights, matrix.counts)


def listed(found: Any) -> Any:
    """Values of networkx in the order of nodes."""
    return np.array([found[at] for at in range(len(found))], dtype=float)


def near(ours: Any, theirs: Any) -> str:
    """How alike two lists of values are, where both have one."""
    there = ~(np.isnan(ours) | np.isnan(theirs))
    ours, theirs = np.asarray(ours)[there], np.asarray(theirs)[there]
    return f"rank correlation {spearmanr(ours, theirs).statistic:.4f}, largest difference {np.abs(ours - theirs).max():.1e}"


def main() -> None:
    """Measure, and print the table."""
    matrix = made()
    graph, rows = graph_of(matrix), list[tuple[str, float, float, float, str]]()
    chosen = np.sort(np.random.default_rng(1).choice(NODES, SOURCES, replace=False))
    matrix.igraph.vcount()

    def row(
        name: str,
        ours: Callable[[Matrix], Any],
        theirs: Callable[[], Any],
        told: Callable[[Any, Any], str],
        times: float = 1,
    ) -> None:
        bare, found = timed(lambda: ours(matrix), RUNS)
        whole, _ = timed(lambda: ours(fresh(matrix)), RUNS)
        other, expected = timed(theirs)
        rows.append((name, bare, whole, other * times, told(found, expected)))

    row(
        "PageRank (networkx to 1e-6 a node, as it comes)",
        measures.pagerank,
        lambda: networkx.pagerank(graph),
        lambda x, y: near(x, listed(y)),
    )
    row(
        "PageRank (networkx to 1e-10 in all)",
        measures.pagerank,
        lambda: networkx.pagerank(graph, tol=1e-10 / NODES, max_iter=1000),
        lambda x, y: near(x, listed(y)),
    )
    scale = (NODES - 1) * (NODES - 2)

    def subset() -> Any:
        return networkx.betweenness_centrality_subset(graph, chosen.tolist(), list(graph))

    def alike(ours: Any, theirs: Any) -> str:
        others = SOURCES - np.isin(np.arange(NODES), chosen)
        return near(ours, listed(theirs) * 2 * (NODES - 1) / others / scale)

    row(
        f"betweenness, {SOURCES} sources (the same)", lambda m: measures.betweenness(m, chosen), subset, alike
    )
    row(
        f"betweenness, {SOURCES} sources (networkx k={SOURCES}, its own)",
        lambda m: measures.betweenness(m, chosen),
        lambda: networkx.betweenness_centrality(graph, k=SOURCES, seed=1),
        lambda x, y: near(x, listed(y)),
    )
    row(
        "Leiden; networkx Louvain",
        communities.communities,
        lambda: networkx.community.louvain_communities(graph, seed=1),
        lambda x, y: (
            f"modularity {communities.modularity(matrix, x):.4f}; {networkx.community.modularity(graph, y):.4f}"
        ),
    )
    some = list(range(0, NODES, NODES // SOME))
    row(
        f"constraint (networkx for {len(some)} nodes, times {NODES // len(some)})",
        measures.constraint,
        lambda: networkx.constraint(graph, some, weight="weight"),
        lambda x, y: near(x[list(y)], np.array(list(y.values()))),
        NODES / len(some),
    )
    row("core numbers", measures.core, lambda: networkx.core_number(graph), lambda x, y: near(x, listed(y)))
    row(
        "components",
        measures.components,
        lambda: list(networkx.connected_components(graph)),
        lambda x, y: f"{x.max() + 1}; {len(y)}",
    )
    exact, mean = timed(lambda: matrix.igraph.average_path_length())
    took, found = timed(lambda: overall.distances(matrix))
    places, edges, weights = laid(matrix)
    pictured, _ = timed(lambda: lay(places, *edges, weights), 3)
    print(
        f"{NODES:,} nodes, {matrix.pairs:,} ties, seed 7; networkx {networkx.__version__}; peak memory of all together "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB. Targets: 20 times networkx for PageRank, "
        f"betweenness and communities, their modularity not more than 0.01 lower; the layout under 2 s.\n"
    )
    print(
        "| measure | ours, s | with the graph made, s | networkx, s | ratio | with the graph made | agreement |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    for name, bare, whole, other, agreed in rows:
        print(
            f"| {name} | {bare:.4f} | {whole:.4f} | {other:.2f} | {other / bare:.0f} | {other / whole:.0f} | {agreed} |"
        )
    print(
        f"\nDistances from {found.sources} sources: {took:.2f} s, diameter at least {found.diameter}, mean {found.mean:.4f}; "
        f"igraph from all: {exact:.1f} s, mean {mean:.4f}. Layout with communities and labels: {pictured:.2f} s "
        f"(2 s: {'met' if pictured < 2 else '**missed**'})."
    )


def laid(matrix: Matrix) -> tuple[list[str], tuple[Any, Any], Any]:
    """What the layout takes: names, boxes and edges, and the weights of the edges."""
    from scipy.sparse import triu

    upper = triu(matrix.weights).tocoo()
    boxes = np.tile([40.0, 10.0, 30.0], (len(matrix.nodes), 1))
    return list(matrix.nodes), (boxes, np.stack([upper.row, upper.col], axis=1)), upper.data


if __name__ == "__main__":
    main()
