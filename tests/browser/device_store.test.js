import assert from "node:assert/strict";
import { beforeEach, suite, test } from "node:test";
import { newDevice, open, run, settled, until } from "./page.js";

const NOTE = "kipp-unwritten:7/sheet";
let store;

const piece = (change = {}) => ({
  user: "7",
  id: "sheet",
  title: "Lembar nilai",
  page: "/sheet/",
  address: "http://localhost/sheet/",
  values: [["note", "Kader hadir"]],
  number: 1,
  at: 100,
  state: "waiting",
  sentences: [],
  ...change,
});
const words = async (user = "7") => (await store.pieces(user)).map(({ values }) => values[0][1]);

async function openPage() {
  open("http://localhost/sheet/", "");
  store = await run("device_store.js");
}

/** Writes into the store as nothing of ours does. */
async function put(name, value) {
  const opened = indexedDB.open("kipp-device");
  await new Promise((done) => {
    opened.onsuccess = done;
  });
  const change = opened.result.transaction("pieces", "readwrite");
  change.objectStore("pieces").put(value, name);
  await new Promise((done) => {
    change.oncomplete = done;
  });
  opened.result.close();
}

suite("What a device keeps", () => {
  beforeEach(async () => {
    newDevice();
    await openPage();
  });

  test("is there again, with a version", async () => {
    await store.keep(piece());

    assert.deepEqual(await store.kept("7", "sheet"), { ...piece(), version: 1 });
    assert.equal(await store.kept("7", "another"), undefined);
  });

  test("comes in the order in which it was written", async () => {
    await store.keep(piece({ id: "b", at: 300, values: [["note", "third"]] }));
    await store.keep(piece({ id: "c", at: 100, values: [["note", "first"]] }));
    await store.keep(piece({ id: "a", at: 200, values: [["note", "second"]] }));

    assert.deepEqual(await words(), ["first", "second", "third"]);
  });

  test("waits until it is sent", async () => {
    const states = ["waiting", "elsewhere", "refused", "gone", "sent"];
    for (const [at, state] of states.entries()) await store.keep(piece({ id: state, at, state }));

    assert.deepEqual(
      (await store.waiting("7")).map(({ state }) => state),
      ["waiting", "elsewhere", "refused", "gone"],
    );
  });

  test("is another's for another person, even one whose number begins alike", async () => {
    await store.keep(piece({ user: "7", values: [["note", "of 7"]] }));
    await store.keep(piece({ user: "71", values: [["note", "of 71"]] }));

    assert.deepEqual([await words("7"), await words("71"), await words("1")], [["of 7"], ["of 71"], []]);
  });

  test("stands in localStorage at once, until the store has it", async () => {
    const keeping = store.keep(piece());

    assert.deepEqual(JSON.parse(localStorage.getItem(NOTE)), piece());
    await keeping;
    assert.equal(localStorage.getItem(NOTE), null);
  });

  test("is handed over by the next page when this one was left too early", async () => {
    localStorage.setItem(NOTE, JSON.stringify(piece({ values: [["note", "the last words"]] })));

    await openPage();

    assert.deepEqual(await words(), ["the last words"]);
    await until(() => localStorage.getItem(NOTE) === null);
  });

  test("is not overwritten by an older note", async () => {
    await store.keep(piece({ at: 200, values: [["note", "newer"]] }));
    localStorage.setItem(NOTE, JSON.stringify(piece({ at: 100, values: [["note", "older"]] })));

    await openPage();

    assert.deepEqual(await words(), ["newer"]);
  });

  test("keeps a note that was written again meanwhile", async () => {
    const first = store.keep(piece());
    const newer = JSON.stringify(piece({ at: 200 }));
    localStorage.setItem(NOTE, newer);
    await first;

    assert.equal(localStorage.getItem(NOTE), newer);
  });

  test("is kept all the same when localStorage is full", async (t) => {
    t.mock.method(Object.getPrototypeOf(localStorage), "setItem", () => {
      throw new Error("full");
    });

    await store.keep(piece());

    assert.deepEqual(await words(), ["Kader hadir"]);
  });

  test("has no note of a file, which is too large for one", async () => {
    const file = { field: "photo", blob: new Blob(["jpeg"]), name: "a.jpg" };

    const keeping = store.keep(piece({ file }));

    assert.equal(localStorage.getItem(NOTE), null);
    await keeping;
    assert.equal(await (await store.kept("7", "sheet")).file.blob.text(), "jpeg");
  });

  test("knows the newest number of a save, which the form may not", async () => {
    await store.keep(piece({ number: 5 }));
    await store.keep(piece({ number: 3, at: 200 }));

    assert.equal((await store.kept("7", "sheet")).number, 5);
  });

  test("is settled when it is what was sent", async () => {
    await store.keep(piece());

    await store.settle(piece(), { state: "sent", number: 2 });

    const found = await store.kept("7", "sheet");
    assert.deepEqual([found.state, found.number], ["sent", 2]);
  });

  test("goes on waiting, on the new number, when it was written again while it was sent", async () => {
    await store.keep(piece());
    await store.keep(piece({ at: 200, values: [["note", "newer"]] }));

    await store.settle(piece(), { state: "sent", number: 2 });

    const found = await store.kept("7", "sheet");
    assert.deepEqual([found.state, found.number, found.values[0][1]], ["waiting", 2, "newer"]);
  });

  test("stays removed when it was removed while it was on its way", async () => {
    await store.keep(piece());
    await store.forget(piece());

    await store.settle(piece(), { state: "sent", number: 2 });
    await store.settle(piece(), { state: "sent" });

    assert.deepEqual(await store.pieces("7"), []);
  });

  test("of an earlier portal, without state and version, waits as well", async () => {
    await store.pieces("7"); // the store is there
    const { state, sentences, ...older } = piece();
    await put("7/sheet", older);

    const [found] = await store.waiting("7");

    assert.deepEqual([found.state, found.version, found.values], ["waiting", 1, piece().values]);
  });

  test("tells this page and other windows of each change", async () => {
    const heard = [];
    store.onChange(() => heard.push("here"));
    const other = new BroadcastChannel("kipp-device");
    other.onmessage = ({ data }) => heard.push(data);

    await store.keep(piece());
    await settled();
    await until(() => heard.length >= 2);

    assert.deepEqual(heard.slice(0, 2).sort(), ["changed", "here"]);
    other.close();
  });
});
