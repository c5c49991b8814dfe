import assert from "node:assert/strict";
import { test } from "node:test";
import { sinceWords, whenWords } from "../src/lib/days.ts";
import { boxOf, formatSelection, isDay, movedWindow, parseSelection, WHOLE } from "../src/lib/selection.ts";

test("a selection survives the address line", () => {
  const selection = {
    ...WHOLE,
    from: "2018-09-10",
    to: "2018-09-17",
    box: "68,34,71.5,37",
    actor: ["ሰላም", "النور", "平安 & co?"],
    type: ["ASSAULT"],
    origins: 2,
    disputed: true,
    q: '"peace talks" + 100%',
  };
  assert.deepEqual(parseSelection(formatSelection(selection)), { ...selection, actor: [...selection.actor].sort() });
});

test("everything is selected by an empty address, and writes an empty one", () => {
  assert.deepEqual(parseSelection(""), { ...WHOLE });
  assert.equal(formatSelection(parseSelection("")), "");
});

test("what makes no sense in an address is left out", () => {
  const read = parseSelection("from=2018-02-30&to=soon&box=1,2,3&origins=-4&disputed=yes&type=&unknown=1");
  assert.deepEqual(read, { ...WHOLE });
});

test("a window written backwards is turned round", () => {
  const { from, to } = parseSelection("from=2018-09-17&to=2018-09-10");
  assert.deepEqual([from, to], ["2018-09-10", "2018-09-17"]);
});

test("order and repetition in an address do not matter", () => {
  const one = formatSelection(parseSelection("type=B&type=A&type=B&from=2018-01-01"));
  assert.equal(one, formatSelection(parseSelection("from=2018-01-01&type=A&type=B")));
});

test("a box may cross the date line but not stand on its head", () => {
  assert.deepEqual(boxOf("170,-10,-170,10"), [170, -10, -170, 10]);
  assert.equal(boxOf("0,10,5,-10"), null);
  assert.equal(boxOf("0,0,,5"), null);
});

test("a window moves by its own length and comes back", () => {
  const start = { ...WHOLE, from: "2018-09-10", to: "2018-09-16" };
  assert.equal(movedWindow(start, { by: 1 }).from, "2018-09-17");
  assert.deepEqual(movedWindow(movedWindow(start, { by: 1 }), { by: -1 }), start);
});

test("days are real days, and intervals say how precise they are", () => {
  assert.equal(isDay("2020-02-29"), true);
  assert.equal(isDay("2021-02-29"), false);
  assert.equal(whenWords("2009-01-01", "2009-12-31"), "in 2009");
  assert.equal(whenWords("2018-02-01", "2018-02-28"), "in Feb 2018");
  assert.equal(whenWords(null, "2018-02-28"), "by 28 Feb 2018");
  assert.equal(whenWords(null, null), "day unknown");
});

test("a beginning is as exact as it is told", () => {
  assert.equal(sinceWords("2014-01-01", "2014-12-31", null), "since 2014");
  assert.equal(sinceWords("2020-11-01", "2020-11-30", "2021-02-03"), "since Nov 2020, until 3 Feb 2021");
  assert.equal(sinceWords("2021-08-19", "2021-08-31", null), "since some day from 19 Aug 2021 to 31 Aug 2021");
  assert.equal(sinceWords("2021-08-19", null, null), "since 19 Aug 2021");
  assert.equal(sinceWords(null, null, null), "day unknown");
});
