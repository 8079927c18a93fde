"""The generator of networks for measuring: the same bytes everywhere, the size asked, our own profile."""

from __future__ import annotations

import importlib.util
import io
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from scen.graph.claims import digest
from scen.graph.shapes import violations
from scen.ontology.terms import NS, expand, model

ROOT = Path(__file__).resolve().parent.parent


def _loaded() -> Any:
    """The module, from the checkout: ``benchmarks`` is no part of the package."""
    spec = importlib.util.spec_from_file_location("generated_networks", ROOT / "benchmarks/generate.py")
    assert spec and spec.loader
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


generator = _loaded()


@cache
def made(triples: int = 10_000, seed: int = 7) -> tuple[bytes, Any]:
    """The bytes of a network, and its summary."""
    out = io.BytesIO()
    return (summary := generator.generate(triples, seed, out.write)) and (out.getvalue(), summary)


@cache
def quads(triples: int = 10_000, seed: int = 7) -> tuple[Quad, ...]:
    """The same, read strictly."""
    return tuple(parse(made(triples, seed)[0], format=RdfFormat.N_QUADS))


def objects(curie: str, triples: int = 10_000) -> list[Any]:
    """Every value of a property outside the vocabulary."""
    wanted = NamedNode(expand(curie))
    return [quad.object for quad in told(triples) if quad.predicate == wanted]


def told(triples: int = 10_000) -> list[Quad]:
    """The quads outside the vocabulary."""
    vocabulary = NamedNode(f"{NS}graph/vocabulary")
    return [quad for quad in quads(triples) if quad.graph_name != vocabulary]


def command(hash_seed: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The real program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.generate", *arguments],
        check=False, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": hash_seed}, capture_output=True,
    )  # fmt: skip


def test_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    file = tmp_path / "out.nq"
    one = command("1", "--triples", "10000", "--seed", "7", "--out", str(file))
    two = command("2", "--triples", "10000", "--seed", "7")
    assert (one.returncode, two.returncode) == (0, 0)
    assert file.read_bytes() == two.stdout == made()[0]
    assert b"quads: " in one.stderr and b"largest event: " in two.stderr and not one.stdout


def test_another_seed_is_another_network() -> None:
    assert made(seed=7)[0] != made(seed=8)[0]


@pytest.mark.parametrize("triples", [8_000, 10_000, 33_333, 100_000])
def test_size_within_two_percent(triples: int) -> None:
    text, summary = made(triples)
    assert summary.quads == text.count(b"\n")
    assert abs(summary.quads - triples) <= triples * 0.02


def test_too_few_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        generator.main(["--triples", "100"])
    assert "give at least" in capsys.readouterr().err
    with pytest.raises(ValueError, match="too few"):
        generator.generate(100, 7, lambda text: None)


def test_strict_and_each_triple_once() -> None:
    text, summary = made(100_000)
    triples = {line.rpartition(b" <")[0] for line in text.splitlines()}  # whatever the graph
    assert len(triples) == len(quads(100_000)) == summary.quads
    assert not re.search(rb"zz[a-z0-9]+zz|1111-11-11|1222-12-22|1333-11|987654321|%", made(100_000)[0])


@pytest.mark.parametrize("seed", [1, 7])
def test_shapes_hold(seed: int) -> None:
    assert violations(quads(seed=seed), {}) == []


def test_heavy_tail() -> None:
    sizes = sorted(made(100_000)[1].sizes)
    assert sizes[-1] >= 500 and sizes[-1] >= 20 * sizes[len(sizes) // 2]
    events: dict[Any, int] = {}
    for quad in told(100_000):
        if quad.predicate.value == expand("cv:hasParticipation"):
            events[quad.subject] = events.get(quad.subject, 0) + 1
    assert max(events.values()) > 0.8 * sizes[-1]


def test_every_kind_is_there() -> None:
    types = {kind.value for kind in objects("rdf:type", 100_000)}
    for claim in model().claims.values():
        assert set(claim.classes) <= types, claim.name
        assert made(100_000)[1].claims[claim.name] > 0, claim.name
    for kind in model().kinds.values():
        assert made(100_000)[1].things[kind.name] > 0, kind.name
        assert set(kind.classes) <= types, kind.name
    assert expand("scen:Tie") not in types


def test_shares_that_answers_must_tell_apart() -> None:
    at = 100_000
    certainty = {value.value for value in objects("scen:certainty", at)}
    assert certainty == {expand(f"scen:{each}") for each in ("stated", "inferred", "disputed")}
    status = {value.value for value in objects("scen:status", at)}
    assert {expand(f"scen:{each}") for each in ("announced", "reported", "ended", "cancelled")} <= status
    assert {"en", "sv", "nb", "de"} <= {value.language for value in objects("skos:prefLabel", at)}
    assert 0 < len(objects("time:hasTime", at)) < made(at)[1].things["event"]
    assert len(objects("scen:onBehalfOf", at)) > made(at)[1].claims["participation"] // 4
    assert len(objects("oa:hasBody", at)) > len(objects("oa:exact", at)) > 0
    documents = {quad.graph_name for quad in told(at) if "/graph/doc/" in str(quad.graph_name)}
    assert len(documents) == made(at)[1].things["document"] > 20


def test_claims_are_named_as_those_of_records() -> None:
    said: dict[str, dict[str, str]] = {}
    events = {}
    quad: Any
    for quad in told():
        said.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
        if quad.predicate.value == expand("cv:hasParticipation"):
            events[quad.object.value] = quad.subject.value
    assert events
    for claim, event in events.items():
        own = said[claim]
        joins = [("agent", own[expand("cv:hasParticipant")]), ("event", event)]
        if behalf := own.get(expand("scen:onBehalfOf")):
            joins.append(("on_behalf_of", behalf))
        parts = sorted((part, iri.rpartition("/")[2]) for part, iri in joins)
        role = own[expand("cv:role")].rpartition("#")[2]
        document = own[expand("dct:source")].rpartition("/")[2]
        assert claim.rpartition("/")[2] == digest("participation", *parts, role, document, 1)


def test_nothing_like_an_address_or_a_telephone_number() -> None:
    mail, phone = (
        re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}"),
        re.compile(r"\+\d|\d{2,}[ ()./-]+\d{2,}[ ()./-]*\d{2,}"),
    )
    days = {expand("edtf:EDTF"), expand("xsd:date")}
    for quad in told(100_000):
        if isinstance(quad.object, Literal) and quad.object.datatype.value not in days:
            assert not mail.search(quad.object.value) and not phone.search(quad.object.value), quad
