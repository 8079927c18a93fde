"""Files for web hosts: sitemap, rules for robots, content negotiation for Apache and nginx, and the w3id.org redirect.

Both servers answer an IRI of the dataset with 303, to the page or to the data, by the Accept header. They look for the
forms of RDF in the order of `FORMATS`, and weigh nothing: a client that names one and HTML too gets RDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from ..thing_words import KINDS
from .places import FORMATS

if TYPE_CHECKING:
    from ...export.settings import Settings as Release

MOST = 50_000
"""Addresses in one sitemap, by its protocol."""
_NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
TYPES = {
    ".ttl": "text/turtle", ".jsonld": "application/ld+json", ".rdf": "application/rdf+xml", ".nt": "application/n-triples",
    ".nq": "application/n-quads", ".trig": "application/trig", ".hdt": "application/vnd.hdt", ".csv": "text/csv",
    ".gexf": "application/gexf+xml", ".graphml": "application/graphml+xml", ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3", ".bib": "application/x-bibtex", ".cyjs": "application/json",
    ".csl.json": "application/vnd.citationstyles.csl+json", ".atom": "application/atom+xml",
}  # fmt: skip
"""Media types that web servers do not know by themselves."""
_TEXTS = (".ttl", ".nt", ".nq", ".trig", ".csv", ".bib")


def files(
    release: Release, moved: Mapping[str, str], gone: Sequence[str], pages: Iterable[str]
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Path and text of each."""
    yield ".nojekyll", ""
    yield "robots.txt", f"User-agent: *\nDisallow:\n\nSitemap: {release.address}sitemap.xml\n"
    yield from sitemaps(release.address, sorted(set(pages)))
    yield ".htaccess", apache(release, moved, gone)
    yield "nginx.conf", nginx(release, moved, gone)
    yield "w3id/.htaccess", w3id(release)
    yield "w3id/README.md", w3id_readme(release)


def sitemaps(address: str, pages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The addresses of all pages; where they are many, a list of sitemaps."""
    parts = [pages[start : start + MOST] for start in range(0, len(pages), MOST)] or [[]]
    for number, part in enumerate(parts, 1):
        lines = "".join(f"<url><loc>{escape(address + quote(page))}</loc></url>\n" for page in part)
        yield (
            "sitemap.xml" if len(parts) == 1 else f"sitemap-{number}.xml",
            f"{_XML}<urlset {_NS}>\n{lines}</urlset>\n",
        )
    if len(parts) > 1:
        lines = "".join(
            f"<sitemap><loc>{escape(address)}sitemap-{number}.xml</loc></sitemap>\n"
            for number in range(1, len(parts) + 1)
        )
        yield "sitemap.xml", f"{_XML}<sitemapindex {_NS}>\n{lines}</sitemapindex>\n"


_THING = f"({'|'.join(KINDS)})/([^/.]+)"
_MANY = "(claim|evidence|tie)/([^/.]{2})[^/.]*"
_NO_VIEWS = ("<IfModule mod_negotiation.c>", "Options -MultiViews", "</IfModule>")
_MANY_FORMS = tuple(form for form in FORMATS if form.extension in ("ttl", "nt"))


def _accept(media: str) -> str:
    return re.escape(media).replace(r"\-", "-").replace(r"\/", "/")


def apache(release: Release, moved: Mapping[str, str], gone: Sequence[str]) -> str:
    """Rules for Apache; they work in any folder of a host that reads them (AllowOverride FileInfo Options Indexes)."""
    path = urlsplit(release.address).path or "/"
    to = "%{ENV:SCEN}"
    lines = [
        "# What the addresses of the dataset lead to; written by scen release.", *_NO_VIEWS, "DirectoryIndex index.html",
        f"ErrorDocument 404 {path}404.html", f"ErrorDocument 410 {path}410.html",
        *(f"AddType {media} {extension}" for extension, media in TYPES.items()), f"AddCharset utf-8 .html .js .css {' '.join(_TEXTS)}",
        "<IfModule mod_headers.c>", 'Header set X-Content-Type-Options "nosniff"', 'Header always merge Vary Accept "expr=%{REQUEST_URI} =~ m#/id/#"',
        r'Header set Access-Control-Allow-Origin "*" "expr=%{REQUEST_URI} =~ m#/(data|releases|ldes|\.well-known)/#"',
        r'Header set Cache-Control "public, max-age=31536000, immutable" "expr=%{REQUEST_URI} =~ m#/ldes/[^/]+/[^/]+\.trig$#"', "</IfModule>",
        "<Files void>", 'ForceType "text/turtle; charset=utf-8"', "</Files>",
        "RewriteEngine On", r"RewriteCond %{REQUEST_URI}::$1 ^(.*?/)(.*)::\2$", "RewriteRule ^(.*)$ - [E=SCEN:%1]",
    ]  # fmt: skip
    for name in gone:
        lines.append(rf"RewriteRule ^(id|data|en|sv|nb)/{re.escape(name)}(\.[a-z]+)?$ - [G,L]")
    for old, new in moved.items():
        lines.append(
            rf"RewriteRule ^(id|data|en|sv|nb)/{re.escape(old)}(\.[a-z]+)?$ {to}$1/{quote(new)}$2 [R=301,L]"
        )
    for forms, pattern, place in ((FORMATS, _THING, "data/$1/$2"), (_MANY_FORMS, _MANY, "data/$1/$2")):
        for form in forms:
            lines.append(f"RewriteCond %{{HTTP_ACCEPT}} {_accept(form.media_type)} [NC]")
            lines.append(f"RewriteRule ^id/{pattern}$ {to}{place}.{form.extension} [R=303,L]")
    lines.append(f"RewriteRule ^id/{_THING}$ {to}en/$1/$2.html [R=303,L]")
    lines.append(f"RewriteRule ^id/claim/([^/.]+)$ {to}id/claim/$1.html [R=303,L]")
    lines.append(f"RewriteRule ^id/{_MANY}$ {to}data/$1/$2.ttl [R=303,L]")
    return "\n".join(lines) + "\n"


def nginx(release: Release, moved: Mapping[str, str], gone: Sequence[str]) -> str:
    """A server for nginx, to be included in its ``http`` block; the site lies in ``root``, below the path of its address."""
    parts = urlsplit(release.address)
    path = parts.path or "/"
    known = "\n".join(f'  "~*{_accept(form.media_type)}" {form.extension};' for form in FORMATS)
    many = "\n".join(f'  "~*{_accept(form.media_type)}" {form.extension};' for form in _MANY_FORMS)
    types = "\n".join(f"    {media} {extension[1:]};" for extension, media in TYPES.items())
    common = "html htm; text/css css; text/javascript js; image/svg+xml svg; application/json json; application/xml xml; text/plain txt"
    ways = "".join(
        rf'  location ~ "^{path}(id|data|en|sv|nb)/{re.escape(name)}(\.[a-z]+)?$" {{ return 410; }}' + "\n" for name in gone
    ) + "".join(
        rf'  location ~ "^{path}(id|data|en|sv|nb)/{re.escape(old)}(\.[a-z]+)?$" {{ return 301 {path}$1/{quote(new)}$2; }}' + "\n"
        for old, new in moved.items()
    )  # fmt: skip
    return f"""# What the addresses of the dataset lead to; written by scen release. Set listen, server_name and root.
map $http_accept $scen_thing {{
  default "";
{known}
}}
map $http_accept $scen_many {{
  default "";
{many}
}}
server {{
  listen 80;
  server_name {parts.hostname};
  root /var/www/scen;
  index index.html;
  absolute_redirect off;
  charset utf-8;
  charset_types text/css text/javascript text/plain {" ".join(dict.fromkeys(TYPES[one] for one in _TEXTS))};
  error_page 404 {path}404.html;
  error_page 410 {path}410.html;
  types {{
    text/html {common};
{types}
  }}
  add_header X-Content-Type-Options nosniff;
{ways}  location ~ "^{path}id/(?<kind>{"|".join(KINDS)})/(?<slug>[^/.]+)$" {{
    add_header Vary Accept always;
    if ($scen_thing) {{ return 303 {path}data/$kind/$slug.$scen_thing; }}
    return 303 {path}en/$kind/$slug.html;
  }}
  location ~ "^{path}id/claim/(?<start>[^/.]{{2}})(?<rest>[^/.]*)$" {{
    add_header Vary Accept always;
    if ($scen_many) {{ return 303 {path}data/claim/$start.$scen_many; }}
    return 303 {path}id/claim/$start$rest.html;
  }}
  location ~ "^{path}id/(?<kind>evidence|tie)/(?<start>[^/.]{{2}})[^/.]*$" {{
    add_header Vary Accept always;
    if ($scen_many) {{ return 303 {path}data/$kind/$start.$scen_many; }}
    return 303 {path}data/$kind/$start.ttl;
  }}
  location ~ "^{path}ldes/[^/]+/[^/]+[.]trig$" {{
    add_header Access-Control-Allow-Origin *;
    add_header Cache-Control "public, max-age=31536000, immutable";
    add_header X-Content-Type-Options nosniff;
  }}
  location = {path}.well-known/void {{
    types {{ }}
    default_type text/turtle;
    add_header Access-Control-Allow-Origin *;
    add_header X-Content-Type-Options nosniff;
  }}
  location ~ "^{path}(data|releases|ldes)/" {{
    add_header Access-Control-Allow-Origin *;
    add_header X-Content-Type-Options nosniff;
  }}
}}
"""


def w3id(release: Release) -> str:
    """Rules for the folder of the dataset's base at w3id.org, which leads to the site."""
    to = release.address
    lines = [*_NO_VIEWS, "RewriteEngine On"]
    for form in FORMATS:
        lines += [
            f"RewriteCond %{{HTTP_ACCEPT}} {_accept(form.media_type)} [NC]",
            f"RewriteRule ^id/{_THING}$ {to}data/$1/$2.{form.extension} [R=303,L]",
        ]
    for form in _MANY_FORMS:
        lines += [
            f"RewriteCond %{{HTTP_ACCEPT}} {_accept(form.media_type)} [NC]",
            f"RewriteRule ^id/{_MANY}$ {to}data/$1/$2.{form.extension} [R=303,L]",
        ]
    lines += [
        f"RewriteRule ^id/{_THING}$ {to}en/$1/$2.html [R=303,L]",
        f"RewriteRule ^id/claim/([^/.]+)$ {to}id/claim/$1.html [R=303,L]",
        f"RewriteRule ^id/{_MANY}$ {to}data/$1/$2.ttl [R=303,L]",
        f"RewriteRule ^(data|releases)/(.*)$ {to}$1/$2 [R=302,L]",
        f"RewriteRule ^ns(\\.[a-z]+)?$ {to}ns.ttl [R=303,L]",
        f"RewriteRule ^\\.well-known/void$ {to}void.ttl [R=303,L]",
        f"RewriteRule ^$ {to} [R=302,L]",
    ]
    return "\n".join(lines) + "\n"


def w3id_readme(release: Release) -> str:
    """What the maintainers of w3id.org ask a folder to tell."""
    contact = release.contact.page or release.contact.email or release.address
    return (
        f"# {release.title.texts['en']}\n\n{release.description.texts['en']}\n\n"
        f"- Homepage: {release.address}\n- Publisher: {release.publisher.name}\n- Contact: {release.contact.name}, {contact}\n\n"
        "To make the addresses of the dataset resolve, propose this folder at https://github.com/perma-id/w3id.org under the\n"
        "name that the base of the dataset has there, with the name of a GitHub account as maintainer. When it is merged, set\n"
        "`base_resolves: true` in the settings of the release.\n"
    )
