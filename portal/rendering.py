"""Pages from templates: everything is escaped, and all that a template needs of its surroundings is given here.

A template extends ``base.html`` (blocks ``title``, ``head``, ``content``) and has: ``words`` (those that its module
passes as ``words``, and those of the frame, which are in ``frame`` too), ``language``, ``languages``, ``root`` and
``path`` (address of the portal, and its path), ``url("questions/x", limit=5)``, ``page(thing)`` or ``page(kind, slug)``,
``asset("name.css")``, ``here`` (this page, with its query), ``canonical``, ``in_language(code)``, ``digest``, and the
filter ``safe_link``; ``facts`` are the functions of `fact_rows`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from . import assets, fact_rows
from .headers import unchanged
from .languages import COOKIE, FRAME, chosen
from .portal import LANGUAGES

if TYPE_CHECKING:
    from starlette.requests import Request

    from .portal import Portal

TEMPLATES = Path(__file__).parent / "templates"
YEAR = 365 * 24 * 3600


def environment() -> Environment:
    """Templates, which escape everything.

    >>> environment().from_string("{{ name }} {{ 'javascript:x' | safe_link or 'no link' }}").render(name="<b>")
    '&lt;b&gt; no link'
    """
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False, cache_size=-1,
    )  # fmt: skip
    made.filters["safe_link"] = fact_rows.safe_link
    made.globals["facts"] = fact_rows
    made.globals["still"] = None  # the static site has something here, see `scen.portal.still`
    return made


def path_of(root: str) -> str:
    """Path at which the portal lies, with a slash at its end.

    >>> path_of("https://example.org/scen/"), path_of("http://127.0.0.1:8000/")
    ('/scen/', '/')
    """
    return urlsplit(root).path or "/"


def url(path: str, to: str, /, **query: object) -> str:
    """Address of a page of the portal that lies at ``path``; a value None leaves its parameter out.

    >>> url("/", "find", q="a b", kind=None)
    '/find?q=a+b'
    """
    given = {name.removesuffix("_"): value for name, value in query.items() if value is not None}
    return (
        path
        + quote(to.lstrip("/"), safe="/:@!$&'()*+,;=~")
        + ("?" + urlencode(given, doseq=True) if given else "")
    )


def page(path: str, thing: Any, slug: str | None = None) -> str:
    """Address of the page of a thing (anything with ``kind`` and ``slug``), or of a kind and a slug."""
    kind, name = (thing, slug) if slug is not None else (thing.kind, thing.slug)
    return f"{path}page/{quote(str(kind), safe='')}/{quote(str(name), safe='')}"


def surroundings(portal: Portal, request: Request) -> dict[str, Any]:
    """What every template has."""
    root, language = portal.root(request), portal.language(request)
    path, here = path_of(root), request.url.path.lstrip("/")
    query = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]

    def in_language(code: str) -> str:
        return f"{path}{quote(here)}?{urlencode([*query, ('lang', code)])}"

    with portal.current.reading(language) as data:
        meta = data.store.read(lambda readable: readable.meta)
    return {
        "request": request, "language": language, "languages": LANGUAGES, "root": root, "path": path,
        "url": partial(url, path), "page": partial(page, path), "asset": partial(assets.address, path),
        "here": f"{path}{quote(here)}" + (f"?{urlencode(query)}" if query else ""),
        "canonical": root + quote(here), "in_language": in_language, "query": request.query_params,
        "digest": meta["digest"], "placeholder": meta["placeholder"],
        "contact": portal.settings.contact, "publisher": portal.settings.publisher,
    }  # fmt: skip


def render(
    portal: Portal, request: Request, template: str, status: int, values: Mapping[str, Any]
) -> Response:
    """A page in the reader's language; 304 without it where the reader has it."""
    known = surroundings(portal, request)
    frame = chosen(FRAME, known["language"])
    words = frame | _own(values.get("words"), known["language"])
    text = portal.templates.get_template(template).render({**known, **values, "words": words, "frame": frame})
    body = text.encode("utf-8", "replace")
    told = {
        "Content-Language": known["language"],
        "Vary": "Accept-Language, Cookie",
        "Cache-Control": "no-cache",
    }
    if status == 200:
        told["ETag"] = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
        told["Last-Modified"] = assets.newest(portal.current.version)
    gone = status == 200 and unchanged(request.headers, told["ETag"], told["Last-Modified"])
    response = Response(status_code=304, headers=told) if gone else HTMLResponse(body, status, told)
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(
            COOKIE, known["language"], max_age=YEAR, path=known["path"], samesite="lax", httponly=True
        )
    return response


def _own(words: Any, language: str) -> dict[str, str]:
    """The words of a module: by language, or chosen already."""
    if not words:
        return {}
    return chosen(words, language) if isinstance(words.get("en"), Mapping) else dict(words)
