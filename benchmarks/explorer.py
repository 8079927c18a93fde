"""The explorer in headless Chromium beside a pyvis page of the same network, in one run, as Markdown tables.

``python -m benchmarks.explorer``: needs Chromium and the built bundle. Each page is opened from the disk in a browser
of its own, the two in turn; the median is reported. All is drawn by the processor: WebGL (SwiftShader)
as well as vis-network's canvas. Panning is a drag by the mouse; a frame lasts from one callback of
``requestAnimationFrame`` to the next.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scen.viz.explorer_data import Made
from scen.viz.explorer_page import bundle, page
from scen.viz.scene import Scene

from . import pages

RUNS, PATIENCE, MOVES, PANNING = 3, 300.0, 60, 20.0
"""Runs of each page at the smaller size; seconds that a page has to draw; moves of the mouse and most seconds of panning."""
SMALL, LARGE = (10_000, 30_000), (100_000, 400_000)
WHOLE_MAP = "#p=all"
QUIET = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
"""No flag that chooses a way of drawing: one for SwiftShader makes vis-network's canvas twenty times as slow."""
Told = dict[str, Any]

FRAMES = """() => {
  const times = (window.frameTimes = []);
  let moved = false, before = null;
  addEventListener("pointermove", () => { moved = true; }, true);
  const tick = (now) => {
    if (before !== null) times.push(now - before);
    before = moved ? now : null;
    moved = false;
    window.frameLoop = requestAnimationFrame(tick);
  };
  window.frameLoop = requestAnimationFrame(tick);
}"""
"""Notes how long each frame takes in which the mouse has moved; a frame between two moves draws nothing."""
ANSWERS = """() => {
  let asked = 0;
  window.answers = [];
  addEventListener("input", (event) => { asked = event.timeStamp; }, true);
  new MutationObserver(() => {
    if (asked && document.querySelector("[role=option]")) { window.answers.push(performance.now() - asked); asked = 0; }
  }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
}"""


class Failed(RuntimeError):
    """A page crashed, or did not draw in time."""


@contextmanager
def browser() -> Iterator[tuple[Any, Path]]:
    """A Chromium with an empty profile, and the folder of that profile."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=shutil.which("chromium"), args=QUIET, viewport={"width": 1280, "height": 800}
        )
        yield context, Path(folder)
        context.close()


def until(seen: Callable[[], Any], tab: Any, seconds: float = PATIENCE) -> Any:
    """What is seen as soon as it is; asked again and again from outside, as the page's policy forbids to ask inside."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if tab.is_closed():
            raise Failed("crashed")
        found = seen()
        if found:
            return found
        time.sleep(0.02)
    raise Failed(f"not drawn within {seconds:.0f} s")


def opened(context: Any, path: Path, part: str) -> tuple[Any, Told]:
    """A page, drawn; seconds from navigation to its first complete picture, and until that is on a screenshot."""
    tab = context.pages[0]
    tab.set_default_timeout(PATIENCE * 1000)
    asked: list[str] = []
    tab.on("request", lambda one: None if one.url.startswith(("file:", "data:", "blob:")) else asked.append(one.url))
    tab.on("crash", lambda _: tab.close())
    began = time.perf_counter()
    tab.goto(path.as_uri() + part, wait_until="commit")
    mark = "performance.getEntriesByName('scen-drawn')[0]?.startTime"
    drawn = until(lambda: tab.evaluate(mark), tab) / 1000
    tab.screenshot()
    return tab, {"drawn": drawn, "seen": time.perf_counter() - began, "asked": asked}


def panned(tab: Any) -> Told:
    """Milliseconds a frame while the mouse drags the picture to and fro: the median, what 95 of 100 stay under, and
    how long a move takes all in all, with the way from outside to the page and back."""
    box = max((one.bounding_box() for one in tab.locator("canvas").all()), key=lambda box: box["width"] * box["height"])
    x, y = box["x"] + box["width"] * 0.03, box["y"] + box["height"] * 0.5
    before = tab.screenshot()
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + 8, y)
    tab.evaluate(FRAMES)
    began, moves = time.monotonic(), 0
    while moves < MOVES and time.monotonic() < began + PANNING:
        tab.mouse.move(x + 8 + 4 * min(moves, MOVES - moves), y + moves)
        moves += 1
    took = time.monotonic() - began
    times = tab.evaluate("() => { cancelAnimationFrame(frameLoop); return frameTimes; }")
    tab.mouse.up()
    if tab.screenshot() == before:
        raise Failed("did not move")
    frames = sorted(times)
    return {
        "frame": statistics.median(frames), "slow": frames[int(len(frames) * 0.95)], "move": 1000 * took / moves,
        "frames": len(frames),
    }  # fmt: skip


def searched(tab: Any, names: list[str]) -> Told:
    """Milliseconds from a key to the list of names; the first, and the median and largest of the others."""
    field = tab.get_by_role("combobox").first
    field.click()
    tab.evaluate(ANSWERS)
    for name in names:
        field.fill("")
        for letter in name[:8]:
            tab.keyboard.type(letter)
            tab.wait_for_timeout(200)
    first, *others = tab.evaluate("answers")
    return {"first": first, "median": statistics.median(others), "largest": max(others), "answers": len(others) + 1}


def held(tab: Any, context: Any, profile: Path) -> Told:
    """MiB of JavaScript's heap after a collection, and of all processes of the browser (memory shared counts once)."""
    session = context.new_cdp_session(tab)
    session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")["usedSize"] / 2**20
    return {"heap": heap, "all": sum(map(_share, _family(profile))) / 1024}


def _family(profile: Path) -> list[Path]:
    """Processes of the browser with that profile."""
    parents, found = {}, set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[folder.name] = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            if str(profile).encode() in (folder / "cmdline").read_bytes():
                found.add(folder.name)
        except OSError:
            continue
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return [Path("/proc") / one for one in sorted(found)]


def _share(process: Path) -> int:
    """KiB of a process, what it shares divided among those who share it."""
    try:
        return int((process / "smaps_rollup").read_text().partition("\nPss:")[2].split()[0])
    except (OSError, IndexError):
        return 0


def measured(path: Path, part: str = "", names: tuple[str, ...] = ()) -> Told:
    """One page in a browser of its own."""
    with browser() as (context, profile):
        found: Told = {"file": path.stat().st_size / 1e6}
        try:
            tab, told = opened(context, path, part)
            found |= told
            found |= held(tab, context, profile)
            found |= panned(tab)
            if names:
                found |= searched(tab, list(names))
        except Exception as failure:
            if not isinstance(failure, Failed) and "crash" not in str(failure) and "closed" not in str(failure):
                raise
            found["failed"] = str(failure).splitlines()[0]
    print(path.name, json.dumps(found), file=sys.stderr, flush=True)
    return found


def middle(runs: list[Told]) -> Told:
    """The median of each number of several runs."""
    if failed := [one for one in runs if "failed" in one]:
        return failed[0]
    return {
        name: sorted(value for run in runs for value in run[name])
        if isinstance(runs[0][name], list)
        else statistics.median(run[name] for run in runs)
        for name in runs[0]
    }


ROWS = {
    "file": ("file, MB", "{:.1f}"),
    "drawn": ("from navigation to the first complete picture, s", "{:.2f}"),
    "seen": ("the same, until it is on a screenshot, s", "{:.2f}"),
    "frame": ("frame while panning, median, ms", "{:.0f}"),
    "slow": ("95 of 100 frames are under, ms", "{:.0f}"),
    "move": ("a move of the mouse, all in all, ms", "{:.0f}"),
    "heap": ("JavaScript's heap, MiB", "{:.0f}"),
    "all": ("all processes of the browser, MiB", "{:.0f}"),
}


def table(ours: Told, theirs: Told, targets: dict[str, float]) -> str:
    """One size, the two pages side by side."""
    lines = ["| | explorer | pyvis | ratio | target | |", "|---|---:|---:|---:|---:|---|"]
    for name, (words, form) in ROWS.items():
        cells = [form.format(one[name]) if name in one else "–" for one in (ours, theirs)]
        ratio = ours[name] / theirs[name] if name in ours and name in theirs else None
        said = f"{ratio:.2f}" if ratio is not None else "–"
        target = targets.get(name)
        verdict = "" if target is None else _verdict(ratio is not None and ratio <= target)
        lines.append(f"| {words} | {cells[0]} | {cells[1]} | {said} | {target or ''} | {verdict} |")
    asked = [str(len(one["asked"])) if "asked" in one else "–" for one in (ours, theirs)]
    lines.append(f"| requests to any address | {asked[0]} | {asked[1]} | | 0 | {_verdict(asked[0] == '0')} |")
    failures = [f"The {name} page {one['failed']}." for name, one in (("explorer's", ours), ("pyvis", theirs)) if "failed" in one]
    return "\n".join(lines) + ("\n\n" + " ".join(failures) if failures else "")


def _verdict(met: bool) -> str:
    return "met" if met else "**missed**"


def written(folder: Path, size: tuple[int, int]) -> tuple[Path, Path]:
    """The two pages of a generated network."""
    made = pages.network(*size)
    scene = Scene("collaboration", "en", (), (), (), (), (), 0, 0, 0)
    ours, theirs = folder / f"explorer-{size[0]}.html", folder / f"pyvis-{size[0]}.html"
    ours.write_text(page(Made(pages.explorer_data(made), {"collaboration": scene})), encoding="utf-8")
    theirs.write_text(pages.pyvis_page(made), encoding="utf-8")
    return ours, theirs


def sizes(folder: Path) -> str:
    """What the page adds to its data, and the file of the five documents."""
    own = sum(len(part.encode()) for part in bundle()) / 1e6
    scen, file = Path(sys.executable).with_name("scen"), folder / "five.html"
    for told in (["build"], ["explore", "-o", str(file)]):
        subprocess.run([scen, *told], cwd=folder, check=True, capture_output=True)
    whole = file.stat().st_size / 1e6
    return (
        f"The page without its data: {own:.2f} MB (target 0.6: {_verdict(own <= 0.6)}). "
        f"The five documents' file: {whole:.2f} MB (target 1: {_verdict(whole < 1)})."
    )


def main() -> None:
    """Both sizes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, theirs = written(folder, SMALL)
        turns = [(measured(ours, WHOLE_MAP), measured(theirs)) for _ in range(RUNS)]
        small = table(middle([a for a, _ in turns]), middle([b for _, b in turns]), {"drawn": 0.25, "frame": 0.2})
        ours, theirs = written(folder, LARGE)
        some = pages.named(LARGE[0])
        found = measured(ours, WHOLE_MAP, (some[1], some[50_000], some[-1]))
        large = table(found, measured(theirs), {})
        told = sizes(folder)
    search = (
        f"A key in the search field at {LARGE[0]:,} names, until the list is there: median {found['median']:.0f} ms, largest "
        f"{found['largest']:.0f} ms of {found['answers'] - 1} (target 50: {_verdict(found['largest'] <= 50)}); the very first "
        f"{found['first']:.0f} ms."
        if "median" in found
        else "Search was not reached."
    )
    print(f"""Seeded networks (`benchmarks/pages.py`), the whole map at once, from `file://`, 1280 by 800 pixels, without a
graphics card. pyvis is plain pyvis of the same nodes, ties, places and names, all inlined, without physics, pop-ups or curves,
the quickest that it draws; the explorer's file also holds each tie's links, claims and sources. Median of {RUNS} runs in turn.

### {SMALL[0]:,} nodes, {SMALL[1]:,} ties

{small}

### {LARGE[0]:,} nodes, {LARGE[1]:,} ties

It opens without a crash: {_verdict("failed" not in found)}. One run; pyvis was given {PATIENCE:.0f} s.

{large}

{search}

{told}""")


if __name__ == "__main__":
    main()
