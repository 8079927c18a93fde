"""A whole release: what it holds, what makes it refuse, that it is made in one step, and that it forgets nothing of anybody else."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from conftest import SHARED, Run, edit
from roc_program import issues
from still_site import settings, small_dataset

from scen.export.release.release import Options, Report, Site, release
from scen.export.settings import FILE, Settings
from scen.export.source import Progress, Source
from scen.export.workers import workers
from scen.graph.errors import RecordErrors, ReleaseError, SettingError
from scen.portal import still
from scen.queries.opened import open_dataset

STANDARDS = SHARED / "standards"
Plant = Callable[[Path], None]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small invented dataset."""
    return small_dataset(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def pages(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site, written once."""
    folder = tmp_path_factory.mktemp("site") / "web"
    folder.mkdir()
    still.write(data, settings(), folder)
    return folder


def made(data: Path, folder: Path, pages: Path, plant: Plant | None = None, said: Settings | None = None, **options: object) -> Report:
    """A release whose site is a copy of ``pages``; ``plant`` then changes something in the folder."""

    @contextmanager
    def begun(dataset: Path, told: Settings, root: Path) -> Iterator[Callable[[Progress], None]]:
        yield partial(write, root)

    def write(root: Path, progress: Progress) -> None:
        shutil.copytree(pages, root, dirs_exist_ok=True)
        if plant:
            plant(root)

    with open_dataset(data) as opened:
        return release(Source(opened, said or settings()), folder, Site(begun, still.check), Options(**{"unsearched": True} | options))


@pytest.fixture(scope="module")
def web(data: Path, pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release."""
    folder = tmp_path_factory.mktemp("release") / "web"
    made(data, folder, pages)
    return folder


def sums(folder: Path) -> dict[str, str]:
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {line[66:]: line[:64] for line in lines}


# -- what it holds ------------------------------------------------------------------------------------------


def test_sha256sum_finds_every_file_as_it_is_told(web: Path) -> None:
    for folder in (web, web / "releases" / "2026-11"):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
        files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
        assert files - {"SHA256SUMS"} == set(sums(folder))


def test_the_release_holds_what_it_should(web: Path) -> None:
    here = web / "releases" / "2026-11"
    for name in (
        "rdf/scen.nq", "rdf/scen.nt", "rdf/scen.ttl", "rdf/scen.trig", "rdf/scen.rdf", "rdf/scen.jsonld", "tables/ties.csv",
        "tables/scen.sqlite", "datapackage.json", "catalogue.ttl", "catalogue.rdf", "void.ttl", "release.json",
    ):  # fmt: skip
        assert (here / name).stat().st_size, name
    told = json.loads((here / "release.json").read_text(encoding="utf-8"))
    assert (told["version"], told["date"]) == ("2026-11", "2026-11-23")
    assert "sv/person/ada-test.html" in sums(web) and "catalogue.rdf" in sums(web)


def test_the_crate_names_every_file_of_the_release(web: Path) -> None:
    here = web / HERE
    items = {item["@id"]: item for item in json.loads((here / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]}
    parts = {part["@id"] for part in items["./"]["hasPart"]}
    files = {path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file()}
    assert parts == files - {"SHA256SUMS", "ro-crate-metadata.json"} and {"void.ttl", "changes/summary.json"} < parts
    assert items["void.ttl"]["alternateName"] == ["Innehållet i siffror (VoID)", "Innholdet i tall (VoID)"]
    assert items["https://www.rfc-editor.org/rfc/rfc4180"]["name"].startswith("Common Format and MIME Type")


def test_roc_validator_finds_nothing_in_a_release(web: Path, standards: Path) -> None:
    assert issues(web / HERE, standards) == []


def test_the_iri_of_the_dataset_leads_to_its_description(web: Path) -> None:
    described = (web / HERE / "void.ttl").read_bytes()
    assert (web / ".well-known/void").read_bytes() == (web / "void.ttl").read_bytes() == described
    assert ".well-known/void" in sums(web)
    known = b"<https://w3id.org/scen/.well-known/void#dataset>"
    for path in ("void.ttl", "catalogue.ttl", "data/person/ada-test.nt", "en/index.html"):
        assert known.strip(b"<>") in (web / path).read_bytes(), path
    assert known + b" a void:Dataset" in described


def test_the_command_releases_the_five_documents(dataset: Path, scen: Run, tmp_path: Path) -> None:
    """With the official shapes where they are; the second time it is as it was."""
    standards = ["--standards", STANDARDS] if STANDARDS.exists() else []
    done = scen("release", "web", "--dataset", dataset, *standards)
    assert done.returncode == 0, done.stderr
    assert re.match(r"release 2026-11  \d+ exports, [\d,]+ files, \d+\.\d MB: web/\n$", done.stdout), done.stdout
    assert "of which the catalogue and the pages warn: base_resolves, address" in done.stderr
    assert "LOD Cloud: it takes 50 links to one dataset" in done.stderr
    assert re.search(r"^MQA: [\d.]+ of the (325|295) points", done.stderr, re.MULTILINE), done.stderr
    assert (tmp_path / "web/en/project/make-ict-fair.html").exists()
    before = sums(tmp_path / "web")
    again = scen("release", "web", "--dataset", dataset, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"})
    assert again.returncode == 0 and ", as it was" in again.stdout
    assert sums(tmp_path / "web") == before
    assert not [path.name for path in tmp_path.iterdir() if path.name not in ("web", ".web.lock")]


# -- what makes it refuse -----------------------------------------------------------------------------------


def rewritten(name: str, old: str, new: str) -> Plant:
    """Changes a text in a file of the release, and its sum, so that no checksum tells."""

    def plant(root: Path) -> None:
        edit(root / name, old, new)

    return plant


HERE = "releases/2026-11/"
FAULTS = {
    "a broken link": (rewritten("en/coverage.html", 'href="', 'href="nowhere-'), "en/coverage.html", "broken-link"),
    "a wrong date": (rewritten(HERE + "catalogue.ttl", '"2026-11-23"', '"2026-13-23"'), HERE + "catalogue.ttl", ""),
    "a stale count": (rewritten(HERE + "void.ttl", "void:triples ", "void:triples 1"), HERE + "void.ttl", "stale-count"),
    "a lost statement": (lambda root: lost_line(root / HERE / "rdf/scen.nt"), HERE + "rdf/scen.nt", "rdf-equal"),
    "a lost row": (lambda root: lost_line(root / HERE / "tables/ties.csv"), HERE + "tables/ties.csv", ""),
    "a file of which the crate is silent": (
        lambda root: (root / HERE / "more/zenodo.json").rename(root / HERE / "more/zenodo-2.json"), "ro-crate-metadata.json", "undescribed-file",
    ),
    "a dataset that is described nowhere": (lambda root: (root / ".well-known/void").unlink(), "catalogue.ttl", "missing-file"),
    "a missing file": (lambda root: (root / HERE / "rdf/scen.rdf").unlink(), "", "missing-file"),
    "what is no RDF": (rewritten(HERE + "rdf/scen.ttl", "@prefix", "@perfix"), HERE + "rdf/scen.ttl", "rdf-syntax"),
    "a script from elsewhere": (
        rewritten("sv/about.html", "</head>", '<script src="https://elsewhere.example/x.js"></script></head>'), "sv/about.html", "",
    ),
}  # fmt: skip


def lost_line(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_makes_it_refuse(data: Path, pages: Path, web: Path, tmp_path: Path, fault: str) -> None:
    plant, file, rule = FAULTS[fault]
    folder = tmp_path / "web"
    with pytest.raises(ReleaseError) as refused:
        made(data, folder, pages, plant)
    found = refused.value.findings
    assert any(finding.place.path == file or not file for finding in found), str(refused.value)
    assert any(finding.rule == rule or not rule for finding in found), str(refused.value)
    assert not folder.exists() and [path.name for path in tmp_path.iterdir()] == [".web.lock"]


def test_a_missing_licence_makes_it_refuse(data: Path, pages: Path, tmp_path: Path) -> None:
    def plant(root: Path) -> None:
        path = root / HERE / "catalogue.ttl"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\n\tdct:license [^\n]*;", "", text), encoding="utf-8")
        assert path.read_text(encoding="utf-8") != text
        shutil.copy(path, root / "catalogue.ttl")

    with pytest.raises(ReleaseError, match="missing-licence"):
        made(data, tmp_path / "web", pages, plant)


def test_a_name_that_must_not_be_said_makes_it_refuse(data: Path, pages: Path, tmp_path: Path) -> None:
    """Here it stands in the tooltip of a picture."""
    private = tmp_path / "private.yaml"
    private.write_text(
        f"key: {'0123456789abcdef' * 4}\npeople:\n- {{id: zelda-secret, visibility: withheld, names: [Zelda Secret]}}\n", encoding="utf-8"
    )
    plant = rewritten("nb/about.html", "</body>", '<svg><title>ZELDA&#32;Sécret</title></svg></body>')
    with pytest.raises(ReleaseError) as refused:
        made(data, tmp_path / "web", pages, plant, private=private)
    assert {finding.place.path for finding in refused.value.findings} >= {"nb/about.html"}
    assert "Zelda" not in str(refused.value) and not (tmp_path / "web").exists()


def test_names_are_looked_for_that_are_told_after_workers_began(
    data: Path, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with workers(1) as pool:
        pool.submit(os.getpid).result()
    private = tmp_path / "private.yaml"
    private.write_text(
        f"key: {'0123456789abcdef' * 4}\npeople:\n- {{id: zelda-secret, visibility: withheld, names: [Zelda Secret]}}\n", encoding="utf-8"
    )
    monkeypatch.setenv("SCEN_PRIVATE", str(private))
    with pytest.raises(ReleaseError, match="hidden-person"):
        made(data, tmp_path / "web", pages, rewritten("nb/about.html", "</body>", "Zelda Secret</body>"))


def test_a_file_of_somebody_else_in_a_release_does_not_stop_the_next_one(web: Path, data: Path, pages: Path, tmp_path: Path) -> None:
    folder = copied(web, tmp_path / "web")
    (folder / HERE / "note.txt").write_text("theirs", encoding="utf-8")
    assert not made(data, folder, pages).changed
    assert (folder / HERE / "note.txt").read_text(encoding="utf-8") == "theirs"


def test_without_a_publisher_nothing_is_released(data: Path, scen: Run, tmp_path: Path) -> None:
    told = FILE.read_text(encoding="utf-8")
    (tmp_path / "my.yaml").write_text(re.sub(r"publisher:\n(  .*\n)+", "", told), encoding="utf-8")
    done = scen("release", "web", "--dataset", data, "--settings", "my.yaml")
    assert (done.returncode, done.stdout) == (1, "") and not (tmp_path / "web").exists()
    assert re.search(r"^my.yaml:\d+: 'publisher' is missing$", done.stderr, re.MULTILINE), done.stderr


def test_mistakes_of_settings_are_told_by_line(tmp_path: Path) -> None:
    from scen.export.settings import read_settings

    told = FILE.read_text(encoding="utf-8").replace("date: 2026-11-23", "date: 23/11/2026").replace("version: 2026-11", "version: ../x")
    (tmp_path / "my.yaml").write_text(told, encoding="utf-8")
    with pytest.raises(RecordErrors) as wrong:
        read_settings(tmp_path / "my.yaml")
    lines = told.splitlines()
    for said, word in zip(wrong.value.problems, ("version", "date"), strict=True):
        assert lines[said.place.line - 1].startswith(word)


def test_the_date_may_come_from_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    undated = settings(date=None)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert undated.day == "2023-11-14"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(SettingError, match="'soon' is no number of seconds"):
        _ = undated.day
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    with pytest.raises(SettingError, match="set SOURCE_DATE_EPOCH"):
        _ = undated.day


# -- one release after another ------------------------------------------------------------------------------


def copied(web: Path, folder: Path) -> Path:
    shutil.copytree(web, folder, copy_function=os.link)
    return folder


def test_an_earlier_release_stays_as_it_was(data: Path, pages: Path, web: Path, tmp_path: Path) -> None:
    folder = copied(web, tmp_path / "web")
    before = sums(folder / "releases" / "2026-11")
    report = made(data, folder, pages, said=settings(version="2026-12", date="2026-12-24"))
    assert [(one.version, one.day) for one in report.earlier] == [("2026-11", "2026-11-23")]
    assert sums(folder / "releases" / "2026-11") == before
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder / "releases/2026-11", check=True)
    catalogue = (folder / "catalogue.ttl").read_text(encoding="utf-8")
    assert "2026-12" in catalogue and "releases/2026-11/" in catalogue


def test_a_published_version_is_not_made_to_say_something_else(data: Path, pages: Path, web: Path, tmp_path: Path) -> None:
    folder = copied(web, tmp_path / "web")
    other = settings(title=settings().title.model_copy(update={"en": "Another title"}))
    with pytest.raises(SettingError, match="2026-11 was released before with other contents"):
        made(data, folder, pages, said=other)
    assert sums(folder) == sums(web)
    assert made(data, folder, pages, said=other, replace=True).changed
    assert "Another title" in (folder / "catalogue.ttl").read_text(encoding="utf-8")


def test_what_is_somebody_elses_stays(data: Path, pages: Path, web: Path, tmp_path: Path) -> None:
    folder = copied(web, tmp_path / "web")
    (folder / ".git" / "refs").mkdir(parents=True)
    (folder / "CNAME").write_text("data.test.example\n", encoding="utf-8")
    (folder / "en" / "mine.html").write_text("mine", encoding="utf-8")
    assert not made(data, folder, pages).changed
    assert (folder / ".git/refs").is_dir() and (folder / "CNAME").exists() and (folder / "en/mine.html").read_text() == "mine"
    assert "CNAME" not in sums(folder)


def test_folders_of_somebody_else_stay_beside_ours(data: Path, pages: Path, tmp_path: Path) -> None:
    """Also in a folder of which a release has one too, before the first release and after it."""
    folder = tmp_path / "web"
    (folder / ".well-known").mkdir(parents=True)
    (folder / ".well-known/security.txt").write_text("mine", encoding="utf-8")
    made(data, folder, pages)
    (folder / "mine").mkdir()
    (folder / "mine/index.html").write_text("mine", encoding="utf-8")
    assert not made(data, folder, pages).changed
    for name in (".well-known/security.txt", "mine/index.html"):
        assert (folder / name).read_text(encoding="utf-8") == "mine" and name not in sums(folder)


def test_a_folder_of_other_things_is_left_alone(data: Path, pages: Path, tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SettingError, match="holds 'thesis.txt', and no release"):
        made(data, tmp_path / "web", pages)
    assert (tmp_path / "web" / "thesis.txt").read_text(encoding="utf-8") == "mine"


def test_what_was_changed_by_hand_is_not_lost(data: Path, pages: Path, web: Path, tmp_path: Path) -> None:
    folder = copied(web, tmp_path / "web")
    (folder / "robots.txt").unlink()
    (folder / "robots.txt").write_text("User-agent: *\nDisallow: /\n", encoding="utf-8")
    with pytest.raises(SettingError, match="robots.txt: was changed since a release put it there"):
        made(data, folder, pages)
    assert "Disallow: /\n" in (folder / "robots.txt").read_text(encoding="utf-8")


def test_sums_of_something_else_are_no_release(data: Path, pages: Path, tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    for name, text in (("photo.iso", "mine"), ("SHA256SUMS", "0" * 64 + "  photo.iso\n")):
        (tmp_path / "web" / name).write_text(text, encoding="utf-8")
    with pytest.raises(SettingError, match="is not of a release"):
        made(data, tmp_path / "web", pages)
    assert (tmp_path / "web" / "photo.iso").exists()


def test_what_is_kept_is_searched_for_names_too(data: Path, pages: Path, web: Path, tmp_path: Path) -> None:
    """A packed page of before, which a host would serve."""
    folder, private = copied(web, tmp_path / "web"), tmp_path / "private.yaml"
    (folder / "en/person/zelda.html.gz").write_bytes(gzip.compress(b"<p>Zelda Secret</p>"))
    private.write_text(
        f"key: {'0123456789abcdef' * 4}\npeople:\n- {{id: zelda-secret, visibility: withheld, names: [Zelda Secret]}}\n", encoding="utf-8"
    )
    with pytest.raises(ReleaseError, match="en/person/zelda.html.gz"):
        made(data, folder, pages, private=private)


def test_where_people_are_hidden_it_must_be_known_who(data: Path, pages: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="people are withheld or pseudonymous here"):
        made(data, tmp_path / "web", pages, unsearched=False)


def test_a_mistake_in_the_private_file_is_told_in_one_line(data: Path, tmp_path: Path, scen: Run) -> None:
    (tmp_path / "private.yaml").write_text("key: short\npeople: []\n", encoding="utf-8")
    done = scen("release", "web", "--dataset", data, "--private", "private.yaml")
    assert done.returncode == 1 and done.stderr.startswith("private.yaml:1: ") and len(done.stderr.splitlines()) == 1, done.stderr


def test_releases_come_one_after_the_other(data: Path, pages: Path, web: Path, tmp_path: Path) -> None:
    folder = copied(web, tmp_path / "web")
    with pytest.raises(SettingError, match="2026-10 of 2026-10-01 would stand before 2026-11 of 2026-11-23"):
        made(data, folder, pages, said=settings(version="2026-10", date="2026-10-01"))
    for version in ("2026.9", "2026.10"):
        made(data, folder, pages, said=settings(version=version, date="2026-12-24"))
    assert "2026.10" in (folder / "catalogue.ttl").read_text(encoding="utf-8")


def test_triples_that_no_export_of_triples_has_are_missed(data: Path, pages: Path, tmp_path: Path) -> None:
    """All that hold triples alone would agree; the N-Quads tell."""

    def plant(root: Path) -> None:
        for name in ("nt", "ttl", "rdf"):
            path = root / HERE / f"rdf/scen.{name}"
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("Org A", "Org Z"), encoding="utf-8")

    with pytest.raises(ReleaseError, match="rdf-equal"):
        made(data, tmp_path / "web", pages, plant)


def test_killed_at_any_moment_it_leaves_the_old_one(data: Path, web: Path, tmp_path: Path, scen: Run) -> None:
    folder = copied(web, tmp_path / "web")
    command = [sys.executable, "-m", "scen.cli", "release", str(folder), "--dataset", str(data), "--replace", "--unsearched"]
    for seconds in (0.6, 1.5, 3):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as process:
            time.sleep(seconds)
            os.killpg(process.pid, signal.SIGKILL)
        assert sums(folder) == sums(web) or process.returncode == 0
    done = scen("release", folder, "--dataset", data, "--replace", "--unsearched")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [".web.lock", "web"]


def test_two_at_once_do_not_mix(data: Path, pages: Path, tmp_path: Path) -> None:
    def another(root: Path) -> None:
        with pytest.raises(SettingError, match="another release is being made there"):
            made(data, tmp_path / "web", pages)

    assert made(data, tmp_path / "web", pages, plant=another).all_files


def test_what_cannot_be_checked_is_said(data: Path, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    report = made(data, tmp_path / "web", pages)
    assert any("rapper is not installed" in one for one in report.unchecked)
    assert any("--standards" in one for one in report.unchecked)
