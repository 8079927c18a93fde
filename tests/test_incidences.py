"""The columnar network against the plain rules of graph/ties.py: the same links, whatever the claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from drawn import ORGANISATIONS, PERSONS, columnar, day, items, joins, slug, some_claims
from hypothesis import HealthCheck, given, settings

from scen.graph.build import network, nquads, once
from scen.graph.claims import Claim, Claims
from scen.graph.network.gathering import gather
from scen.graph.network.incidences import KINDS, Incidences, write
from scen.graph.network.sureness import link
from scen.graph.order import CERTAINTIES, STATUSES
from scen.graph.quads import Writer
from scen.graph.reader import read_records
from scen.graph.ties import Tie, derive
from scen.ontology.prefixes import NS, PREFIXES


def told(network: Incidences) -> Iterator[tuple[Any, ...]]:
    """Every link, one by one, in the plainest way."""
    apart = {(int(a), int(b)): (int(sure), int(done)) for a, b, sure, done in network.apart}
    for group in range(len(network.kind)):
        members = range(int(network.starts[group]), int(network.starts[group + 1]))
        for x, y in combinations(members, 2):
            certainty, status = link(network.profile[x : x + 1], network.profile[y : y + 1])
            sure, done = apart.get((x, y), (int(certainty[0]), int(status[0])))
            if sure < 0:
                continue
            documents = [
                {
                    int(one)
                    for one in network.sources[network.source_starts[at] : network.source_starts[at + 1]]
                }
                for at in (x, y)
            ]
            principal = int(network.principal[group])
            yield (
                *sorted(slug(network.agents[int(network.member[at])]) for at in (x, y)),
                KINDS[network.kind[group]],
                slug(network.agents[principal]) if principal >= 0 else "",
                slug(network.things[int(network.through[group])]),
                tuple(slug(claim) for claim in network.claims_of([x, y])),
                tuple(sorted(slug(network.documents[one]) for one in documents[0] & documents[1])),
                round(float(network.weight[group]), 9),
                CERTAINTIES[sure],
                STATUSES[done],
                day(int(network.first[group])),
                day(int(network.last[group])),
            )


def expected(ties: Iterable[Tie]) -> Iterator[tuple[Any, ...]]:
    for tie in ties:
        for one in tie.links:
            yield (
                *sorted((tie.a, tie.b)), tie.kind, tie.acts_for, one.through, tuple(sorted(one.claims)),
                tuple(sorted(one.documents)), round(one.weight, 9), one.certainty, one.status, one.first, one.last,
            )  # fmt: skip


@pytest.mark.parametrize("records", [None, Path(__file__).parent / "invented"])
def test_the_links_are_those_of_the_rules(records: Path | None, tmp_path: Path) -> None:
    shown, ties, _ = network(read_records(records) if records else read_records())
    found = columnar(tmp_path, shown.public, ties)
    ours, theirs = set(told(found)), set(expected(ties))
    assert (ours - theirs, theirs - ours) == (set(), set())
    assert len(list(told(found))) >= 20


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(claims=some_claims())
def test_random_claims_give_the_links_of_the_rules(
    claims: Claims, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = columnar(tmp_path_factory.mktemp("claims"), claims)
    ours, theirs = sorted(told(found)), sorted(expected(derive(claims)))
    assert [one for one in ours if one not in theirs] == [one for one in theirs if one not in ours]
    assert ours == theirs


def test_written_and_read_it_is_the_same(tmp_path: Path) -> None:
    shown, ties, _ = network(read_records())
    made = columnar(tmp_path, shown.public, ties)
    write(tmp_path / "network", [tmp_path / "scen.nq"], PREFIXES)
    assert list(told(Incidences.read(tmp_path / "network"))) == list(told(made))


def test_the_order_of_files_and_lines_changes_nothing(tmp_path: Path) -> None:
    shown, ties, _ = network(read_records())
    made = columnar(tmp_path, shown.public, ties)
    lines = (tmp_path / "scen.nq").read_bytes().splitlines(keepends=True)
    by_part: dict[int, list[bytes]] = defaultdict(list)
    for number, line in enumerate(reversed(lines)):
        by_part[number % 3].append(line)
    parts = []
    for number, some in by_part.items():
        parts.append(tmp_path / f"{number}.nq")
        parts[-1].write_bytes(b"".join(some))
    assert list(told(gather(parts, PREFIXES))) == list(told(made))
    assert NS in made.agents[0]


# -- by hand: what a server or a file may send ------------------------------------------------------------


def of(*claims: Claim) -> Claims:
    return Claims(tuple(sorted(items())), tuple(sorted(claims)), ())


def cooperation(number: int, kind: str, parties: Iterable[str], date: str = "", **more: str) -> Claim:
    values = (("kind", kind), *((("date", date),) if date else ()))
    return Claim(
        f"c{number}",
        "cooperation",
        "doc-a",
        (1,),
        joins(parties=parties, **more),
        values,
        "stated",
        "reported",
    )


FAIR = of(
    *(
        Claim(f"c{n}", "participation", "doc-a", (1,), joins(agent=who, event="fair"), (("role", "host"),), "stated", "reported")
        for n, who in enumerate(("ox", "pine", "rush"))
    ),
    Claim("c9", "assertion", "doc-a", (9,), joins(subject="fair"), (("property", "date"), ("value", "2019-05")), "stated", "reported"),
)  # fmt: skip
"""Three organisations that host a fair: each two are joined by 1/2."""


def links(folder: Path, lines: Iterable[bytes]) -> list[tuple[Any, ...]]:
    """Two, kind, weight, first and last day of each link of some lines."""
    file = folder / "some.nq"
    file.write_bytes(b"".join(lines))
    return sorted(
        (a, b, kind, weight, *days)
        for a, b, kind, _, _, _, _, weight, _, _, *days in told(gather([file], PREFIXES))
    )


def lines_of(claims: Claims, ties: Iterable[Tie] = ()) -> list[bytes]:
    return nquads(once(Writer(claims).quads(ties))).splitlines(keepends=True)


@pytest.mark.parametrize("others", ["", "crowd"])
def test_who_acts_for_a_group_is_joined_to_nobody(others: str, tmp_path: Path) -> None:
    """A group has no number; the number next to where it would stand is somebody else's."""
    one = cooperation(1, "acts-for", [*PERSONS, *ORGANISATIONS, "crowd"], acts_for="crowd")
    two = cooperation(2, "acts-for", filter(None, ["ox", "pine", others]), acts_for="pine")
    found = columnar(tmp_path, of(one, two))
    assert [link[:4] for link in told(found)] == [("ox", "pine", "acts-for", "pine")]


@pytest.mark.parametrize(
    "date",
    [b'"last summer"', b'"2019-02-31"', b'"2019-13"', b'"0000"', b'"Y12345"', b'"-0044"', b'"2020/2019"', b'""', b"<http://example.org/2019>"],
)  # fmt: skip
def test_a_date_that_is_none_is_no_date(date: bytes, tmp_path: Path) -> None:
    whole = lines_of(FAIR)
    assert [link[3:] for link in links(tmp_path, whole)] == [(0.5, "2019-05-01", "2019-05-31")] * 3
    typed = next(line.split(b" ")[2] for line in whole if line.split(b" ")[1].endswith(b"terms/date>"))
    assert [link[3:] for link in links(tmp_path, [line.replace(typed, date) for line in whole])] == [
        (0.5, "", "")
    ] * 3


@pytest.mark.parametrize("name", [b"terms/source>", b"ns#certainty>", b"ns#status>"])
def test_a_claim_without_source_certainty_or_status_makes_no_tie(name: bytes, tmp_path: Path) -> None:
    left = [line for line in lines_of(FAIR) if not (b"id/claim/c0>" in line.split(b" ")[0] and name in line)]
    assert links(tmp_path, left) == [("pine", "rush", "co-organised", 1.0, "2019-05-01", "2019-05-31")]


def bare() -> list[bytes]:
    """The ties of the fair, without claims; of people whose names must not be told that is all there is."""
    return [line for line in lines_of(of(), derive(FAIR)) if b"wasDerivedFrom" not in line]


def test_ties_without_claims_are_those_of_the_first_file_alone(tmp_path: Path) -> None:
    pairs = [("ox", "pine"), ("ox", "rush"), ("pine", "rush")]
    assert links(tmp_path, bare()) == [
        (*two, "co-organised", 0.5, "2019-05-01", "2019-05-31") for two in pairs
    ]
    first, second = tmp_path / "first.nq", tmp_path / "second.nq"
    first.write_bytes(b"".join(lines_of(of())))
    second.write_bytes(b"".join(bare()))
    assert not list(told(gather([first, second], PREFIXES)))
    assert len(list(told(gather([second, first], PREFIXES)))) == 3


@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: b"" if b"ns#party>" in line and b"/pine>" in line else line,
        lambda line: b"" if b"ns#certainty>" in line else line,
        lambda line: b"" if b"ns#weight>" in line else line,
        lambda line: line.replace(b'"0.5"', b'"much"'),
        lambda line: line.replace(b'"0.5"', b'"-1"'),
        lambda line: line.replace(b"organisation/ox>", b"group/crowd>") if b"ns#party>" in line else line,
    ],
)
def test_a_tie_without_claims_that_is_no_tie_makes_none(
    spoil: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    ox_and_pine = {line.split(b" ")[0] for line in bare() if b"ns#party>" in line and b"/pine>" in line}
    ox_and_pine &= {line.split(b" ")[0] for line in bare() if b"ns#party>" in line and b"/ox>" in line}
    lines = [spoil(line) if line.split(b" ")[0] in ox_and_pine else line for line in bare()]
    assert [link[:2] for link in links(tmp_path, lines)] == [("ox", "rush"), ("pine", "rush")]


def test_both_days_of_a_cooperation_told_twice_are_of_the_first_that_is_dated(tmp_path: Path) -> None:
    claims = of(
        cooperation(1, "joint-action", ["ox", "pine"], event="fair"),
        cooperation(2, "joint-action", ["ox", "pine"], "2020-05-04/..", event="fair"),
        cooperation(3, "joint-action", ["ox", "pine"], "../2019-01-01", event="fair"),
    )
    assert links(tmp_path, lines_of(claims)) == [("ox", "pine", "joint-action", 1.0, "2020-05-04", "")]
