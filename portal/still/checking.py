"""Whether a static site is whole: its HTML parses, every link and anchor in it is there, and nothing comes from elsewhere.

A part behind # with ``=`` in it is the state of a script (a list that is narrowed, what the explorer shows) and no anchor.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from ...graph.errors import Finding, Place

_LOADING = {
    ("img", "src"),
    ("script", "src"),
    ("iframe", "src"),
    ("link", "href"),
    ("form", "action"),
    ("div", "data-script"),
    ("div", "data-style"),
}
_REFRESH = re.compile(r"\s*\d+\s*;\s*url=(.*)", re.IGNORECASE)
_STYLES = re.compile(rb"url\(\s*['\"]?(?!data:|#)([^'\")]+)|@import\s+['\"]([^'\"]+)")
_UNKNOWN_TAG = 801
"""What the parser says of elements that are newer than it, such as ``section``."""
_LEADING = etree.XPath("//*[not(self::base)]/@href | //@src | //@action | //@data-script | //@data-style")
_IDS = re.compile(rb'\sid="([^"]+)"')
_LINKED = {"canonical", "alternate", "license"}
"""Links that nothing is loaded by."""


def check(folder: Path) -> Iterator[Finding]:
    """What is wrong with the site in the folder; it is read file by file."""
    site = _Site(folder)
    for path in sorted(site.folder.rglob("*.html")):
        if path.relative_to(site.folder).parts[0] != "releases":
            yield from site.page(path)
    for path in sorted((site.folder / "static").glob("*.css")):
        for found in _STYLES.finditer(path.read_bytes()):
            told = (found[1] or found[2]).decode("utf-8", "replace")
            if urlsplit(told).scheme or told.startswith("//") or not (path.parent / told).is_file():
                yield Finding(Place(site.name(path)), "style-loads", f"it loads {told}")


class _Site:
    """A site that is looked through."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        places = (self.folder, Path.home(), Path.cwd(), Path(__file__).resolve().parents[2])
        known = [re.escape(f"{one}{os.sep}") for one in places if len(one.parts) > 2]
        self.secret = re.compile("|".join(known) or r"(?!)")
        self.anchors = lru_cache(maxsize=4096)(_anchors)
        self.fine = set[tuple[str, str]]()
        """Folder and link, of links that lead somewhere: every page has those of the frame."""

    def name(self, path: Path) -> str:
        """The path as a finding tells it."""
        return path.relative_to(self.folder).as_posix()

    def page(self, path: Path) -> Iterator[Finding]:
        """What is wrong with a page."""
        name, text = self.name(path), path.read_bytes()
        told = text.decode("utf-8", "replace")
        if match := self.secret.search(told):
            line = told[: match.start()].count("\n") + 1
            yield Finding(Place(name, line), "machine-path", "it names a folder of this machine")
        root, wrong = _parsed(text)
        for line, message in wrong:
            yield Finding(Place(name, line), "html", message)
        if root is None:
            return
        if not root.xpath("//meta[@http-equiv='Content-Security-Policy']"):
            yield Finding(Place(name), "no-policy", "it does not say what it may load")
        for line, rule, message in self._links(path, root):
            yield Finding(Place(name, line), rule, message)

    def _links(self, path: Path, root: Any) -> Iterator[tuple[int, str, str]]:
        """What is wrong with the links of a page: line, rule and message."""
        place = str(path)
        base = str(self.folder) if root.find(".//base") is not None else os.path.dirname(place)
        for told in _LEADING(root):
            if (base, told) in self.fine:
                continue
            element = told.getparent()
            linked = element.tag == "link" and not _LINKED.isdisjoint((element.get("rel") or "").split())
            loads = not linked and (element.tag, told.attrname) in _LOADING
            for rule, message in self._link(place, base, str(told), loads):
                yield element.sourceline or 0, rule, message
        for element in root.xpath("//meta[@http-equiv='refresh']"):
            if match := _REFRESH.match(element.get("content") or ""):
                for rule, message in self._link(place, base, match[1], True):
                    yield element.sourceline or 0, rule, message

    def _link(self, path: str, base: str, told: str, loads: bool) -> Iterable[tuple[str, str]]:
        """What is wrong with a link; ``loads`` where the browser follows it by itself."""
        try:
            parts = urlsplit(told)
        except ValueError:
            return [("broken-link", f"{told} is no address")]
        if parts.scheme in ("http", "https") or (not parts.scheme and parts.netloc):
            return [("loads-elsewhere", f"it loads {told}")] if loads else []
        if parts.scheme in ("mailto", "data", "blob"):
            return []
        if parts.scheme or parts.path.startswith("/"):
            return [("absolute-link", f"{told} is not relative")]
        target = os.path.normpath(os.path.join(base, unquote(parts.path))) if parts.path else path
        if not target.startswith(f"{self.folder}{os.sep}") or not os.path.isfile(target):
            return [("broken-link", f"{told} is not there")]
        anchor = parts.fragment if "=" not in parts.fragment and target.endswith(".html") else ""
        if anchor and unquote(anchor) not in self.anchors(target):
            return [("broken-anchor", f"{told}: there is no #{anchor}")]
        if parts.path:
            self.fine.add((base, told))
        return []


def _anchors(path: str) -> frozenset[str]:
    return frozenset(unescape(found.decode()) for found in _IDS.findall(Path(path).read_bytes()))


def _parsed(text: bytes) -> tuple[etree._Element | None, list[tuple[int, str]]]:
    """The root of a page, and what is wrong with its HTML, by line."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        return None, [(error.lineno or 0, str(error.msg))]
    wrong = [(one.line, one.message) for one in parser.error_log if one.type != _UNKNOWN_TAG]
    if root is not None and (
        not text.lstrip().lower().startswith(b"<!doctype html>") or not root.get("lang")
    ):
        wrong.append((1, "it does not begin as HTML in a language"))
    return root, wrong
