import assert from "node:assert/strict";
import { test } from "node:test";
import { codePointIndex, codePointsBefore, quote } from "../src/lib/offsets.ts";
import { segments } from "../src/lib/segments.ts";

const LETTERS = ["a", "é", "ن", "ሰ", "平", "😀", "𝔘", "\u202e", "\u0301", "\n"];

/** The same texts in every run. */
function texts(count: number): string[] {
  let seed = 7;
  const next = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  return Array.from({ length: count }, () => Array.from({ length: next(30) }, () => LETTERS[next(LETTERS.length)]).join(""));
}

test("an offset finds the same letters as counting code points one by one", () => {
  for (const text of texts(300)) {
    const points = [...text];
    const index = codePointIndex(text);
    for (let at = 0; at <= points.length; at++) {
      assert.equal(index(at), points.slice(0, at).join("").length);
      assert.equal(codePointsBefore(text, index(at)), at);
    }
  }
});

test("offsets outside a text are cut to its ends", () => {
  const index = codePointIndex("a😀");
  assert.equal(index(-3), 0);
  assert.equal(index(99), 3);
});

test("a span quotes its words behind characters of two units", () => {
  assert.equal(quote("😀😀 the valley", [3, 13]), "the valley");
});

test("segments join to the text and know every span that covers them", () => {
  for (const text of texts(200)) {
    const length = [...text].length;
    const marks = Array.from({ length: 12 }, (_, i) => ({ id: `m${i}`, span: [(i * 3) % 17, ((i * 3) % 17) + (i % 5)] as const }));
    const made = segments(text, marks);
    assert.equal(made.map((piece) => piece.text).join(""), text);
    for (const piece of made) {
      const end = piece.start + [...piece.text].length;
      const expected = marks.filter(({ span: [a, b] }) => a < b && b <= length && a <= piece.start && end <= b).map(({ id }) => id);
      assert.deepEqual(new Set(piece.ids), new Set(expected));
    }
  }
});

test("five thousand spans are cut in time", () => {
  const text = "word 😀 ".repeat(5000);
  const marks = Array.from({ length: 5000 }, (_, i) => ({ id: `m${i}`, span: [i * 7, i * 7 + 4] as const }));
  const begun = performance.now();
  assert.ok(segments(text, marks).length >= 5000);
  assert.ok(performance.now() - begun < 2000);
});
