"""Links of a page from the portal, as the same page needs them in a folder: relative, so that it works at any place."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape

ROOT = "https://site.invalid/"
"""Stands in a page for the address of the site where a whole address is needed."""
OTHER = "/@"
"""Begins the address of a page in another language: ``/@sv/coverage``."""
_LINKS = re.compile(
    r'(?P<whole><link\b[^>]*?\bhref="(?P<to>(?:/|https://site\.invalid/)[^"]*)"[^>]*>\n?)'
    r'| (?P<name>href|src|action|data-from|data-script|data-style|data-search)="(?P<at>/[^"]*)"'
    r"|(?P<root>https://site\.invalid/[^\"'<>\s\\]*)"
)
_NOWHERE = re.compile(r"<a>([^<]*)</a>")
Place = Callable[[str, str], str]
"""Address in the portal and language -> file in the folder, or nothing."""


def split(address: str, language: str) -> tuple[str, str]:
    """Address and language of a link: it may lead to the page in another language.

    >>> split("/@sv/page/person/x", "en"), split("/coverage", "en")
    (('/page/person/x', 'sv'), ('/coverage', 'en'))
    """
    if not address.startswith(OTHER):
        return address, language
    code, _, rest = address.removeprefix(OTHER).partition("/")
    return f"/{rest}", code


class Links:
    """Rewrites the links of pages.

    :param place: where what the portal has at an address is.
    :param address: of the site.
    :param portal: address of a portal, which has what the site has not; or nothing.
    """

    def __init__(self, place: Place, address: str, portal: str = "") -> None:
        self.address, self.portal = address, portal
        self.place = lru_cache(maxsize=1 << 16)(place)  # every page has those of the frame

    def rewritten(self, page: str, at: str, language: str) -> str:
        """The page as it is at ``at``; a link to what is nowhere is none any more.

        >>> links = Links(lambda address, language: language + address + ".html", "https://site.example/")
        >>> links.rewritten('<a href="/x">X</a> https://site.invalid/y', "en/a/b.html", "en")
        '<a href="../../en/x.html">X</a> https://site.example/en/y.html'
        """
        up = "../" * at.count("/")

        def one(found: re.Match[str]) -> str:
            if whole := found["whole"]:
                to = found["to"]
                new = self._whole(to, language) if to.startswith(ROOT) else self._near(to, language, up)
                return whole.replace(f'"{to}"', f'"{new}"') if new else ""
            if root := found["root"]:
                return self._whole(root, language) or self.address
            new = self._near(found["at"], language, up)
            return f' {found["name"]}="{new}"' if new else ""

        return _NOWHERE.sub(r"\1", _LINKS.sub(one, page))

    def _near(self, told: str, language: str, up: str) -> str:
        address, code = split(unescape(told), language)
        if found := self.place(address, code):
            return escape(up + found)
        return escape(self.portal + address.lstrip("/")) if self.portal else ""

    def _whole(self, told: str, language: str) -> str:
        address = unescape(told).removeprefix(ROOT)
        if address == "page/":  # the explorer names things by their IRI, which is at home here
            return f"{self.address}id/"
        if found := self.place(f"/{address}", language):
            return escape(self.address + found)
        return escape(self.portal + address) if self.portal else ""
