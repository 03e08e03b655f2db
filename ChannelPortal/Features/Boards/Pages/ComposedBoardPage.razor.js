// A composed board in the browser: hears its live topic, draws its tiles, and answers keys, pointer and menus. A tile is redrawn at most four times a second and
// keeps nothing but its newest model, so a board may stay open for ever.

import { attach, detach, on } from '/js/live.js';
import { fmt } from '/js/format.js';
import { rotate } from '/js/playlist.js';
import { arrange } from '/js/board/arrange.js';
import { element } from '/js/board/dom.js';
import { figure, line } from '/js/board/line.js';
import { map } from '/js/board/map.js';
import { savePicture } from '/js/board/picture.js';
import { bars, funnel, list, table } from '/js/board/rows.js';
import { levelOf } from '/js/board/values.js';

const rest = 250;
const places = new Set(['area', 'province', 'city']);
const painters = { Figure: figure, Line: line, Bars: bars, Table: table, Map: map, Funnel: funnel, Orders: list, Alerts: list };
const singleKeys = () => localStorage.getItem('cp.singleKeys') !== 'off';

/** Makes a board of the element; the answer changes or stops it. */
export function start(root, page, first) {
  let topic = null;
  let listeners = [];
  let stopRotation = () => {};
  let lock = null;
  const models = new Map();
  const drawnAt = new Map();
  const waiting = new Map();

  // Tiles that still show the view before, and the one where somebody goes on by keyboard.
  const outdated = new Set();
  let followed = null;
  const html = document.documentElement;
  const theme = html.dataset.theme;
  const tiles = () => [...root.querySelectorAll('[data-tile]')];
  const tileOf = id => root.querySelector(`[data-tile="${CSS.escape(id)}"]`);

  // What painters know of their board.
  const board = {
    context: first,
    word: key => board.context.words['Js_' + key] ?? key,
    status: key => board.context.words['Word_' + key] ?? key,
    isChosen: (dimension, key) => board.context.filter[places.has(dimension) ? 'region' : dimension] === key,

    /** Where a click on a value leads: the same board with one filter more, another, or one less. */
    hrefOf(dimension, key) {
      const { context } = board;
      if (context.kiosk || context.editing || !dimension) return null;
      const filter = { ...context.filter };
      const name = places.has(dimension) ? 'region' : dimension;
      if (filter[name] === key && !places.has(dimension)) delete filter[name];
      else filter[name] = key;
      const query = new URLSearchParams(location.search);
      query.delete('edit');
      const slice = Object.entries(filter).map(([k, v]) => `${k}=${v}`).join(',');
      if (slice) query.set('slice', slice);
      else query.delete('slice');
      return `boards/${root.dataset.boardId}?${query}`;
    },
  };

  function draw(id) {
    const tile = tileOf(id);
    const heard = models.get(id);
    if (!tile || !heard) return;
    drawnAt.set(id, performance.now());
    const model = { ...heard, level: levelOf(tile, heard.value), rows: heard.rows.map(r => ({ ...r, level: r.level ?? levelOf(tile, r.value) })) };
    const body = tile.querySelector('[data-body]');
    const isEmpty = model.state === 'ok' && model.rows.length === 0 && model.points.length === 0 && model.value === null;
    tile.dataset.state = model.state === 'ok' && !isEmpty ? 'ready' : 'empty';
    if (model.state !== 'ok') {
      body.replaceChildren(element('div', { class: 'bt-figure' }, '—'), element('p', { class: 'cp-tile-message cp-secondary' }, board.word('State_' + model.state).replace('{0}', model.why ?? '')));
    } else if (isEmpty) {
      body.replaceChildren(element('p', { class: 'cp-tile-message cp-secondary' }, board.word('Empty')));
    } else {
      // The end of a drill-down by places is the list of a dealer's orders.
      const isList = tile.dataset.kind === 'Bars' && model.by === null && model.rows.length > 0;
      const paint = tile.dataset.view === 'table' ? table : isList ? list : painters[tile.dataset.kind];
      paint(board, tile, body, model);
    }
    if (board.context.kiosk) cut(body);
    if (followed === id && !outdated.has(id)) {
      body.querySelector('a')?.focus({ preventScroll: true });
      followed = null;
    }
    const unfiltered = model.unfiltered.length > 0 && tile.dataset.pinned !== 'true' ? element('span', { class: 'bt-unfiltered' }, `▽ ${board.word('Unfiltered')}`) : null;
    tile.querySelector('[data-foot]').replaceChildren(element('span', { class: 'bt-at' }, `${board.word('At')} ${fmt.time(model.at)}`), unfiltered ?? '');
  }

  // A wall has no scroll bar: a row that does not fit whole is not shown at all.
  function cut(body) {
    for (const box of body.querySelectorAll('.bt-bars,.bt-list,.bt-scroll')) {
      const end = box.getBoundingClientRect().bottom + 1;
      for (const row of box.querySelectorAll('li,tbody tr')) row.style.visibility = row.getBoundingClientRect().bottom > end ? 'hidden' : '';
    }
  }

  function schedule(id, pause = rest) {
    const since = performance.now() - (drawnAt.get(id) ?? -rest);
    if (waiting.has(id)) {
      if (pause > 0) return;
      clearTimeout(waiting.get(id));
    }
    waiting.set(id, setTimeout(() => requestAnimationFrame(() => { waiting.delete(id); draw(id); }), Math.max(0, pause - since)));
  }

  function listen() {
    for (const stop of listeners) stop();
    listeners = tiles().map(tile => on(topic, 'tile:' + tile.dataset.tile, model => {
      if (!model) return;
      models.set(tile.dataset.tile, model);

      // The answer to a click does not wait for its turn.
      schedule(tile.dataset.tile, outdated.delete(tile.dataset.tile) ? 0 : rest);
    }));
  }

  function follow() {
    const now = root.dataset.topic;
    if (now !== topic) {
      if (topic) detach(topic, root);
      topic = now;
      for (const id of models.keys()) outdated.add(id);
      listen();
      attach(root);
    } else {
      listen();
    }
    for (const id of [...models.keys()]) if (!tileOf(id)) models.delete(id);
    for (const id of models.keys()) draw(id);
  }

  function kiosk() {
    const isWall = board.context.kiosk;
    for (const frame of document.querySelectorAll('.cp-rail,.cp-topbar,.cp-phonebar')) frame.inert = isWall;
    html.dataset.theme = isWall ? 'dark' : theme;
    if (isWall && !lock) navigator.wakeLock?.request('screen').then(got => { lock = got; }, () => {});
    else if (!isWall) { lock?.release().catch(() => {}); lock = null; }
    stopRotation();
    stopRotation = rotate(root);
  }

  // What is arranged but not saved outlives the line and the server.
  function keepDraft() {
    const key = `cp.board.${root.dataset.boardId}`;
    if (board.context.draft) sessionStorage.setItem(key, board.context.draft);
    else if (!board.context.editing) sessionStorage.removeItem(key);
    else {
      const kept = sessionStorage.getItem(key);
      if (kept) page.invokeMethodAsync('TakeDraft', kept).catch(() => {});
    }
  }

  const clock = setInterval(() => {
    const face = root.querySelector('[data-clock]');
    if (face) face.textContent = fmt.time(Date.now());
  }, 1000);

  function full(tile) {
    const open = root.querySelector('.bt-full');
    open?.classList.remove('bt-full');
    if (tile && tile !== open) tile.classList.add('bt-full');
    for (const id of [open?.dataset.tile, tile?.dataset.tile]) if (id) draw(id);
  }

  function turn(tile) {
    tile.dataset.view = tile.dataset.view === 'table' ? '' : 'table';
    draw(tile.dataset.tile);
  }

  function save(tile, kind) {
    const model = models.get(tile.dataset.tile);
    if (model) savePicture(tile, kind, `${root.dataset.boardId}-${tile.dataset.tile}`, board.context.view, `${tile.dataset.metric ?? ''} ${board.word('At')} ${fmt.datetime(model.at)}`.trim());
  }

  const menuActions = { full, table: turn, svg: tile => save(tile, 'svg'), png: tile => save(tile, 'png') };

  function onClick(event) {
    const tile = event.target.closest?.('[data-tile]');
    const button = event.target.closest?.('[data-menu]');
    if (tile && button) menuActions[button.dataset.menu]?.(tile);

    // Enter on a link: the page is named anew, and the focus comes back to where the drill-down goes on.
    if (tile && event.detail === 0 && event.target.closest('[data-body] a[href^="boards/"]')) followed = tile.dataset.tile;
  }

  const tileAtHand = () => document.activeElement?.closest?.('[data-tile]') ?? root.querySelector('[data-tile]:hover') ?? root.querySelector('.bt-full');

  function onKey(event) {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.('[data-drag]') && event.key.startsWith('Arrow')) { event.preventDefault(); return; }
    if (event.target.closest?.('input,textarea,select,dialog')) return;
    if (event.key === 'Escape') {
      if (root.querySelector('.bt-full')) full(null);
      else if (!document.querySelector('.cp-drawer')) root.querySelector('[data-clear]')?.click();
      return;
    }
    if (!singleKeys() || event.shiftKey) return;
    const tile = tileAtHand();
    if (event.key === 'v') full(tile);
    else if (event.key === 't' && tile && !board.context.editing) turn(tile);
    else if (event.key === 'e') root.querySelector('[data-edit-link]')?.click();
  }

  const onDown = event => arrange(root, event, (...place) => page.invokeMethodAsync('PlaceTile', ...place));
  const onLook = () => { for (const id of models.keys()) schedule(id); };
  const size = new ResizeObserver(onLook);
  size.observe(root);
  html.addEventListener('cp:theme', onLook);
  root.addEventListener('click', onClick);
  root.addEventListener('pointerdown', onDown);
  document.addEventListener('keydown', onKey);
  kiosk();
  follow();
  keepDraft();
  return {
    update(next) {
      board.context = next;
      kiosk();
      follow();
      keepDraft();
    },
    stop() {
      for (const stop of listeners) stop();
      for (const timer of waiting.values()) clearTimeout(timer);
      clearInterval(clock);
      stopRotation();
      size.disconnect();
      html.removeEventListener('cp:theme', onLook);
      document.removeEventListener('keydown', onKey);
      board.context = { ...board.context, kiosk: false };
      kiosk();
      detach(topic, root);
    },
  };
}
