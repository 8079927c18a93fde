import { describe, expect, it } from "vitest";
import { claimRows, containing, nodeRows, sorted, tieRows } from "../../src/panels/rows";
import { chosenLines, lineOfClaim, markedLines, markedRows } from "../../src/panels/table-pick";
import { made, THING } from "../model/made";
import { shown } from "./shown";

const { acme, birch, cedar, ada } = THING;
const TRIANGLE = [acme, birch, cedar];

/** Cells of one column. */
function column({ columns, rows }: ReturnType<typeof tieRows>, id: string): (string | number)[] {
  return rows.map(({ cells }) => cells[columns.findIndex((one) => one.id === id)]!);
}

describe("rows of nodes", () => {
  it("have the ties of the picture and a measure of the whole view", () => {
    const sheet = nodeRows(...shown(made(), TRIANGLE), "en", "degree");
    expect(sheet.columns.map(({ id }) => id)).toEqual(["name", "kind", "ties", "value", "rank", "community", "first", "last"]);
    expect(sheet.columns.map(({ label }) => label)[3]).toBe("degree");
    expect(sheet.rows.map(({ cells }) => cells)).toEqual([
      ["Acme Watch", "organisation", 3, 2, 2, "Acme and others", "2014-03-01", "2019-09-16"],
      ["Birch City", "organisation", 3, 2, 2, "Acme and others", "2014-03-01", "2019-09-16"],
      ["Cedar Region", "organisation", 2, 3, 1, "Acme and others", "2019-09-16", "2019-09-16"],
    ]);
  });

  it("leave the measure out where the view has none, and speak the language", () => {
    const sheet = nodeRows(...shown(made(), [birch]), "sv");
    expect(sheet.columns.map(({ label }) => label)).toEqual(["Namn", "Typ", "Visade förbindelser", "Gemenskap", "Första datum", "Sista datum"]);
    expect(sheet.rows[0]!.cells).toEqual(["Björkstad", "organisation", 0, "Acme and others", "", ""]);
  });

  it("have the range of ranks where sources were left out, and rank constraint from the least value", () => {
    const data = made();
    const view = data.views.collaboration!;
    view.measures.constraint = [null, null, 0.5, 0.2, 0.2 + 1e-12, 1, null];
    view.ranks.constraint = [[4, 4, 2, 1, 1, 3, 4], [7, 7, 3, 2, 2, 4, 7]];
    const sheet = nodeRows(...shown(data, [ada, ...TRIANGLE]), "en", "constraint");
    expect(column(sheet, "rank")).toEqual([3, 1, 1, ""]);
    expect(column(sheet, "best")).toEqual([2, 1, 1, 4]);
    expect(column(sheet, "value")).toEqual([0.5, 0.2, 0.2, ""]);
  });

  it("say the language of a name that is not the page's", () => {
    const data = made();
    data.things.language[acme] = "en";
    data.things.language[birch] = "en";
    const { rows } = nodeRows(...shown(data, [acme, birch]), "sv");
    expect(rows.map(({ languages }) => languages)).toEqual([{ name: "en" }, {}]);
  });
});

describe("rows of ties", () => {
  it("are those of the picture, with what is shared", () => {
    const sheet = tieRows(...shown(made(), TRIANGLE), "en");
    expect(sheet.rows.map(({ key }) => key)).toEqual([0, 1, 2, 3]);
    expect(sheet.rows[1]!.cells).toEqual([
      "Acme Watch", "same programme", "Birch City", 1, "stated", "announced", "2014-06-10", "2019-09-16", "Fair of Made-up Things; Gala 2019", 0.5,
    ]);
    expect(sheet.rows[3]!.cells.slice(3, 8)).toEqual([1, "disputed", "unknown", "", ""]);
  });

  it("follow the filter", () => {
    const sheet = tieRows(...shown(made(), TRIANGLE, { since: "2014", until: "2014" }), "nb");
    expect(column(sheet, "shared")).toEqual(["The Tree Project", "Fair of Made-up Things", "Gala 2019"]);
    expect(column(sheet, "kind")).toEqual(["samme prosjekt", "samme program", "samme program"]);
  });
});

describe("rows of claims", () => {
  it("are each once, behind the lines of the picture or of some", () => {
    const picture = shown(made(), TRIANGLE);
    expect(claimRows(...picture, "en").rows.map(({ key }) => key)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const some = claimRows(...picture, "sv", [2]);
    expect(some.rows.map(({ cells }) => cells)).toEqual([
      ["It is reported: invented claim 5.", "uppgiven", "rapporterad", "Invented paper 2", "6", "words 5"],
      ["It is reported: invented claim 6.", "uppgiven", "rapporterad", "Invented paper 1", "7", "words 6"],
    ]);
    expect(some.rows[0]!.languages).toEqual({ sentence: "en", document: "en", words: "en" });
  });
});

describe("a table", () => {
  it("is sorted by numbers and by words, what is empty last either way", () => {
    const sheet = tieRows(...shown(made(), TRIANGLE), "en");
    expect(sorted(sheet, "weight", true, "en").map(({ key }) => key)).toEqual([2, 0, 1, 3]);
    expect(sorted(sheet, "first", false, "en").map(({ key }) => key)).toEqual([0, 1, 2, 3]);
    expect(sorted(sheet, "first", true, "en").map(({ key }) => key)).toEqual([2, 1, 0, 3]);
    expect(sorted(sheet, "name", true, "en")).toBe(sheet.rows);
  });

  it("is searched in every cell", () => {
    const { rows } = tieRows(...shown(made(), TRIANGLE), "en");
    expect(containing(rows, " GALA ").map(({ key }) => key)).toEqual([1, 2, 3]);
    expect(containing(rows, "")).toBe(rows);
  });

  it("is tied to what is marked in the picture", () => {
    const [, , kept, picture] = shown(made(), TRIANGLE, {}, [cedar]);
    expect([...markedRows("nodes", picture, kept)]).toEqual([cedar]);
    expect(markedLines(picture)).toEqual([2, 3]);
    expect([...markedRows("ties", picture, kept)]).toEqual([2, 3]);
    picture.lines.find(({ line }) => line === 3)!.marked = true;
    expect(markedLines(picture)).toEqual([3]);
    expect([chosenLines("ties", picture), chosenLines("claims", picture)]).toEqual([[2, 3], [3]]);
    expect([...markedRows("claims", picture, kept)]).toEqual([4, 6]);
    expect([lineOfClaim(4, picture, kept), lineOfClaim(5, picture, kept), lineOfClaim(12, picture, kept)]).toEqual([3, 1, undefined]);
  });

  it("keeps hostile names as they are: text and nothing else", () => {
    const data = made();
    data.things.name[acme] = '<script>alert("x")</script>\u202e';
    expect(nodeRows(...shown(data, [acme]), "en").rows[0]!.cells[0]).toBe(data.things.name[acme]);
  });
});
