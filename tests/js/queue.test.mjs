import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import {
  TEXT,
  answered,
  askedWaitMs,
  bare,
  draftOver,
  dueAt,
  freshPart,
  hurried,
  isOld,
  isOpen,
  letGo,
  nextPart,
  queued,
  sentOff,
  stateAfter,
  step,
  takenBack,
  waitMs,
  withPart,
  withoutContact,
} from "../../webmap/static/js/core/queue.js";

/** The table of the server, as far as this tiny reader reads it. */
function readTable() {
  const text = readFileSync(new URL("../../geo/tables/report_client.toml", import.meta.url), "utf8");
  const parts = text.replace(/^#.*$/gm, "").split(/^\[+([a-z]+)\]+$/m).slice(1);
  const rows = [];
  for (let place = 0; place < parts.length; place += 2) rows.push([parts[place], parts[place + 1]]);
  const value = (body, name) => {
    const found = new RegExp(`^${name} = (.*)$`, "m").exec(body)?.[1];
    return found?.startsWith("{") ? found : found && JSON.parse(found);
  };
  const range = (from, below) => Array.from({ length: below - from }, (_, n) => from + n);
  const numbers = (body) =>
    Object.fromEntries([...body.matchAll(/^(\w+) = ([\d.]+)$/gm)].map(([, k, v]) => [k, Number(v)]));
  const states = rows.filter(([kind]) => kind === "state").map(([, body]) => [
    value(body, "id"),
    { label: value(body, "id"), next: value(body, "next") },
  ]);
  const answers = rows.filter(([kind]) => kind === "answer").map(([, body]) => ({
    to: value(body, "to"),
    statuses: value(body, "statuses") ?? range(value(body, "from"), value(body, "below")),
  }));
  const body = (name) => rows.find(([kind]) => kind === name)[1];
  const keep = { ...numbers(body("keep")), contact: value(body("keep"), "contact") };
  return { states: Object.fromEntries(states), answers, retry: numbers(body("retry")), keep };
}

const TABLE = readTable();
const NOW = 1_000_000;
const GIVEN = { table: TABLE, now: NOW, share: 1 };
const DAY = 24 * 3600 * 1000;

const part = (state, more = {}) => ({ ...freshPart(), state, ...more });
const photo = (state, more = {}) => ({
  ...part(state, more),
  field: "photo",
  name: "a.jpg",
  alt: "",
  blob: {},
});
const kept = (text, photos = [], more = {}) => ({
  ...{ key: "k", lang: "ar", title: "kerb", where: "x", begun: NOW, changed: NOW },
  ...{ fields: [["category", "kerb"]], versions: [], text, photos },
  ...{ tracking: "", page: "", token: "secret", note: "", ...more },
});
const got = (status, more = {}) => ({ status, kind: "answer", retryAfter: null, ...more });

test("only steps of the table are taken", () => {
  for (const [from, { next }] of Object.entries(TABLE.states)) {
    for (const to of Object.keys(TABLE.states)) {
      if (next.includes(to)) assert.equal(step(part(from), to, TABLE).state, to);
      else assert.throws(() => step(part(from), to, TABLE), /is not followed by/);
    }
  }
});

test("every answer has its state", () => {
  const wanted = {
    sent: [200, 201, 410],
    retry_wait: [0, 408, 409, 425, 429, 500, 502, 503, 504],
    needs_attention: [400, 401, 403, 404, 413, 415, 422],
  };
  for (const [state, statuses] of Object.entries(wanted)) {
    for (const status of statuses) assert.equal(stateAfter(status, TABLE), state, String(status));
  }
});

test("an answer that no server of ours gives is none", () => {
  for (const status of [204, 302, 304, 999]) assert.equal(stateAfter(status, TABLE), "retry_wait");
});

test("waits grow, stop growing, and differ by lot", () => {
  assert.deepEqual([1, 2, 3].map((tries) => waitMs(tries, TABLE, 1)), [2000, 4000, 8000]);
  assert.equal(waitMs(60, TABLE, 1), 600_000);
  assert.equal(waitMs(1, TABLE, 0), 1000);
});

test("the server asks to wait in seconds or until a moment", () => {
  assert.equal(askedWaitMs("120", NOW), 120_000);
  assert.equal(askedWaitMs("Thu, 01 Jan 1970 00:20:00 GMT", NOW), 200_000);
  assert.equal(askedWaitMs("Thu, 01 Jan 1970 00:00:00 GMT", NOW), 0);
  for (const nothing of [null, "", "soon"]) assert.equal(askedWaitMs(nothing, NOW), 0);
});

test("silence makes a report wait a little longer each time", () => {
  const first = answered(part("sending"), got(0, { kind: "silence" }), GIVEN);
  const again = answered({ ...first, state: "sending" }, got(503), GIVEN);

  assert.deepEqual([first.state, first.tries, first.due], ["retry_wait", 1, NOW + 2000]);
  assert.deepEqual([again.tries, again.due], [2, NOW + 4000]);
});

test("a longer wait that the server asks for is kept", () => {
  const told = answered(part("sending"), got(429, { kind: "asked", retryAfter: "90" }), GIVEN);

  assert.equal(told.due, NOW + 90_000);
  assert.equal(told.why.kind, "asked");
});

test("a refusal waits for the person, with the server's sentences", () => {
  const faults = [{ field: "where", sentence: "Please say where it is." }];
  const told = answered(part("sending"), got(422, { sentence: "Not right", faults }), GIVEN);

  assert.equal(told.state, "needs_attention");
  assert.deepEqual(told.why.faults, faults);
  assert.equal(dueAt(kept(told)), null);
});

test("the text goes first, then one photo after the other", () => {
  const both = kept(part("queued"), [photo("queued"), photo("queued")]);
  const sent = withPart(both, TEXT, part("sent"));
  const half = withPart(sent, 0, part("sent"));

  assert.equal(nextPart(both), TEXT);
  assert.equal(nextPart(sent), 0);
  assert.equal(nextPart(half), 1);
  assert.equal(nextPart(withPart(half, 1, part("sent"))), null);
});

test("a photo that is refused does not hold up the next one", () => {
  const report = kept(part("sent"), [photo("needs_attention"), photo("queued")]);

  assert.equal(nextPart(report), 1);
});

test("photos of a report that needs attention wait for its text", () => {
  assert.equal(nextPart(kept(part("needs_attention"), [photo("queued")])), null);
});

test("what was cut off while it was sent is due at once", () => {
  assert.equal(dueAt(kept(part("sending"))), 0);
  assert.equal(dueAt(kept(part("retry_wait", { due: NOW + 5 }))), NOW + 5);
  assert.equal(dueAt(kept(part("draft"))), null);
  assert.equal(dueAt(kept(part("sent"))), null);
});

test("a network that is back cuts waits short, but not those that the server asked for", () => {
  const silent = kept(part("retry_wait", { due: NOW + 60_000, why: { kind: "silence" } }));
  const asked = kept(part("retry_wait", { due: NOW + 60_000, why: { kind: "asked" } }));

  assert.equal(dueAt(hurried(silent, NOW)), NOW);
  assert.equal(dueAt(hurried(asked, NOW)), NOW + 60_000);
  assert.equal(dueAt(hurried(asked, NOW, { even: true })), NOW);
});

test("a report that is sent off starts afresh, its photos too", () => {
  const back = kept(part("draft", { tries: 7, why: { kind: "answer" } }), [photo("needs_attention")]);
  const again = queued(back, TABLE);

  assert.deepEqual([again.text.state, again.text.tries, again.text.why], ["queued", 0, null]);
  assert.equal(again.photos[0].state, "queued");
  assert.equal(again.photos[0].name, "a.jpg");
});

test("what is changed after it may have arrived remembers what was sent", () => {
  const maybe = takenBack(kept(part("retry_wait")), TABLE);
  const never = takenBack(kept(part("queued")), TABLE);
  const refused = takenBack(kept(part("needs_attention")), TABLE);

  assert.equal(maybe.text.state, "draft");
  assert.deepEqual(maybe.versions, [maybe.fields]);
  assert.deepEqual(never.versions, []);
  assert.deepEqual(refused.versions, []);
});

test("each version that may have arrived is remembered, and once", () => {
  const first = takenBack(kept(part("retry_wait")), TABLE);
  const changed = { ...first, fields: [["category", "pole"]], text: part("retry_wait") };
  const second = takenBack(changed, TABLE);
  const again = takenBack({ ...second, text: part("retry_wait") }, TABLE);

  assert.deepEqual(second.versions, [[["category", "kerb"]], [["category", "pole"]]]);
  assert.deepEqual(again.versions, second.versions);
});

test("what was cut off while it was sent may have arrived", () => {
  const back = takenBack(kept(part("sending")), TABLE);

  assert.equal(back.text.state, "draft");
  assert.deepEqual(back.versions, [back.fields]);
});

test("what has arrived is not taken back", () => {
  const report = kept(part("sent"));

  assert.equal(takenBack(report, TABLE), report);
});

const LATE = { key: "late", now: NOW, note: "too late" };
const typed = (words, more = {}) =>
  kept(part("draft"), [], { fields: [["description", words]], by: "this page", ...more });

test("a draft is kept over what the same page typed before, and over nothing", () => {
  const draft = typed("new");

  assert.equal(draftOver(undefined, draft, LATE), draft);
  assert.equal(draftOver(typed("old"), draft, LATE), draft);
});

test("what another page typed or sent off stays, and this draft is one of its own", () => {
  const others = [typed("old", { by: "another page" }), kept(part("queued")), kept(part("sent"))];
  for (const known of others) {
    const note = known.text.state === "sent" ? "too late" : "";
    const own = draftOver(known, typed("new", { photos: [photo("draft")] }), LATE);

    assert.deepEqual([own.key, own.text.state, own.note], ["late", "draft", note]);
    assert.deepEqual(own.fields, [["description", "new"]]);
    assert.equal(own.photos.length, 1);
  }
});

test("a report is sent off in the place of its draft", () => {
  const [report, ...more] = sentOff(typed("old"), typed("new"), { late: LATE, table: TABLE });

  assert.deepEqual([report.key, report.text.state, more], ["k", "queued", []]);
  assert.deepEqual(report.fields, [["description", "new"]]);
});

test("what another page typed meanwhile stays a draft", () => {
  const known = typed("theirs", { by: "another page" });
  const [report, other] = sentOff(known, typed("ours"), { late: LATE, table: TABLE });

  assert.deepEqual([report.key, report.fields], ["k", [["description", "ours"]]]);
  assert.deepEqual([other.key, other.fields], ["late", [["description", "theirs"]]]);
  assert.equal(other.text.state, "draft");
});

test("what another page sent off meanwhile is changed, and remembered if it may be there", () => {
  const known = typed("theirs", { text: part("retry_wait"), by: "another page" });
  const [report, ...more] = sentOff(known, typed("ours"), { late: LATE, table: TABLE });

  assert.deepEqual([report.text.state, report.fields], ["queued", [["description", "ours"]]]);
  assert.deepEqual([report.versions, more], [[[["description", "theirs"]]], []]);
});

test("what had arrived stays, and what was sent off too late is a draft with its photos", () => {
  const known = kept(part("sent"), [], { tracking: "AAAAA-BBBBB" });
  const draft = typed("ours", { photos: [photo("draft")] });
  const [report, late] = sentOff(known, draft, { late: LATE, table: TABLE });

  assert.equal(report, known);
  assert.deepEqual([late.key, late.note, late.photos.length], ["late", "too late", 1]);
  assert.deepEqual(late.fields, [["description", "ours"]]);
});

test("nobody changes a report while it is sent or once it has arrived", () => {
  const open = Object.keys(TABLE.states).filter((state) => isOpen(kept(part(state)), TABLE));

  assert.deepEqual(open.sort(), ["draft", "needs_attention", "queued", "retry_wait"]);
});

test("of a report that has arrived only number and title stay", () => {
  const report = kept(part("sent"), [photo("sent")], { tracking: "AAAAA-BBBBB" });
  const left = bare(report);

  assert.deepEqual([left.fields, left.where, left.photos, left.token], [[], "", [], ""]);
  assert.equal(left.tracking, "AAAAA-BBBBB");
  assert.equal(left.title, "kerb");
});

test("a photo that is still to go stays with its token", () => {
  const left = bare(kept(part("sent"), [photo("sent"), photo("retry_wait")]));

  assert.deepEqual(left.photos.map(({ state }) => state), ["retry_wait"]);
  assert.equal(left.token, "secret");
  assert.deepEqual(left.fields, []);
});

test("drafts and numbers are forgotten in time, what waits never", () => {
  const later = NOW + 31 * DAY;

  assert.equal(isOld(kept(part("draft")), later, TABLE), true);
  assert.equal(isOld(kept(part("sent")), later, TABLE), true);
  assert.equal(isOld(kept(part("draft")), NOW + 29 * DAY, TABLE), false);
  assert.equal(isOld(kept(part("retry_wait")), later, TABLE), false);
  assert.equal(isOld(kept(part("sent"), [photo("queued")]), later, TABLE), false);
});

test("a report walks through any weather and arrives once", () => {
  const weather = [got(0, { kind: "silence" }), got(503), got(429, { retryAfter: "1" }), got(201)];
  let report = queued(kept(part("draft"), [photo("draft")]), TABLE);
  const states = [];
  for (const answer of [...weather, ...weather]) {
    const place = nextPart(report);
    if (place === null) break;
    const one = place === TEXT ? report.text : report.photos[place];
    const sending = step(one, "sending", TABLE);
    report = withPart(report, place, answered(sending, answer, GIVEN));
    states.push(place === TEXT ? report.text.state : report.photos[place].state);
  }

  assert.equal(states.filter((state) => state === "sent").length, 2);
  assert.equal(nextPart(report), null);
});

test("of a report that was deleted since, nothing is kept and nothing more is sent", () => {
  const sent = kept(answered(part("sending"), got(410), GIVEN), [photo("queued")], { where: "x" });
  const left = bare(letGo(sent, TEXT));

  assert.equal(nextPart(left), null);
  assert.deepEqual([left.fields, left.photos, left.where, left.token], [[], [], "", ""]);
  assert.match(left.note, /deleted since/);
});

test("a photo that is not wanted any more is let go, the others go on", () => {
  const refused = answered(photo("sending"), got(410), GIVEN);
  const left = bare(letGo(kept(part("sent"), [refused, photo("queued")]), 0));

  assert.equal(left.photos.length, 1);
  assert.match(left.note, /no photo any more/);
});

test("what becomes a draft keeps no contact", () => {
  const fields = [["email", "a@example.org"], ["consent", "1"], ["category", "kerb"]];
  const left = withoutContact(kept(part("draft"), [], { fields }), TABLE);

  assert.deepEqual(left.fields, [["category", "kerb"]]);
});
