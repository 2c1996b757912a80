import assert from "node:assert/strict";
import { beforeEach, suite, test } from "node:test";
import { clock, newDevice, open, portal, run, until } from "./page.js";

const server = await portal();
const PATH = "/evidence/";
const STATES = [
  "waiting",
  "sending",
  "checking",
  "offline",
  "signed-out",
  "failed",
  "given-up",
  "done",
  "refused",
  "all",
  "some",
  "unfinished",
];
const PAGE = `<form action="${PATH}" method="post" data-uploads>
  <input name="csrfmiddlewaretoken" type="hidden" value="old"><input type="file" name="photo" multiple>
  <div data-upload-states hidden><ul data-upload-list></ul><p data-upload-told></p>
  <template data-upload-row><li><span data-name></span><progress max="100" data-progress></progress>
  <span data-state></span><button type="button" data-again hidden>again</button></li></template>
  ${STATES.map((state) => `<template data-when="${state}">${state}</template>`).join("")}</div>
  <button name="kind" value="photo">Add</button></form>`;
const PAUSES = [5, 10, 20, 40];
let page;

const posts = () => server.asked.filter(({ method }) => method === "POST");
const rows = () => [...page.document.querySelectorAll("[data-upload-list] li")];
const said = () => rows().map((row) => row.querySelector("[data-state]").textContent);
const told = () => page.document.querySelector("[data-upload-told]").textContent;
const again = (index = 0) => rows()[index].querySelector("[data-again]");
const nameIn = ({ text }) => text.match(/filename="(.*?)"/)?.[1];

/** Chooses files of these names and presses the button. */
function send(...names) {
  const input = page.document.querySelector("[type=file]");
  const files = names.map((name) => new page.File([name], name));
  Object.defineProperty(input, "files", { value: files, configurable: true });
  const form = page.document.querySelector("form");
  form.requestSubmit(form.querySelector("button[name=kind]"));
}

/** Answers each file by its name. */
const byName = (answers) => {
  server.answer = (asked) => answers[nameIn(asked)];
};

/** Lets all the pauses pass after which a file is tried again. */
async function tryToTheEnd() {
  for (const [index, pause] of PAUSES.entries()) {
    await until(() => posts().length === index + 1 && said()[0] === "failed", `try ${index + 1}`);
    clock.pass(pause * 1000 - 1);
    assert.equal(clock.waiting.size, 1, `too early before ${pause} s`);
    clock.pass(1);
  }
}

suite("A file", () => {
  beforeEach(async () => {
    server.asked.length = 0;
    newDevice();
    page = open(server.address + PATH, PAGE);
    await run("uploads.js");
  });

  test("is sent by itself, with the form's words and the button's", async () => {
    byName({ "satu.jpg": [422, { sentences: ["No photo."] }], "dua.jpg": [422, { sentences: [] }] });

    send("satu.jpg", "dua.jpg");
    await until(() => told() === "some");

    assert.deepEqual(posts().map(nameIn), ["satu.jpg", "dua.jpg"]);
    assert.match(posts()[0].text, /name="kind"\s+photo/);
    assert.deepEqual(said(), ["refused No photo.", "refused"]);
  });

  for (const status of [400, 403, 404, 405, 411, 413])
    test(`is refused for good by a ${status}, and the next is sent`, async () => {
      byName({ "satu.jpg": [status, {}], "dua.jpg": [200, {}] });

      send("satu.jpg", "dua.jpg");
      await until(() => told() === "some");

      assert.deepEqual([said(), posts().length], [[`refused ${status}`, "done"], 2]);
      assert.equal(again().hidden, true);
    });

  for (const status of [500, 502, 503, 429])
    test(`is tried again a few times after a ${status}, then keeps its row and a button`, async () => {
      byName({ "satu.jpg": [status, {}], "dua.jpg": [200, {}] });

      send("satu.jpg", "dua.jpg");
      await tryToTheEnd();
      await until(() => told() === "unfinished");

      assert.deepEqual(posts().map(nameIn), [...new Array(5).fill("satu.jpg"), "dua.jpg"]);
      assert.deepEqual(said(), ["given-up", "done"]);
      assert.deepEqual([again(0).hidden, again(1).hidden], [false, true]);
      assert.equal(clock.waiting.size, 0);
    });

  test("that was given up is sent by its button, and stays beside what is added meanwhile", async () => {
    byName({ "satu.jpg": [500, {}], "dua.jpg": [422, { sentences: ["No."] }] });
    send("satu.jpg");
    await tryToTheEnd();
    await until(() => told() === "unfinished");
    send("dua.jpg");
    await until(() => said()[1] === "refused No.");

    byName({ "satu.jpg": [200, {}] });
    again().click();
    await until(() => told() === "some");

    assert.deepEqual(said(), ["done", "refused No."]);
  });

  test("is not tried before the server's Retry-After", async () => {
    byName({ "satu.jpg": [503, {}, { "Retry-After": "60" }] });

    send("satu.jpg");
    await until(() => said()[0] === "failed");
    clock.pass(59_999);
    assert.equal(clock.waiting.size, 1);
    clock.pass(1);

    await until(() => posts().length === 2 && said()[0] === "failed");
  });

  test("is not taken for added when another page answers, as a hotel's does before one pays", async () => {
    server.answer = () => [200, "<html></html>", { "Content-Type": "text/html" }];

    send("satu.jpg");

    await until(() => said()[0] === "failed");
  });

  test("waits for a line as long as that takes, and is sent as soon as there is one", async () => {
    server.answer = () => null;
    send("satu.jpg");
    for (let tries = 1; tries < 20; tries += 1) {
      await until(() => posts().length === tries && said()[0] === "offline", `try ${tries}`);
      clock.pass(5000);
    }
    await until(() => posts().length === 20 && said()[0] === "offline");
    byName({ "satu.jpg": [422, { sentences: ["No."] }] });

    page.dispatchEvent(new page.Event("online"));

    await until(() => told() === "some");
  });

  test("waits for a session", async () => {
    byName({ "satu.jpg": [401, {}] });
    send("satu.jpg");
    await until(() => said()[0] === "signed-out");
    byName({ "satu.jpg": [422, { sentences: ["No."] }] });

    clock.pass(5000);

    await until(() => told() === "some");
  });

  test("is sent with a fresh token at once, but not for ever", async () => {
    server.answer = ({ path }) =>
      path === PATH ? [403, { token: "too old" }] : [200, { user: 7, token: "fresh" }];

    send("satu.jpg");
    await until(() => told() === "unfinished");

    assert.equal(posts().length, PAUSES.length + 1);
    assert.match(posts()[1].text, /fresh/);
  });
});
