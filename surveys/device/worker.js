// Lets a questionnaire be opened without a network (docs/security/design.md, «On the device»). It keeps
// - files of this release that a questionnaire is drawn with;
// - pages that the portal allows by the header Portal-Keep: the own questionnaires of the account signed in
//   last, no longer than its session would last idle. Another sign-in, the page of signing in and signing out
//   drop them all. Nothing else is kept: no POST, no report, no page of the admin, no file.
"use strict";

const FILES = `files-${RELEASE.version}`;
const PAGES = "pages";
const NOTES = "/worker.js?notes";
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const OWN = /^\/surveys\/(\d+\/)?$/;
const ENTRANCE = /^\/accounts\/(login|logout|code|provider|invitation)\//;
const LEFT_ALONE = /^\/admin\//;

let era = 0; // grows with every drop: what was asked for before is not kept after
let turn = Promise.resolve();

// One after the other, so that a drop is never overtaken.
function inTurn(work) {
  turn = turn.then(work, work);
  return turn;
}

addEventListener("install", (event) => {
  const addresses = [RELEASE.offline, ...RELEASE.files];
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll(addresses)).then(() => skipWaiting()));
});

// Pages of an older release go with the files that they are drawn with.
addEventListener("activate", (event) => {
  const sweepAll = async () => {
    const isOld = (await notes()).version !== RELEASE.version;
    for (const name of await caches.keys()) {
      if (name === PAGES ? isOld : name !== FILES) await caches.delete(name);
    }
    await clients.claim();
  };
  event.waitUntil(inTurn(sweepAll));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (ENTRANCE.test(pathname)) event.waitUntil(drop());
  if (request.method !== "GET" || LEFT_ALONE.test(pathname)) return;
  if (pathname.startsWith(RELEASE.static)) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(event));
});

addEventListener("message", (event) => event.waitUntil(heed(event.data)));

function drop() {
  era += 1;
  return inTurn(() => caches.delete(PAGES));
}

// A file under a hashed name never changes; any other is taken anew while there is a network.
async function file(request) {
  const cache = await caches.open(FILES);
  const held = await cache.match(request);
  const isHashed = HASHED.test(new URL(request.url).pathname);
  if (held && isHashed) return held;
  try {
    const reply = await fetch(request);
    if (reply.status === 200 && (isHashed || held)) await cache.put(request, reply.clone());
    return reply;
  } catch (error) {
    if (held) return held;
    throw error;
  }
}

async function page(event) {
  const begun = era;
  let reply;
  try {
    reply = await fetch(event.request);
  } catch {
    return (await kept(event.request.url)) ?? (await caches.match(RELEASE.offline)) ?? Response.error();
  }
  event.waitUntil(keep(event.request.url, reply.clone(), begun));
  return reply;
}

async function keep(address, reply, begun) {
  const label = reply.headers.get("Portal-Keep");
  if (reply.status !== 200 || !label || !OWN.test(new URL(address).pathname)) return;
  const [owner, seconds] = label.split(" ");
  const body = await reply.text();
  const headers = new Headers(reply.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  headers.set("Portal-Kept-At", Date.now());
  await inTurn(async () => {
    if (begun !== era) return;
    if ((await notes()).owner !== owner) await caches.delete(PAGES);
    const cache = await caches.open(PAGES);
    await cache.put(address, new Response(body, { headers }));
    const now = Date.now();
    await note({ ...(await notes()), version: RELEASE.version, owner, at: now, until: now + seconds * 1000 });
  });
}

async function notes() {
  const held = await (await caches.open(PAGES)).match(NOTES);
  return held ? held.json() : {};
}

async function note(words) {
  await (await caches.open(PAGES)).put(NOTES, new Response(JSON.stringify(words)));
}

// Gone with the session's term; a clock that was set back ends it, too.
async function sweep() {
  const { at, until } = await notes();
  if (!(Date.now() >= at && Date.now() < until)) await caches.delete(PAGES);
}

// The page as it was, with what has been acknowledged since; a form opens where its reader stopped.
async function kept(address) {
  const { pathname, search } = new URL(address);
  if (!OWN.test(pathname)) return null;
  await inTurn(sweep);
  const cache = await caches.open(PAGES);
  const { here = {}, known = {} } = await notes();
  const held = (await cache.match(search ? address : (here[pathname] ?? address))) ?? (await cache.match(address));
  if (!held) return null;
  const at = Number(held.headers.get("Portal-Kept-At"));
  const given = Object.entries(known[pathname] ?? {}).filter(([, [, when]]) => when > at);
  const answers = JSON.stringify(Object.fromEntries(given.map(([item, [value]]) => [item, value])));
  const escaped = answers.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const body = (await held.text()).replace("<html ", () => `<html data-kept="${at}" data-known="${escaped}" `);
  return new Response(body, { headers: held.headers });
}

// What a page tells: the pages to keep beside it, where its reader is, which answers the portal has.
async function heed({ owner, keep: wanted = [], here, known }) {
  for (const address of wanted) await fetchOnce(new URL(address, location.origin).href);
  await inTurn(async () => {
    const words = await notes();
    if (!owner || words.owner !== owner) return;
    if (here) words.here = { ...words.here, [new URL(here, location.origin).pathname]: here };
    if (known) {
      const given = Object.entries(known.answers).map(([item, value]) => [item, [value, Date.now()]]);
      const before = words.known?.[known.address];
      words.known = { ...words.known, [known.address]: { ...before, ...Object.fromEntries(given) } };
    }
    await note(words);
  });
}

async function fetchOnce(address) {
  const begun = era;
  if (await (await caches.open(PAGES)).match(address)) return;
  try {
    await keep(address, await fetch(address, { redirect: "manual" }), begun);
  } catch {
    // no network: what is not kept yet will be asked for by the next page
  }
}

inTurn(sweep);
