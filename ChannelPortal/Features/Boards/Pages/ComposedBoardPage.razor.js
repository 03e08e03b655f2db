// Draws the tiles of a composed board from the cells of its live topic. Text is written as text; a tile is redrawn at most four times a second, and keeps nothing but
// its newest model, so a board may stay open for ever.

import { attach, detach, on } from '/js/live.js';
import { fmt, axisUnit } from '/js/format.js';
import { rotate } from '/js/playlist.js';
import { drawTileGrid, fits } from '/js/tilegrid.js';

const svgSpace = 'http://www.w3.org/2000/svg';
const rest = 250;
const places = new Set(['area', 'province', 'city']);
const marks = { good: '●', watch: '▲', bad: '■', info: '◆' };
const chinese = () => document.documentElement.lang.startsWith('zh');
const nameOf = row => (chinese() ? row.zh : row.en) ?? row.key;
const singleKeys = () => localStorage.getItem('cp.singleKeys') !== 'off';

function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value);
  node.append(...children.filter(c => c !== null && c !== undefined));
  return node;
}

function shape(name, attributes, text) {
  const node = document.createElementNS(svgSpace, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

const format = (model, value) => (value === null || value === undefined ? '—' : (fmt[model.format] ?? fmt.int)(value));
const dayText = (from, to) => (from === to ? fmt.date(from) : `${fmt.date(from)} – ${fmt.date(to)}`);
const short = day => (day.length >= 10 ? `${Number(day.slice(5, 7))}/${Number(day.slice(8, 10))}` : day);

// One unit for all values of a tile, so that 万 and 亿 never stand in one column.
function column(model, values) {
  if (model.format !== 'wan') return value => format(model, value);
  const unit = axisUnit(Math.max(0, ...values.filter(v => v !== null && v !== undefined).map(v => Math.abs(v))));
  const write = unit.size === 1 ? fmt.int : fmt.dec1;
  return value => (value === null || value === undefined ? '—' : value === 0 ? '0' : `${value < 0 ? '-' : ''}¥${write(Math.abs(value) / unit.size)}${unit.suffix}`);
}

/** Makes a board of the element; the answer changes or stops it. */
export function start(root, page, first) {
  let context = first;
  let topic = null;
  let listeners = [];
  let stopRotation = () => {};
  let lock = null;
  const models = new Map();
  const drawnAt = new Map();
  const waiting = new Map();
  const html = document.documentElement;
  const theme = html.dataset.theme;

  const word = key => context.words['Js_' + key] ?? key;
  const status = key => context.words['Word_' + key] ?? key;
  const tiles = () => [...root.querySelectorAll('[data-tile]')];
  const tileOf = id => root.querySelector(`[data-tile="${CSS.escape(id)}"]`);

  // Where a click on a value leads: the same board with one filter more, another, or one less.
  function hrefOf(dimension, key) {
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
  }

  const chosen = (dimension, key) => context.filter[places.has(dimension) ? 'region' : dimension] === key;
  const link = (href, attributes, ...children) => element(href ? 'a' : 'span', { ...attributes, href }, ...children);

  function change(model, value, before, isShort = false) {
    if (value === null || value === undefined || before === null || before === undefined) return null;
    const ratio = model.format === 'pct' ? value - before : before === 0 ? null : (value - before) / Math.abs(before);
    if (ratio === null) return null;
    const trend = ratio > 0.0005 ? 'up' : ratio < -0.0005 ? 'down' : 'flat';
    const text = model.format === 'pct' ? `${ratio > 0 ? '+' : ''}${fmt.dec1(ratio * 100)} ${word(isShort ? 'Points_Short' : 'Points')}` : fmt.change(ratio);
    return element('span', { class: 'cp-change-value', 'data-trend': trend }, text);
  }

  const badge = level => (level ? element('span', { class: 'cp-chip', 'data-tone': level }, `${marks[level]} ${word('Level_' + level)}`) : null);

  function figure(tile, body, model) {
    const unit = tile.dataset.unit;
    const main = element('div', { class: 'bt-figure' });
    if (model.format === 'wan' && model.value !== null) {
      main.append(element('span', { class: 'cp-figure-sign' }, '¥'), fmt.wanFigure(model.value), element('span', { class: 'cp-figure-unit' }, fmt.wanUnit(model.value)));
    } else {
      main.append(format(model, model.value));
      if (unit) main.append(element('span', { class: 'cp-figure-unit' }, unit));
    }
    const moved = change(model, model.value, model.before);
    const beside = element('div', { class: 'bt-beside' }, badge(model.level), moved, moved && context.than ? element('span', { class: 'cp-secondary' }, context.than) : null);
    body.replaceChildren(main, beside, spark(model.points));
  }

  function spark(points) {
    const svg = shape('svg', { class: 'cp-spark', viewBox: '0 0 100 28', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
    const known = points.map(p => p.value).filter(v => v !== null);
    if (known.length > 1) {
      const low = Math.min(...known);
      const span = Math.max(...known) - low || 1;
      svg.append(shape('path', { d: path(points.map((p, i) => (p.value === null ? null : [(i / (points.length - 1)) * 100, 26 - ((p.value - low) / span) * 24]))), fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5, 'vector-effect': 'non-scaling-stroke' }));
    }
    return svg;
  }

  function path(spots) {
    let d = '';
    let pen = 'M';
    for (const spot of spots) {
      if (!spot) { pen = 'M'; continue; }
      d += `${pen}${spot[0].toFixed(1)} ${spot[1].toFixed(1)}`;
      pen = 'L';
    }
    return d;
  }

  function line(tile, body, model) {
    const { points } = model;
    const width = Math.max(200, body.clientWidth);
    const height = Math.max(120, body.clientHeight);
    const unit = parseFloat(getComputedStyle(body).fontSize);
    const edges = [tile.dataset.watch, tile.dataset.bad].filter(Boolean).map(Number);
    const values = points.flatMap(p => [p.value, p.before]).filter(v => v !== null && v !== undefined);
    const write = column(model, values);
    const low = Math.min(0, ...values, ...edges);
    const high = Math.max(...values, ...edges, low + 1e-9);
    const [left, right, top, bottom] = [unit * 5, unit * 1.2, unit * 1.6, unit * 1.7];
    const x = i => left + (points.length === 1 ? 0.5 : i / (points.length - 1)) * (width - left - right);
    const y = v => height - bottom - ((v - low) / (high - low)) * (height - top - bottom);
    const svg = shape('svg', { class: 'bt-line', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': `${tile.getAttribute('aria-label')}: ${format(model, model.value)}` });
    for (const value of niceSteps(low, high)) {
      svg.append(shape('line', { class: 'grid', x1: left, x2: width - right, y1: y(value), y2: y(value) }));
      svg.append(shape('text', { class: 'tick', x: left - unit * 0.5, y: y(value) + unit * 0.35, 'text-anchor': 'end' }, value === 0 ? '0' : write(value)));
    }
    const every = Math.max(1, Math.ceil(points.length / Math.max(2, Math.floor((width - left) / (unit * 4.5)))));
    points.forEach((p, i) => {
      if (i % every === 0) svg.append(shape('text', { class: 'tick', x: x(i), y: height - unit * 0.4, 'text-anchor': 'middle' }, short(p.from)));
    });
    edges.forEach((edge, i) => {
      const kind = i === 0 && tile.dataset.watch ? 'watch' : 'bad';
      svg.append(shape('line', { class: 'edge', 'data-level': kind, x1: left, x2: width - right, y1: y(edge), y2: y(edge) }));
      svg.append(shape('text', { class: 'tick edge-text', 'data-level': kind, x: width - right, y: y(edge) - 3, 'text-anchor': 'end' }, `${marks[kind]} ${format(model, edge)}`));
    });
    for (const note of context.notes.filter(n => n.metric === null || n.metric === tile.dataset.metric)) mark(svg, note, points, x, top, height - bottom, unit);
    if (points.some(p => p.before !== null && p.before !== undefined)) {
      svg.append(shape('path', { class: 'before', d: path(points.map((p, i) => (p.before === null ? null : [x(i), y(p.before)]))) }));
    }
    svg.append(shape('path', { class: 'now', d: path(points.map((p, i) => (p.value === null ? null : [x(i), y(p.value)]))) }));
    const last = points.findLastIndex(p => p.value !== null);
    if (last >= 0) svg.append(shape('circle', { class: 'dot', cx: x(last), cy: y(points[last].value), r: unit * 0.3 }));
    const step = (width - left - right) / Math.max(1, points.length - 1);
    points.forEach((p, i) => {
      const hit = shape('rect', { class: 'hit', x: x(i) - step / 2, y: top, width: step, height: height - top - bottom });
      hit.append(shape('title', {}, `${dayText(p.from, p.to)}: ${format(model, p.value)}${p.before === null ? '' : ` · ${context.than} ${format(model, p.before)}`}`));
      svg.append(hit);
    });
    body.replaceChildren(svg);
  }

  function mark(svg, note, points, x, top, bottom, unit) {
    const from = points.findIndex(p => p.to >= note.from);
    const to = points.findLastIndex(p => p.from <= note.to);
    if (from < 0 || to < from) return;
    const group = shape('g', { class: 'note', 'data-note': note.kind });
    if (to > from) group.append(shape('rect', { x: x(from), y: top, width: x(to) - x(from), height: bottom - top }));
    group.append(shape('line', { x1: x(from), x2: x(from), y1: top, y2: bottom }));
    group.append(shape('text', { x: x(from), y: top - unit * 0.35, 'text-anchor': 'middle' }, { note: '✎', holiday: '★', launch: '＋', price: '¥' }[note.kind]));
    group.append(shape('title', {}, `${dayText(note.from, note.to)}: ${note.text}${note.author ? ` (${note.author})` : ''}`));
    svg.append(group);
  }

  function niceSteps(low, high) {
    const rough = (high - low) / 4;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 2.5, 5, 10].map(m => m * power).find(s => s >= rough) ?? power;
    const steps = [];
    for (let value = Math.ceil(low / step) * step; value <= high + step * 1e-6 && steps.length < 8; value += step) steps.push(Math.abs(value) < step * 1e-6 ? 0 : value);
    return steps;
  }

  function bars(tile, body, model) {
    const write = column(model, model.rows.map(r => r.value));
    const most = Math.max(1e-9, ...model.rows.map(r => Math.abs(r.value ?? 0)));
    keepFocus(body, () => body.replaceChildren(element('ol', { class: 'bt-bars' }, ...model.rows.map(row => {
      const href = hrefOf(model.by, row.key);
      const bar = element('i', { 'aria-hidden': 'true' }, element('em', { style: `width:${(Math.abs(row.value ?? 0) / most) * 100}%` }));
      const entry = link(href, { 'data-key': row.key, 'data-level': row.level, 'aria-current': href && chosen(model.by, row.key) ? 'true' : null, title: nameOf(row) },
        element('span', {}, nameOf(row)), bar, element('b', {}, write(row.value)), row.level ? element('u', { title: word('Level_' + row.level) }, marks[row.level]) : change(model, row.value, row.before, true));
      return element('li', {}, entry);
    })), more(model) ?? ''));
  }

  const more = model => (model.more > 0 ? element('p', { class: 'bt-more' }, word('More').replace('{0}', fmt.int(model.more))) : null);

  function table(tile, body, model) {
    const write = column(model, [...model.rows.flatMap(r => [r.value, r.before]), ...model.points.flatMap(p => [p.value, p.before]), model.value]);
    const head = cells => element('tr', {}, ...cells.map((c, i) => element('th', { scope: 'col', class: i ? 'num' : null }, c)));
    const row = (name, cells, href) => element('tr', {}, element('th', { scope: 'row' }, href ? element('a', { href, 'data-key': href }, name) : name), ...cells.map(c => element('td', { class: 'num' }, c ?? '—')));
    const headings = [word('Name'), word('Value'), ...(context.than ? [word('Before'), word('Change')] : [])];
    const cellsOf = (value, before) => [write(value), ...(context.than ? [write(before), change(model, value, before)] : [])];
    const rows = model.points.length > 0 && tile.dataset.kind !== 'Figure'
      ? model.points.map(p => row(dayText(p.from, p.to), cellsOf(p.value, p.before)))
      : tile.dataset.kind === 'Figure'
        ? [row(tile.getAttribute('aria-label'), cellsOf(model.value, model.before))]
        : model.rows.map(r => row(r.word ? `${r.by ? '' : status(r.word)} ${r.href && tile.dataset.kind !== 'Funnel' ? nameOf(r) : ''}`.trim() : nameOf(r), cellsOf(r.value, r.before), r.href ?? hrefOf(model.by, r.key)));
    keepFocus(body, () => body.replaceChildren(element('div', { class: 'bt-scroll', tabindex: '0', role: 'region', 'aria-label': tile.getAttribute('aria-label') },
      element('table', { class: 'bt-table' }, element('thead', {}, head(headings)), element('tbody', {}, ...rows))), more(model) ?? ''));
  }

  function map(tile, body, model) {
    if (model.by === 'city') { bubbles(tile, body, model); return; }
    if (!fits(model.rows)) { bars(tile, body, model); return; }
    const write = column(model, model.rows.map(r => r.value));
    const known = model.rows.map(r => r.value).filter(v => v !== null);
    if (known.length === 0) { bars(tile, body, model); return; }
    const [low, high] = [Math.min(...known), Math.max(...known)];
    let grid = body.querySelector('.tg');
    if (!grid) {
      grid = element('div', { class: 'tg', role: 'group', 'aria-label': tile.getAttribute('aria-label') });
      body.replaceChildren(grid, element('p', { class: 'tg-legend' }));
    }
    drawTileGrid(grid, model.rows.map(r => ({
      key: r.key, name: nameOf(r), text: write(r.value), level: r.level, share: high > low ? (r.value - low) / (high - low) : 1, href: hrefOf('province', r.key), selected: chosen('province', r.key),
    })), marks);
    grid.nextElementSibling.replaceChildren(...(model.rows.some(r => r.level)
      ? ['good', 'watch', 'bad'].map(l => element('span', { 'data-level': l }, `${marks[l]} ${word('Level_' + l)}`))
      : [element('span', {}, write(low)), element('i', { 'aria-hidden': 'true' }), element('span', {}, write(high))]));
  }

  // Cities of a province by their centres; without centres as bars.
  function bubbles(tile, body, model) {
    const spots = model.rows.filter(r => r.latitude !== null && r.longitude !== null && r.value !== null);
    if (spots.length < 2) { bars(tile, body, model); return; }
    const width = Math.max(200, body.clientWidth);
    const height = Math.max(150, body.clientHeight);
    const unit = parseFloat(getComputedStyle(body).fontSize);
    const [west, east] = [Math.min(...spots.map(r => r.longitude)), Math.max(...spots.map(r => r.longitude))];
    const [south, north] = [Math.min(...spots.map(r => r.latitude)), Math.max(...spots.map(r => r.latitude))];
    const most = Math.max(1e-9, ...spots.map(r => Math.abs(r.value)));
    const edge = unit * 4.5;
    const x = r => edge + ((r.longitude - west) / (east - west || 1)) * (width - 2 * edge);
    const y = r => height - edge - ((r.latitude - south) / (north - south || 1)) * (height - 2 * edge);
    const write = column(model, spots.map(r => r.value));
    const svg = shape('svg', { class: 'bt-bubbles', viewBox: `0 0 ${width} ${height}`, width, height, role: 'group', 'aria-label': tile.getAttribute('aria-label') });
    for (const row of spots.sort((a, b) => Math.abs(b.value) - Math.abs(a.value))) {
      const href = hrefOf('city', row.key);
      const spot = shape(href ? 'a' : 'g', href ? { href, 'data-key': row.key, 'aria-label': `${nameOf(row)} ${write(row.value)}` } : {});
      if (href && chosen('city', row.key)) spot.setAttribute('aria-current', 'true');
      const radius = unit * (0.5 + 1.8 * Math.sqrt(Math.abs(row.value) / most));
      spot.append(shape('circle', { cx: x(row), cy: y(row), r: radius, 'data-level': row.level ?? 'plain' }));
      spot.append(shape('text', { x: x(row), y: y(row) - radius - 3, 'text-anchor': 'middle' }, nameOf(row)));
      spot.append(shape('title', {}, `${nameOf(row)} ${write(row.value)}`));
      svg.append(spot);
    }
    keepFocus(body, () => body.replaceChildren(svg));
  }

  function funnel(tile, body, model) {
    const most = Math.max(1, ...model.rows.map(r => r.value ?? 0));
    keepFocus(body, () => body.replaceChildren(element('ol', { class: 'bt-bars bt-funnel' }, ...model.rows.map(row => element('li', {}, link(context.kiosk ? null : row.href, { 'data-key': row.key },
      element('span', {}, status(row.word)), element('i', { 'aria-hidden': 'true' }, element('em', { style: `width:${((row.value ?? 0) / most) * 100}%` })), element('b', {}, fmt.int(row.value))))))));
  }

  function list(tile, body, model) {
    const write = column(model, model.rows.map(r => r.value));
    keepFocus(body, () => body.replaceChildren(element('ol', { class: 'bt-list' }, ...model.rows.map(row => element('li', {}, link(context.kiosk ? null : row.href, { 'data-key': row.key },
      row.level ? element('i', { 'data-level': row.level, title: word('Level_' + row.level) }, marks[row.level]) : element('time', {}, fmt.datetime(row.at)),
      element('span', {}, nameOf(row)), element('small', {}, status(row.word)), row.value === null ? element('time', {}, fmt.datetime(row.at)) : element('b', {}, write(row.value))))))));
  }

  // What is drawn anew keeps the focus of the person who is in it.
  function keepFocus(body, draw) {
    const key = body.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    draw();
    if (key) body.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }

  const painters = { Figure: figure, Line: line, Bars: bars, Table: table, Map: map, Funnel: funnel, Orders: list, Alerts: list };

  function draw(id) {
    const tile = tileOf(id);
    const model = models.get(id);
    if (!tile || !model) return;
    drawnAt.set(id, performance.now());
    const body = tile.querySelector('[data-body]');
    const isEmpty = model.state === 'ok' && model.rows.length === 0 && model.points.length === 0 && model.value === null;
    tile.dataset.state = model.state === 'ok' && !isEmpty ? 'ready' : 'empty';
    if (model.state !== 'ok') {
      body.replaceChildren(element('div', { class: 'bt-figure' }, '—'), element('p', { class: 'cp-tile-message cp-secondary' }, word('State_' + model.state).replace('{0}', model.why ?? '')));
    } else if (isEmpty) {
      body.replaceChildren(element('p', { class: 'cp-tile-message cp-secondary' }, word('Empty')));
    } else {
      const isList = tile.dataset.kind === 'Bars' && model.by === null && model.rows.length > 0;
      (tile.dataset.view === 'table' ? table : isList ? list : painters[tile.dataset.kind])(tile, body, model);
    }
    if (context.kiosk) cut(body);
    const unfiltered = model.unfiltered.length > 0 && tile.dataset.pinned !== 'true' ? element('span', { class: 'bt-unfiltered' }, `▽ ${word('Unfiltered')}`) : null;
    tile.querySelector('[data-foot]').replaceChildren(element('span', { class: 'bt-at' }, `${word('At')} ${fmt.time(model.at)}`), unfiltered ?? '');
  }

  // A wall has no scroll bar: a row that does not fit whole is not shown at all.
  function cut(body) {
    for (const box of body.querySelectorAll('.bt-bars,.bt-list,.bt-scroll')) {
      const end = box.getBoundingClientRect().bottom + 1;
      for (const row of box.querySelectorAll('li,tbody tr')) row.style.visibility = row.getBoundingClientRect().bottom > end ? 'hidden' : '';
    }
  }

  function schedule(id) {
    const since = performance.now() - (drawnAt.get(id) ?? -rest);
    if (waiting.has(id)) return;
    waiting.set(id, setTimeout(() => requestAnimationFrame(() => { waiting.delete(id); draw(id); }), Math.max(0, rest - since)));
  }

  function listen() {
    for (const stop of listeners) stop();
    listeners = tiles().map(tile => on(topic, 'tile:' + tile.dataset.tile, model => {
      if (!model) return;
      models.set(tile.dataset.tile, model);
      schedule(tile.dataset.tile);
    }));
  }

  function follow() {
    const now = root.dataset.topic;
    if (now !== topic) {
      if (topic) detach(topic, root);
      topic = now;
      listen();
      attach(root);
    } else {
      listen();
    }
    for (const id of [...models.keys()]) if (!tileOf(id)) models.delete(id);
    for (const id of models.keys()) draw(id);
  }

  function kiosk() {
    for (const frame of document.querySelectorAll('.cp-rail,.cp-topbar,.cp-phonebar')) frame.inert = context.kiosk;
    html.dataset.theme = context.kiosk ? 'dark' : theme;
    if (context.kiosk && !lock) navigator.wakeLock?.request('screen').then(got => { lock = got; }, () => {});
    else if (!context.kiosk) { lock?.release().catch(() => {}); lock = null; }
    stopRotation();
    stopRotation = rotate(root);
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

  const menuActions = {
    full: tile => full(tile),
    table: tile => { tile.dataset.view = tile.dataset.view === 'table' ? '' : 'table'; draw(tile.dataset.tile); },
    svg: tile => save(tile, 'svg'),
    png: tile => save(tile, 'png'),
  };

  function onClick(event) {
    const button = event.target.closest?.('[data-menu]');
    const tile = button?.closest('[data-tile]');
    if (tile) menuActions[button.dataset.menu]?.(tile);
  }

  function onKey(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.('[data-drag]') && event.key.startsWith('Arrow')) { event.preventDefault(); return; }
    if (event.target.closest?.('input,textarea,select,dialog')) return;
    if (event.key === 'Escape') {
      if (root.querySelector('.bt-full')) full(null);
      else if (!document.querySelector('.cp-drawer,details.cp-menu[open]')) root.querySelector('[data-clear]')?.click();
      return;
    }
    if (!singleKeys() || event.shiftKey) return;
    if (event.key === 'v') full(document.activeElement?.closest?.('[data-tile]') ?? root.querySelector('[data-tile]:hover') ?? root.querySelector('.bt-full'));
    else if (event.key === 'e') root.querySelector('[data-edit-link]')?.click();
  }

  function onDown(event) {
    const handle = event.target.closest?.('[data-drag],[data-resize]');
    if (!handle || event.button !== 0) return;
    const tile = handle.closest('[data-tile]');
    const grid = root.querySelector('[data-grid]');
    const style = getComputedStyle(grid);
    if (style.display !== 'grid' || style.gridTemplateColumns.split(' ').length < 12) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const box = grid.getBoundingClientRect();
    const gap = parseFloat(style.columnGap);
    const wide = (box.width + gap) / 12;
    const tall = parseFloat(style.gridAutoRows) + gap;
    const read = name => Number(tile.style.getPropertyValue(name));
    const begin = { x: read('--x') - 1, y: read('--y') - 1, w: read('--w'), h: read('--h') };
    const isSize = 'resize' in handle.dataset;
    let end = begin;
    const onMove = move => {
      const dx = Math.round((move.clientX - event.clientX) / wide);
      const dy = Math.round((move.clientY - event.clientY) / tall);
      end = isSize ? { ...begin, w: Math.max(2, Math.min(12 - begin.x, begin.w + dx)), h: Math.max(1, begin.h + dy) }
        : { ...begin, x: Math.max(0, Math.min(12 - begin.w, begin.x + dx)), y: Math.max(0, begin.y + dy) };
      tile.classList.add('bt-moving');
      tile.style.translate = isSize ? '' : `${(end.x - begin.x) * wide}px ${(end.y - begin.y) * tall}px`;
      if (isSize) { tile.style.setProperty('--w', end.w); tile.style.setProperty('--h', end.h); }
    };
    const onUp = () => {
      handle.removeEventListener('pointermove', onMove);
      tile.classList.remove('bt-moving');
      tile.style.translate = '';
      tile.style.setProperty('--w', begin.w);
      tile.style.setProperty('--h', begin.h);
      if (end !== begin) page.invokeMethodAsync('PlaceTile', tile.dataset.tile, end.x, end.y, end.w, end.h);
    };
    handle.addEventListener('pointermove', onMove);
    handle.addEventListener('pointerup', onUp, { once: true });
    handle.addEventListener('pointercancel', onUp, { once: true });
  }

  // A picture that stands alone: a chart with its colours written in, or the values as bars.
  function picture(tile) {
    const model = models.get(tile.dataset.tile);
    const drawn = tile.querySelector('svg.bt-line,svg.bt-bubbles');
    const colour = getComputedStyle(tile).color;
    const back = getComputedStyle(tile).backgroundColor;
    const [width, head] = [drawn ? drawn.clientWidth : 640, 36];
    const rows = drawn ? [] : model.rows.length > 0 ? model.rows : [{ key: '', zh: '', en: '', value: model.value }];
    const height = head + (drawn ? drawn.clientHeight : rows.length * 26 + 16) + 24;
    const svg = shape('svg', { xmlns: svgSpace, width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': getComputedStyle(tile).fontFamily });
    svg.append(shape('rect', { width, height, fill: back }), shape('text', { x: 12, y: 24, 'font-size': 15, 'font-weight': 650, fill: colour }, tile.getAttribute('aria-label')));
    if (drawn) {
      const copy = drawn.cloneNode(true);
      const [from, to] = [[...drawn.querySelectorAll('*')], [...copy.querySelectorAll('*')]];
      from.forEach((node, i) => {
        const style = getComputedStyle(node);
        for (const name of ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'fill-opacity', 'font-size', 'font-weight']) to[i].setAttribute(name, style.getPropertyValue(name));
      });
      copy.setAttribute('y', head);
      svg.append(copy);
    } else {
      const write = column(model, rows.map(r => r.value));
      const most = Math.max(1e-9, ...rows.map(r => Math.abs(r.value ?? 0)));
      const accent = getComputedStyle(html).getPropertyValue('--cp-accent').trim();
      rows.forEach((row, i) => {
        const y = head + 8 + i * 26;
        const text = row.word && tile.dataset.kind === 'Funnel' ? status(row.word) : nameOf(row);
        svg.append(shape('text', { x: 12, y: y + 14, 'font-size': 13, fill: colour }, text.length > 22 ? text.slice(0, 21) + '…' : text));
        svg.append(shape('rect', { x: width * 0.42, y: y + 4, width: (Math.abs(row.value ?? 0) / most) * width * 0.36, height: 12, rx: 2, fill: accent }));
        svg.append(shape('text', { x: width - 12, y: y + 14, 'font-size': 13, 'text-anchor': 'end', fill: colour }, write(row.value)));
      });
    }
    svg.append(shape('text', { x: 12, y: height - 8, 'font-size': 11, fill: colour, opacity: 0.7 }, `${word('At')} ${fmt.datetime(model.at)}`));
    return { svg, width, height };
  }

  async function save(tile, kind) {
    if (!models.has(tile.dataset.tile)) return;
    const { svg, width, height } = picture(tile);
    const text = new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' });
    if (kind === 'svg') { give(text, tile, 'svg'); return; }
    const image = new Image();
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(await text.text());
    await image.decode();
    const canvas = element('canvas', { width: width * 2, height: height * 2 });
    const pen = canvas.getContext('2d');
    pen.scale(2, 2);
    pen.drawImage(image, 0, 0);
    canvas.toBlob(blob => give(blob, tile, 'png'), 'image/png');
  }

  function give(blob, tile, kind) {
    const address = URL.createObjectURL(blob);
    element('a', { href: address, download: `${root.dataset.boardId}-${tile.dataset.tile}.${kind}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  const size = new ResizeObserver(() => { for (const id of models.keys()) schedule(id); });
  size.observe(root);
  const onTheme = () => { for (const id of models.keys()) schedule(id); };
  html.addEventListener('cp:theme', onTheme);
  root.addEventListener('click', onClick);
  root.addEventListener('pointerdown', onDown);
  document.addEventListener('keydown', onKey);
  kiosk();
  follow();
  return {
    update(next) {
      context = next;
      kiosk();
      follow();
    },
    stop() {
      for (const stop of listeners) stop();
      for (const timer of waiting.values()) clearTimeout(timer);
      clearInterval(clock);
      stopRotation();
      size.disconnect();
      html.removeEventListener('cp:theme', onTheme);
      document.removeEventListener('keydown', onKey);
      context = { ...context, kiosk: false };
      kiosk();
      detach(topic, root);
    },
  };
}
