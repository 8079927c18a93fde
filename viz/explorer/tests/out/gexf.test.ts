import { describe, expect, it } from "vitest";
import { fileOf, type Shown } from "../../src/out/files";
import { made } from "../model/made";
import { every, type Read, readXml } from "./read";
import { HOSTILE, LONG, shownOf } from "./shown";

const fileRead = (shown: Shown): Read => readXml(fileOf("gexf", shown).content);

function values(element: Read): Record<string, string> {
  return Object.fromEntries(every(element, "attvalue").map(({ attributes }) => [attributes["for"]!, attributes["value"]!]));
}

describe("GEXF", () => {
  it("holds what is shown: nodes in their places, every tie apart", () => {
    const shown = shownOf(made());
    const root = fileRead(shown);
    const [nodes, edges] = [every(root, "node"), every(root, "edge")];
    expect(root.attributes).toMatchObject({ xmlns: "http://gexf.net/1.3", version: "1.3" });
    expect(nodes.map(({ attributes }) => attributes["label"])).toEqual(shown.picture.nodes.map(({ label }) => label));
    expect(every(root, "viz:position")[0]!.attributes).toEqual({ x: "300", y: "0", z: "0" });
    expect(edges).toHaveLength(shown.picture.lines.length);
    expect(new Set(edges.map(({ attributes }) => attributes["id"])).size).toBe(edges.length);
    const ids = new Set(nodes.map(({ attributes }) => attributes["id"]));
    expect(edges.every(({ attributes }) => ids.has(attributes["source"]!) && ids.has(attributes["target"]!))).toBe(true);
  });

  it("dates what is known to the day, and no node with a tie that is not", () => {
    const edges = every(fileRead(shownOf(made())), "edge");
    const spans = edges.map(({ attributes: { start, end } }) => [start, end]);
    expect(spans).toContainEqual(["2014-03-01", "2016-12-31"]);
    expect(spans).toContainEqual([undefined, undefined]);
    const funding = { ...made(), view: "funding" as const };
    const [edge] = every(fileRead(shownOf(funding)), "edge");
    expect([edge!.attributes["start"], values(edge!)["first"]]).toEqual([undefined, "2014"]);
    expect(edge!.attributes["type"]).toBe("directed");
  });

  it("says who acts for whom, how sure it is, and where it is written", () => {
    const shown = shownOf(made());
    const acting = every(fileRead(shown), "edge").map(values).find((told) => told["directed"] === "true")!;
    expect(acting["principal"]).toBe("https://example.org/id/organisation/dune-council");
    expect([acting["certainty"], acting["status"]]).toEqual(["stated", "ended"]);
    expect(acting["evidence"]).toMatch(/^paper-(one|two):8$/);
    const [description] = every(fileRead(shown), "description");
    expect(description!.text).toContain("dataset version 000000000000");
    expect(description!.text).toContain("An invented licence");
  });

  it("takes any name", () => {
    const data = made();
    data.things.name[3] = HOSTILE;
    data.things.name[5] = LONG;
    data.things.iri[6] = "organisation/å b/\"<x>";
    const root = fileRead(shownOf(data));
    const labels = every(root, "node").map(({ attributes }) => attributes["label"]!);
    expect(labels[2]).toBe(HOSTILE.replace("\u0000", "\ufffd").replace("\ud800", "\ufffd"));
    expect(labels[4]).toBe(LONG);
    expect(every(root, "script")).toEqual([]);
    expect(every(root, "node").every(({ attributes }) => /^[\w.-]+$/.test(attributes["id"]!))).toBe(true);
  });
});
