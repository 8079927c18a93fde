import { describe, expect, it } from "vitest";
import { type Form, fileOf } from "../../src/out/files";
import { legendOf } from "../../src/out/legend";
import { citation, aboutOf, filterWords } from "../../src/out/named";
import { fileName, openTie, titleOf } from "../../src/out/title";
import { EVERYTHING } from "../../src/model/types";
import { made } from "../model/made";
import { every, readXml } from "./read";
import { HOSTILE, LONG, shownOf } from "./shown";

const FORMS: Form[] = ["svg", "nodes", "ties", "claims", "gexf", "json", "about"];

describe("files", () => {
  it("are the same for the same screen", () => {
    for (const form of FORMS) expect(fileOf(form, shownOf(made()))).toEqual(fileOf(form, shownOf(made())));
  });

  it("say of themselves what they are", () => {
    const shown = shownOf(made(), { certainty: ["stated"], sources: 2 });
    for (const form of ["svg", "gexf", "json", "about"] as const) {
      const { content } = fileOf(form, shown);
      for (const words of ["dataset version 000000000000", "An invented licence", "At least 2 independent sources.", "Certainty: stated."]) {
        expect(content, form).toContain(words);
      }
    }
  });

  it("hold hostile names as text alone", () => {
    const data = made();
    data.things.name[3] = HOSTILE;
    data.things.name[5] = LONG;
    data.made.title = { en: HOSTILE };
    const shown = shownOf(data);
    const svg = readXml(fileOf("svg", shown).content);
    expect(every(svg, "script")).toEqual([]);
    expect(every(svg, "metadata")).toHaveLength(1);
    const told = JSON.parse(fileOf("json", shown).content) as { nodes: { name: string }[]; dataset: { title: string } };
    expect(told.nodes[2]!.name).toBe(HOSTILE);
    expect(told.dataset.title).toBe(HOSTILE);
  });
});

describe("JSON", () => {
  it("tells every tie with its claims, and each claim with its source document", () => {
    const told = JSON.parse(fileOf("json", shownOf(made())).content);
    const claims = new Map(told.claims.map((claim: { iri: string }) => [claim.iri, claim]));
    const documents = new Set(told.documents.map((document: { iri: string }) => document.iri));
    expect(told.ties).toHaveLength(6);
    for (const tie of told.ties) for (const claim of tie.claims) expect(documents.has((claims.get(claim) as { document: string }).document)).toBe(true);
    expect(told.ties[0]).toMatchObject({ kind: "same-project", sources: 2, first: "2014-03-01", shared: ["https://example.org/id/project/tree"] });
    expect(told).toMatchObject({ format: 1, view: "collaboration", dataset: { digest: "0".repeat(64) } });
  });
});

describe("words of files", () => {
  const shown = shownOf(made());
  const { model, net, picture } = shown;

  it("tell a filter in three languages", () => {
    expect(filterWords(model, EVERYTHING, "en")).toEqual(["Not shown until asked for: attended same event."]);
    const some = { ...EVERYTHING, kinds: ["co-organised"], since: "2014", until: "2016", about: [10], undated: false };
    expect(filterWords(model, some, "en")).toEqual([
      "Kinds of tie: co-organised.", "Dated from 2014 to 2016.", "Undated ties are left out.", "Only ties about: The Tree Project.",
    ]);
    expect(filterWords(model, { ...some, since: "2016" }, "sv")[1]).toBe("Under 2016.");
    expect(filterWords(model, { ...EVERYTHING, kinds: [] }, "nb")).toEqual(["Typer forbindelser: ingen."]);
    expect(filterWords(model, EVERYTHING, "en", "funding")).toEqual(["No filter."]);
  });

  it("name in the legend only what is in the picture", () => {
    const labels = legendOf(model, net, picture, "en").map(({ label }) => label);
    expect(labels.slice(0, 4)).toEqual(["organisations", "people", "same project", "co-organised"]);
    expect(labels).not.toContain("attended same event");
    expect(labels.slice(-2)).toEqual([expect.stringContaining("disputed"), expect.stringContaining("announced")]);
  });

  it("name whom the reader has selected, not all if they are many", () => {
    expect(aboutOf({ ...shown, chosen: [3, 4] }).view).toBe("Ties of Acme Watch, Birch City: same project, co-organised, same programme");
    expect(aboutOf({ ...shown, chosen: [4, 3, 5, 6, 7], language: "nb" }).view).toBe("Forbindelser for Bjørkeby, Acme Watch, Cedar Region, Dune Council …");
  });

  it("name the kinds of tie that are in the picture, and what holds of all of them", () => {
    const some = shownOf(made(), { kinds: ["same-programme"] });
    expect(titleOf({ ...some, chosen: [3] })).toBe("Ties of Acme Watch: same programme");
    expect(titleOf({ ...some, chosen: [4] })).toBe("Ties of Birch City: same programme (announced)");
    expect(titleOf({ ...some, chosen: [7] })).toBe("Ties of Elm Alone");
    expect(titleOf(some)).toBe("Who is tied to whom");
  });

  it("tell an open tie whole, with the documents and lines on which it rests", () => {
    const open = { ...shown, tie: 2 };
    expect(titleOf(open)).toBe("Birch City – Cedar Region: co-organised (announced)");
    expect(openTie(open)).toEqual([
      "Birch City – Cedar Region: co-organised. 2019-09-16. Certainty: stated. Status: announced. One source only.",
      "Invented paper 1, line 7.", "Invented paper 2, line 6.",
    ]);
    const { content, name } = fileOf("svg", { ...open, tie: 4, chosen: [3] });
    expect(name).toBe("scen-ties-cedar-region-dune-council.svg");
    expect(content).toContain("Cedar Region → Dune Council: acts for. undated. Certainty: stated. Status: ended. One source only.");
    expect(openTie(shown)).toEqual([]);
  });

  it("are in the name of the file, which is never long", () => {
    expect(fileName({ ...shown, chosen: [3, 4] }, "", "svg")).toBe("scen-ties-acme-watch-birch-city.svg");
    expect(fileName({ ...shown, chosen: [3, 4, 5, 6, 7] }, "table-ties-000000000000", "csv")).toBe("scen-ties-acme-watch-birch-city-table-ties-000000000000.csv");
    expect(fileName({ ...shown, chosen: [3, 4, 5, 6, 7] }, "", "svg")).toBe("scen-ties-acme-watch-birch-city-cedar-region.svg");
    expect(fileName(shown, "map", "svg")).toBe("scen-ties-map.svg");
  });

  it("cite the dataset by version, with the day and the address", () => {
    const about = aboutOf(shown);
    expect(citation(model, about, "https://example.org/#x=a", "2001-02-03", "en")).toBe(
      "Invented dataset. Who is tied to whom. scen 0.0.0, dataset version 000000000000. Accessed 2001-02-03. https://example.org/#x=a. Licence: An invented licence.",
    );
  });
});
