import assert from "node:assert/strict";
import { beforeEach, suite, test } from "node:test";
import { clock, newDevice, open, portal, run, until } from "./page.js";

const server = await portal();
const SYNC = "/verification/sync/";
const SESSION = [200, { user: 7, token: "fresh" }];
let store;
let queue;
let told;

const piece = (change = {}) => ({
  user: "7",
  id: "sheet",
  title: "Lembar nilai",
  page: "/sheet/",
  address: `${server.address}/sheet/`,
  values: [["note", "Kader hadir"]],
  number: 1,
  at: 100,
  state: "waiting",
  sentences: [],
  ...change,
});
const posts = () => server.asked.filter(({ path }) => path !== SYNC);
const kept = (id = "sheet") => store.kept("7", id);
/** The session is there, and the forms are answered so. */
const answers = (...answer) => {
  server.answer = ({ path }) => (path === SYNC ? SESSION : answer);
};

async function openPage() {
  const page = open(`${server.address}/sheet/`, "");
  store = await run("device_store.js");
  const { Queue } = await run("device_queue.js");
  const heard = [];
  told = heard;
  queue = new Queue("7", (state) => heard.push(state));
  return page;
}

suite("What waits on a device", () => {
  beforeEach(async () => {
    server.asked.length = 0;
    newDevice();
    await openPage();
  });
  test("is nothing: then nobody is asked", async () => {
    assert.equal(await queue.send(), "sent");

    assert.deepEqual([server.asked, told], [[], ["sent"]]);
  });

  test("is sent as its form, with its number and a fresh token, and settled", async () => {
    await store.keep(piece());
    answers(200, { save_number: 2 });

    assert.equal(await queue.send(), "sent");

    const [{ words, path, method }] = posts();
    assert.deepEqual([method, path], ["POST", "/sheet/"]);
    assert.deepEqual(
      [...words],
      [
        ["note", "Kader hadir"],
        ["save_number", "1"],
        ["csrfmiddlewaretoken", "fresh"],
      ],
    );
    const { state, number } = await kept();
    assert.deepEqual([state, number], ["sent", 2]);
  });

  test("is sent with its file, which is not kept any longer then", async () => {
    const file = { field: "photo", blob: new Blob(["jpeg"]), name: "a.jpg" };
    await store.keep(piece({ file }));
    answers(200, { uuid: "a" });

    await queue.send();

    assert.match(posts()[0].text, /name="photo"; filename="a.jpg"[\s\S]*jpeg/);
    assert.equal((await kept()).file, null);
  });

  test("is sent one after another, the oldest first", async () => {
    await store.keep(piece({ id: "b", at: 2, values: [["note", "second"]] }));
    await store.keep(piece({ id: "a", at: 1, values: [["note", "first"]] }));
    answers(200, { save_number: 2 });

    await queue.send();

    assert.deepEqual(
      posts().map(({ words }) => words.get("note")),
      ["first", "second"],
    );
  });

  const SETTLED = [
    [404, "gone"],
    [409, "elsewhere"],
    [410, "gone"],
    [413, "refused"],
    [422, "refused"],
  ];
  for (const [status, state] of SETTLED)
    test(`is ${state} after a ${status}, with what the server said, and the next is sent`, async () => {
      await store.keep(piece());
      await store.keep(piece({ id: "next", at: 200, address: `${server.address}/next/` }));
      const said = { sentences: ["Sudah ditutup."], stored: { note: "theirs" }, save_number: 4, who: "Siti" };
      server.answer = ({ path }) =>
        path === SYNC ? SESSION : path === "/next/" ? [200, { save_number: 2 }] : [status, said];

      assert.equal(await queue.send(), "sent");

      const found = await kept();
      assert.equal(found.state, state);
      assert.deepEqual(
        [found.sentences, found.stored, found.stored_number, found.who, found.number],
        [["Sudah ditutup."], { note: "theirs" }, 4, "Siti", 1],
      );
      assert.equal((await kept("next")).state, "sent");
    });

  const WAITS = [
    [401, "signed-out"],
    [403, "failed"],
    [429, "failed"],
    [500, "failed"],
    [503, "failed"],
  ];
  for (const [status, state] of WAITS)
    test(`waits after a ${status}, and is told as ${state}`, async () => {
      await store.keep(piece());
      answers(status, {});

      assert.equal(await queue.send(), state);

      assert.deepEqual([told, (await kept()).state], [[state], "waiting"]);
    });

  test("is not taken for saved by a page that says 200 without saying so", async () => {
    await store.keep(piece());
    server.answer = ({ path }) => (path === SYNC ? SESSION : [200, {}, { "Content-Type": "text/html" }]);

    assert.equal(await queue.send(), "failed");
    assert.equal((await kept()).state, "waiting");
  });

  test("waits while nothing answers: the session or the form", async () => {
    await store.keep(piece());
    server.answer = () => null;
    assert.equal(await queue.send(), "offline");
    answers();
    server.answer = ({ path }) => (path === SYNC ? SESSION : null);
    assert.equal(await queue.send(), "offline");

    assert.equal((await kept()).state, "waiting");
  });

  test("waits while nobody is signed in, or the portal fails before the form is sent", async () => {
    await store.keep(piece());
    server.answer = () => [401, {}];
    assert.equal(await queue.send(), "signed-out");
    server.answer = () => [500, {}];
    assert.equal(await queue.send(), "failed");

    assert.deepEqual(posts(), []);
  });

  test("is not sent under somebody else's session", async () => {
    await store.keep(piece());
    server.answer = ({ path }) => (path === SYNC ? [200, { user: 71, token: "theirs" }] : [200, {}]);

    assert.equal(await queue.send(), "other-user");
    assert.deepEqual(posts(), []);
  });

  test("is tried again after pauses that grow to five minutes, and start anew once it is sent", async () => {
    await store.keep(piece());
    answers(503, {});
    await queue.send();

    for (const [index, pause] of [5, 10, 20, 40, 80, 160, 300, 300].entries()) {
      clock.pass(pause * 1000 - 1);
      assert.equal(clock.waiting.size, 1, `too early before ${pause} s`);
      clock.pass(1);
      await until(() => told.length === index + 2, `a try after ${pause} s`);
      await queue.sending;
    }
    answers(200, { save_number: 2 });
    await queue.send();
    await store.keep(piece({ at: 200 }));
    answers(503, {});
    await queue.send();
    const tries = posts().length;
    clock.pass(5000);
    await until(() => posts().length === tries + 1);
    await queue.sending;
  });

  test("is not tried again by the clock while somebody has to sign in", async () => {
    await store.keep(piece());
    answers(401, {});
    await queue.send();

    assert.equal(clock.waiting.size, 0);
    assert.equal(posts().length, 1);
  });

  test("is sent as soon as there is a line, or the page is looked at again", async () => {
    await store.keep(piece());
    server.answer = () => null;
    await queue.send();
    answers(200, { save_number: 2 });

    dispatchEvent(new Event("online"));

    await until(async () => (await kept()).state === "sent");
    await store.keep(piece({ at: 200 }));
    document.dispatchEvent(new Event("visibilitychange"));
    await until(async () => (await kept()).state === "sent");
  });

  test("gets one more round when somebody asks while it is sent", async () => {
    await store.keep(piece());
    server.answer = async ({ path, words }) => {
      if (path === SYNC) return SESSION;
      if (words.get("note") === "Kader hadir") {
        await store.keep(piece({ at: 200, values: [["note", "newer"]] }));
        asked = queue.send();
      }
      return [200, { save_number: 2 }];
    };
    let asked;

    await queue.send();
    await asked;

    assert.deepEqual(
      posts().map(({ words }) => [words.get("note"), words.get("save_number")]),
      [
        ["Kader hadir", "1"],
        ["newer", "2"],
      ],
    );
    assert.equal((await kept()).state, "sent");
    assert.equal(told.length, 2);
  });

  test("is sent by one window at a time", async () => {
    await store.keep(piece());
    answers(200, { save_number: 2 });
    let leave;
    const other = navigator.locks.request(
      "kipp-device-7",
      () =>
        new Promise((done) => {
          leave = done;
        }),
    );
    await until(() => leave);

    const sending = queue.send();
    await until(async () =>
      (await navigator.locks.query()).pending.some(({ name }) => name === "kipp-device-7"),
    );
    assert.deepEqual(server.asked, []);
    leave();
    await Promise.all([other, sending]);

    assert.equal(posts().length, 1);
  });
});
