// The same table as Python's: both must count alike.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { suite, test } from "node:test";
import { open, run, type } from "./page.js";

const TABLE = JSON.parse(await readFile(new URL("../innovations/proposals/words.json", import.meta.url)));

const FIELD = `<div id="count" hidden><span data-words></span><span data-over hidden>too many</span>
  <progress max="3"></progress></div><p data-words-saved>Saved: 0</p>
  <textarea data-max-words="3" data-count="count">satu dua</textarea>`;

suite("The words of a text", async () => {
  const page = open("http://localhost/", FIELD);
  const { countWords } = await run("word_count.js");
  const { document } = page;
  const shown = () => document.querySelector("[data-words]").textContent;

  for (const [text, words] of TABLE)
    test(`${JSON.stringify(text.slice(0, 30))} has ${words}`, () => assert.equal(countWords(text), words));

  test("are told as the page comes, in the place of what was saved", () => {
    assert.equal(shown(), "2");
    assert.equal(document.getElementById("count").hidden, false);
    assert.equal(document.querySelector("[data-words-saved]").hidden, true);
  });

  test("are told while somebody types, and when they are too many", () => {
    const field = document.querySelector("textarea");

    type(field, "satu dua tiga empat");

    assert.equal(shown(), "4");
    assert.equal(document.querySelector("[data-over]").hidden, false);
    assert.equal(document.querySelector("progress").value, 3);
    type(field, "satu");
    assert.equal(document.querySelector("[data-over]").hidden, true);
    assert.equal(document.getElementById("count").classList.contains("is-over"), false);
  });

  test("are told when a script fills the field", () => {
    const field = document.querySelector("textarea");
    field.value = "satu dua tiga";

    field.dispatchEvent(new page.Event("kipp:filled", { bubbles: true }));

    assert.equal(shown(), "3");
  });
});
