"""The rules that the static site brings for web hosts, in a real Apache and a real nginx: an IRI leads where the client asks."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import rdflib
from still_site import ADDRESS, WITHHELD, small_site

APACHE = """\
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/errors
DocumentRoot {root}
{modules}
TypesConfig /etc/mime.types
User {user}
Group {group}
<Directory {root}>
AllowOverride FileInfo Options Indexes
Require all granted
</Directory>
"""
MODULES = ("mpm_event", "authz_core", "dir", "mime", "rewrite", "headers")
NGINX = """\
user root;
pid {folder}/pid;
error_log {folder}/errors;
daemon off;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  include {folder}/site.conf;
}}
"""


VOID = "<https://w3id.org/scen/.well-known/void#dataset> a <http://rdfs.org/ns/void#Dataset> . # ö\n"


def program(name: str) -> str:
    """Path of a server, or a skip that says it is missing; a failure where everything is required."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if not found and os.environ.get("SCEN_REQUIRE_ALL") == "1":
        pytest.fail(f"{name} is required here and is not installed")
    return found or pytest.skip(f"{name} is not installed")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small network, with the description that a release puts there."""
    folder = small_site(tmp_path_factory.mktemp("hosted"))
    (folder / ".well-known").mkdir()
    for name in (".well-known/void", "void.ttl"):
        (folder / name).write_text(VOID, encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=["apache2", "nginx"])
def web(request: pytest.FixtureRequest, site: Path) -> Iterator[httpx.Client]:
    """A client of the site at the path of its address, in a server."""
    name = program(request.param)
    with tempfile.TemporaryDirectory() as told:
        folder = Path(told)
        folder.chmod(0o755)  # the server may run as another user
        shutil.copytree(site, folder / "web" / "deep")
        with socket.socket() as place:
            place.bind(("127.0.0.1", 0))
            port = place.getsockname()[1]
        command = _apache(name, folder, port) if request.param == "apache2" else _nginx(name, folder, port)
        with (
            _running(command, port, folder / "errors"),
            httpx.Client(base_url=f"http://127.0.0.1:{port}/deep/") as client,
        ):
            yield client


def _apache(name: str, folder: Path, port: int) -> list[str]:
    known = Path("/usr/lib/apache2/modules")
    modules = "\n".join(f"LoadModule {one}_module {known}/mod_{one}.so" for one in MODULES)
    user, group = ("www-data", "www-data") if os.geteuid() == 0 else (f"#{os.geteuid()}", f"#{os.getegid()}")
    text = APACHE.format(
        port=port, folder=folder, root=folder / "web", modules=modules, user=user, group=group
    )
    (folder / "conf").write_text(text, encoding="utf-8")
    return [name, "-f", str(folder / "conf"), "-DFOREGROUND"]


def _nginx(name: str, folder: Path, port: int) -> list[str]:
    text = (folder / "web/deep/nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("root /var/www/scen;", f"root {folder / 'web'};"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text, encoding="utf-8")
    (folder / "conf").write_text(NGINX.format(folder=folder), encoding="utf-8")
    return [name, "-c", str(folder / "conf"), "-p", str(folder), "-e", str(folder / "errors")]


@contextmanager
def _running(command: list[str], port: int, errors: Path) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                told = errors.read_text() if errors.exists() else ""
                assert process.poll() is None and time.monotonic() < until, (
                    process.stdout and process.stdout.read(),
                    told,
                )
                time.sleep(0.02)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=15)


def test_the_description_of_the_dataset_is_where_it_is_looked_for(web: httpx.Client) -> None:
    for path in (".well-known/void", "void.ttl"):
        answer = web.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"].lower() == "text/turtle; charset=utf-8"
        assert answer.text == VOID and answer.headers["x-content-type-options"] == "nosniff"
    assert web.get(".well-known/void").headers["access-control-allow-origin"] == "*"


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "to", "media"),
    [
        (BROWSER, "en/person/ada-test.html", "text/html"),
        ("*/*", "en/person/ada-test.html", "text/html"),
        ("text/turtle", "data/person/ada-test.ttl", "text/turtle"),
        ("application/ld+json", "data/person/ada-test.jsonld", "application/ld+json"),
        ("application/rdf+xml, */*;q=0.1", "data/person/ada-test.rdf", "application/rdf+xml"),
        ("application/n-triples", "data/person/ada-test.nt", "application/n-triples"),
    ],
)
def test_an_iri_leads_to_the_page_or_to_data(web: httpx.Client, accept: str, to: str, media: str) -> None:
    answer = web.get("id/person/ada-test", headers={"Accept": accept})
    assert answer.status_code == 303
    assert str(web.base_url.join(answer.headers["location"])) == str(web.base_url) + to
    assert "Accept" in answer.headers.get_list("vary", split_commas=True)
    there = web.get(str(web.base_url.join(answer.headers["location"])))
    assert there.status_code == 200
    assert there.headers["content-type"].partition(";")[0] == media
    if media.startswith("text/"):
        assert there.headers["content-type"] == f"{media}; charset=utf-8"
    assert there.headers["x-content-type-options"] == "nosniff"


def test_a_claim_leads_to_its_place_or_to_the_file_that_holds_it(web: httpx.Client, site: Path) -> None:
    claim = min((site / "id/claim").glob("*.html")).stem
    answer = web.get(f"id/claim/{claim}", headers={"Accept": "text/turtle"}, follow_redirects=True)
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    assert (rdflib.URIRef(f"https://w3id.org/scen/id/claim/{claim}"), None, None) in graph
    page = web.get(f"id/claim/{claim}", headers={"Accept": BROWSER})
    assert page.status_code == 303
    assert f"#claim-{claim}" in web.get(str(web.base_url.join(page.headers["location"]))).text
    tie = min((site / "data/tie").glob("*.ttl"))
    name = str(next(iter(rdflib.Graph().parse(tie).subjects()))).rpartition("/id/")[2]
    assert (
        web.get(f"id/{name}", headers={"Accept": "application/n-triples"})
        .headers["location"]
        .endswith(f"data/tie/{tie.stem}.nt")
    )


def test_what_moved_what_is_gone_and_what_never_was(web: httpx.Client) -> None:
    for old, new in (
        ("id/person/ada-old", "id/person/ada-test"),
        ("data/person/bo-again.ttl", "data/person/bo-test.ttl"),
    ):
        answer = web.get(old)
        assert answer.status_code == 301
        assert str(web.base_url.join(answer.headers["location"])) == str(web.base_url) + new
        assert web.get(old, follow_redirects=True).status_code == 200
    for path in (f"id/person/{WITHHELD}", f"sv/person/{WITHHELD}.html", f"data/person/{WITHHELD}.ttl"):
        answer = web.get(path)
        assert answer.status_code == 410
        assert "<h1>Withdrawn</h1>" in answer.text
    answer = web.get("en/person/never-was.html")
    assert answer.status_code == 404
    assert '<base href="/deep/">' in answer.text


def test_the_start_and_the_data_may_be_read_by_scripts_of_others(web: httpx.Client) -> None:
    assert web.get("").status_code == 200
    assert web.get("data/person/ada-test.ttl").headers["access-control-allow-origin"] == "*"
    assert (
        web.get("static/still.js")
        .headers["content-type"]
        .startswith(("text/javascript", "application/javascript"))
    )


def test_w3id_leads_to_the_site(site: Path) -> None:
    """The rules for w3id.org, in an Apache that stands for it."""
    name = program("apache2")
    with tempfile.TemporaryDirectory() as told:
        folder = Path(told)
        folder.chmod(0o755)
        shutil.copytree(site / "w3id", folder / "web" / "scen")
        with socket.socket() as place:
            place.bind(("127.0.0.1", 0))
            port = place.getsockname()[1]
        with (
            _running(_apache(name, folder, port), port, folder / "errors"),
            httpx.Client(base_url=f"http://127.0.0.1:{port}/scen/") as client,
        ):
            for path, accept, to in (
                ("id/person/ada-test", BROWSER, "en/person/ada-test.html"), ("id/person/ada-test", "text/turtle", "data/person/ada-test.ttl"),
                ("id/evidence/0021a8639d16f2b20acc", "text/turtle", "data/evidence/00.ttl"), ("id/claim/16d077", "*/*", "id/claim/16d077.html"),
                (".well-known/void", "*/*", "void.ttl"),
            ):  # fmt: skip
                answer = client.get(path, headers={"Accept": accept})
                assert (answer.status_code, answer.headers["location"]) == (303, ADDRESS + to)
    readme = (site / "w3id/README.md").read_text(encoding="utf-8")
    assert ADDRESS in readme
