"""Apache Spark gives the numbers of the local engine, from the Parquet files; in local mode, one session for all."""

from __future__ import annotations

import doctest
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import need_command
from test_parquet import claims, columnar, crowd, slug

from scen.export import spark as spark_module
from scen.export import spark_network
from scen.export.parquet import AGENTS, write_network
from scen.export.spark import compute, need_java, read, session
from scen.graph.claims import Claims
from scen.graph.errors import SettingError
from scen.graph.network import measures
from scen.graph.network.matrix import Matrix
from scen.graph.ties import Tie, derive

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, Row, SparkSession

TWO_MEETINGS = """
    SELECT group, 'met' AS kind, IF(group = 0, 0.5D, 1D) AS weight, number,
           CONCAT('x:', number) AS agent, STRING(NULL) AS principal, BIGINT(NULL) AS part
    FROM VALUES (0L, 0), (0L, 1), (0L, 2), (1L, 0), (1L, 1) AS told(group, number)"""
"""Agents 0, 1 and 2 met, then 0 and 1 alone."""
FOUR_AGENTS = "SELECT INT(id) AS number, CONCAT('x:', id) AS iri, 'person' AS class FROM RANGE(4)"


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    need_command("java")
    if not find_spec("pyspark"):
        if os.environ.get("SCEN_REQUIRE_ALL") == "1":
            pytest.fail("pyspark is required here and is not installed")
        pytest.skip("pyspark is not installed")
    with pytest.MonkeyPatch.context() as patch:  # to warm up for hours of work would take most of the time
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        with session("local[2]", memory="1g", partitions=2) as found:
            yield found


CROWD = crowd(5, 32, 60)


@pytest.fixture(scope="module")
def frames(spark: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> tuple[DataFrame, DataFrame]:
    """Agents and incidences of an invented crowd: parts, agents alone, and several components."""
    return opened(spark, CROWD, tmp_path_factory.mktemp("crowd"))


def opened(spark: SparkSession, told: Claims, folder: Path) -> tuple[DataFrame, DataFrame]:
    write_network(columnar(folder, told), folder)
    return read(spark, str(folder))


def local(ties: tuple[Tie, ...], agents: list[str]) -> Matrix:
    place = {slug(iri): number for number, iri in enumerate(agents)}
    ends = [[place[tie.a] for tie in ties], [place[tie.b] for tie in ties]]
    return Matrix.of_ties(agents, *ends, [tie.weight for tie in ties])


def names(agents: DataFrame) -> list[str]:
    return [row.iri for row in in_order(agents)]


def in_order(frame: DataFrame) -> list[Row]:
    return frame.orderBy("number").collect()


def test_the_ties_are_those_of_the_rules(frames: tuple[DataFrame, DataFrame]) -> None:
    agents, incidences = frames
    name = [slug(iri) for iri in names(agents)]
    found = {
        (*sorted((name[row.a], name[row.b])), row.kind, row.principal): (row["count"], row.weight)
        for row in spark_network.ties(incidences).collect()
    }
    ties = {(*sorted((tie.a, tie.b)), tie.kind, None): tie for tie in derive(CROWD)}
    assert found.keys() == ties.keys() and max(count for count, _ in found.values()) > 1
    for key, (count, weight) in found.items():
        assert count == len(ties[key].links) and weight == pytest.approx(ties[key].weight, rel=1e-9)


def test_who_acts_for_whom_is_told(spark: SparkSession, tmp_path: Path) -> None:
    acting = ("cooperation", {"parties": ["oak", "pine"], "acts_for": "pine", "kind": "=acts-for"})
    _, incidences = opened(spark, claims(dict.fromkeys(("oak", "pine"), "organisation"), acting), tmp_path)
    [tie] = spark_network.ties(incidences).collect()
    assert tie.asDict() == {"a": 0, "b": 1, "kind": "acts-for", "principal": 1, "count": 1, "weight": 1.0}


def test_the_components_are_those_of_the_local_engine(frames: tuple[DataFrame, DataFrame]) -> None:
    agents, incidences = frames
    expected = measures.components(local(derive(CROWD), names(agents)))
    assert expected.max() >= 3 and np.bincount(expected)[1] > 1, "more than one, not only of agents alone"
    found = in_order(spark_network.components(incidences, agents))
    assert [row.component for row in found] == expected.tolist()


def test_a_long_chain_is_one_component(spark: SparkSession) -> None:
    """Its ends are 40 steps apart, its numbers in no order; far fewer rounds than steps are needed."""
    order = [number * 17 % 41 for number in range(41)]
    rows = ", ".join(f"({n}L, {end})" for n, pair in enumerate(pairwise(order)) for end in pair)
    chain = f"SELECT group, number, BIGINT(NULL) AS part FROM VALUES {rows} AS told(group, number)"
    agents = spark.sql(FOUR_AGENTS.replace("RANGE(4)", "RANGE(41)"))
    found = spark_network.components(spark.sql(chain), agents)
    assert {row.component for row in found.collect()} == {0}


def test_whom_only_one_claim_joins_are_not_linked_when_the_others_are_left_out(spark: SparkSession) -> None:
    agents = spark.sql(FOUR_AGENTS)
    parted = spark.sql(TWO_MEETINGS.replace("BIGINT(NULL)", "IF(number < 2, 7L, NULL)"))
    assert [row.component for row in in_order(spark_network.components(parted, agents))] == [0, 0, 0, 1]
    left = parted.where("number < 2")
    assert [row.component for row in in_order(spark_network.components(left, agents))] == [0, 1, 2, 3]
    assert [row.pagerank for row in spark_network.pagerank(left, agents).collect()] == [0.25] * 4


def test_pagerank_is_that_of_the_local_engine(frames: tuple[DataFrame, DataFrame]) -> None:
    agents, incidences = frames
    matrix = local(derive(CROWD), names(agents))
    assert (measures.degree(matrix) == 0).any(), "some agents are alone"
    found = in_order(spark_network.pagerank(incidences, agents))
    assert [row.iri for row in found] == list(matrix.nodes)
    np.testing.assert_allclose([row.pagerank for row in found], measures.pagerank(matrix), rtol=1e-9)


def test_pagerank_that_cannot_settle_says_so(
    frames: tuple[DataFrame, DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark_network, "_ROUNDS", 1)
    with pytest.raises(SettingError, match="^tolerance: PageRank does not settle to 1e-10; allow more$"):
        spark_network.pagerank(frames[1], frames[0])


def test_the_files_are_written_once(spark: SparkSession, tmp_path: Path) -> None:
    met = ("cooperation", {"parties": ["anna", "bert"], "kind": "=meeting"})
    told = claims({"anna": "person", "bert": "person"}, met)
    write_network(columnar(tmp_path, told), tmp_path)
    out = str(tmp_path / "out")
    assert list(compute(spark, str(tmp_path), out)) == [("ties", 1), ("components", 2), ("pagerank", 2)]
    [row, other] = spark.read.parquet(f"{out}/pagerank").collect()
    assert row.pagerank == other.pagerank == pytest.approx(0.5)
    with pytest.raises(SettingError, match="out: is not empty; name another folder$"):
        list(compute(spark, str(tmp_path), out))


def test_an_empty_network_has_empty_answers(spark: SparkSession, tmp_path: Path) -> None:
    write_network(columnar(tmp_path, claims({})), tmp_path)
    found = list(compute(spark, str(tmp_path), str(tmp_path / "out")))
    assert found == [("ties", 0), ("components", 0), ("pagerank", 0)]


def test_what_cannot_be_read_is_one_line(spark: SparkSession, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=f"{AGENTS} and incidences.parquet cannot be read") as missing:
        read(spark, str(tmp_path / "nowhere"))
    (tmp_path / AGENTS).write_text("no Parquet")
    with pytest.raises(SettingError, match="cannot be read") as damaged:
        read(spark, str(tmp_path))
    assert "\n" not in str(missing.value) + str(damaged.value)


@pytest.mark.parametrize("function", ["ties", "components", "pagerank"])
def test_the_examples_run(function: str, spark: SparkSession) -> None:
    """They are skipped where Spark may not be; here they are not."""
    known = {**vars(spark_network), "spark": spark, "TWO_MEETINGS": TWO_MEETINGS, "FOUR_AGENTS": FOUR_AGENTS}
    [example] = doctest.DocTestFinder(recurse=False).find(
        getattr(spark_network, function), function, globs=known
    )
    for step in example.examples:
        step.options.pop(doctest.SKIP)
    assert doctest.DocTestRunner().run(example).failed == 0


def run(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scen.export.spark", str(folder), "--out", str(folder / "out")]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


@pytest.mark.parametrize("environment", [{"JAVA_HOME": "/nowhere"}, {"JAVA_HOME": "", "PATH": ""}])
def test_without_java_it_says_what_to_install(tmp_path: Path, environment: dict[str, str]) -> None:
    done = run(tmp_path, **environment)
    assert done.returncode == 1 and not done.stdout
    [line] = done.stderr.splitlines()
    assert line.startswith(
        "Error: Apache Spark: needs Java 17 or later; on Debian and Ubuntu: apt install openjdk-17-jre-headless"
    )


def test_an_old_java_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java = tmp_path / "bin/java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'java version \"1.8.0_401\"' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(SettingError, match=r"needs Java 17 or later.*\(found: 8, .*bin/java\)$"):
        need_java()


def test_without_pyspark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    monkeypatch.setattr(spark_module, "need_java", lambda: None)
    with (
        pytest.raises(SettingError, match=r"needs pyspark; install it with pip install 'scen\[spark\]'$"),
        session(),
    ):
        raise AssertionError
