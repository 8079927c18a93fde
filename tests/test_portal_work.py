"""Questions, the API and reconciliation are worked out where a query is: what takes too much ends alone, and is said clearly."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest
from lxml import html
from portal_server import Server, started
from sparql_client import ask
from test_portal_isolation import RUNAWAY, running, until, workers

import scen
from scen.graph.dataset import Dataset
from scen.portal.settings import Settings
from scen.portal.sparql import frames, look
from scen.portal.sparql.pool import Pool
from scen.portal.sparql.refused import Refused
from scen.portal.sparql.rehearsal import is_short
from scen.portal.weight import is_light
from scen.portal.work import Work
from scen.queries import catalogue

PAGE = "questions/funders-of-project?project=project/make-ict-fair"
BATCH = {"queries": json.dumps({"q": {"query": "Swedwach"}})}
HEAVY = (PAGE, "questions/contradictions.csv", "api/questions/contradictions", "api/network", "api/partners/organisation/sida",
         "api/path?from=organisation/sida&to=organisation/swedwatch")  # fmt: skip
PREFIX = "https://w3id.org/scen/id/"


def get(server: Server, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{server}{path}", headers=headers, timeout=60)


@pytest.fixture(scope="module")
def hurried(dataset: Path) -> Iterator[Server]:
    """A portal that gives nothing more time than nothing takes."""
    with started(dataset, time_limit=0.001, workers=1) as found:
        yield found


@pytest.mark.parametrize("path", HEAVY)
def test_time_ends_the_work_alone(hurried: Server, path: str) -> None:
    answer = get(hurried, path)
    assert answer.status_code == 503, answer.text[:300]
    assert answer.headers["retry-after"] == "1"
    assert get(hurried, "questions").status_code == get(hurried, "api/search?q=sida").status_code == 200
    assert hurried.process.poll() is None


def test_a_batch_has_a_time_too(hurried: Server) -> None:
    answer = httpx.post(f"{hurried}reconcile", data=BATCH, timeout=60)
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")


def test_the_page_keeps_its_form_and_says_what_happened(hurried: Server) -> None:
    page = html.fromstring(get(hurried, PAGE, Accept_Language="sv").text)
    assert page.xpath("//input[@id='p-project']/@value") == ["project/make-ict-fair"]
    [said] = page.xpath("//section[@id='answer']//*[@role='alert']")
    assert "longer than 0.001 seconds" in said.text_content()
    assert not page.xpath("//section[@id='answer']//table")


def test_rows(dataset: Path) -> None:
    with started(dataset, row_limit=5) as server:
        answer = get(server, "questions/counts-by-kind.csv", Accept="application/json")
        assert answer.status_code == 413 and "more than 5 rows" in answer.json()["detail"]
        assert len(get(server, f"api/{PAGE}").json()["rows"]) == 10


def test_killed_while_it_works(dataset: Path) -> None:
    """Another one takes the work up."""
    with started(dataset, workers=1, time_limit=30) as server, ThreadPoolExecutor(1) as clients:
        whole = get(server, PAGE)
        known = workers(server)
        for pid in known:
            os.kill(pid, signal.SIGSTOP)
        job = clients.submit(get, server, PAGE)
        sleep(0.5)
        assert not job.done()
        for pid in known:
            os.kill(pid, signal.SIGKILL)
        assert (job.result().status_code, job.result().text) == (200, whole.text)
        assert until(lambda: '"killed"' in server.log)


def test_a_reader_who_goes_frees_the_worker(dataset: Path) -> None:
    with started(dataset, workers=1, time_limit=60) as server:
        assert get(server, PAGE).status_code == 200
        for pid in workers(server):
            os.kill(pid, signal.SIGSTOP)
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{server}{PAGE}", timeout=0.5)
        assert until(lambda: '"left"' in server.log)
        for pid in workers(server):
            os.kill(pid, signal.SIGKILL)
        assert get(server, PAGE).status_code == 200


def test_questions_have_their_turn_beside_runaways(dataset: Path) -> None:
    """On a busy machine the limit may strike the question too: whoever asks again, as told to, has the answer."""
    with started(dataset, time_limit=5) as server, running(str(server), *RUNAWAY.values()):
        sleep(0.3)
        for _ in range(4):
            answer = get(server, PAGE, X_Forwarded_For="198.51.100.7")
            if answer.status_code == 200:
                break
            assert answer.status_code == 503 and "retry-after" in answer.headers
        assert answer.status_code == 200 and "Sida" in answer.text
        assert get(server, "questions").elapsed.total_seconds() < 2


def test_waiting_takes_no_thread(dataset: Path) -> None:
    """As many as may wait do, and pages that need no worker are served all the same."""
    with started(dataset, time_limit=5, workers=1) as server, ThreadPoolExecutor(40) as clients:
        assert get(server, PAGE).status_code == 200
        for pid in workers(server):
            os.kill(pid, signal.SIGSTOP)
        jobs = [clients.submit(get, server, PAGE, X_Forwarded_For=f"198.51.100.{n % 3}") for n in range(36)]
        sleep(1)
        begun = monotonic()
        assert get(server, "api/search?q=sida").status_code == 200 and monotonic() - begun < 2
        for pid in workers(server):
            os.kill(pid, signal.SIGKILL)
        assert {job.result().status_code for job in jobs} <= {200, 503}
        assert get(server, PAGE).status_code == 200


async def _run(pool: Pool, work: Work) -> list[bytes]:
    async with aclosing(pool.run(frames.frame(frames.WORK, work.sent), "x")) as pieces:
        return [piece async for piece in pieces]


def test_a_mistake_of_ours_ends_no_worker(dataset: Path) -> None:
    async def both() -> list[bytes]:
        pool = Pool(Settings(dataset, workers=1))
        with pytest.raises(Refused, match="KeyError") as error:
            await _run(pool, Work("page", "en", {}))
        assert error.value.status == 500
        known = pool.pids
        try:
            for _ in range(2):
                found = await _run(pool, Work("api", "en", {"name": "questions", "values": {}}))
            assert pool.pids == known
            return found
        finally:
            pool.close()

    head, *pieces = asyncio.run(both())
    assert (
        json.loads(head)[:2] == ["application/json", 200]
        and len(json.loads(b"".join(pieces))["questions"]) == 45
    )


def test_a_rebuild_between_look_and_work_is_told(dataset: Path) -> None:
    """What the worker does not know is told as it would be here."""

    async def asked() -> list[bytes]:
        pool = Pool(Settings(dataset, workers=1))
        try:
            return await _run(
                pool,
                Work(
                    "page",
                    "en",
                    {"name": "posts-of-person", "values": {"person": "Zyx Invented"}, "seconds": 9},
                ),
            )
        finally:
            pool.close()

    head, body = asyncio.run(asked())
    assert json.loads(head)[1] == 404 and "Zyx Invented" in json.loads(body)["detail"]


# -- what is light -----------------------------------------------------------------------------------------


def test_questions_about_little_are_answered_in_the_server(dataset: Path) -> None:
    with scen.open(dataset) as data:
        funded, rows = catalogue.question("funded-by"), 501
        assert is_light(data, funded, {"funder": "Sida"}, rows)
        assert not is_light(data, funded, {"funder": "Sida"}, 100_000)
        assert not is_light(data, catalogue.question("contradictions"), {}, rows)


@pytest.fixture(scope="module")
def data(dataset: Path) -> Iterator[Dataset]:
    with Dataset(dataset) as found:
        yield found


def hub(data: Dataset) -> str:
    """The event with the most participations."""
    found = data.store.query(
        "SELECT ?e (COUNT(?p) AS ?n) { ?e <http://data.europa.eu/m8g/hasParticipation> ?p } GROUP BY ?e ORDER BY DESC(?n) LIMIT 1",
        use_default_graph_as_union=True,
    )
    [row] = found  # type: ignore[misc, union-attr]  # a SELECT
    assert int(row["n"].value) >= 10
    return str(row["e"])


@pytest.mark.parametrize(
    ("pattern", "short"),
    [
        ("{hub} cv:hasParticipation ?a FILTER(?a = {hub})", True),
        ("{hub} cv:hasParticipation/cv:hasParticipant ?a . ?a skos:prefLabel ?l FILTER(?l = 'none')", True),
        ("?s ^cv:hasParticipation {hub} ; cv:role ?r FILTER(?r = {hub})", True),
        ("{hub} cv:hasParticipation ?p OPTIONAL {{ ?p cv:noSuchThing ?x }} FILTER(?x = 1)", True),
        ("?s skos:prefLabel 'Sida'@en ; a ?t FILTER(?t = 1)", True),
        ('$s skos:prefLabel "Sida"@en ; a ?t FILTER(?t = 1)', True),
        ("{hub} cv:hasParticipation ?a, ?b, ?c FILTER(?a = ?b && ?a != ?b)", False),
        ("?c scen:certainty scen:stated ; scen:line ?x, ?y FILTER(?x = 0)", False),
    ],
)
def test_joins_are_walked_through_before_they_are_run(data: Dataset, pattern: str, short: bool) -> None:
    text = f"SELECT * {{ {pattern.format(hub=hub(data))} }} LIMIT 10"
    shape = look.shape(text)
    assert shape and look.judged(shape) < look.Lane.PROCESS
    assert is_short(data.store, shape, text, data.meta["prefixes"]) is short
    spelled = "PREFIX mine: <http://data.europa.eu/m8g/> " + text.replace("cv:", "mine:")
    assert is_short(data.store, str(look.shape(spelled)), spelled, data.meta["prefixes"]) is short


def test_a_product_at_a_hub_hangs_nothing(dataset: Path, data: Dataset) -> None:
    """It looks light, gives no row, and could be ended in no thread."""
    event = hub(data)
    none = " || ".join(f"?x{n} = 1" for n in range(8))  # told only where all are known
    most = f"SELECT * {{ {event} cv:hasParticipation {', '.join(f'?x{n}' for n in range(8))} FILTER({none}) }} LIMIT 1"
    with started(dataset, time_limit=1.5) as server, ThreadPoolExecutor(8) as clients:
        jobs = [clients.submit(ask, str(server), most) for _ in range(6)]
        sleep(0.2)
        begun = monotonic()
        assert ask(str(server), f"SELECT ?l {{ <{PREFIX}organisation/sida> skos:prefLabel ?l }} LIMIT 9").rows
        assert monotonic() - begun < 2
        assert {job.result().status for job in jobs} == {503}
