// Keeps the cells of live boards current over /hubs/live without a circuit's help: the server sends {changed cells} from one watermark to the
// next, and a gap asks for a snapshot, so a reconnect is correct by construction. Everything is written as text, never as markup.

import '../lib/signalr/signalr.min.js';
import { fmt } from './format.js';

const beatMilliseconds = 5000;
const topics = new Map();
const listeners = new Map();
let connection = null;
let starting = null;
let lastHeard = 0;

const retryDelay = attempt => Math.min(500 * 2 ** Math.min(attempt, 6), 10000) + Math.random() * 300;
const wait = milliseconds => new Promise(done => setTimeout(done, milliseconds));

function connect() {
  if (starting) return starting;
  const hub = globalThis.signalR;
  connection = new hub.HubConnectionBuilder()
    .withUrl('/hubs/live')
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: context => retryDelay(context.previousRetryCount) })
    .configureLogging(hub.LogLevel.None)
    .build();
  connection.on('delta', onDelta);
  connection.on('beat', beat => {
    lastHeard = Date.now();
    for (const topic of topics.values()) {
      if (topic.watermark !== null) { topic.at = beat.at; refresh(topic); }
    }
  });
  connection.on('closed', (name, reason) => {
    const topic = topics.get(name);
    if (topic) { topic.ended = reason || 'closed'; refresh(topic); }
  });
  connection.onreconnecting(() => { for (const topic of topics.values()) { topic.watermark = null; refresh(topic); } });
  connection.onreconnected(() => { for (const topic of topics.values()) snapshot(topic); });
  starting = (async () => {
    for (let attempt = 0; ; attempt++) {
      try {
        await connection.start();
        lastHeard = Date.now();
        return;
      } catch {
        for (const topic of topics.values()) refresh(topic);
        await wait(retryDelay(attempt));
      }
    }
  })();
  return starting;
}

async function snapshot(topic) {
  if (topic.asking) { topic.askAgain = true; return; }
  topic.asking = true;
  topic.held = [];
  try {
    await connect();
    const full = await connection.invoke('Subscribe', topic.name);
    lastHeard = Date.now();
    topic.ended = null;
    topic.watermark = full.watermark;
    topic.at = full.at;
    topic.flush = full.flush;
    topic.cells = { ...full.cells };
    topic.changed = new Set(Object.keys(topic.cells));
    topic.glow = topic.painted;
    const held = topic.held;
    topic.held = null;
    topic.asking = false;
    for (const delta of held) onDelta(delta);
    schedule(topic);
  } catch (error) {
    topic.asking = false;
    topic.held = null;
    if (/not_found|too_many_topics/.test(String(error?.message))) {
      topic.ended = 'not_found';
      refresh(topic);
    } else if (connection?.state === 'Connected') {
      await wait(1000);
      if (topics.has(topic.name)) snapshot(topic);
    }
  }
  if (topic.askAgain) { topic.askAgain = false; snapshot(topic); }
}

function onDelta(delta) {
  lastHeard = Date.now();
  const topic = topics.get(delta.topic);
  if (!topic || topic.ended) return;
  if (topic.held) { topic.held.push(delta); return; }
  if (topic.watermark === null || delta.watermark <= topic.watermark) return;
  if (delta.from !== topic.watermark) { topic.gaps++; snapshot(topic); return; }
  topic.watermark = delta.watermark;
  topic.at = delta.at;
  for (const name of Object.keys(delta.cells)) {
    topic.cells[name] = delta.cells[name];
    topic.changed.add(name);
  }
  topic.glow = true;
  schedule(topic);
}

// The first change of a frame is written at once, for the next frame to show; others that come before that frame are written with it.
function schedule(topic) {
  if (topic.paused) return;
  if (topic.scheduled) { topic.isLate = true; return; }
  topic.scheduled = true;
  requestAnimationFrame(() => {
    topic.scheduled = false;
    if (topic.isLate) { topic.isLate = false; schedule(topic); }
  });
  paint(topic);
}

function paint(topic) {
  const names = topic.changed;
  topic.changed = new Set();
  for (const root of topic.roots) {
    for (const name of names) paintCell(topic, root, name, topic.cells[name], topic.glow);
    root.dataset.watermark = topic.watermark;
  }
  topic.painted = true;
  topic.glow = false;
  for (const name of names) {
    for (const listener of listeners.get(topic.name + '|' + name) ?? []) listener(topic.cells[name]);
  }
  refresh(topic);
}

const quoted = name => `"${CSS.escape(name)}"`;

function paintCell(topic, root, name, value, glow) {
  for (const element of root.querySelectorAll(`[data-cell=${quoted(name)}]`)) setText(element, value, glow);
  for (const element of root.querySelectorAll(`[data-cell-state=${quoted(name)}]`)) element.dataset.state = String(value ?? '');
  for (const element of root.querySelectorAll(`[data-cell-value=${quoted(name)}]`)) {
    element.style.setProperty('--value', String(Math.max(0, Math.min(1, Number(value) || 0))));
    if (element.hasAttribute('aria-valuenow')) element.setAttribute('aria-valuenow', String(Math.round((Number(value) || 0) * 100)));
  }
  for (const element of root.querySelectorAll(`path[data-cell-spark=${quoted(name)}]`)) element.setAttribute('d', sparkPath(value));
  if (Array.isArray(value)) {
    for (const body of root.querySelectorAll(`[data-rows=${quoted(name)}]`)) paintRows(root, body, name, value, glow);
  }
}

// Blazor owns the text node: its value is changed in place, so that a later render still finds it.
function setText(element, value, glow) {
  const format = fmt[element.dataset.format || 'text'] ?? fmt.text;
  const text = format(value);
  const node = element.firstChild;
  const before = node?.nodeType === Node.TEXT_NODE ? node.nodeValue : element.textContent;
  if (before === text) return;
  if (node?.nodeType === Node.TEXT_NODE && !node.nextSibling) node.nodeValue = text;
  else element.textContent = text;
  if (element.dataset.format === 'change') {
    const number = Number(value) || 0;
    element.dataset.trend = number > 0.0005 ? 'up' : number < -0.0005 ? 'down' : 'flat';
  }
  if (glow) flash(element.closest('[data-glow]') ?? element);
}

const calmMilliseconds = 1500;
const movedAt = new WeakMap();

// A glow says that something calm has moved. What moves all the time does not glow, and the page is not painted sixty times a second for it.
function flash(element) {
  const now = performance.now();
  const isCalm = now - (movedAt.get(element) ?? -Infinity) > calmMilliseconds;
  movedAt.set(element, now);
  if (!isCalm) return;
  element.classList.add('cp-glow');
  setTimeout(() => element.classList.remove('cp-glow'), 620);
}

/** The same line as Sparkline.razor draws: 100 × 28, one point a value, null leaves a gap. */
export function sparkPath(values) {
  const numbers = (values ?? []).filter(v => v !== null && v !== undefined).map(Number);
  if (numbers.length < 2) return '';
  const low = Math.min(...numbers);
  const span = Math.max(...numbers) - low || 1;
  let path = '';
  let pen = 'M';
  values.forEach((value, i) => {
    if (value === null || value === undefined) { pen = 'M'; return; }
    const x = (i / (values.length - 1)) * 100;
    const y = 26 - ((Number(value) - low) / span) * 24;
    path += `${pen}${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
    pen = 'L';
  });
  return path;
}

function paintRows(root, body, name, rows, glow) {
  const template = root.querySelector(`template[data-row-for=${quoted(name)}]`);
  const model = template?.content.firstElementChild ?? template?.firstElementChild;
  if (!model) return;
  const existing = new Map([...body.children].map(row => [row.dataset.rowId, row]));
  let next = body.firstElementChild;
  for (const record of rows) {
    const id = String(record.id);
    let row = existing.get(id);
    const fresh = !row;
    if (fresh) {
      row = model.cloneNode(true);
      row.dataset.rowId = id;
    }
    existing.delete(id);
    fillRow(row, record, glow && !fresh);
    if (row === next) next = next.nextElementSibling;
    else body.insertBefore(row, next);
    if (fresh && glow) flash(row);
  }
  for (const row of existing.values()) row.remove();
  const empty = root.querySelector(`[data-rows-empty=${quoted(name)}]`);
  if (empty) empty.hidden = rows.length > 0;
}

function fillRow(row, record, glow) {
  for (const element of [row, ...row.querySelectorAll('[data-field],[data-field-state],[data-field-value],[data-href]')]) {
    const { field, fieldState, fieldValue, href } = element.dataset;
    if (field) setText(element, record[field], glow);
    if (fieldState) element.dataset.state = String(record[fieldState] ?? '');
    if (fieldValue) element.style.setProperty('--value', String(Math.max(0, Math.min(1, Number(record[fieldValue]) || 0))));
    // The pattern is ours and begins with a path; only the values come from data, encoded.
    if (href) element.setAttribute('href', href.replace(/\{(\w+)\}/g, (_, key) => encodeURIComponent(String(record[key] ?? ''))));
  }
}

function stateOf(topic) {
  if (topic.ended) return 'closed';
  if (topic.paused) return 'paused';
  if (Date.now() - lastHeard > 2 * beatMilliseconds + 1000) return topic.painted ? 'stale' : 'connecting';
  return topic.watermark === null ? (topic.painted ? 'reconnecting' : 'connecting') : 'live';
}

function refresh(topic) {
  const state = stateOf(topic);
  for (const root of topic.roots) {
    if (root.dataset.liveState !== state) {
      root.dataset.liveState = state;
      for (const button of root.querySelectorAll('[data-live-pause]')) button.setAttribute('aria-pressed', String(topic.paused));
    }
    if (!topic.paused && state === 'live') {
      for (const element of root.querySelectorAll('[data-live-at]')) setText(element, topic.at, false);
    }
  }
}

setInterval(() => { for (const topic of topics.values()) refresh(topic); }, 1000);

document.addEventListener('click', event => {
  const button = event.target instanceof Element && event.target.closest('[data-live-pause]');
  const topic = button && topics.get(button.closest('[data-topic]')?.dataset.topic);
  if (!topic) return;
  topic.paused = !topic.paused;
  if (!topic.paused) schedule(topic);
  refresh(topic);
});

/** Makes the cells below an element with data-topic live. */
export function attach(root) {
  if (!root) return;
  const name = root.dataset.topic;
  let topic = topics.get(name);
  if (!topic) {
    topic = {
      name, roots: new Set(), watermark: null, cells: {}, changed: new Set(), paused: false, painted: false, glow: false, asking: false,
      held: null, ended: null, at: null, gaps: 0, scheduled: false, isLate: false,
    };
    topics.set(name, topic);
    topic.roots.add(root);
    snapshot(topic);
    return;
  }
  topic.roots.add(root);
  topic.changed = new Set([...topic.changed, ...Object.keys(topic.cells)]);
  if (topic.watermark !== null) schedule(topic);
}

/** Lets go of elements that have left the page, and of one that stays but shows another topic now. */
export function detach(name, leaving) {
  const topic = topics.get(name);
  if (!topic) return;
  for (const root of topic.roots) if (root === leaving || !root.isConnected) topic.roots.delete(root);
  if (topic.roots.size > 0) return;
  topics.delete(name);
  if (connection?.state === 'Connected') connection.invoke('Unsubscribe', name).catch(() => {});
}

/** Calls back with the value of a cell, now when it is known and on each change. Returns the way to stop. */
export function on(topicName, cell, callback) {
  const key = topicName + '|' + cell;
  if (!listeners.has(key)) listeners.set(key, new Set());
  listeners.get(key).add(callback);
  const known = topics.get(topicName)?.cells[cell];
  if (known !== undefined) callback(known);
  return () => listeners.get(key)?.delete(callback);
}

globalThis.cp = Object.assign(globalThis.cp ?? {}, { live: { on, attach, detach, topics } });
