"""The picture as people get it: one file in a real browser, from the disk, with the network watched."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scen.export.guard import guarded
from scen.export.ties_csv import write as write_csv
from scen.graph.build import build
from scen.graph.dataset import Dataset
from scen.graph.facts import Ref
from scen.graph.network.views import VIEWS, Edge, Network, read_network
from scen.viz import style
from scen.viz.labels import size, wrapped
from scen.viz.page import Origin, page, safe_json
from scen.viz.scene import Scene, make, spoken_in

if TYPE_CHECKING:
    from conftest import Run
    from playwright.sync_api import Browser, Page

SHOTS = Path(__file__).resolve().parent.parent / "test-output"
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "closing": "</script><img src=x onerror=alert(2)>",
    "quotes": "\"double\" 'single' `back` & <b>bold</b> ${x} {{y}}",
    "rtl": "منظمة حقوق العمال סדר הפוך",
    "emoji": "🏳️‍🌈👩‍🏭 Workers 工人組織 e\u0301\u0302",
    "long": ("Very " * 31).strip(),
    "formula": '=HYPERLINK("http://example.org","click")',
}
RAW = "\u202ebackwards\u2028next\u2029 \u0000 </script><script>alert(3)</script>" + 100 * " long"
"""What records refuse, should it come to a page by another way."""


def need_chromium() -> str:
    """Path of a Chromium, or a skip that says what is missing; a failure where everything is required."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        found = None
    if found:
        return found
    if os.environ.get("SCEN_REQUIRE_ALL") == "1":
        pytest.fail("Chromium and playwright are required here and are not there")
    pytest.skip("Chromium or playwright is not on this machine")


@pytest.fixture(scope="module")
def data(dataset: Path) -> Iterator[Dataset]:
    """The curated network, open."""
    with Dataset(dataset) as opened:
        yield opened


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    """A dataset whose names try to be markup, formulas and nonsense."""
    root = tmp_path_factory.mktemp("hostile")

    def text(value: str) -> str:
        return json.dumps(value, ensure_ascii=False)

    files = {
        "entities/organisations.yaml": "".join(
            f"- {{id: org-{key}, name: {{en: {text(name)}}}}}\n" for key, name in HOSTILE.items()
        ),
        "entities/events.yaml": "- {id: gathering, name: {en: The Gathering}}\n",
        "sources/doc-1.yaml": "document: {id: doc-1, file: doc-1.txt, sha256: "
        + "0" * 64
        + ", language: en, "
        "title: {en: '<i>Programme</i>'}, status: announced}\n"
        "names:\n  gathering: {The Gathering: 1}\n"
        + "".join(f"  org-{key}: {{{text(name)}: {n}}}\n" for n, (key, name) in enumerate(HOSTILE.items(), 2))
        + "participations:\n"
        + "".join(
            f"- {{agent: org-{key}, role: organiser, event: gathering, at: {n}, as_written: {text(name)}}}\n"
            for n, (key, name) in enumerate(HOSTILE.items(), 2)
        ),
    }
    for name, content in files.items():
        path = root / "records" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    build(root / "records", root / "dataset")
    with Dataset(root / "dataset") as opened:
        yield opened


@lru_cache
def drawn(data: Dataset, view: str = "collaboration") -> tuple[Scene, str]:
    """The scene and the page of a view."""
    scene = make(read_network(data, view), spoken=spoken_in(data))
    return scene, page(scene, Origin(data.meta["digest"], data.base, data.meta["placeholder"]))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium with an empty profile that asks nothing of anyone by itself."""
    path = need_chromium()
    from playwright.sync_api import sync_playwright

    quiet = [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=quiet)
        yield opened
        opened.close()


Open = Callable[..., "Page"]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a page's text from the disk; the test fails if it asks for anything else or writes to the console."""
    asked: list[str] = []
    said: list[str] = []
    pages: list[Page] = []

    def open_(text: str, width: int = 1280, height: int = 800, scheme: Any = "light") -> Page:
        file = tmp_path / f"picture-{len(pages)}.html"
        file.write_text(text, encoding="utf-8")
        tab = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("dialog", lambda dialog: (said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        tab.goto(file.as_uri())
        tab.wait_for_function("window.scen !== undefined")
        tab.wait_for_timeout(200)
        pages.append(tab)
        return tab

    yield open_
    for tab in pages:
        tab.close()
    assert len(asked) == len(pages) and all(url.startswith("file:") for url in asked), asked
    assert not said, said


def boxes(tab: Page) -> dict[int, dict[str, float]]:
    """The box of each node that is drawn, sign and label, as vis-network measures it."""
    found = tab.evaluate("() => scen.visible().map((id) => [id, scen.box(id)])")
    return dict(found)


def overlapping(found: dict[int, dict[str, float]]) -> list[tuple[int, int]]:
    return [
        (a, b)
        for (a, p), (b, q) in combinations(found.items(), 2)
        if p["left"] < q["right"]
        and q["left"] < p["right"]
        and p["top"] < q["bottom"]
        and q["top"] < p["bottom"]
    ]


def choose(tab: Page, name: str) -> None:
    tab.fill("#search", name)
    tab.press("#search", "Enter")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("shape", "width", "height", "scheme"), [
    ("light", 1280, 800, "light"), ("dark", 1280, 800, "dark"), ("phone", 390, 844, "light"),
])  # fmt: skip
def test_everything_is_in_the_first_view_and_no_label_lies_on_another(
    data: Dataset, show: Open, view: str, shape: str, width: int, height: int, scheme: str
) -> None:
    tab = show(drawn(data, view)[1], width, height, scheme)
    found = boxes(tab)
    assert found and overlapping(found) == []
    assert tab.evaluate("scen.visible().filter((id) => !scen.inside(id))") == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
        "the page is wider than the screen"
    )
    SHOTS.mkdir(exist_ok=True)
    tab.screenshot(path=SHOTS / f"{view}-{shape}.png")


def test_the_page_forbids_itself_to_load_anything(data: Dataset) -> None:
    text = drawn(data)[1]
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == rules["connect-src"] == "'none'" and rules["img-src"] == "data:"
    assert "unsafe" not in rules["script-src"] and rules["script-src"].count("'sha256-") == 2
    assert not re.search(
        r"""(?:src|href)\s*=\s*["']?(?!data:|https://creativecommons\.org/)[a-z]*:?//""",
        re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL),
    )
    assert "sourceMappingURL" not in text


def test_search_folds_names_and_enter_chooses(data: Dataset, show: Open) -> None:
    tab = show(drawn(data)[1])
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.id") == "search"
    tab.keyboard.type("bjorn cla")
    assert tab.locator("#matches li").all_inner_texts() == ["Björn Claeson person"]
    tab.keyboard.press("Enter")
    assert tab.locator("#evidence h2").inner_text() == "Björn Claeson"
    assert tab.evaluate("scen.nodes[scen.network.getSelectedNodes()[0]].name") == "Björn Claeson"
    choose(tab, "nobody of that name")
    assert "no record" in tab.locator("#matches").inner_text()
    tab.keyboard.press("Escape")
    tab.keyboard.press("Escape")
    assert tab.locator("#evidence h2").count() == 0


def test_a_name_and_a_line_lead_to_document_and_line(data: Dataset, show: Open) -> None:
    scene, text = drawn(data)
    tab = show(text)
    at = tab.evaluate("""() => { const id = scen.nodes.findIndex((node) => node.name === "SOMO"), b = scen.box(id);
        return scen.network.canvasToDOM({ x: (b.left + b.right) / 2, y: (b.top + b.bottom) / 2 }); }""")
    frame = tab.locator("#network").bounding_box()
    assert frame
    tab.mouse.click(frame["x"] + at["x"], frame["y"] + at["y"])
    panel = tab.locator("#evidence")
    panel.locator("article").first.wait_for()
    assert panel.locator("h2").inner_text() == "SOMO"
    assert re.search(
        r"Electronics Watch holds its first conference in Amsterdam, lines? \d+", panel.inner_text()
    )
    assert panel.locator("q").count() and panel.locator(".chip.announced").count()
    inferred = next(i for i, line in enumerate(scene.lines) if line.certainty == "inferred")
    tab.evaluate("(id) => scen.choose({ edge: id })", inferred)
    assert "Inferred because:" in panel.inner_text() and panel.locator(".chip.inferred").count()


def test_a_click_opens_what_hovering_names(data: Dataset, show: Open) -> None:
    """A tooltip and a click at the same point speak of the same line or name."""
    tab = show(drawn(data)[1])
    frame = tab.locator("#network").bounding_box()
    assert frame
    seen = 0
    middle = """(id) => { const e = scen.edges[id], [a, b] = [e.from, e.to].map((n) => scen.network.getPosition(n));
        return scen.network.canvasToDOM({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }); }"""
    for edge in range(0, tab.evaluate("scen.edges.length"), 9):
        at = tab.evaluate(middle, edge)
        tab.mouse.move(2, 2)
        tab.mouse.move(frame["x"] + at["x"], frame["y"] + at["y"], steps=3)
        tab.wait_for_timeout(60)
        tip = tab.locator(".tip")
        named = tip.inner_text().lower() if tip.count() and tip.is_visible() else ""
        tab.mouse.click(frame["x"] + at["x"], frame["y"] + at["y"])
        if named:
            seen += 1
            assert tab.locator("#evidence h2").inner_text().lower() in named
        tab.keyboard.press("Escape")
    assert seen >= 3


def test_contradictions_stand_beside_the_claim(data: Dataset, show: Open) -> None:
    scene, _ = drawn(data)
    said = replace(
        scene,
        evidence=tuple(
            replace(one, disputes=("Another source says <b>June</b>.",)) for one in scene.evidence
        ),
    )
    tab = show(page(said, Origin("0" * 64, data.base, True)))
    choose(tab, "SOMO")
    assert "Contradicted: Another source says <b>June</b>." in tab.locator("#evidence").inner_text()


def test_the_legend_hides_and_shows(data: Dataset, show: Open) -> None:
    tab = show(drawn(data)[1])
    hidden = "(kind) => scen.network.body.data.edges.get({ filter: (edge) => edge.kind === kind }).map((edge) => edge.hidden)"
    assert not any(tab.evaluate(hidden, "same-programme")) and all(tab.evaluate(hidden, "same-funder"))
    before = tab.locator("#shown").inner_text()
    tab.locator('#legend input[value="same-programme"]').focus()
    tab.keyboard.press("Space")
    tab.locator('#legend input[value="same-funder"]').check()
    assert all(tab.evaluate(hidden, "same-programme")) and not any(tab.evaluate(hidden, "same-funder"))
    assert tab.locator("#shown").inner_text() != before
    tab.locator('#legend input[value="person"]').uncheck()
    kinds = tab.evaluate("scen.visible().map((id) => scen.nodes[id].kind)")
    assert set(kinds) == {"organisation"}


def test_lines_say_how_sure_and_whether_it_happened(data: Dataset, show: Open) -> None:
    scene, text = drawn(data)
    tab = show(text)
    for line, edge in zip(scene.lines, tab.evaluate("scen.edges"), strict=True):
        assert bool(edge["dashes"]) == (line.certainty != "stated")
        assert edge["pale"] == (line.status == "announced")
        assert edge["width"] == style.width(line.sources)
    faint = tab.evaluate(
        "scen.edges.filter((e) => e.pale).map((e) => scen.network.body.data.edges.get(e.id).color.opacity)"
    )
    assert faint and set(faint) == {0.45}
    legend = tab.locator("#legend").inner_text().lower()
    for words in (
        "strong ties",
        "dashed: inferred",
        "pale: only announced",
        "width: number of independent sources",
    ):
        assert words in legend


def test_lines_between_the_same_two_are_kept_apart(data: Dataset) -> None:
    bends: dict[frozenset[str], list[float]] = {}
    for line in drawn(data)[0].lines:
        bends.setdefault(frozenset((line.a, line.b)), []).append(line.bend if line.a < line.b else -line.bend)
    assert max(map(len, bends.values())) > 1
    assert all(len(set(found)) == len(found) for found in bends.values())


def test_hostile_names_are_text_and_nothing_else(hostile: Dataset, show: Open) -> None:
    plain = drawn(hostile)[1]
    tab = show(plain, 1280, 800)
    assert tab.locator("script").count() == 3 and tab.locator("img, b, i").count() == 0
    assert overlapping(boxes(tab)) == []
    for id in range(len(HOSTILE)):
        tab.evaluate("(id) => scen.choose({ node: id })", id)
        assert tab.locator("#evidence article").count() > 0
        at = tab.evaluate("(id) => scen.network.canvasToDOM(scen.network.getPosition(id))", id)
        frame = tab.locator("#network").bounding_box()
        assert frame
        tab.mouse.move(frame["x"] + at["x"], frame["y"] + at["y"], steps=3)
        tab.wait_for_timeout(250)
    names = tab.locator("#all tbody th").all_inner_texts()
    assert HOSTILE["script"] in names and HOSTILE["closing"] in names
    assert tab.locator("script").count() == 3 and tab.locator("img, b, i, #evidence script").count() == 0
    SHOTS.mkdir(exist_ok=True)
    tab.evaluate("scen.choose(null)")
    tab.screenshot(path=SHOTS / "hostile.png")
    edge = Edge("urn:1", "javascript:alert(4)", RAW, RAW, 1.0, 1, "stated", "reported")
    refs = (Ref(RAW, "urn:1", "organisation", "1"), Ref("", "javascript:alert(4)", RAW, "2"))
    raw = show(
        page(make(Network("collaboration", refs, (edge,))), Origin("0" * 64, "https://example.org/", False))
    )
    for id in (0, 1):
        raw.evaluate("(id) => scen.choose({ node: id })", id)
    assert raw.locator("script").count() == 3 and raw.locator("a[href^=javascript]").count() == 0


def test_the_table_holds_every_name_and_leads_into_the_picture(data: Dataset, show: Open) -> None:
    scene, text = drawn(data)
    tab = show(text)
    assert tab.locator("#all tbody tr").count() == len(scene.nodes)
    tab.locator("#all button", has_text="Swedwatch").first.focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#evidence h2").inner_text() == "Swedwatch"


def test_nothing_names_a_machine_identifier_to_the_reader(data: Dataset, show: Open) -> None:
    tab = show(drawn(data)[1])
    choose(tab, "Swedwatch")
    seen = tab.evaluate(
        "[...document.querySelectorAll('header, main, #all')].map((part) => part.innerText).join(' ')"
    )
    assert "w3id.org" not in seen and "/id/" not in seen and "same-programme" not in seen
    foot = tab.locator("footer").inner_text()
    assert (
        data.meta["digest"][:12] in foot
        and "CC BY 4.0" in foot
        and "placeholder" in foot
        and "is not collaboration" in foot
    )


def test_the_same_network_gives_the_same_page(data: Dataset) -> None:
    assert drawn(data)[1] == drawn.__wrapped__(data)[1]


def test_an_empty_network_is_a_page_too(data: Dataset, show: Open) -> None:
    tab = show(page(make(Network("collaboration", (), (), 117)), Origin("0" * 64, data.base, False)))
    assert "117 left out by the filter" in tab.locator("#counts").inner_text()


def test_labels_have_three_lines_at_most() -> None:
    assert all(len(line) <= 22 for name in HOSTILE.values() for line in wrapped(name).split("\n"))
    assert wrapped(HOSTILE["long"]).count("\n") == 2 and wrapped(HOSTILE["long"]).endswith("…")
    assert size("工人") > size("ab")


def test_json_cannot_end_its_element() -> None:
    text = safe_json([HOSTILE, RAW])
    assert not set("<>&\u2028\u2029") & set(text) and json.loads(text) == [HOSTILE, RAW]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_stand_out_on_light_and_dark_pages() -> None:
    for colour in {
        *style.TIES.values(),
        *style.FAMILIES.values(),
        *(look.colour for look in style.NODES.values()),
        style.GREY,
    }:
        for ink, paper in zip((colour.light, colour.dark), style.PAGE, strict=True):
            one, other = sorted((luminance(ink), luminance(paper)))
            assert (other + 0.05) / (one + 0.05) >= 3, colour


# S. G. Machado, M. M. Oliveira, L. A. F. Fernandes, A Physiologically-based Model for Simulation of Color Vision
# Deficiency, IEEE TVCG 15, 2009, severity 1.0, in linear RGB.
BLIND = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}


def seen(colour: str, eye: str) -> tuple[float, ...]:
    """The colour as such an eye sees it, in CIE L*a*b*."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    rgb = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    if eye in BLIND:
        rgb = [min(1.0, max(0.0, sum(m * c for m, c in zip(row, rgb, strict=True)))) for row in BLIND[eye]]
    x, y, z = (
        sum(m * c for m, c in zip(row, rgb, strict=True))
        for row in (
            (0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505),
            (0.2126, 0.7152, 0.0722),
            (0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089),
        )
    )
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("eye", ["full", *BLIND])
@pytest.mark.parametrize("page_", ["light", "dark"])
def test_kinds_of_tie_stay_apart_for_colour_blind_readers(eye: str, page_: str) -> None:
    strong = ("co-organised", "same-project", "agreement", "joint-action", "acts-for")
    for one, other in combinations(style.TIES, 2):
        if "funds" in (one, other):
            continue
        a, b = (seen(getattr(style.TIES[kind], page_), eye) for kind in (one, other))
        far = sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5
        assert far >= (20 if one in strong and other in strong else 10), (one, other, round(far, 1))


def test_the_table_of_ties(data: Dataset) -> None:
    network = read_network(data)
    file = io.StringIO()
    assert write_csv(network, file) == len(network.edges)
    rows = list(csv.DictReader(io.StringIO(file.getvalue())))
    assert rows[0].keys() >= {
        "party_a",
        "party_b",
        "kind",
        "strong",
        "weight",
        "sources",
        "first",
        "last",
        "certainty",
        "status",
        "evidence",
    }
    assert [(row["party_a_iri"], row["party_b_iri"], row["kind"]) for row in rows] == sorted(
        (e.a, e.b, e.kind) for e in network.edges
    )
    assert all(re.fullmatch(r"[a-z0-9-]+:\d+(; [a-z0-9-]+:\d+)*", row["evidence"]) for row in rows)
    assert {row["kind"] for row in rows if row["strong"] == "yes"} <= {
        "co-organised",
        "same-project",
        "agreement",
        "joint-action",
        "acts-for",
    }


def test_no_cell_is_a_formula() -> None:
    names = ["=1+1", "+1", "-1", "@x", "\t=1", "fine"]
    refs = tuple(Ref(name, f"urn:{n}", "organisation", str(n)) for n, name in enumerate(names))
    edges = tuple(Edge(f"urn:{n}", "urn:5", "met", "met", 1.0, 1, "stated", "reported") for n in range(5))
    file = io.StringIO()
    write_csv(Network("collaboration", refs, edges), file)
    cells = [row[0] for row in csv.reader(io.StringIO(file.getvalue()))][1:]
    assert cells == [guarded(name) for name in names[:5]] == ["'" + name for name in names[:5]]


def test_command_writes_picture_and_table(scen: Run, dataset: Path, tmp_path: Path) -> None:
    done = scen("network", "--dataset", dataset)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "collaboration.csv",
        "collaboration.html",
    ]
    assert (
        re.search(r"\d+ names, \d+ ties \(\d+ strong\); \d+ undated, 0 left out", done.stdout)
        and "out/collaboration.html" in done.stdout
    )
    printed = scen("network", "--dataset", dataset, "--format", "csv", "-o", "-")
    assert printed.stdout == (tmp_path / "out" / "collaboration.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(("args", "message"), [
    (["--kinds", "co-organized"], "no kind 'co-organized'; did you mean 'co-organised'?"),
    (["--view", "programme", "--kinds", "speeker"], "did you mean 'speaker'?"),
    (["--certainty", "infered"], "did you mean 'inferred'?"),
    (["--status", "done"], "no status 'done'"),
    (["--since", "2020-13"], "'2020-13' is no date"),
    (["--until", "yesterday"], "is no date"),
    (["--since", "2021", "--until", "2020-12"], "--since 2021 is after --until 2020-12"),
    (["-o", "-"], "Add --format, one of html, csv"),
])  # fmt: skip
def test_wrong_usage_is_one_line(scen: Run, dataset: Path, args: list[str], message: str) -> None:
    done = scen("network", "--dataset", dataset, *args)
    assert done.returncode == 2 and message in done.stderr and "Traceback" not in done.stderr


def test_filters_of_the_command(scen: Run, dataset: Path) -> None:
    def rows(*args: str) -> list[dict[str, str]]:
        done = scen("network", "--dataset", dataset, "--format", "csv", "-o", "-", *args)
        assert done.returncode == 0, done.stderr
        return list(csv.DictReader(io.StringIO(done.stdout)))

    every = rows()
    assert {row["kind"] for row in rows("--kinds", "met,acts-for")} == {"met", "acts-for"}
    assert rows("--kinds", "all") == every
    assert {row["status"] for row in rows("--status", "reported")} == {"reported"}
    assert all(int(row["sources"]) > 1 for row in rows("--min-sources", "2"))
    dated = rows("--since", "2020-12", "--until", "2020-12", "--without-undated")
    assert dated and all(row["first"][:7] <= "2020-12" <= row["last"][:7] for row in dated)
    assert [row for row in rows("--since", "2020-12", "--until", "2020-12") if not row["first"]]
