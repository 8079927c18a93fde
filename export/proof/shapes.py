"""The catalogue against the official shapes: DCAT-AP 3.0.1, 3.0.0 and 2.1.1, and DCAT-AP-NO, run by pySHACL.

The files are those of a folder of standards, which whoever makes the release has (``--standards``); only violations
are findings, for the shapes warn of what cannot be had, such as a publisher among the EU's own corporate bodies.
A defect of the published files is worked round in memory: property shapes that are named and defined nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ...graph.errors import Finding
from .described import Described

if TYPE_CHECKING:
    from rdflib import Graph

FILES = {
    "dcat-ap-3.0.1-shapes": "dcat-ap/3.0.1/html-shacl/shapes.ttl",
    "dcat-ap-3.0.1-range": "dcat-ap/3.0.1/html-shacl/range.ttl",
    "dcat-ap-3.0.1-recommended": "dcat-ap/3.0.1/html-shacl/shapes_recommended.ttl",
    "dcat-ap-3.0.1-deprecated": "dcat-ap/3.0.1/html-shacl/deprecateduris.ttl",
    "dcat-ap-3.0.1-codelists": "dcat-ap/3.0.1/html-shacl/mdr-vocabularies.shape.ttl",
    "dcat-ap-3.0.1-full": "dcat-ap/3.0.1/shacl/dcat-ap-SHACL.ttl",
    "dcat-ap-3.0.1-full-ranges": "dcat-ap/3.0.1/shacl/ranges.ttl",
    "dcat-ap-3.0.0-full": "dcat-ap/3.0.0/shacl/dcat-ap-SHACL.ttl",
    "dcat-ap-2.1.1-shapes": "dcat-ap/2.1.1/dcat-ap_2.1.1_shacl_shapes.ttl",
    "dcat-ap-2.1.1-range": "dcat-ap/2.1.1/dcat-ap_2.1.1_shacl_range.ttl",
    "dcat-ap-2.1.1-recommended": "dcat-ap/2.1.1/dcat-ap_2.1.1_shacl_shapes_recommended.ttl",
    "dcat-ap-2.1.1-deprecated": "dcat-ap/2.1.1/dcat-ap_2.1.1_shacl_deprecateduris.ttl",
    "dcat-ap-2.1.1-codelists": "dcat-ap/2.1.1/dcat-ap_2.1.1_shacl_mdr-vocabularies.shape.ttl",
    "dcat-ap-no-2.2": "dcat-ap-no/DCAT-AP-NO-shacl_shapes_2.00.ttl",
}
"""Rule -> file of shapes below the folder of standards."""
_SH = "http://www.w3.org/ns/shacl#"


def unchecked(standards: Path | None) -> Iterator[str]:
    """What cannot be checked here, in words."""
    if standards is None:
        yield "the catalogue against official shapes: name their folder with --standards"
        return
    if not find_spec("pyshacl"):
        yield "the catalogue against official shapes: needs pyshacl: pip install 'scen[proof]'"
    for rule, name in FILES.items():
        if not (standards / name).is_file():
            yield f"{rule}: {name} is not among the standards"


def check(catalogue: Described, standards: Path) -> Iterator[Finding]:
    """Every violation of the shapes that are there; none where pySHACL is not (see `unchecked`)."""
    if not find_spec("pyshacl"):
        return
    for rule, name in FILES.items():
        if (standards / name).is_file():
            yield from _violations(catalogue, rule, _shapes(standards / name))


def _shapes(path: Path) -> Graph:
    """The shapes of a file, without references to what is defined nowhere."""
    from rdflib import Graph, URIRef

    shapes = Graph().parse(path)
    for shape, part in list(shapes.subject_objects(URIRef(f"{_SH}property"))):
        if (part, URIRef(f"{_SH}path"), None) not in shapes:
            shapes.remove((shape, URIRef(f"{_SH}property"), part))
    return shapes


def _violations(catalogue: Described, rule: str, shapes: Graph) -> Iterator[Finding]:
    from pyshacl import validate
    from rdflib import Graph, URIRef

    _, report, _ = validate(catalogue.graph, shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    for result in report.objects(None, URIRef(f"{_SH}result")):
        told = {
            name: report.value(result, URIRef(_SH + name))
            for name in ("focusNode", "resultPath", "resultMessage", "resultSeverity", "value")
        }
        if told["resultSeverity"] == URIRef(f"{_SH}Violation"):
            message = f"{told['focusNode']}: {told['resultMessage'] or 'does not conform'}"
            value = f" ({told['value']})" if told["value"] is not None else ""
            yield Finding(catalogue.place(told["focusNode"], told["resultPath"]), rule, message + value)
