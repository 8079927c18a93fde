"""Where nodes stand: labels apart, communities apart, nothing moves that need not, the same in any order."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import igraph
import networkx
import numpy as np
import pytest
from scipy.spatial import cKDTree

from scen.graph.dataset import Dataset
from scen.graph.errors import DatasetError
from scen.graph.network.views import Network, read_network
from scen.ontology.terms import NS
from scen.viz import positions
from scen.viz.layout import SMALL, TALL, WIDE, Layout, Place, lay
from scen.viz.levels import LEVELS
from scen.viz.scene import Node, make, standing

Told = tuple[list[str], Any, Any, Any]
"""Names, boxes, edges, weights."""


def labelled(n: int, edges: Any, weights: Any = None) -> Told:
    """Nodes with boxes of many sizes, as labels of one to three lines have them."""
    numbers = np.arange(n)
    boxes = np.column_stack([20 + 7.0 * (numbers % 9), np.full(n, 10.0), 27 + 16.0 * (numbers % 3)])
    return [f"https://example.org/{i:05}" for i in numbers], boxes, np.reshape(edges, (-1, 2)), weights


def circles(sizes: list[int], seed: int = 1) -> tuple[Told, Any]:
    """A seeded network of such circles, with a few ties between them; and the circle of each node."""
    chance, starts = np.random.default_rng(seed), np.cumsum([0, *sizes])
    inside = [
        start + chance.integers(0, size, (3 * size, 2))
        for start, size in zip(starts[:-1], sizes, strict=True)
    ]
    edges = np.concatenate([*inside, chance.integers(0, starts[-1], (starts[-1] // 4, 2))])
    told = labelled(int(starts[-1]), edges, chance.uniform(0.1, 1, len(edges)))
    return told, np.repeat(np.arange(len(sizes)), sizes)


SIZES = [150, 120, 90, 60, 40, 20, 10, 10]
SMALL_SIZES = [12, 10, 8, 6]


def together(at: Any, groups: Any) -> float:
    """Share of nodes whose nearest neighbour on the page is of their group."""
    _, nearest = cKDTree(at).query(at, k=2)
    return float((groups[nearest[:, 1]] == groups).mean())


def overlaps(sides: Any) -> list[tuple[int, int]]:
    """Pairs of boxes (left, right, upper, lower side) that overlap."""
    left, right, top, low = np.asarray(sides).T
    over = (left[:, None] < right) & (left < right[:, None]) & (top[:, None] < low) & (top < low[:, None])
    return [(a, b) for a, b in np.argwhere(over).tolist() if a < b]


def sides(laid: Layout, boxes: Any) -> Any:
    """Sides of the boxes where a layout puts them."""
    up = np.where(laid.above, boxes[:, 2], boxes[:, 1])
    down = np.where(laid.above, boxes[:, 1], boxes[:, 2])
    x, y = laid.at.T
    return np.column_stack([x - boxes[:, 0], x + boxes[:, 0], y - up, y + down])


def moved(before: dict[str, Place], after: dict[str, Place]) -> Any:
    """How far nodes that are in both stand from where they stood, beside the diagonal of the picture."""
    at = np.array([(place.x, place.y) for place in before.values()])
    both = sorted(before.keys() & after.keys())
    steps = [np.hypot(before[name].x - after[name].x, before[name].y - after[name].y) for name in both]
    return np.array(steps) / np.hypot(*np.ptp(at, axis=0))


@pytest.mark.parametrize("aspect", [WIDE, TALL])
@pytest.mark.parametrize("seed", range(3))
def test_no_label_of_a_small_network_lies_on_another(aspect: float, seed: int) -> None:
    chance = np.random.default_rng(seed)
    names, boxes, edges, _ = labelled(40, chance.integers(0, 40, (45, 2)))
    laid = lay(names, boxes, edges, aspect=aspect)
    assert overlaps(sides(laid, boxes)) == []
    assert set(laid.level) == {0} and laid.scale == 0


@pytest.mark.parametrize("sizes", [SMALL_SIZES, SIZES], ids=["small", "large"])
def test_the_order_of_nodes_and_edges_does_not_matter(sizes: list[int]) -> None:
    (names, boxes, edges, weights), _ = circles(sizes)
    chance = np.random.default_rng(3)
    nodes, ties = chance.permutation(len(names)), chance.permutation(len(edges))
    place = np.argsort(nodes)
    turned = place[edges[ties]][:, ::-1]
    one = lay(names, boxes, edges, weights).places(names)
    shuffled = [names[i] for i in nodes]
    assert one == lay(shuffled, boxes[nodes], turned, weights[ties]).places(shuffled)


def test_another_process_lays_out_the_same() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_layout import SIZES, circles, lay\n"
        "import hashlib, random; random.random()\n"
        "told, _ = circles(SIZES); print(hashlib.sha256(lay(*told).at.tobytes()).hexdigest())"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert said[0] == said[1] and len(said[0]) == 65


def test_communities_stand_together_and_apart() -> None:
    (names, boxes, edges, weights), groups = circles(SIZES)
    laid = lay(names, boxes, edges, weights)
    assert together(laid.at, groups) >= 0.97
    plain = igraph.Graph(len(names), edges.tolist()).layout_fruchterman_reingold(niter=60, grid=False)
    assert together(laid.at, groups) > together(np.array(plain.coords), groups)
    for one, other in combinations(range(len(SIZES)), 2):
        a, b = laid.at[groups == one], laid.at[groups == other]
        apart = np.hypot(*(a.mean(0) - b.mean(0)))
        assert apart > 0.8 * (np.hypot(*a.std(0)) + np.hypot(*b.std(0))), (one, other)


def test_told_communities_are_used() -> None:
    names, boxes, edges, _ = labelled(200, [(i, (i + 1) % 200) for i in range(200)])
    parts = np.arange(200) % 2
    assert together(lay(names, boxes, edges, parts=parts).at, parts) > 0.9
    assert together(lay(names, boxes, edges).at, parts) < 0.5


def pixels(laid: Layout, boxes: Any, level: int) -> Any:
    """Sides of all labels on the screen, when the picture is enlarged to that level."""
    x, y = (laid.at * laid.scale * 2**level).T
    top = y + boxes[:, 1] * laid.scale * 2**level
    return np.column_stack([x - boxes[:, 0], x + boxes[:, 0], top, top + boxes[:, 2] - boxes[:, 1]])


@pytest.mark.parametrize(("aspect", "width", "height"), [(WIDE, 960, 736), (TALL, 390, 570)])
def test_labels_come_with_the_zoom_and_never_overlap(aspect: float, width: int, height: int) -> None:
    (names, boxes, edges, weights), _ = circles(SIZES)
    laid = lay(names, boxes, edges, weights, aspect=aspect)
    assert set(laid.level) <= set(range(LEVELS + 1))
    counts = [int((laid.level <= level).sum()) for level in range(LEVELS)]
    assert 8 <= counts[0] < counts[1] < counts[2] <= len(names)
    for level in range(LEVELS):
        assert overlaps(pixels(laid, boxes, level)[laid.level <= level]) == []
    left, right, top, low = pixels(laid, boxes, 0)[laid.level == 0].T
    assert right.max() - left.min() <= width and low.max() - top.min() <= height


def test_the_important_are_labelled_first() -> None:
    names, boxes, edges, _ = labelled(300, [])
    importance = np.zeros(300)
    importance[[17, 170, 250]] = 3, 2, 1
    assert lay(names, boxes, edges, importance=importance).level[[17, 170, 250]].tolist() == [0, 0, 0]


CHANGES = ["same", "tie", "no tie", "node", "no node"]


def changed(told: Told, change: str) -> Told:
    """The network with one tie or node more or less."""
    names, boxes, edges, weights = told
    if change == "tie":
        return names, boxes, np.vstack([edges, [[0, len(names) - 1]]]), np.append(weights, 0.5)
    if change == "no tie":
        return names, boxes, edges[1:], weights[1:]
    if change == "node":
        more = np.vstack([edges, [[0, len(names)], [1, len(names)]]])
        return (
            [*names, "https://example.org/new"],
            np.vstack([boxes, boxes[:1]]),
            more,
            np.append(weights, [1, 1]),
        )
    if change == "no node":
        kept = (edges != 0).all(axis=1)
        return names[1:], boxes[1:], edges[kept] - 1, weights[kept]
    return told


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("sizes", [SMALL_SIZES, SIZES, [40, 35, 26]], ids=["small", "large", "at the border"])
def test_a_small_change_moves_nothing_else(sizes: list[int], change: str) -> None:
    told, _ = circles(sizes)
    start = lay(*told).places(told[0])
    after = changed(told, change)
    laid = lay(*after, start=start)
    places = laid.places(after[0])
    far = moved(start, places)
    assert np.median(far) == 0 and np.percentile(far, 95) <= 0.005
    assert places == lay(*after, start=places).places(after[0]), "the same again moves something"
    if not laid.scale:
        assert overlaps(sides(laid, after[1])) == []
    if change == "same":
        assert places == start
    if change == "node":
        new, a, b = places["https://example.org/new"], places[told[0][0]], places[told[0][1]]
        whole = np.hypot(*np.ptp(laid.at, axis=0))
        assert min(np.hypot(new.x - one.x, new.y - one.y) for one in (a, b)) < 0.2 * whole


def test_many_small_changes_leave_a_picture_that_can_be_read() -> None:
    (names, boxes, edges, weights), groups = circles(SIZES)
    there = 400
    start: dict[str, Place] = {}
    order = np.random.default_rng(5).permutation(len(names))
    while there <= len(names):
        here = np.sort(order[:there])
        place = np.full(len(names), -1)
        place[here] = np.arange(there)
        kept = (place[edges] >= 0).all(axis=1)
        now = [names[i] for i in here]
        laid = lay(now, boxes[here], place[edges[kept]], weights[kept], start=start)
        start = laid.places(now)
        there += 20
    assert together(laid.at, groups[here]) >= 0.9
    assert gaps(laid, boxes[here]) > 0


def test_a_node_that_joins_others_goes_to_them() -> None:
    ring = [(i, (i + 1) % 30) for i in range(30)]
    names, boxes, edges, _ = labelled(31, ring)
    start = lay(names, boxes, edges).places(names)
    far = start | {names[30]: Place(9000, 9000)}
    assert lay(names, boxes, edges, start=far).places(names)[names[30]] == far[names[30]]
    more = [*ring, (30, 3), (30, 4), (30, 5)]
    after = lay(names, boxes, more, start=far).places(names)
    assert np.hypot(after[names[30]].x - start[names[4]].x, after[names[30]].y - start[names[4]].y) < 400
    assert {name: after[name] for name in names[:30]} == {name: start[name] for name in names[:30]}


def test_labels_that_grow_are_pushed_apart() -> None:
    names, boxes, edges, _ = labelled(30, [(i, (i + 1) % 30) for i in range(30)])
    start = lay(names, boxes, edges).places(names)
    boxes[7] += 30, 0, 32
    laid = lay(names, boxes, edges, start=start)
    assert overlaps(sides(laid, boxes)) == []
    assert np.median(moved(start, laid.places(names))) == 0


def test_a_picture_that_changes_much_is_laid_out_anew() -> None:
    told, _ = circles(SMALL_SIZES)
    anew = lay(*told).places(told[0])
    few = {name: Place(0, 50.0 * i) for i, name in enumerate(told[0][:10])}
    assert lay(*told, start=few).places(told[0]) == anew
    many = {f"https://example.org/gone/{i}": Place(0, 0) for i in range(50)} | anew
    assert (
        lay(*told, start={name: replace(place, x=place.x + 9) for name, place in many.items()}).places(
            told[0]
        )
        == anew
    )


def gaps(laid: Layout, boxes: Any) -> float:
    """The least room between two signs."""
    if len(boxes) < 2:
        return np.inf
    radii = boxes[:, 1:].min(axis=1)
    near = cKDTree(laid.at).query_pairs(2 * float(radii.max()) + 50, output_type="ndarray")
    apart = np.hypot(*(laid.at[near[:, 0]] - laid.at[near[:, 1]]).T)
    return float((apart - radii[near[:, 0]] - radii[near[:, 1]]).min(initial=np.inf))


ODD: dict[str, tuple[int, Any]] = {
    "nothing": (0, []),
    "one": (1, []),
    "two": (2, []),
    "a pair": (2, [(0, 1)]),
    "no tie": (30, []),
    "many without tie": (700, []),
    "a star": (2001, [(0, i) for i in range(1, 2001)]),
    "pairs": (600, [(2 * i, 2 * i + 1) for i in range(300)]),
    "a path": (500, [(i, i + 1) for i in range(499)]),
    "a clique": (120, list(combinations(range(120), 2))),
    "loops only": (130, [(i, i) for i in range(130)]),
}


@pytest.mark.parametrize("odd", ODD)
def test_odd_networks(odd: str) -> None:
    n, edges = ODD[odd]
    told = labelled(n, edges, np.zeros(len(edges)))
    laid = lay(*told)
    assert (
        laid.at.shape == (n, 2)
        and laid.above.shape == laid.level.shape == (n,)
        and np.isfinite(laid.at).all()
    )
    assert gaps(laid, told[1]) > 0
    if n <= SMALL:
        assert overlaps(sides(laid, told[1])) == []
    places = laid.places(told[0])
    assert lay(*told, start=places).places(told[0]) == places


def test_doubles_add_up_and_loops_are_left_out() -> None:
    names, boxes, edges, _ = circles(SIZES)[0]
    plain = edges[edges[:, 0] != edges[:, 1]]
    _, first = np.unique(np.sort(plain, axis=1), axis=0, return_index=True)
    plain = plain[first]
    twice = np.concatenate([plain, plain[:, ::-1], np.array([[5, 5]])])
    halves = np.append(np.full(2 * len(plain), 0.5), 9)
    one, other = lay(names, boxes, plain, np.ones(len(plain))), lay(names, boxes, twice, halves)
    assert one.places(names) == other.places(names)


def test_nodes_whose_ties_are_not_drawn_stand_together() -> None:
    names, boxes, edges, _ = labelled(12, [(i, i + 1) for i in range(5)])
    later = [(0, 11), (8, 9)]
    at = lay(names, boxes, edges, later=later).at
    assert np.hypot(*(at[8] - at[9])) < 250
    other = lay(names, boxes, edges, later=[(8, 9)]).at
    assert (at == other).all(), "a tie of a node that has another moves it"


@pytest.mark.parametrize("wrong", [
    {"edges": [(0, 2)]}, {"edges": [(-1, 0)]}, {"edges": [(0, 1, 1)]}, {"edges": [(0, 1)], "weights": [1, 2]},
    {"edges": [(0, 1)], "weights": [float("nan")]}, {"edges": [(0, 1)], "weights": [-1]}, {"boxes": [(1, 1, 1)]},
    {"boxes": [(1, 1, float("inf"))] * 2}, {"names": ["a", "a"]}, {"parts": [1]}, {"importance": [1]},
])  # fmt: skip
def test_what_is_no_network_is_refused(wrong: dict[str, Any]) -> None:
    told: dict[str, Any] = {"names": ["a", "b"], "boxes": [(10, 5, 15)] * 2, "edges": []} | wrong
    with pytest.raises(ValueError, match="shape|names|number|leads"):
        lay(**told)


def test_ten_thousand_nodes_in_a_moment() -> None:
    """Beside the bare layout of igraph that knows no communities, and that of networkx for 700 of them."""

    def took(run: Any) -> float:
        began = time.process_time()
        run()
        return time.process_time() - began

    told, _ = circles([200] * 50)
    chance = np.random.default_rng(2)
    edges = np.concatenate([told[2], chance.integers(0, 10_000, (50_000, 2))])
    told = (told[0], told[1], edges, chance.uniform(0.1, 1, len(edges)))
    graph = igraph.Graph(10_000, edges.tolist())
    ours = took(lambda: lay(*told))
    assert ours < 15 * took(lambda: graph.layout_fruchterman_reingold(niter=100, grid=True))
    some = networkx.Graph(edges[(edges < 700).all(axis=1)].tolist())
    assert ours < took(lambda: networkx.spring_layout(some, seed=1))


@pytest.fixture(scope="module")
def network(dataset: Path) -> Iterator[Network]:
    """The curated network."""
    with Dataset(dataset) as data:
        yield read_network(data)


def nodes(found: tuple[Node, ...]) -> dict[str, Any]:
    return {node.iri: (node.at, node.tall) for node in found}


def test_a_scene_starts_where_the_last_one_stood(network: Network, tmp_path: Path) -> None:
    scene = make(network)
    file = tmp_path / "collaboration.json"
    file.write_text(positions.text(standing(scene)), encoding="utf-8")
    start = positions.read(file)
    assert make(network, start=start) == scene
    gone = network.edges[0].a
    less = replace(
        network,
        nodes=tuple(ref for ref in network.nodes if ref.iri != gone),
        edges=tuple(edge for edge in network.edges if gone not in (edge.a, edge.b)),
    )
    before, after = nodes(scene.nodes), nodes(make(less, start=start).nodes)
    assert after == {iri: at for iri, at in before.items() if iri != gone}
    again = nodes(make(network, start=standing(make(less, start=start))).nodes)
    assert {iri: again[iri] for iri in after} == after


def test_positions_are_a_small_sorted_file(tmp_path: Path) -> None:
    file = tmp_path / "p.json"
    told = {"wide": {"urn:b": Place(1, 2.26), "urn:ä\n": Place(-0.01, -3.5, True)}, "tall": {}}
    text = positions.text(told)
    assert text == positions.text({"tall": {}, "wide": dict(reversed(told["wide"].items()))})
    assert '"urn:b": [1.0, 2.3]' in text and '"urn:ä\\n": [0.0, -3.5, 1]' in text
    file.write_text(text, encoding="utf-8")
    assert positions.read(file) == {
        "tall": {},
        "wide": {"urn:b": Place(1, 2.3), "urn:ä\n": Place(0, -3.5, True)},
    }
    assert positions.read(tmp_path / "none.json") == {}


@pytest.mark.parametrize("content", [
    "", "[]", "{", '{"wide": []}', '{"wide": {"urn:a": [1]}}', '{"wide": {"urn:a": [1, "2"]}}', "[" * 100_000,
    '{"wide": {"urn:a": [1, NaN]}}', '{"wide": {"urn:a": [1, 1e300]}}', '{"wide": {"urn:a": [true, 1]}}', b"\xff\xfe",
])  # fmt: skip
def test_a_damaged_file_of_positions_is_named(tmp_path: Path, content: str | bytes) -> None:
    file = tmp_path / "positions.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DatasetError, match=r"positions\.json: .*remove it") as caught:
        positions.read(file)
    assert "\n" not in str(caught.value)


def test_kept_places_forget_who_is_gone_and_what_is_no_iri(tmp_path: Path) -> None:
    file = tmp_path / "p.json"
    told = {"wide": {"urn:a": Place(1, 2), "urn:b": Place(3, 4)}}
    file.write_text(positions.text(told), encoding="utf-8")
    (tmp_path / "bad.json").write_text("urn:b", encoding="utf-8")
    (tmp_path / ".p.json.1.new").write_text("urn:b", encoding="utf-8")
    [warning] = positions.trim(tmp_path, {"urn:a"}.__contains__)
    assert "bad.json: held no positions and was removed" in warning
    assert [path.name for path in tmp_path.iterdir()] == ["p.json"]
    assert file.read_text(encoding="utf-8") == positions.text({"wide": {"urn:a": Place(1, 2)}})


def test_a_dataset_forgets_places_whatever_their_names_are(dataset: Path, tmp_path: Path) -> None:
    copy = tmp_path / "dataset"
    shutil.copytree(dataset, copy, symlinks=True)
    assert positions.forget(copy) == []
    file = copy / positions.FOLDER / "p.json"
    file.parent.mkdir(exist_ok=True)
    known = f"{NS}id/organisation/sida"
    places = {name: Place(1, 2) for name in (known, f"{NS}id/organisation/nobody", "no IRI", "<")}
    file.write_text(positions.text({"wide": places}), encoding="utf-8")
    assert positions.forget(copy) == []
    assert positions.read(file) == {"wide": {known: Place(1, 2)}}
