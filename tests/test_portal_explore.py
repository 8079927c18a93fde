"""The explorer's page: what it says where there is no explorer, and the process that makes its data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import httpx
from lxml import html
from portal_server import portal_server, started

SMALL = "from scen.portal import explore; explore.MOST = 3; from scen.cli import main; main()"
"""``scen`` whose explorer holds no more than three."""


def test_a_network_too_large_for_a_browser_says_so_and_leads_on(dataset: Path) -> None:
    with (
        started(dataset, program=("-c", SMALL)) as server,
        httpx.Client(base_url=server.address, timeout=60) as web,
    ):
        page = html.fromstring(web.get("/explore").text)
        assert "more people and organisations than a browser can draw" in page.xpath("string(//main)")
        assert page.xpath("//main//a/@href") == ["/organisations", "/people"]
        assert not page.xpath("//script")
        assert "fler personer" in web.get("/explore?lang=sv").text
        for path in ("/explore/data.json", "/embed"):
            assert web.get(path).status_code == 404


def test_the_page_tells_how_to_embed_it_and_the_licences_of_what_it_loads(dataset: Path) -> None:
    with portal_server(dataset) as address, httpx.Client(base_url=address, timeout=60) as web:
        (link,) = html.fromstring(web.get("/explore").text).xpath(
            "//link[@type='application/json+oembed']/@href"
        )
        assert f'src="{address}embed"' in web.get(link).json()["html"]
        links = html.fromstring(web.get("/licence").text).xpath(
            "//main//a[contains(@href, '/assets/')]/@href"
        )
        explorer, editor = (web.get(one) for one in links)
        assert explorer.headers["Content-Type"].startswith("text/plain")
        assert "sigma 3" in explorer.text and "codemirror 5" not in explorer.text
        for name in ("@zazuko/yasgui", "codemirror 5", "jquery 3", "datatables.net"):
            assert f"\n{name}" in editor.text, name
        assert editor.text.count("Permission is hereby granted") > 10


def test_the_process_that_places_nodes_ends_with_the_portal(dataset: Path) -> None:
    command = [sys.executable, "-P", "-m", "scen.portal.explore", str(dataset)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin and child.stdout
        made = json.load(child.stdout)
        assert made["made"]["digest"] and child.wait(60) == 0
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin and child.stdout
        child.stdin.close()  # what happens where the portal is killed
        assert child.wait(60) == 1 and not child.stdout.read()
