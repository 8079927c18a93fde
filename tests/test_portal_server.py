"""The server: limits, headers, packing, errors, logs, metrics, starting and stopping, in real processes."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import brotli
import httpx
import pytest
from conftest import Run
from portal_server import Server, started, stop

ODD = (str(Path(__file__).with_name("odd_portal.py")),)


@pytest.fixture(scope="module")
def server(dataset: Path) -> Iterator[Server]:
    with started(dataset, program=ODD, metrics_port=0, contact="mailto:nobody@example.org") as found:
        yield found


def get(server: Server | str, path: str = "", **headers: str) -> httpx.Response:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.get(f"{server}{path}", headers={"accept-encoding": "identity"} | told)


def raw(server: Server | str, request: bytes) -> bytes:
    """What comes back for bytes sent as they are, until the other side closes or is silent."""
    place, found = urlsplit(str(server)), b""
    with socket.create_connection((place.hostname, place.port), timeout=1) as connection:
        connection.sendall(request)
        with suppress(TimeoutError, ConnectionResetError):
            while part := connection.recv(65536):
                found += part
    return found


def test_every_answer_has_the_headers_of_safety(server: Server) -> None:
    for path, status in {
        "about": 200,
        "nothing": 404,
        "broken": 500,
        "static/portal.css": 200,
        "direct": 200,
    }.items():
        answer = get(server, path, accept="text/html")
        assert answer.status_code == status
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self';" in policy and "style-src 'self';" in policy and "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy and answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert {"referrer-policy", "permissions-policy", "x-request-id"} <= set(answer.headers)
        assert answer.headers["server"] == "portal"
        assert "access-control-allow-origin" not in answer.headers
    embedded = get(server, "embed")
    assert "frame-ancestors *" in embedded.headers["content-security-policy"]
    assert "x-frame-options" not in embedded.headers


def test_scripts_of_other_sites_may_read_data_only(server: Server) -> None:
    assert get(server, "api/small").headers["access-control-allow-origin"] == "*"
    asked = {"Origin": "https://other.example", "Access-Control-Request-Method": "POST"}
    allowed = httpx.options(f"{server}sparql", headers=asked)
    assert allowed.status_code == 204 and "POST" in allowed.headers["access-control-allow-methods"]
    assert "access-control-allow-methods" not in httpx.options(f"{server}about", headers=asked).headers


@pytest.mark.parametrize(("accepted", "unpack"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_an_answer_is_packed_where_the_client_asks(server: Server, accepted: str, unpack: object) -> None:
    with httpx.stream("GET", f"{server}big", headers={"accept-encoding": accepted}) as answer:
        body = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == accepted and len(body) < 4000
    assert unpack(body) == b"abcd" * 100_000  # type: ignore[operator]
    assert answer.headers["etag"] == 'W/"x"' and "Accept-Encoding" in answer.headers["vary"]
    plain = get(server, "big")
    assert "content-encoding" not in plain.headers and len(plain.content) == 400_000
    assert "Accept-Encoding" in plain.headers["vary"] and plain.headers["etag"] == '"x"'
    assert "content-encoding" not in get(server, "small", accept_encoding=accepted).headers


@pytest.mark.parametrize("accepted", ["identity", "gzip"])
def test_a_stream_stays_a_stream(server: Server, accepted: str) -> None:
    """Of rows that take three seconds in all, the first are there in less than two."""
    place = urlsplit(str(server))
    with closing(http.client.HTTPConnection(place.hostname, place.port, timeout=10)) as connection:  # type: ignore[arg-type]
        begun = time.monotonic()
        connection.request("GET", "/rows", headers={"Accept-Encoding": accepted})
        answer = connection.getresponse()
        assert answer.read1(10) and time.monotonic() - begun < 2
        assert answer.getheader("content-encoding") == (None if accepted == "identity" else accepted)


def test_an_answer_that_cannot_be_ended_is_broken_off(server: Server) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        get(server, "cut")


def test_head_is_get_without_its_body(server: Server) -> None:
    for path in ("big", "about", "direct"):
        head = httpx.head(f"{server}{path}", headers={"accept-encoding": "identity"})
        found = get(server, path)
        assert head.status_code == 200 and not head.content
        for name in ("content-type", "etag", "vary"):
            assert head.headers.get(name) == found.headers.get(name)


@pytest.mark.parametrize("path", ["about", "static/portal.css"])
def test_who_has_it_already_gets_304(server: Server, path: str) -> None:
    first = get(server, path)
    again = get(server, path, if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert get(server, path, if_none_match='"another"').status_code == 200
    if path == "about":
        assert get(server, path, if_modified_since=first.headers["last-modified"]).status_code == 304
        other = get(server, path, accept_language="sv", if_none_match=first.headers["etag"])
        assert other.status_code == 200


def test_too_much_is_refused(server: Server) -> None:
    assert get(server, "x?" + "a" * 17_000).status_code == 414
    assert get(server, "", x_long="a" * 17_000).status_code == 431
    large = b"x" * (1 << 20) + b"x"
    assert httpx.post(f"{server}body", content=large).status_code == 413
    assert httpx.post(f"{server}body", content=iter([large])).status_code == 413, "without a length"
    assert httpx.post(f"{server}body", content=large[:-1]).json() == {"bytes": 1 << 20}


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nHost: a<b\r\n\r\n",
        b"GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX : \x00\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_malformed_is_refused_and_harms_nobody(server: Server, request_: bytes) -> None:
    found = raw(server, request_)
    assert not found or found.split()[1] in (b"400", b"414", b"431")
    assert get(server, "small").text == "abcd"


@pytest.mark.parametrize(
    "path",
    [
        "static/../app.py",
        "static/..%2fapp.py",
        "static/%2e%2e/app.py",
        "static//etc/passwd",
        "%ff%fe",
        "..%5c",
    ],
)
def test_no_path_leads_out(server: Server, path: str) -> None:
    found = raw(server, f"GET /{path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
    assert found.split()[1] == b"404" and b"starlette" not in found.lower()


def test_a_header_cannot_be_smuggled_in(server: Server) -> None:
    found = get(server, "about?lang=sv%0d%0aX-Evil:%201", accept="text/html")
    assert found.status_code == 200 and "x-evil" not in found.headers and "X-Evil: 1\n" not in found.text


def test_errors_are_pages_for_readers_and_details_for_programs(server: Server) -> None:
    page = get(server, "missing", accept="text/html", accept_language="nb")
    assert page.status_code == 404 and '<html lang="nb">' in page.text
    assert "Ada &lt;b&gt;Test&lt;/b&gt;" in page.text and '/page/person/ada-test"' in page.text
    told = get(server, "api/missing")
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["status"] == 404 and told.json()["candidates"][0]["slug"] == "ada-test"
    assert told.json()["request"] == told.headers["x-request-id"]
    assert get(server, "small/x", accept="application/json").json()["title"] == "Not Found"


def test_what_nobody_expected_is_logged_and_not_told(server: Server) -> None:
    found = get(server, "broken?q=private", accept="text/html")
    assert found.status_code == 500
    assert not any(word in found.text for word in ("secret", "RuntimeError", "Traceback", ".py"))
    entry = next(one for one in lines(server) if one["event"] == "failed" and one["request"] == found.headers["x-request-id"])  # fmt: skip
    assert "RuntimeError: secret" in entry["traceback"]


def lines(server: Server) -> list[dict[str, object]]:
    time.sleep(0.2)
    return [json.loads(line) for line in server.log.splitlines()]


def test_the_log_says_what_was_done_and_nothing_about_readers(server: Server) -> None:
    found = get(server, "small?q=private", user_agent="somebody", x_forwarded_for="203.0.113.77")
    entry = next(one for one in lines(server) if one.get("request") == found.headers["x-request-id"])
    assert {name: entry[name] for name in ("method", "route", "status", "bytes")} == {"method": "GET", "route": "/small", "status": 200, "bytes": 4}  # fmt: skip
    assert set(entry) == {
        "time",
        "level",
        "event",
        "request",
        "method",
        "route",
        "status",
        "ms",
        "bytes",
        "whole",
    }
    assert not any(word in server.log for word in ("private", "somebody", "203.0.113.77", "127.0.0.1"))


def test_health_and_metrics_are_on_a_port_of_their_own(server: Server, dataset: Path) -> None:
    port = next(one["port"] for one in lines(server) if one["event"] == "metrics")
    base = f"http://127.0.0.1:{port}/"
    digest = json.loads((dataset / "current/meta.json").read_text())["digest"]
    health = httpx.get(f"{base}health")
    assert (
        health.status_code == 200
        and health.json()["dataset"] == digest
        and "Python" not in str(health.headers)
    )
    before = counted(base, "/small", 200)
    get(server, "small")
    assert eventually(lambda: counted(base, "/small", 200) > before), "shown once a second"
    text = httpx.get(f"{base}metrics").text
    assert f'scen_dataset_info{{digest="{digest}"}} 1' in text
    assert 'scen_request_seconds_bucket{route="/small",le="+Inf"}' in text
    assert httpx.get(f"{base}other").status_code == 404
    assert get(server, "metrics").status_code == 404


def eventually(true: Callable[[], bool], seconds: float = 5) -> bool:
    """Whether it comes true in time."""
    end = time.monotonic() + seconds
    while not (found := true()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def test_several_processes_serve_and_are_counted_together(dataset: Path) -> None:
    with started(dataset, program=ODD, metrics_port=0, processes=2, workers=2) as server:
        assert eventually(lambda: len(server.pids) == 2)
        assert eventually(lambda: any(one["event"] == "metrics" for one in lines(server)))
        port = next(one["port"] for one in lines(server) if one["event"] == "metrics")
        base = f"http://127.0.0.1:{port}/"
        assert eventually(lambda: len(listening(server)) == 2)
        for _ in range(60):  # each by a connection of its own
            assert get(server, "small").status_code == 200
        assert eventually(lambda: counted(base, "/small", 200) == 60)
        first, second = server.pids
        os.kill(second, signal.SIGKILL)
        assert eventually(lambda: len(server.pids) == 2 and second not in server.pids)
        assert eventually(lambda: "scen_server_restarts_total 1" in httpx.get(f"{base}metrics").text)
        assert counted(base, "/small", 200) == 60, "what was counted is not lost"
        assert "another one is in its place" in server.log
        assert get(server, "small").text == "abcd"
        assert stop(server.process) == 0 and not any(Path(f"/proc/{pid}").exists() for pid in (first, second))


def listening(server: Server) -> list[int]:
    """The processes that listen at the port."""
    port = urlsplit(server.address).port
    wanted = {
        row.split()[9] for row in Path("/proc/net/tcp").read_text().splitlines()[1:]
        if row.split()[1].endswith(f":{port:04X}") and row.split()[3] == "0A"
    }  # fmt: skip
    return [
        pid for pid in server.pids
        if any(os.readlink(f"/proc/{pid}/fd/{one}")[8:-1] in wanted for one in os.listdir(f"/proc/{pid}/fd"))
    ]  # fmt: skip


def test_processes_go_when_the_one_that_watches_is_killed(dataset: Path) -> None:
    with started(dataset, program=ODD, processes=2, workers=2) as server:
        assert eventually(lambda: len(server.pids) == 2)
        known = server.pids
        server.process.kill()
        server.process.wait(5)
        assert eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in known))


def counted(base: str, route: str, status: int) -> int:
    start = f'scen_requests_total{{route="{route}",status="{status}"}} '
    found = [line for line in httpx.get(f"{base}metrics").text.splitlines() if line.startswith(start)]
    return int(found[0].split()[-1]) if found else 0


def test_each_client_has_a_rate_behind_a_proxy_too(dataset: Path) -> None:
    with started(dataset, program=ODD, requests_a_minute=5) as server:
        first = [
            get(server, "direct", x_forwarded_for="198.51.100.66, 203.0.113.1").status_code for _ in range(6)
        ]
        assert first == [200] * 5 + [429]
        refused = get(server, "direct", x_forwarded_for="192.0.2.9, 203.0.113.1", accept="text/html")
        assert refused.status_code == 429, "what a client says of itself does not count"
        assert 1 <= int(refused.headers["retry-after"]) <= 12
        assert get(server, "direct", x_forwarded_for="203.0.113.2").status_code == 200
        assert get(server, "static/portal.css", x_forwarded_for="203.0.113.1").status_code == 200


def test_slow_clients_are_let_go_and_a_thousand_connections_hold_up_nobody(server: Server) -> None:
    place = urlsplit(str(server))
    held = [socket.create_connection((place.hostname, place.port)) for _ in range(1000)]
    try:
        for one in held[:300]:
            one.sendall(b"GET /small HTTP/1.1\r\nHost: a\r\n")
        begun = time.monotonic()
        assert get(server, "small").text == "abcd" and time.monotonic() - begun < 1
        for one in held[300:]:
            one.sendall(b"GET /small HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert all(one.recv(100).startswith(b"HTTP/1.1 200") for one in held[300:])
        held[0].settimeout(8)
        assert held[0].recv(100)[9:12] in (b"", b"408"), "headers that do not end"
    finally:
        for one in held:
            one.close()


def test_it_ends_requests_under_way_before_it_stops(dataset: Path) -> None:
    with started(dataset, program=ODD) as server:
        found: list[str] = []
        asking = Thread(target=lambda: found.append(get(server, "slow?seconds=1").text))
        asking.start()
        time.sleep(0.4)
        server.process.send_signal(signal.SIGTERM)
        asking.join(5)
        assert found == ["done"] and server.process.wait(5) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_once_when_nothing_is_under_way(dataset: Path, number: signal.Signals) -> None:
    with started(dataset, program=ODD) as server:
        get(server, "small")
        begun = time.monotonic()
        server.process.send_signal(number)
        assert server.process.wait(5) == 0 and time.monotonic() - begun < 2


def test_a_log_that_nobody_reads_holds_up_nobody(dataset: Path) -> None:
    """A pipe holds 64 KiB; more lines than that are written while nobody reads them."""
    command = [
        sys.executable,
        *ODD,
        "serve",
        "--dataset",
        str(dataset),
        "--port",
        "0",
        "--requests-a-minute",
        "0",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=False)
    try:
        assert process.stdout
        address = process.stdout.readline().decode().split()[1]
        with httpx.Client() as client:
            assert all(client.get(f"{address}direct").text == "direct" for _ in range(600))
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(8) == 0
        for stream in (process.stdout, process.stderr):
            assert stream
            stream.close()


def test_a_port_in_use_is_told_in_one_line(server: Server, dataset: Path, scen: Run) -> None:
    port = urlsplit(server.address).port
    told = scen("serve", "--dataset", dataset, "--port", port)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == f"scen: --port: {port} is in use; choose another, or 0 for any that is free\n"


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        (["--dataset", "nowhere", "--port", "0"], 1, "there is no dataset here"),
        (["--host", "203.0.113.1", "--port", "0"], 1, "cannot be used here"),
        (["--writable"], 2, "needs --token-file"),
        (["--contact", "javascript:alert(1)"], 2, "begins with https: or mailto:"),
        (["--address", "example.org"], 2, "begins with https://"),
        (["--port", "70000"], 2, "0<=x<=65535"),
    ],
)
def test_what_cannot_be_served_is_said(
    dataset: Path, scen: Run, given: list[str], status: int, said: str
) -> None:
    told = scen("serve", *given, *([] if "--dataset" in given else ["--dataset", dataset]))
    assert told.returncode == status and said in told.stderr and "Traceback" not in told.stderr


def test_once_it_fetches_the_start_page_and_a_thing(dataset: Path, tmp_path: Path) -> None:
    """Also where the usual port is taken."""
    command = [sys.executable, *ODD, "serve", "--dataset", str(dataset)]
    done = subprocess.run(
        command, env=os.environ | {"SCEN_ONCE": "1"}, capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("portal  http://127.0.0.1:")


def test_starting_costs_less_than_a_second_and_a_half(dataset: Path) -> None:
    """Of the processors' time, stopping included, for other tests may run beside; benchmarks measure the clock's."""
    took = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with started(dataset, program=ODD) as server:
            assert stop(server.process) == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    assert min(took) < 1.5


def test_the_site_says_how_to_ask_for_correction(server: Server, dataset: Path) -> None:
    for language, words in {"en": "Correction or removal", "sv": "Rättelse eller borttagning", "nb": "Retting eller fjerning"}.items():  # fmt: skip
        page = get(server, f"privacy?lang={language}")
        assert page.text.count("<li>") >= 9 and len(page.text.split("<main")[0]) < 5000, (
            "the menu has its own words"
        )
        assert words in page.text and 'href="mailto:nobody@example.org"' in page.text
        assert (
            page.headers["content-language"] == language and f"lang={language}" in page.headers["set-cookie"]
        )
    with started(dataset, program=ODD) as other:
        assert "gave no address to write to" in get(other, "privacy").text
    assert "CC BY 4.0" in get(server, "licence").text


def test_behind_a_proxy_addresses_are_those_of_the_public(dataset: Path) -> None:
    with started(dataset, program=ODD, address="https://data.example.org/scen") as server:
        page = get(server, "about").text
        assert 'href="/scen/static/portal.css' in page and "https://data.example.org/scen/sparql" in page
        assert 'action="/scen/find"' in page
    with started(dataset, program=ODD) as server:
        page = get(server, "about", host="data.example.org", x_forwarded_proto="https").text
        assert "https://data.example.org/sparql" in page
