"""Nobody who is hidden leaves in a release: planted in every kind of file, found with file and position; and forgetting."""

from __future__ import annotations

import base64
import bz2
import gzip
import hashlib
import io
import json
import lzma
import sqlite3
import struct
import sys
import tarfile
import time
import zipfile
import zlib
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import brotli
import networkx
import pytest
from conftest import Run, edit
from pyoxigraph import RdfFormat, Store

from scen.export.gate import gate
from scen.export.gate.contacts import contacts
from scen.graph.build import build
from scen.graph.errors import NotFound, RecordErrors
from scen.graph.forget import prepare
from scen.graph.forget_files import apply, undo
from scen.graph.visibility import Hidden, Private, read_private

KEY = "0123456789abcdef0123456789abcdef"
NAME, SLUG = "Björn Höstlund-Ærøson", "bjorn-hostlund-aeroson"
WHO = Hidden(id=SLUG, visibility="withheld", names=(NAME, "B. H. Ærøson"), near=("Institute of Invention",))
SOURCE = "sources/doc-1.yaml"


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zstd(data: bytes) -> bytes:
    if sys.version_info >= (3, 14):
        from compression import zstd as module
    else:
        from backports import zstd as module
    return bytes(module.compress(data))


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        *chunks,
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    ]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + body


def sqlite(path: Path, *statements: str, encoding: str = "UTF-8") -> bytes:
    with closing(sqlite3.connect(path)) as base:
        base.execute(f"PRAGMA encoding = '{encoding}'")
        base.execute("PRAGMA secure_delete = OFF")
        for statement in statements:
            base.execute(statement)
            base.commit()
    return path.read_bytes()


def parquet(columns: dict[str, list[str]], about: dict[str, str] | None = None) -> bytes:
    import pyarrow
    from pyarrow import parquet as arrow

    table = pyarrow.table(columns)
    out = io.BytesIO()
    arrow.write_table(table.replace_schema_metadata(about) if about else table, out)
    return out.getvalue()


TEXT = NAME.encode()
ESCAPED = NAME.encode("ascii", "xmlcharrefreplace")
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x04JF"
    + b"\xff\xfe"
    + struct.pack(">H", len(TEXT) + 2)
    + TEXT
    + b"\xff\xda\x00\x02\xff\xd9"
)
WEBP = (
    b"RIFF"
    + struct.pack("<I", 12 + len(TEXT) + len(TEXT) % 2)
    + b"WEBPXMP "
    + struct.pack("<I", len(TEXT))
    + TEXT
    + b"\0" * (len(TEXT) % 2)
)
LEAKS: dict[str, tuple[str, bytes, str]] = {
    # what it is -> file, its bytes, where it must be found
    "text": ("a.txt", b"one\ntwo\nby " + TEXT, "a.txt:3"),
    "a text in capitals": ("a.txt", NAME.upper().encode(), "a.txt:1"),
    "without diacritics": ("a.txt", b"\nBjorn Hostlund Aeroson", "a.txt:2"),
    "letters and marks apart": ("a.txt", "Bjo\u0308rn Ho\u0308stlund-Ærøson".encode(), "a.txt:1"),
    "soft hyphens": ("a.txt", "Björn Höst\u00adlund-Ærø\u00adson".encode(), "a.txt:1"),
    "a genitive": ("a.txt", "Björn Höstlund-Ærøsons tal".encode(), "a.txt:1"),
    "the surname first": ("a.csv", "id,name\n1,\"Höstlund-Ærøson, Björn\"\n".encode(), "a.csv:2"),
    "two lines": ("a.txt", "\nBjörn\nHöstlund-Ærøson".encode(), "a.txt:2"),
    "written together": ("a.txt", b"see @BjornHostlundAeroson", "a.txt:1"),
    "an IRI": ("a.nt", f"<https://x.invalid/id/person/{SLUG}> <p:p> <o:o> .\n".encode(), "a.nt:1"),
    "an encoded IRI": ("a.ttl", f"\n<https://x.invalid/{quote(NAME)}> a <c:c> .".encode(), "a.ttl:2"),
    "escapes of N-Quads": ("a.nq", b'<s:s> <p:p> "Bj\\u00F6rn H\\U000000f6stlund-\\u00c6r\\u00f8son" <g:g> .', "a.nq:1"),
    "a line feed of N-Quads": ("a.nq", '<s:s> <p:p> "x\\nBjörn\\nHöstlund-Ærøson" .'.encode(), "a.nq:1"),
    "JSON": ("a.json", b'{\n"name": ' + json.dumps(NAME).encode() + b"}", "a.json:2"),
    "JSON within JSON": ("a.json", json.dumps({"a": json.dumps({"b": NAME})}).encode(), "a.json:1"),
    "given and family name": ("a.json", json.dumps([{"family": "Höstlund-Ærøson", "given": "Björn"}]).encode(), "a.json:1"),
    "JavaScript": ("names.js", b"var n = ['Bj\\xf6rn H\\u{f6}stlund-\\u00c6r\\u00f8son'];", "names.js:1"),
    "a tooltip": ("a.html", b"<p>\n<a title='by " + ESCAPED + b"'>x</a>", "a.html:2"),
    "named entities": ("a.html", b"Bj&ouml;rn&nbsp;H&ouml;stlund&#45;&AElig;r&#xF8;son", "a.html:1"),
    "entities within entities": ("a.html", b"Bj&amp;ouml;rn H&amp;#246;stlund &amp;AElig;r&amp;oslash;son", "a.html:1"),
    "a page with tags between": ("a.html", "<p>Björn <mark>Höstlund</mark>-<i\n>Ærøson</i>".encode(), "a.html:1"),
    "XML": ("feed.atom", b"<feed>\n<entry><title>" + ESCAPED + b"</title></entry></feed>", "feed.atom:2"),
    "names in elements": ("a.rdf", "<givenName>Björn</givenName><x:y/><familyName>Höstlund-Ærøson</familyName>".encode(), "a.rdf:1"),
    "LaTeX": ("a.bib", b'@misc{x,\n author = {Bj{\\"o}rn H{\\"o}stlund-{\\AE}r{\\o}son}}', "a.bib:2"),
    "SVG": ("a.svg", b"<svg>\n\n<title>" + TEXT + b"</title></svg>", "a.svg:3"),
    "a data: address": ("a.css", b"\nx{background:url(data:image/svg+xml;base64," + base64.b64encode(b"<svg>" + TEXT) + b")}", "a.css!line 2:1"),
    "a data: address that is text": ("a.html", f"<img src='data:image/svg+xml,%3Csvg%3E{quote(NAME)}'>".encode(), "a.html:1"),
    "UTF-16": ("a.txt", ("x\n" + NAME).encode("utf-16"), "a.txt:2"),
    "UTF-16 without a mark": ("a.txt", ("a longer text\n" + NAME).encode("utf-16-be"), "a.txt:2"),
    "UTF-8 with a mark": ("a.csv", b"\xef\xbb\xbf" + TEXT, "a.csv:1"),
    "Western European": ("a.txt", "Björn Höstlund-Ærøson".encode("cp1252"), "a.txt:1"),
    "a page of changes of an older release": ("releases/2020-01/changes/changes.csv", b"a,b\n" + TEXT + b",x", "releases/2020-01/changes/changes.csv:2"),
    "gzip": ("a.gz", gzip.compress(b"\n" + TEXT), "a.gz!:2"),
    "bzip2": ("a.bz2", bz2.compress(TEXT), "a.bz2!:1"),
    "xz": ("a.xz", lzma.compress(TEXT), "a.xz!:1"),
    "zstandard": ("a.zst", zstd(TEXT), "a.zst!:1"),
    "brotli": ("a.js.br", brotli.compress(TEXT), "a.js.br!:1"),
    "zip": ("a.zip", zipped({"in/b.txt": b"\n" + TEXT}), "a.zip!in/b.txt:2"),
    "a zip in a tar in gzip": ("a.tgz", gzip.compress(tarred({"b.zip": zipped({"c.txt": TEXT})})), "a.tgz!!b.zip!c.txt:1"),
    "a name in an archive": ("a.zip", zipped({f"in/{SLUG}.txt": b"x"}), "a.zip!in/b…-h…-a….txt:name"),
    "PNG tEXt": ("a.png", png((b"tEXt", b"Author\0" + NAME.encode("latin-1"))), "a.png:tEXt"),
    "PNG zTXt": ("a.png", png((b"zTXt", b"Author\0\0" + zlib.compress(NAME.encode("latin-1")))), "a.png:zTXt"),
    "PNG iTXt": ("a.png", png((b"iTXt", b"Author\0\0\0en\0\0" + TEXT)), "a.png:iTXt"),
    "PNG iTXt, packed": ("a.png", png((b"iTXt", b"Author\0\1\0en\0\0" + zlib.compress(TEXT))), "a.png:iTXt"),
    "PNG EXIF": ("a.png", png((b"eXIf", b"MM\0*\0\0" + TEXT)), "a.png:eXIf"),
    "a JPEG's comment": ("a.jpg", JPEG, "a.jpg:comment"),
    "WebP": ("a.webp", WEBP, "a.webp:XMP"),
    "GIF": ("a.gif", b"GIF89a\1\0\1\0\0\0\0!\xfe" + bytes([len(TEXT)]) + TEXT + b"\0;", "a.gif"),
}  # fmt: skip


def searched(folder: Path, *people: Hidden, allowed: tuple[str, ...] = ()) -> gate.Searched:
    return gate.search(folder, people or (WHO,), allowed)


@pytest.mark.parametrize("kind", LEAKS)
def test_a_planted_name_is_found_with_file_and_position(kind: str, tmp_path: Path) -> None:
    name, data, place = LEAKS[kind]
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(data)
    (tmp_path / "clean.html").write_text("<p>Björn Berg</p>\n<p>Eva Höstlundsson</p>", encoding="utf-8")
    found = searched(tmp_path)
    assert place in {str(finding.place) for finding in found.findings}, found
    assert {(finding.rule, finding.place.path.split("!")[0]) for finding in found.findings} == {
        ("hidden-person", name)
    }
    told = "\n".join([*map(str, found.findings), *found.suppressed]).lower()
    assert "stlund" not in told and "aeroson" not in told, "a report must not leak"


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16le"])
def test_sqlite_is_searched_by_rows_and_in_free_pages(tmp_path: Path, encoding: str) -> None:
    there = (
        "CREATE TABLE things (a, b)",
        "INSERT INTO things VALUES (1, 'x')",
        f"INSERT INTO things VALUES (2, '{NAME}')",
    )
    sqlite(tmp_path / "a.sqlite", *there, encoding=encoding)
    assert "a.sqlite:2:things" in {str(finding.place) for finding in searched(tmp_path).findings}
    (tmp_path / "a.sqlite").unlink()
    deleted = ("CREATE TABLE things (a, b)", f"INSERT INTO things VALUES (2, '{NAME}')", "DROP TABLE things")
    data = sqlite(tmp_path / "b.sqlite", *deleted, encoding=encoding)
    assert NAME.encode(encoding) in data, "the page is free, and its bytes are there"
    assert [str(finding.place) for finding in searched(tmp_path).findings] == ["b.sqlite:unused pages"]


def test_parquet_is_searched_by_rows_and_in_what_it_says_of_itself(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(parquet({"id": ["1", "2"], "name": ["x", NAME]}))
    (tmp_path / "b.parquet").write_bytes(parquet({"id": ["1"]}, {"author": NAME}))
    (tmp_path / "c.parquet").write_bytes(parquet({NAME: ["1"]}))
    places = {str(finding.place) for finding in searched(tmp_path).findings}
    assert {"a.parquet:2:rows", "a.parquet:metadata", "b.parquet:metadata", "c.parquet:metadata"} <= places


def test_names_of_files_and_folders_are_searched_and_masked(tmp_path: Path) -> None:
    (tmp_path / SLUG).mkdir()
    (tmp_path / SLUG / "index.html").write_text("x")
    (tmp_path / "Björn_Höstlund_Ærøson.ttl").write_text("")
    found = searched(tmp_path).findings
    assert sorted(str(finding.place) for finding in found) == [
        "B…_H…_Æ….ttl:name",
        "b…-h…-a…/index.html:name",
        "b…-h…-a…:name",
    ]


CLEAN = {
    "a.txt": "Björn Berg; Eva Höstlundsson; bjornhostlund; 2020-12-10, 10.12.2020, 12/10/2020 08:30-09:15\n",
    "a.nt": f'<https://x.invalid/{hashlib.sha256(b"1").hexdigest()}> <p:p> "0046"^^<x:y>, "59.9138,10.7387"@en .\n',
    "lines.csv": 'claim,lines\n0123456789abcdef0123,22 24 26 28\n00112233445566778899,5-12\n"POINT(10.73 59.91)",+2020\n',
    "a.js": "a+12345678;b=+1e9;x='logo@2x.png';y=0.00123456789;d='M10 20 30 40 050 60';import'p@1.2.3'",
    "a.ttl": '@prefix x: <x:> .\nx:a x:b "2018/404-123", "EP/2020-0123-456", "urn:isbn:978-0-12-345678-9"@en.\n',
    "a.xml": "<a t='2021-05-03T10:00:00+01:00' id='00000000-1234-4321-1234-012345678901'>1 000 000</a>",
}


def test_what_is_clean_passes(tmp_path: Path) -> None:
    for name, text in CLEAN.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "a.woff2").write_bytes(b"wOF2" + bytes(range(256)))
    (tmp_path / "a.png").write_bytes(png())
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": b"x"}))
    sqlite(tmp_path / "a.sqlite", "CREATE TABLE t (a)", "INSERT INTO t VALUES ('Björn')")
    found = searched(tmp_path)
    assert found.findings == []
    assert [line.split(":")[0] for line in found.suppressed] == ["a.sqlite", "a.txt"], "the first name alone"


def test_a_first_name_alone_counts_only_with_a_second_hint_and_is_listed_otherwise(tmp_path: Path) -> None:
    lines = (
        "Björn spoke.",
        "Björn (Institute of Invention) spoke.",
        "Björn spoke; later Mr Ærøson did.",
        "x",
        "Björns tal",
    )
    (tmp_path / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    found = searched(tmp_path)
    assert [finding.place.line for finding in found.findings] == [2, 3]
    why = "one word of the name alone, nothing near it tells who is meant"
    assert found.suppressed == [f"a.txt:1: person 1 of the private file (B…): {why} (and in 5)"]


def test_an_id_of_one_word_counts_in_an_iri(tmp_path: Path) -> None:
    one = Hidden(id="kunigunda", visibility="withheld", names=("Kunigunda",))
    (tmp_path / "a.nt").write_text(
        "<x:id/person/kunigunda> <p:p> <o:o> .\n<x:id/topic/kunigunda> <p:p> <o:o> .\n"
    )
    found = searched(tmp_path, one)
    assert [finding.place.line for finding in found.findings] == [1]
    assert len(found.suppressed) == 1 and found.suppressed[0].startswith("a.nt:2: ")


@pytest.mark.parametrize(
    "text", ["see annaex91", "/u/annaex91", "person/annaex91", "AnnaEx91s tal", "x annaexa y"]
)
def test_the_name_of_an_account_is_a_finding_by_itself(tmp_path: Path, text: str) -> None:
    one = Hidden(
        id="anna-exempel", visibility="withheld", names=("Anna Exempel", "annaex91", "annaexa", "AnnaExa")
    )
    (tmp_path / "a.txt").write_text(f"annaex9 annaex annaex910\n{text}\n")
    found = searched(tmp_path, one)
    assert [str(finding.place) for finding in found.findings] == ["a.txt:2"] and found.suppressed == []


def test_a_slug_that_is_a_word_of_the_name_counts_in_an_iri_alone(tmp_path: Path) -> None:
    one = Hidden(id="anna-exempel", visibility="withheld", names=("Anna Exempel", "anna", "anna-of-org"))
    (tmp_path / "a.txt").write_text("x/person/anna\nAnna spoke.\nAnna of org\nAnna, an org\n")
    found = searched(tmp_path, one)
    assert [finding.place.line for finding in found.findings] == [1, 3]
    assert [line.split(": ")[0] for line in found.suppressed] == ["a.txt:2"], "and its words are no names"
    assert "(and in 4)" in found.suppressed[0]


def test_names_in_lower_case_are_looked_for_by_word_and_particles_are_not(tmp_path: Path) -> None:
    lower = Hidden(id="p-1", visibility="withheld", names=("anna exempel",))
    mixed = Hidden(id="p-2", visibility="withheld", names=("Vera with Verborgen",))
    (tmp_path / "a.txt").write_text("Anna, then Dr Exempel\nEXEMPEL\nwith us\nVera with us\n")
    found = searched(tmp_path, lower, mixed)
    assert [finding.place.line for finding in found.findings] == [1]
    assert [line.split(": ")[0] for line in found.suppressed] == ["a.txt:2", "a.txt:4"]


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"%PDF-1.7\n\x00\xff\x01", "a.pdf", "nothing here reads PDF"),
        (b"$HDT\x01\x00\x02", "a.hdt", "nothing here reads HDT"),
        (bytes(range(256)) * 4, "a.bin", "nothing here reads files of its type"),
        (b"PK\3\4 and no zip", "a.zip", "it cannot be unpacked (BadZipFile)"),
        (b"\x1f\x8b\x08 and no gzip", "a.gz", "it cannot be unpacked"),
        (b"PAR1 and no Parquet PAR1", "a.parquet", "it is no Parquet that can be read"),
        (b"SQLite format 3\0 and no database", "a.sqlite", "SQLite cannot read it"),
    ],
)
def test_what_cannot_be_searched_is_said(tmp_path: Path, data: bytes, name: str, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    [finding] = searched(tmp_path).findings
    assert (finding.rule, finding.place.path) == ("not-searched", name)
    assert finding.message.startswith(f"not searched: {reason}")


def test_archives_without_end_are_said_to_be_so(tmp_path: Path) -> None:
    data = b"x"
    for _ in range(12):
        data = gzip.compress(data)
    (tmp_path / "a.gz").write_bytes(data)
    assert [finding.rule for finding in searched(tmp_path).findings] == ["not-searched"]


@pytest.mark.parametrize(
    "text",
    ["vera@post.invalid", "mailto:v.v@a-b.co.invalid", "vera%40post.invalid", "vera&#64;post.invalid", "vera [at] post.invalid",
     "vera\\u0040post.invalid", "våra@räksmörgås.invalid", '"mail":"vera@post.invalid"'],
)  # fmt: skip
def test_an_email_address_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text("\n" + text, encoding="utf-8")
    [finding] = searched(tmp_path).findings
    assert (finding.rule, finding.place.line) == ("e-mail-address", 2)
    assert "post" not in finding.message and "vera" not in finding.message


@pytest.mark.parametrize(
    "text",
    ["+46 8 010 01 00", "+47 00 00 01 00", "+1 (555) 010-0199", "0046 8 010 01 00", "08-010 01 00", "070-010 01 00", "020 7946 0958",
     "(555) 010-0199"[:1] + "555) 555-0199", "Tel: 00 01 02 03", "tlf. 22 00 01 02", '<a href="tel:+4680100100">', "mobil: 0700100100", "%2B4680100100"],
)  # fmt: skip
def test_a_phone_number_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text("\n\n" + text, encoding="utf-8")
    found = searched(tmp_path).findings
    assert {(finding.rule, finding.place.line) for finding in found} == {("phone-number", 3)}
    assert not any(text[-4:] in finding.message for finding in found)


def test_the_contact_of_the_settings_may_be_there_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Office@org.invalid\noffice@org.invalid.invalid\nxoffice@org.invalid")
    found = searched(tmp_path, allowed=("office@org.invalid",)).findings
    assert [finding.place.line for finding in found] == [2, 3]


def test_authors_in_licences_of_software_are_suppressed_and_listed(tmp_path: Path) -> None:
    text = "Copyright (c) 2017 V. Invented <v@post.invalid>\nwrite to v@post.invalid"
    (tmp_path / "x-licences.txt").write_text(text)
    (tmp_path / "other.txt").write_text(text)
    found = searched(tmp_path)
    places = [str(finding.place) for finding in found.findings]
    assert places == ["other.txt:1", "other.txt:2", "x-licences.txt:2"]
    assert found.suppressed == [
        "x-licences.txt:1: v…@p….invalid: in the copyright line of a software licence"
    ]


def test_a_name_over_the_border_of_two_pieces_is_found_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scen.export.gate import texts

    monkeypatch.setattr(texts, "SIZE", 1000)
    for before in (985, 995, 999):
        text = "x" * 400 + "\n" + " y" * ((before - 401) // 2) + " " + NAME + "\n" + "z " * 3000
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        assert [finding.place.line for finding in searched(tmp_path).findings] == [2], before


def test_ten_thousand_names_take_about_as_long_as_ten(tmp_path: Path) -> None:
    words = " ".join(f"word{number} Anna{number % 97}" for number in range(60_000))
    (tmp_path / "a.txt").write_text(words + "\n" + NAME)

    def seconds(many: int) -> float:
        people = [
            Hidden(id=f"anna{n}-verborgen{n}", visibility="withheld", names=(f"Vera{n} Verborgen{n}",))
            for n in range(many)
        ]
        began = time.process_time()
        assert [finding.place.line for finding in gate.search(tmp_path, (*people, WHO)).findings] == [2]
        return time.process_time() - began

    few = seconds(10)
    assert seconds(10_000) < 5 * few + 2, "ten times the names would be thousands of times the work"


def test_no_private_file_is_told_and_addresses_are_looked_for_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("v@post.invalid")
    assert [finding.rule for finding in gate.search(tmp_path, ()).findings] == ["e-mail-address"]
    assert [*gate.unchecked(None)] == [
        "that nobody hidden is named: name the private file with --private, or SCEN_PRIVATE"
    ]
    assert next(contacts("no address"), None) is None


# Pseudonyms.


def network(folder: Path) -> networkx.MultiGraph:
    """Who is tied to whom, of what kind and in which year."""
    store = Store()
    store.bulk_load(path=folder / "scen.nq", format=RdfFormat.N_QUADS)
    rows = store.query(
        "PREFIX scen: <https://w3id.org/scen/ns#> SELECT ?a ?b ?k ?d { ?t a scen:Tie ; scen:party ?a, ?b ; scen:kind ?k"
        " OPTIONAL { ?t <http://purl.org/dc/terms/date> ?d } FILTER(str(?a) < str(?b)) }",
        use_default_graph_as_union=True,
    )
    graph = networkx.MultiGraph()
    for a, b, kind, day in rows:
        graph.add_edge(a.value, b.value, kind=kind.value, year=day.value[:4] if day else "")
    return graph


@pytest.fixture
def pair(tiny: Path, tmp_path: Path) -> tuple[Path, Path, Private]:
    """The tiny network with everybody shown, and with one under a pseudonym."""
    private = Private(key=KEY, people=(Hidden(id="bo-test", visibility="pseudonymous", names=("Bo Test",)),))
    file = tmp_path / "private.yaml"
    file.write_text(f"key: {KEY}\npeople:\n- {{id: bo-test, visibility: pseudonymous, names: [Bo Test]}}\n")
    build(tiny, out=tmp_path / "shown")
    build(tiny, out=tmp_path / "masked", private=file)
    return tmp_path / "shown", tmp_path / "masked", private


def test_a_pseudonym_keeps_the_shape_of_the_network_and_no_name(pair: tuple[Path, Path, Private]) -> None:
    shown, masked, private = pair
    public = f"https://w3id.org/scen/id/person/{private.alias('bo-test')}"
    before, after = network(shown), network(masked)
    assert before.number_of_edges() > 0
    renamed = networkx.relabel_nodes(before, {"https://w3id.org/scen/id/person/bo-test": public})
    people = [[node for node in graph if "/person/" in node] for graph in (renamed, after)]
    of_people = [
        sorted(
            (*sorted((a, b)), data["kind"], data["year"])
            for a, b, data in graph.subgraph(nodes).edges(data=True)
        )
        for graph, nodes in zip((renamed, after), people, strict=True)
    ]
    assert of_people[0] == of_people[1] != []
    left = {node for node in after if "/organisation/" in node}
    assert not left, "a tie of organisations that rests on the person alone would tell whom they stood for"
    assert searched_in(masked, private) == []


def searched_in(folder: Path, private: Private) -> list[str]:
    text = folder / "only"
    text.mkdir()
    (text / "scen.nq").write_bytes((folder / "scen.nq").read_bytes())
    return [str(finding) for finding in gate.search(text, private.people).findings]


def test_nobody_without_the_key_finds_who_is_behind_a_pseudonym(
    pair: tuple[Path, Path, Private], dataset: Path
) -> None:
    """Every name of the dataset, in every spelling, under every hash one would try."""
    alias = pair[2].alias("bo-test").removeprefix("p-")
    assert alias in (pair[1] / "scen.nq").read_text(encoding="utf-8")
    with closing(sqlite3.connect(f"file:{dataset}/current/names.sqlite?mode=ro", uri=True)) as base:
        guesses = {word for row in base.execute("SELECT slug, shown FROM name") for word in row} | {
            "bo-test",
            "Bo Test",
            "bo test",
        }
    assert len(guesses) > 200
    forms = [
        form
        for guess in guesses
        for form in (guess, f"person/{guess}", f"https://w3id.org/scen/id/person/{guess}")
    ]
    import hmac

    for form in forms:
        for name in ("md5", "sha1", "sha256", "sha512", "blake2b", "sha3_256"):
            assert alias not in hashlib.new(name, form.encode()).hexdigest(), name
        for key in (b"", b"key", b"scen", b"SCEN_PRIVATE"):
            assert alias not in hmac.new(key, form.encode(), "sha256").hexdigest()
    assert Private(key=KEY).alias("bo-test") == f"p-{alias}" != Private(key="x" * 32).alias("bo-test")


# Forgetting.


def private_file(tmp_path: Path) -> Path:
    file = tmp_path / "secret" / "private.yaml"
    file.parent.mkdir()
    file.write_text(f"# ours\nkey: {KEY} # keep\n")
    return file


def everything(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.*")))


def test_forgetting_shows_first_and_then_leaves_no_name_in_the_records(
    scen: Run, tiny: Path, tmp_path: Path
) -> None:
    edit(tiny / "entities/persons.yaml", "- {id: bo-test", "# the second\n- {id: bo-test")
    edit(
        tiny / SOURCE,
        "assertions:\n",
        "cooperations:\n- {parties: [ada-test, bo-test, org-a], kind: meeting, status: reported, at: 2, as_written: Org A, context: 3}\nassertions:\n",
    )
    file, before = private_file(tmp_path), everything(tiny)
    args = ("forget", "bo TEST", "--records", tiny, "--private", file)
    shown = scen(*args)
    assert shown.returncode == 0, shown.stderr
    assert "-- {id: bo-test, name: {en: Bo Test}}" in shown.stdout and "--apply does it" in shown.stdout
    assert (
        f"{tiny}/{SOURCE}:15: participations" in shown.stdout
        or "records/sources/doc-1.yaml:15: participations" in shown.stdout
    )
    assert everything(tiny) == before and file.read_text() == f"# ours\nkey: {KEY} # keep\n", (
        "nothing is changed yet"
    )
    assert scen(*args, "--apply").returncode == 0
    after = everything(tiny)
    assert "bo-test" not in after and "Bo Test" not in after
    public = Private(key=KEY).alias("bo-test")
    assert f"# the second\n- {{id: {public}, visibility: withheld}}\n" in after, "comments stay"
    assert "- {parties: [ada-test, org-a], kind: meeting" in after, "a meeting of three is one of two"
    known = read_private(file)
    assert known and [(one.id, one.visibility, one.names) for one in known.people] == [
        ("bo-test", "withheld", ("Bo Test",))
    ]
    assert known.people[0].near == ("Org B",)
    assert file.read_text().startswith(f"# ours\nkey: {KEY} # keep\n")
    done = scen("build", tiny, env={"SCEN_PRIVATE": str(file)})
    assert done.returncode == 0, done.stderr
    assert scen(*args, "--undo").returncode == 0
    assert everything(tiny) == before and read_private(file) == Private(key=KEY)


def test_a_new_private_file_is_for_its_owner_alone(scen: Run, tiny: Path, tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    args = ("forget", "-", "--records", tiny, "--private", file)
    assert scen(*args, input="Bo Test\n").returncode == 0
    assert not file.exists()
    assert scen(*args, "--apply", input="Bo Test\n").returncode == 0
    assert file.stat().st_mode & 0o777 == 0o600
    known = read_private(file)
    assert known and len(known.key) == 64


def test_what_rests_on_a_statement_that_goes_goes_too_and_what_is_left_is_told(tiny: Path) -> None:
    edit(tiny / SOURCE, "- {agent: bo-test,", "- {label: bo, agent: bo-test,")
    edit(tiny / SOURCE, "- {agent: ada-test,", "- {label: ada, agent: ada-test,")
    edit(
        tiny / SOURCE,
        'as_written: "Ada Test, Org A"',
        'as_written: ["Ada Test, Org A", "Bo Test and Ada Test"]',
    )
    edit(tiny / SOURCE, "as_written: 3 May 2021", "as_written: Bo Test on 3 May 2021")
    with (tiny / SOURCE).open("a", encoding="utf-8") as file:
        file.write("contradictions:\n- {between: [ada, bo], because: one speaker only}\n")
    (tiny / "offsets.csv").write_text("document,line,start,words\ndoc-1,3,47,Bo Test\ndoc-1,2,31,Ada Test\n")
    found = prepare(tiny, "Bo Test", Private(key=KEY))
    after = {change.path: change.after for change in found.changes}
    assert "between" not in after[SOURCE] and "Bo Test and Ada Test" not in after[SOURCE]
    assert after["offsets.csv"] == "document,line,start,words\ndoc-1,2,31,Ada Test\n"
    assert [place.line for place in found.left] == [15], "the only words of a claim are for a human to choose"


def test_unknown_and_ambiguous_names_get_candidates(scen: Run, tiny: Path, tmp_path: Path) -> None:
    edit(
        tiny / "entities/persons.yaml",
        "- {id: bo-test",
        "- {id: bo-test-2, name: {en: Bo Test}}\n- {id: bo-test",
    )
    edit(tiny / SOURCE, "  bo-test: {Bo Test: 3}", "  bo-test: {Bo Test: 3}\n  bo-test-2: {Bo Test: 3}")
    (tiny / "ledger.yaml").write_text(
        '- {judgement: different, a: bo-test, b: bo-test-2, who: curators, when: "2021", why: two people}\n'
    )
    with pytest.raises(NotFound) as many:
        prepare(tiny, "Bo Test", Private(key=KEY))
    assert many.value.many and [slug for _, _, slug in many.value.candidates] == ["bo-test", "bo-test-2"]
    with pytest.raises(NotFound) as none:
        prepare(tiny, "Ada Tset", Private(key=KEY))
    assert [slug for _, _, slug in none.value.candidates] == ["ada-test"]
    done = scen("forget", "Org A", "--records", tiny, "--private", private_file(tmp_path))
    assert done.returncode == 1 and done.stderr.startswith("scen: no record of 'Org A'"), (
        "only people are forgotten"
    )


def test_a_change_that_cannot_be_written_leaves_nothing_half_done(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scen.graph import forget_files

    file, before = private_file(tmp_path), everything(tiny)
    whole, written = forget_files._put, []

    def full(path: Path, text: str) -> None:
        written.append(path)
        if len(written) == 3:
            raise OSError(28, "No space left on device", str(path))
        whole(path, text)

    monkeypatch.setattr(forget_files, "_put", full)
    with pytest.raises(OSError, match="No space"):
        apply(prepare(tiny, "Bo Test", Private(key=KEY)), tiny, Private(key=KEY), file)
    assert written[0] == file, "the private file first: whoever is in it is in no dataset"
    assert everything(tiny) == before and file.read_text() == f"# ours\nkey: {KEY} # keep\n"


def test_records_that_changed_since_are_not_undone(tiny: Path, tmp_path: Path) -> None:
    file = private_file(tmp_path)
    apply(prepare(tiny, "Bo Test", Private(key=KEY)), tiny, Private(key=KEY), file)
    edit(tiny / "entities/persons.yaml", "visibility: withheld", "visibility:  withheld")
    after = everything(tiny)
    with pytest.raises(RecordErrors, match="was changed since"):
        undo("Bo Test", tiny, file)
    assert everything(tiny) == after


def test_undo_keeps_the_ends_of_lines_and_the_mark_of_a_file(tiny: Path, tmp_path: Path) -> None:
    file = private_file(tmp_path)
    (tiny / "offsets.csv").write_text("document,line,start,words\ndoc-1,3,1,Bo Test\ndoc-1,2,1,Ada Test\n")
    for path in (file, *(path for path in tiny.rglob("*") if path.is_file())):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    persons = tiny / "entities/persons.yaml"
    for path in (file, persons):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    before = {path: path.read_bytes() for path in (file, *tiny.rglob("*")) if path.is_file()}
    apply(prepare(tiny, "Bo Test", Private(key=KEY)), tiny, Private(key=KEY), file)
    changed = {path.name for path, data in before.items() if path.read_bytes() != data}
    assert changed == {"private.yaml", "persons.yaml", "doc-1.yaml", "offsets.csv"}
    for path in before:
        data = path.read_bytes()
        assert data.count(b"\n") == data.count(b"\r\n"), path
        assert data.startswith(b"\xef\xbb\xbf") == (path in (file, persons)), path
    undo("Bo Test", tiny, file)
    assert {path: path.read_bytes() for path in before} == before


def test_single_words_that_are_aliases_or_former_ids_are_kept_and_those_of_documents_told(tiny: Path) -> None:
    edit(
        tiny / "entities/persons.yaml",
        "{id: bo-test, name: {en: Bo Test}}",
        "{id: bo-test, name: {en: Bo Test}, aliases: {en: [BoTest, Bosse-Test]}, formerly: [botex]}",
    )
    edit(tiny / SOURCE, "bo-test: {Bo Test: 3}", "bo-test: {Bo Test: 3, BoTest: 3, Bosse-Test: 3, Test: 3}")
    edit(tiny / SOURCE, "- [4, ", "# one botex\n# Org Test\n- [4, ")
    found = prepare(tiny, "Bo Test", Private(key=KEY))
    assert found.person.names == ("Bo Test", "BoTest", "Bosse-Test", "botex")
    [after] = [change.after for change in found.changes if change.path == SOURCE]
    left = {after.splitlines()[place.line - 1] for place in found.left if place.path.endswith("doc-1.yaml")}
    assert {"# one botex", "# Org Test"} <= left, "the second may be somebody else: a human looks"
    assert all("otex" in line or "Test" in line for line in left)


def test_forgetting_finds_a_former_id_in_what_is_published(scen: Run, tiny: Path, tmp_path: Path) -> None:
    edit(tiny / "entities/persons.yaml", "Bo Test}}", "Bo Test}, formerly: [botex]}")
    web = tmp_path / "web"
    web.mkdir()
    (web / "a.txt").write_text("\nsee botex\n")
    args = ("--records", tiny, "--private", private_file(tmp_path), "--releases", web)
    done = scen("forget", "Bo Test", *args)
    assert done.returncode == 0, done.stderr
    assert f"{web}/a.txt:2\n" in done.stdout and "is not in it" not in done.stdout


def test_forgetting_also_looks_for_names_that_only_the_private_file_tells(scen: Run, tiny: Path, tmp_path: Path) -> None:
    private, web = private_file(tmp_path), tmp_path / "web"
    private.write_text(f"key: {KEY}\npeople:\n- {{id: bo-test, visibility: withheld, names: [Zelda Secret]}}\n")
    web.mkdir()
    (web / "a.txt").write_text("\nby Zelda Secret")
    done = scen("forget", "Bo Test", "--records", tiny, "--private", private, "--releases", web)
    assert done.returncode == 0, done.stderr
    assert f"{web}/a.txt:2\n" in done.stdout


def test_forgetting_tells_what_of_a_release_was_not_searched(scen: Run, tiny: Path, tmp_path: Path) -> None:
    secret = bytearray(zipped({"a.txt": b"x"}))
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        secret[secret.index(mark) + at] |= 1  # encrypted
    web = tmp_path / "web"
    web.mkdir()
    (web / "a.pdf").write_bytes(b"%PDF-1.7\n\x00\xff\x01")
    (web / "a.zip").write_bytes(secret)
    (web / "b.txt").write_text("v@post.invalid")
    args = ("forget", "Bo Test", "--records", tiny, "--private", private_file(tmp_path), "--releases", web)
    done = scen(*args)
    assert done.returncode == 0, done.stderr
    assert f"{web}/a.pdf: not searched: nothing here reads PDF\n" in done.stdout
    assert f"{web}/a.zip: not searched: it cannot be unpacked (RuntimeError)\n" in done.stdout
    assert (
        "is not in it" not in done.stdout
        and "b.txt" not in done.stdout
        and "hold the person" not in done.stdout
    )
    (web / "c.txt").write_text("Bo Test")
    both = scen(*args).stdout
    assert "a.pdf: not searched" in both and f"{web}: 1 files hold the person." in both


def test_published_releases_that_still_hold_the_person_are_told(
    scen: Run, tiny: Path, tmp_path: Path
) -> None:
    web = tmp_path / "web"
    for release, text in (("2020-01", "x\nBo Test\nBo Test"), ("2020-02", "Ada Test")):
        (web / "releases" / release).mkdir(parents=True)
        (web / "releases" / release / "things.csv").write_text(text)
    clean = tmp_path / "clean"
    clean.mkdir()
    (clean / "a.txt").write_text("Bo is a word\nv@post.invalid")
    done = scen(
        "forget",
        "Bo Test",
        "--records",
        tiny,
        "--private",
        private_file(tmp_path),
        "--releases",
        web,
        "--releases",
        clean,
    )
    assert done.returncode == 0, done.stderr
    assert f"{web}/releases/2020-01/things.csv:2, 3\n" in done.stdout
    assert "leave these releases out, for they cannot be mended: 2020-01\n" in done.stdout
    assert (
        f"{clean}: 1 more places hold one word of the name alone\n{clean}: the person is not in it\n"
        in done.stdout
    )
