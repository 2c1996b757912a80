import assert from "node:assert/strict";
import { beforeEach, suite, test } from "node:test";
import { clock, newDevice, open, portal, run, settled, type, until } from "./page.js";

const server = await portal();
const PATH = "/submissions/1/objectives/";
const KEY = `kipp:7:${PATH}`;
const STATES = [
  "saving",
  "saved",
  "restored",
  "offline",
  "signed-out",
  "failed",
  "refused",
  "elsewhere",
  "full",
];
const form = (text = "", number = 3) => `<form action="${PATH}" method="post" data-autosave data-keeper="7">
  <input type="hidden" name="csrfmiddlewaretoken" value="old">
  <input type="hidden" name="save_number" value="${number}"><textarea name="text">${text}</textarea>
  <p data-autosave-status>${STATES.map(
    (state) => `<span data-when="${state}" hidden>${state} <b data-words></b></span>`,
  ).join("")}</p>
  <section data-saved-elsewhere tabindex="-1" hidden><p data-who></p><dd data-stored="text"></dd>
  <div data-choice hidden><button type="button" data-keep-mine>mine</button>
  <button type="button" data-take-stored>theirs</button></div></section>
  <button name="next">Save</button></form>`;
let page;

const field = (name = "text") => page.document.querySelector("form").elements[name];
const kept = () => JSON.parse(localStorage.getItem(KEY));
const said = () => page.document.querySelector("[data-when]:not([hidden])")?.dataset.when;
const words = () => page.document.querySelector("[data-when]:not([hidden]) [data-words]").textContent;
const press = () =>
  page.document.querySelector("form").requestSubmit(page.document.querySelector("[name=next]"));
const hasLeft = () => page.document.querySelector("form").dataset.left === "yes";
const posts = () => server.asked.filter(({ method }) => method === "POST");
const sent = () => posts().map(({ words: one }) => [one.get("text"), one.get("save_number")]);

async function openPage(...texts) {
  page = open(server.address + PATH, form(...texts));
  await run("autosave.js");
}

/** Somebody types, and pauses. */
async function write(text) {
  type(field(), text);
  clock.pass(1500);
  await until(() => !["saving", undefined].includes(said()), "an answer");
}

suite("What is typed", () => {
  beforeEach(async () => {
    server.asked.length = 0;
    server.answer = () => [200, { save_number: 4 }];
    newDevice();
    await openPage();
  });

  test("is kept in the browser at every keystroke, with the save that it was typed on", () => {
    type(field(), "D");
    assert.deepEqual(kept(), { values: { text: "D" }, number: "3" });
    type(field(), "De");
    assert.deepEqual(kept(), { values: { text: "De" }, number: "3" });
  });

  test("is saved after a pause of a second and a half, and not before", async () => {
    type(field(), "Dete");
    clock.pass(1499);
    type(field(), "Deteksi");
    clock.pass(1499);
    assert.deepEqual([said(), clock.waiting.size], [undefined, 1]);

    clock.pass(1);
    await until(() => said() === "saved");

    assert.deepEqual(sent(), [["Deteksi", "3"]]);
    assert.equal(posts()[0].path, PATH);
  });

  test("is forgotten in the browser once it is saved, and the next save is made on the new number", async () => {
    await write("Deteksi");

    assert.deepEqual([kept(), field("save_number").value], [null, "4"]);
    await write("Deteksi dini");
    assert.deepEqual(sent().at(-1), ["Deteksi dini", "4"]);
  });

  test("is saved at once when a field is left, the page is left or looked at again, or there is a line", async () => {
    const moments = [
      () => field().dispatchEvent(new page.Event("change", { bubbles: true })),
      () => page.dispatchEvent(new page.Event("pagehide")),
      () => page.document.dispatchEvent(new page.Event("visibilitychange")),
      () => page.dispatchEvent(new page.Event("online")),
    ];
    for (const [index, comes] of moments.entries()) {
      type(field(), `words ${index}`);
      comes();
      await until(() => posts().length === index + 1 && said() === "saved");
    }
  });

  test("while a save is on its way stays, and is saved on the number of that one", async () => {
    server.answer = ({ words: one }) => {
      if (one.get("text") === "first") type(field(), "first and more");
      return [200, { save_number: 3 + posts().length }];
    };

    await write("first");
    assert.deepEqual(kept(), { values: { text: "first and more" }, number: "4" });
    clock.pass(1500);
    await until(() => kept() === null);

    assert.deepEqual(sent(), [
      ["first", "3"],
      ["first and more", "4"],
    ]);
  });

  for (const [what, answer, state, pause] of [
    ["nothing answers", null, "offline", 10],
    ["nobody is signed in", [401, {}], "signed-out", 10],
    ["the portal fails", [500, {}], "failed", 10],
    [
      "a page answers that is none of ours",
      [200, "<html></html>", { "Content-Type": "text/html" }],
      "failed",
      10,
    ],
    ["the answer breaks off", [200, "{", {}], "offline", 10],
  ])
    test(`waits in the browser while ${what}, and is sent later`, async () => {
      server.answer = () => answer;
      await write("Deteksi");
      assert.deepEqual([said(), kept().values.text], [state, "Deteksi"]);
      server.answer = () => [200, { save_number: 4 }];

      clock.pass(pause * 1000 - 1);
      assert.equal(clock.waiting.size, 1);
      clock.pass(1);

      await until(() => said() === "saved" && kept() === null);
    });

  test("is tried less and less often while the portal fails: every five minutes in the end", async () => {
    server.answer = () => [500, {}];
    await write("Deteksi");

    for (const [index, pause] of [10, 20, 40, 80, 160, 300, 300].entries()) {
      await until(() => posts().length === index + 1 && said() === "failed");
      clock.pass(pause * 1000 - 1);
      assert.equal(clock.waiting.size, 1, `too early before ${pause} s`);
      clock.pass(1);
    }
    await until(() => posts().length === 8 && said() === "failed");
    server.answer = () => [200, { save_number: 4 }];
    await write("Deteksi dini");
    server.answer = () => [500, {}];
    await write("Deteksi dini kanker");
    clock.pass(10_000);
    await until(() => posts().length === 11);
  });

  test("is sent again at once with a fresh token, when the page's is too old", async () => {
    server.answer = ({ path, words: one }) => {
      if (path !== PATH) return [200, { user: 7, token: "fresh" }];
      return one.get("csrfmiddlewaretoken") === "fresh"
        ? [200, { save_number: 4 }]
        : [403, { token: "too old" }];
    };

    await write("Deteksi");

    assert.deepEqual([said(), posts().length, field("csrfmiddlewaretoken").value], ["saved", 2, "fresh"]);
  });

  test("is not sent for ever when the fresh token is not taken either", async () => {
    server.answer = ({ path }) =>
      path === PATH ? [403, { token: "too old" }] : [200, { user: 7, token: "fresh" }];

    await write("Deteksi");

    assert.deepEqual([said(), posts().length], ["failed", 2]);
  });

  for (const status of [410, 422])
    test(`is kept with the sentences of a ${status}, and not tried again by the clock`, async () => {
      server.answer = () => [status, { sentences: ["Too long.", "Shorten it."] }];

      await write("Deteksi");

      assert.equal(clock.waiting.size, 0);
      assert.deepEqual(
        [said(), words(), kept().values.text],
        ["refused", "Too long. Shorten it.", "Deteksi"],
      );
      assert.equal(posts().length, 1);
    });

  test("stands beside what was saved elsewhere until somebody chooses: their own", async () => {
    server.answer = () => [409, { save_number: 9, stored: { text: "theirs" }, who: "Siti, 10.42 WIB" }];
    await write("mine");
    const elsewhere = page.document.querySelector("[data-saved-elsewhere]");
    assert.deepEqual(
      [said(), elsewhere.hidden, elsewhere.querySelector("[data-stored]").textContent, field().value],
      ["elsewhere", false, "theirs", "mine"],
    );
    type(field(), "mine indeed");
    clock.pass(1500);
    assert.equal(said(), "elsewhere");
    server.answer = () => [200, { save_number: 10 }];

    elsewhere.querySelector("[data-keep-mine]").click();

    await until(() => said() === "saved");
    assert.deepEqual(sent().at(-1), ["mine indeed", "9"]);
    assert.equal(elsewhere.hidden, true);
  });

  test("gives way to what was saved elsewhere when that is chosen", async () => {
    server.answer = () => [409, { save_number: 9, stored: { text: "theirs" }, who: "Siti" }];
    await write("mine");
    server.answer = () => [200, { save_number: 9 }];

    page.document.querySelector("[data-take-stored]").click();

    await until(() => said() === "saved");
    assert.equal(field().value, "theirs");
    assert.deepEqual(sent().at(-1), ["theirs", "9"]);
  });

  test("stands in the form again after a reload, and is sent on its number", async () => {
    server.answer = () => null;
    await write("Tanpa sinyal");
    server.answer = () => [200, { save_number: 6 }];
    server.asked.length = 0;

    await openPage("what the server has", 5);

    assert.equal(field().value, "Tanpa sinyal");
    await until(() => said() === "saved");
    assert.deepEqual(sent(), [["Tanpa sinyal", "3"]]);
    assert.equal(kept(), null);
  });

  test("is forgotten after a reload that shows the same words", async () => {
    server.answer = () => null;
    await write("Tanpa sinyal");
    server.asked.length = 0;

    await openPage("Tanpa sinyal", 4);
    await settled();

    assert.deepEqual([kept(), posts(), field("save_number").value], [null, [], "4"]);
  });

  test("of another window is not forgotten by this one's save", async () => {
    const theirs = JSON.stringify({ values: { text: "of another window" }, number: "3" });
    server.answer = () => {
      localStorage.setItem(KEY, theirs);
      return [200, { save_number: 4 }];
    };

    await write("of this window");

    assert.equal(said(), "saved");
    assert.equal(localStorage.getItem(KEY), theirs);
  });

  test("of another person in this browser is not shown", async () => {
    localStorage.setItem(`kipp:71:${PATH}`, JSON.stringify({ values: { text: "theirs" }, number: "3" }));

    await openPage();

    assert.equal(field().value, "");
  });

  test("is told not to be kept when the browser keeps nothing", (t) => {
    t.mock.method(Object.getPrototypeOf(localStorage), "setItem", () => {
      throw new Error("full");
    });

    type(field(), "D");

    assert.equal(said(), "full");
  });

  test("waits at the button, too: nobody is led to an empty page", async () => {
    server.answer = () => null;
    type(field(), "Deteksi");
    press();
    await until(() => said() === "offline");
    assert.equal(hasLeft(), false);
    server.answer = () => [200, { save_number: 4 }];

    press();

    await until(hasLeft);
    assert.equal(said(), "saved");
  });

  test("goes with the button to the page that says why it is refused", async () => {
    server.answer = () => [422, { sentences: ["Too long."] }];
    type(field(), "Deteksi");

    press();

    await until(hasLeft);
  });
});
