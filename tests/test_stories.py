"""Stories: read with the places of their mistakes, resolved in a page, left out where their things are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run, edit

from scen.graph.build import build
from scen.graph.dataset import Dataset
from scen.graph.errors import RecordErrors
from scen.graph.reader import bundled, read_records
from scen.graph.stories import checked, read_stories
from scen.graph.visibility import Unspoken
from scen.viz.explorer_data import explorer_data
from scen.viz.explorer_stories import Stories

STORY = """\
title: {en: A meeting, sv: Ett möte}
summary: {en: Who was announced.}
steps:
- header: {en: Two}
  text: {en: Both were announced.}
  nodes: [org-a, person/bo-test]
  ties: [[Ada Test, Bo Test]]
  depth: 2
  filters: {status: [announced], kinds: [same-programme], since: 2021, about: [meeting-2021]}
- header: {en: The programme}
  text: {en: "Here it is."}
  view: programme
  nodes: [The Meeting]
"""


def written(root: Path, text: str = STORY, name: str = "a-meeting") -> Path:
    path = root / "stories" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def stories(dataset: Path, *paths: Path, unspoken: Unspoken = Unspoken()) -> tuple[list[dict], list[str]]:  # noqa: B008
    maker = Stories(paths, unspoken)
    with Dataset(dataset) as opened:
        return explorer_data(opened, stories=maker).data["stories"], maker.left_out


def test_the_things_of_a_story_become_positions(tiny: Path, tmp_path: Path) -> None:
    path = written(tiny)
    build(tiny, tmp_path / "dataset")
    maker = Stories([path])
    with Dataset(tmp_path / "dataset") as opened:
        data = explorer_data(opened, stories=maker).data
    iris = data["things"]["iri"]
    [story] = data["stories"]
    assert story["id"] == "a-meeting" and story["title"] == {"en": "A meeting", "sv": "Ett möte"}
    first, second = story["steps"]
    assert [iris[at] for at in first["nodes"]] == ["organisation/org-a", "person/bo-test"]
    assert [[iris[at] for at in pair] for pair in first["ties"]] == [["person/ada-test", "person/bo-test"]]
    assert first["filter"] == {
        "status": ["announced"], "kinds": ["same-programme"], "since": "2021", "about": [iris.index("event/meeting-2021")],
    }  # fmt: skip
    assert (first["view"], first["depth"]) == ("collaboration", 2)
    assert second["view"] == "programme" and "filter" not in second and "depth" not in second


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("org-a,", "org-aa,", "a-meeting.yaml:6: unknown thing 'org-aa'; did you mean 'org-a'?"),
        ("[Ada Test, Bo Test]", "[Ada Test, Bo Tast]", "a-meeting.yaml:7: unknown thing 'Bo Tast'"),
        ("about: [meeting-2021]", "about: [meeting-2022]", "a-meeting.yaml:9: unknown thing 'meeting-2022'"),
        ("[same-programme]", "[same-program]", "no kind 'same-program'; did you mean 'same-programme'?"),
        ("since: 2021", "since: last year", "a-meeting.yaml:9: steps.filters.since: 'last year' is no date"),
        ("depth: 2", "depth: 4", "a-meeting.yaml:8: steps.depth: input should be less than or equal to 3"),
        ("summary:", "sumary:", "a-meeting.yaml:2: unknown key 'sumary'; did you mean 'summary'?"),
        ("title: {en: A meeting, sv: Ett möte}", "title: {sv: Ett möte}", "a-meeting.yaml:1: 'en' is missing"),
        ("view: programme", "view: programm", "a-meeting.yaml:12: steps.view: 'programm' is not one of"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_with_its_place(
    scen: Run, tiny: Path, old: str, new: str, message: str
) -> None:
    path = written(tiny)
    assert scen("check", tiny).returncode == 0
    edit(path, old, new)
    done = scen("check", tiny)
    assert done.returncode == 1 and message in done.stderr, done.stderr


def test_all_mistakes_of_a_run_are_told(tiny: Path) -> None:
    written(tiny, STORY.replace("org-a,", "org-x,").replace("[The Meeting]", "[The Meating]"))
    with pytest.raises(RecordErrors) as error:
        checked(read_records(tiny))
    assert len(error.value.problems) == 2


def test_a_story_about_somebody_withheld_is_left_out_and_names_nobody(tiny: Path, tmp_path: Path) -> None:
    path = written(tiny)
    private = tmp_path / "private.yaml"
    private.write_text(
        f"key: {'k' * 32}\npeople:\n- {{id: bo-test, visibility: withheld, names: [Bo Test]}}\n"
    )
    build(tiny, tmp_path / "dataset", private=private)
    found, warnings = stories(tmp_path / "dataset", path)
    assert found == [] and len(warnings) == 1
    assert (
        "a-meeting.yaml:6: a thing is not in this dataset" in warnings[0] and "ada" not in warnings[0].lower()
    )


def test_a_story_that_speaks_of_somebody_withheld_is_left_out(tiny: Path, tmp_path: Path) -> None:
    path = written(tiny, STORY.replace("Here it is.", "Here Cy Test spoke."))
    build(tiny, tmp_path / "dataset")
    assert len(stories(tmp_path / "dataset", path)[0]) == 1
    found, [warning] = stories(tmp_path / "dataset", path, unspoken=Unspoken(("Cy Test",)))
    assert found == [] and "must not be shown" in warning and "Cy" not in warning


def test_other_data_are_not_told_the_package_s_story(tiny: Path, tmp_path: Path) -> None:
    build(tiny, tmp_path / "dataset")
    assert stories(tmp_path / "dataset") == ([], [])


def test_two_files_of_one_id_are_a_mistake(tiny: Path, tmp_path: Path) -> None:
    one, other = written(tiny), tmp_path / "a-meeting.yaml"
    other.write_text(STORY, encoding="utf-8")
    with pytest.raises(RecordErrors, match="id 'a-meeting' is taken by"):
        read_stories(one, other)


# -- the story of the five documents -----------------------------------------------------------------------


def test_the_story_of_the_package_is_whole_in_three_languages() -> None:
    [story] = checked(read_records())
    assert 6 <= len(story.story.steps) <= 8
    for told in (
        story.story.title,
        story.story.summary,
        *(t for s in story.story.steps for t in (s.header, s.text)),
    ):
        assert set(told.texts) == {"en", "sv", "nb"}


def test_its_ties_are_there_under_its_filters(dataset: Path) -> None:
    from scen.graph.network.filter import Filter
    from scen.graph.network.views import read_network

    [story] = checked(read_records())
    with Dataset(dataset) as opened:
        base = f"{opened.base}id/"
        for step in story.story.steps:
            keep = step.filters
            filtered = Filter(
                kinds=frozenset(keep.kinds or ()), sources=keep.sources or 1,
                **({"status": frozenset(keep.status)} if keep.status else {}),
            )  # fmt: skip
            network = read_network(opened, step.view, filtered)
            pairs = {frozenset((edge.a, edge.b)) for edge in network.edges}
            assert {base + node for node in step.nodes} <= {ref.iri for ref in network.nodes}
            for pair in step.ties:
                assert frozenset(base + name for name in pair) in pairs, (step.header.en, pair)


def test_what_it_tells_is_so(dataset: Path) -> None:
    """Each number and status that the story names, asked of the dataset."""
    from scen.graph.network.filter import Filter
    from scen.graph.network.views import read_network

    watch, region, swedwatch = "electronics-watch", "region-stockholm", "swedwatch"
    with Dataset(dataset) as opened:
        ties = {
            (edge.a.rpartition("/")[2], edge.b.rpartition("/")[2], edge.kind): edge
            for edge in read_network(opened, "collaboration", Filter()).edges
        }
    two = [edge for (a, b, _), edge in ties.items() if {a, b} == {watch, region}]
    assert {edge.kind for edge in two} == {"same-programme", "represented-at-same-event"}
    assert {(edge.status, edge.sources, edge.first) for edge in two} == {("announced", 1, "2019-09-16")}
    lines = {line for edge in two for fact in edge.facts for line in fact.lines}
    assert {12, 26, 30, 40} <= lines and {fact.document.slug for edge in two for fact in edge.facts} == {
        "swedwatch-lulea-2019"
    }
    own = {({a, b} - {watch}).pop(): edge for (a, b, _), edge in ties.items() if watch in (a, b)}
    assert set(own) == {"somo", swedwatch, region} and {edge.status for edge in own.values()} == {"announced"}
    assert ties[watch, swedwatch, "same-funder"].certainty == "inferred"
    assert ties[region, swedwatch, "represented-at-same-event"].sources == 2
    assert ties["kathleen-mccaughey", "linda-scott-jakobsson", "same-programme"].sources == 2


def test_it_lies_beside_the_records() -> None:
    assert (bundled() / "stories" / "electronics-watch-and-swedish-buyers.yaml").is_file()
