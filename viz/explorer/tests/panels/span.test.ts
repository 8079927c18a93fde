import { describe, expect, it } from "vitest";
import { ALWAYS, dateOf, isAsOf, periodOf, played, yearsOf } from "../../src/panels/span";

describe("a period", () => {
  it("is told in years and back", () => {
    for (let from = 2010; from <= 2020; from++) {
      for (let to = from; to <= 2020; to++) expect(yearsOf(periodOf(from, to, 2010, 2020), 2010, 2020)).toEqual([from, to]);
    }
  });

  it("is open where a handle stands at an end", () => {
    expect(periodOf(2010, 2020, 2010, 2020)).toEqual(ALWAYS);
    expect(periodOf(2012, 2020, 2010, 2020)).toEqual({ since: "2012", until: "" });
    expect(periodOf(2010, 2010, 2010, 2020)).toEqual({ since: "2010", until: "2010" });
  });

  it("stays on the scale whatever the filter says", () => {
    expect(yearsOf({ since: "1999-05", until: "2030" }, 2010, 2020)).toEqual([2010, 2020]);
    expect(yearsOf({ since: "2019-05-03", until: "2012" }, 2010, 2020)).toEqual([2019, 2019]);
  });

  it("is as of one date where only its end is told", () => {
    expect([isAsOf({ since: "", until: "2019" }), isAsOf(ALWAYS), isAsOf({ since: "2019", until: "2019" })]).toEqual([true, false, false]);
  });
});

describe("a date", () => {
  it("is a day, a month or a year of the calendar", () => {
    expect(["2019", " 2019-9 ", "2019-09-16", "2020-02-29"].map(dateOf)).toEqual(["2019", "2019-09", "2019-09-16", "2020-02-29"]);
  });

  it("is nothing else", () => {
    for (const text of ["", "19", "2019-13", "2019-02-29", "16.9.2019", "2019-09-16T00:00", "0000", "<b>2019</b>"]) expect(dateOf(text)).toBeUndefined();
  });
});

describe("playing", () => {
  it("goes from the first handle to the end, and from the start if that is at the end", () => {
    expect(played(2018, 2010, 2020)).toEqual([2018, 2019, 2020]);
    expect(played(2020, 2018, 2020)).toEqual([2018, 2019, 2020]);
  });
});
