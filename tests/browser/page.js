// A page of the portal without a browser: jsdom shows it, fake-indexeddb keeps what it keeps, and a web server of node
// answers it. A page that is opened anew runs its scripts anew, over what the device has kept.

import { createServer } from "node:http";
import { registerHooks } from "node:module";
import { after } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import { JSDOM } from "jsdom";

const SCRIPTS = new URL("../../static/js/", import.meta.url);

// The scripts of one page import each other, not those of the page before.
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const page = context.parentURL && new URL(context.parentURL).searchParams.get("page");
    return page && found.url.includes("/static/") ? { ...found, url: `${found.url}?page=${page}` } : found;
  },
  // Their time passes when a test says so; node's own, by which its fetch and its server live, goes on.
  load(url, context, next) {
    const found = next(url, context);
    if (!url.includes("/static/js/")) return found;
    return { ...found, source: `const { setTimeout, clearTimeout } = globalThis.clock;${found.source}` };
  },
});

// In node these keep a program alive; in a browser they end with the page.
const Channel = globalThis.BroadcastChannel;
globalThis.BroadcastChannel = class extends Channel {
  constructor(name) {
    super(name);
    this.unref();
  }
};

/** What a page's setTimeout goes by: `pass` lets so many milliseconds pass. */
export const clock = {
  now: 0,
  waiting: new Map(),
  last: 0,
  setTimeout(what, pause = 0) {
    clock.last += 1;
    clock.waiting.set(clock.last, { what, at: clock.now + pause });
    return clock.last;
  },
  clearTimeout: (id) => clock.waiting.delete(id),
  pass(time) {
    clock.now += time;
    for (const [id, { what, at }] of clock.waiting) if (at <= clock.now && clock.waiting.delete(id)) what();
  },
};
globalThis.clock = clock;

const NodeFormData = globalThis.FormData;
const nodeFetch = globalThis.fetch;
let opened = 0;
let window;

/** A server that answers as the test says; `asked` are the requests, each with its text. */
export async function portal() {
  const asked = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const part of request.setEncoding("latin1")) text += part;
    const one = { method: request.method, path: request.url, text, words: new URLSearchParams(text) };
    asked.push(one);
    const answer = await found.answer(one);
    if (!answer) return void request.socket.destroy(); // nothing answers: no signal
    const [status, told, headers] = answer;
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    response.end(typeof told === "string" ? told : JSON.stringify(told ?? {}));
  });
  const found = { asked, answer: () => [200, {}], address: "" };
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  found.address = `http://127.0.0.1:${server.address().port}`;
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return found;
}

/** Opens a page with this in its body; what localStorage holds stays from the page before. */
export function open(address, body) {
  const kept = window ? Object.entries(window.localStorage) : [];
  window = new JSDOM(body, { url: address, pretendToBeVisual: true }).window;
  for (const [name, value] of kept) window.localStorage.setItem(name, value);
  for (const name of NAMES) globalThis[name] = window[name];
  globalThis.addEventListener = window.addEventListener.bind(window);
  globalThis.removeEventListener = window.removeEventListener.bind(window);
  globalThis.dispatchEvent = window.dispatchEvent.bind(window);
  globalThis.isSecureContext = true;
  globalThis.fetch = (path, options) => nodeFetch(new URL(path, window.location.href), options);
  // A form's fields are jsdom's, anything else is node's, which node's fetch can send.
  globalThis.FormData = function FormData(form) {
    return form ? new window.FormData(form) : new NodeFormData();
  };
  globalThis.FormData.prototype = NodeFormData.prototype;
  window.HTMLFormElement.prototype.requestSubmit = function requestSubmit(submitter) {
    const event = new window.SubmitEvent("submit", { bubbles: true, cancelable: true, submitter });
    if (this.dispatchEvent(event)) this.dataset.left = "yes";
  };
  opened += 1;
  return window;
}

const NAMES = [
  "document",
  "location",
  "localStorage",
  "Event",
  "HTMLElement",
  "HTMLFormElement",
  "HTMLInputElement",
  "HTMLProgressElement",
  "HTMLSelectElement",
  "HTMLTemplateElement",
  "HTMLTextAreaElement",
  "RadioNodeList",
  "XMLHttpRequest",
  "CSS",
];

/** Runs a script of static/js on the page that is open. */
export const run = (name) => import(`${new URL(name, SCRIPTS)}?page=${opened}`);

/** A device that keeps nothing yet. */
export function newDevice() {
  window?.localStorage.clear();
  clock.waiting.clear();
  globalThis.indexedDB = new IDBFactory();
}

/** Waits, without a clock, until something is so. */
export async function until(isSo, what = isSo) {
  for (const end = performance.now() + 5000; performance.now() < end; ) {
    if (await isSo()) return;
    await new Promise((done) => setImmediate(done));
  }
  throw new Error(`It never came to: ${what}`);
}

/** Lets everything that is on its way arrive. */
export async function settled(turns = 50) {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((done) => setImmediate(done));
}

export function type(field, words) {
  field.value = words;
  field.dispatchEvent(new window.Event("input", { bubbles: true }));
}
