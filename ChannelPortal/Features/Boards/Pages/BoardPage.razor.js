// Draws the pictures of the national board from the cells of its live topic. Text is written as text; every picture is redrawn at most four
// times a second, however fast the deltas come.

import { attach, detach, on } from '/js/live.js';
import { fmt, axisUnit } from '/js/format.js';
import { rotate as rotateBoards } from '/js/playlist.js';
import { places } from '/js/tilegrid.js';

const svgSpace = 'http://www.w3.org/2000/svg';
const chinese = () => document.documentElement.lang.startsWith('zh');
const nameOf = record => (chinese() ? record.name : record.nameEn) ?? '';
const zone = () => document.documentElement.dataset.zone ?? 'Asia/Shanghai';

function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function shape(name, attributes, text) {
  const node = document.createElementNS(svgSpace, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

function timeOfDay() {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-GB', { timeZone: zone(), hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' })
    .formatToParts(new Date()).map(p => [p.type, p.value]));
  return { hours: Number(parts.hour) + Number(parts.minute) / 60, text: `${parts.hour}:${parts.minute}:${parts.second}` };
}

const level = attainment => (attainment === null || attainment === undefined ? 'none' : attainment >= 1.05 ? 'ahead' : attainment >= 0.9 ? 'plan' : 'behind');
const marks = { ahead: '▲', plan: '●', behind: '▼', none: '·' };

function drawCurve(host, { width, height, unit }, hours, words) {
  if (!hours || width < 40 || height < 40) return;
  const left = unit * 3.4;
  const right = unit * 4.6;
  const top = unit * 0.9;
  const bottom = unit * 1.8;
  const planned = hours.reduce((sum, h) => sum + (h.plan ?? 0), 0);
  const busy = hours.filter(h => (h.plan ?? 0) > planned * 0.006 || (h.actual ?? 0) !== 0).map(h => h.hour);
  const first = Math.max(0, Math.min(8, ...busy));
  const last = Math.min(24, Math.max(18, ...busy.map(h => h + 1)));
  const now = Math.min(Math.max(timeOfDay().hours, first), last);

  const actual = [[first, 0]];
  const plan = [[first, 0]];
  let actualSum = 0;
  let planSum = 0;
  const hasPlan = hours.some(h => h.plan !== null);
  for (const h of hours) {
    planSum += h.plan ?? 0;
    plan.push([h.hour + 1, planSum]);
    if (h.actual !== null) {
      actualSum += h.actual;
      if (h.hour < now) actual.push([Math.min(h.hour + 1, now), actualSum]);
    }
  }

  const largest = Math.max(planSum, actualSum, 100) * 1.08;
  const x = hour => left + ((Math.max(hour, first) - first) / (last - first)) * (width - left - right);
  const y = amount => height - bottom - (amount / largest) * (height - top - bottom);
  const path = points => points.filter(p => p[0] >= first && p[0] <= last).map((p, i) => `${i ? 'L' : 'M'}${x(p[0]).toFixed(1)} ${y(p[1]).toFixed(1)}`).join('');

  const svg = shape('svg', { width, height, viewBox: `0 0 ${width} ${height}` });
  const scale = axisUnit(largest / 100);
  const steps = 4;
  const step = niceStep(largest / 100 / scale.size / steps);
  for (let value = 0; value * scale.size * 100 <= largest; value += step) {
    const at = y(value * scale.size * 100);
    svg.append(shape('line', { class: 'grid', x1: left, x2: width - right, y1: at, y2: at }));
    svg.append(shape('text', { class: 'tick', x: left - unit * 0.5, y: at + unit * 0.3, 'text-anchor': 'end' }, (step < 1 ? fmt.dec1(value) : fmt.int(value)) + (value ? scale.suffix : '')));
  }

  const every = last - first > 14 ? 3 : width < 420 ? 3 : 2;
  for (let hour = first; hour <= last; hour += every) {
    svg.append(shape('text', { class: 'tick', x: x(hour), y: height - unit * 0.4, 'text-anchor': 'middle' }, `${String(hour).padStart(2, '0')}:00`));
  }

  const most = Math.max(1, ...hours.map(h => h.actual ?? 0));
  const bar = (width - left - right) / (last - first);
  for (const h of hours) {
    if ((h.actual ?? 0) > 0 && h.hour >= first && h.hour < last) {
      const tall = (h.actual / most) * (height - top - bottom) * 0.3;
      svg.append(shape('rect', { class: 'hour', x: x(h.hour) + bar * 0.16, y: height - bottom - tall, width: bar * 0.68, height: tall, rx: 2 }));
    }
  }

  const end = actual.at(-1);
  svg.append(shape('path', { class: 'area', d: `${path(actual)}L${x(end[0]).toFixed(1)} ${y(0)}L${x(first)} ${y(0)}Z` }));
  if (hasPlan) {
    svg.append(shape('path', { class: 'plan', d: path(plan) }));
    svg.append(shape('text', { class: 'label label-plan', x: width - right + unit * 0.5, y: y(planSum) + unit * 0.35 }, words.plan));
    svg.append(shape('text', { class: 'label label-plan', x: width - right + unit * 0.5, y: y(planSum) + unit * 1.55 }, fmt.wanMinor(planSum)));
  } else {
    svg.append(shape('text', { class: 'tick', x: width - right, y: top + unit, 'text-anchor': 'end' }, words.noPlan));
  }

  svg.append(shape('path', { class: 'actual', d: path(actual) }));
  svg.append(shape('line', { class: 'now', x1: x(now), x2: x(now), y1: top, y2: height - bottom }));
  svg.append(shape('circle', { class: 'pulse', cx: x(end[0]), cy: y(end[1]), r: unit * 0.75 }));
  svg.append(shape('circle', { class: 'dot', cx: x(end[0]), cy: y(end[1]), r: unit * 0.32 }));
  const turn = x(end[0]) > width - right - unit * 7;
  svg.append(shape('text', { class: 'label label-actual', x: x(end[0]) + (turn ? -unit * 0.9 : unit * 0.9), y: Math.max(y(end[1]) - unit * 0.7, top + unit * 0.6), 'text-anchor': turn ? 'end' : 'start' }, `${words.actual} ${fmt.wanMinor(actualSum)}`));
  host.replaceChildren(svg);
}

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1e-9)));
  return [1, 2, 2.5, 5, 10].map(m => m * power).find(s => s >= rough) ?? power;
}

function drawMap(host, regions, words) {
  if (!regions) return;
  const known = new Map(regions.map(r => [r.id, r]));
  const isChina = regions.some(r => places[r.id]);
  host.dataset.flow = String(!isChina);
  const ids = isChina ? Object.keys(places) : regions.map(r => r.id);
  const tiles = ids.map(id => {
    const region = known.get(id);
    const place = places[id];
    const tone = region ? level(region.attainment) : 'empty';
    const tile = element('div', {
      class: 'tile',
      'data-level': tone,
      style: place && isChina ? `grid-column:${place[0]};grid-row:${place[1] + 1}` : null,
      title: region ? `${nameOf(region)} ${fmt.wanMinor(region.amount)} · ${region.attainment === null ? words.noTarget : fmt.pct(region.attainment)}` : null,
    });
    if (region && region.attainment !== null) {
      const strength = Math.min(1, Math.abs(region.attainment - 1) / 0.8);
      tile.style.setProperty('--strength', `${Math.round(16 + strength * 24)}%`);
    }
    tile.append(element('b', {}, place ? (chinese() ? place[2] : place[3]) : region ? nameOf(region) : id));
    if (region) tile.append(element('small', {}, region.attainment === null ? marks.none : `${marks[tone]} ${Math.round(region.attainment * 100)}`));
    return tile;
  });
  host.replaceChildren(...tiles);
}

// Rows keep their element, so that a pointer or a focus on one stays.
function drawRows(list, records, fill, words) {
  if (!records) return;
  if (records.length === 0) {
    list.replaceChildren(element('li', { class: 'empty' }, words.empty));
    return;
  }
  const existing = new Map([...list.children].map(row => [row.dataset.id, row]));
  const rows = records.map(record => {
    const id = record.id ?? record.dealerId;
    const row = existing.get(id) ?? element('li', { 'data-id': id }, element('span', { class: 'rank-name' }), element('i', { 'aria-hidden': 'true' }, element('em'), element('u')),
      element('b'), element('small'));
    fill(row, record);
    return row;
  });
  list.replaceChildren(...rows);
}

// One big unit for a whole column.
function column(most) {
  const unit = axisUnit(most / 100);
  return amount => `${amount < 0 ? '-' : ''}¥${fmt.dec1(Math.abs(amount) / 100 / unit.size)}${unit.suffix}`;
}

function fillRegion(most) {
  const money = column(most);
  return (row, region) => {
    const [name, bar, amount, share] = row.children;
    name.textContent = nameOf(region);
    bar.firstChild.style.width = `${Math.min(100, (Math.max(region.amount, 0) / most) * 100)}%`;
    bar.lastChild.hidden = region.plan === null;
    if (region.plan !== null) bar.lastChild.style.left = `${Math.min(100, (region.plan / most) * 100)}%`;
    amount.textContent = money(region.amount);
    const tone = level(region.attainment);
    row.dataset.level = tone;
    share.textContent = region.attainment === null ? '—' : `${marks[tone]} ${Math.round(region.attainment * 100)}%`;
  };
}

function fillMover(most, words) {
  const money = column(most);
  return (row, mover) => {
    const [name, bar, amount, change] = row.children;
    name.textContent = nameOf(mover);
    row.title = `${nameOf(mover)} · ${words.before} ${fmt.wanMinor(mover.before)}`;
    row.dataset.level = mover.change >= 0 ? 'up' : 'down';
    bar.firstChild.style.width = `${Math.min(100, (Math.abs(mover.change) / most) * 100)}%`;
    bar.lastChild.hidden = true;
    amount.textContent = money(mover.amount);
    change.textContent = `${mover.change >= 0 ? '▲' : '▼'} ${money(Math.abs(mover.change))}`;
  };
}

function drawTicker(list, empty, orders, painted) {
  const existing = new Map([...list.children].map(row => [row.dataset.id, row]));
  const rows = orders.map(order => {
    const known = existing.get(order.orderId);
    if (known) return known;
    const time = fmt.time(order.at).slice(0, 5);
    const link = element('a', { href: `orders/${encodeURIComponent(order.orderId)}` }, element('time', {}, time), element('span', {}, nameOf(order)), element('b', {}, '¥' + fmt.int(order.amount / 100)));
    return element('li', { 'data-id': order.orderId, class: painted ? 'fresh' : null }, link);
  });
  list.replaceChildren(...rows);
  empty.hidden = orders.length > 0;
}

/** Makes a board of the element; the answer stops it again. */
export function start(root, words) {
  const topic = root.dataset.topic;
  const find = name => root.querySelector(`[data-board="${name}"]`);
  const stops = [];
  const cells = {};
  const room = { width: 0, height: 0, unit: 0 };
  const painters = {
    curve: () => drawCurve(find('curve'), room, cells.hours, words),
    map: () => drawMap(find('map'), cells.regions, words),
    ranks: () => {
      const regions = [...(cells.regionsTop ?? []), ...(cells.regionsBottom ?? [])];
      const most = Math.max(1, ...regions.map(r => Math.max(r.amount, r.plan ?? 0)));
      drawRows(find('top'), cells.regionsTop, fillRegion(most), words);
      drawRows(find('bottom'), cells.regionsBottom, fillRegion(most), words);
    },
    movers: () => drawRows(find('movers'), cells.movers, fillMover(Math.max(1, ...(cells.movers ?? []).map(m => Math.abs(m.change))), words), words),
    funnel: () => {
      const most = Math.max(1, ...['Submitted', 'Held', 'Confirmed', 'Shipped', 'Delivered'].map(s => cells['orders' + s] ?? 0));
      for (const row of find('funnel').children) row.querySelector('em').style.width = `${((cells['orders' + row.dataset.stage] ?? 0) / most) * 100}%`;
    },
    month: () => {
      const host = find('month');
      const share = (part, whole) => (whole > 0 ? Math.min(1, part / whole) * 100 : 0);
      host.children[0].style.width = `${share(cells.month ?? 0, cells.monthTarget)}%`;
      host.children[1].hidden = !(cells.monthPlan > 0);
      host.children[1].style.left = `${share(cells.monthPlan ?? 0, cells.monthTarget)}%`;
      host.dataset.level = level(cells.monthPace);
    },
    ticker: () => {
      if (cells.ticker) {
        drawTicker(find('ticker'), find('ticker-empty'), cells.ticker, Boolean(find('ticker').childElementCount));
      }
    },
    attainment: () => { root.dataset.pace = level(cells.attainment); },
    alerts: () => { for (const link of find('alerts').children) link.dataset.count = String(cells[link.querySelector('[data-cell]').dataset.cell] ?? ''); },
  };

  const waiting = new Map();
  const drawnAt = new Map();
  const due = new Set();
  let frame = 0;
  const drawDue = () => {
    frame = 0;
    for (const name of due) { drawnAt.set(name, performance.now()); painters[name](); }
    due.clear();
  };
  const drawInFrame = name => {
    due.add(name);
    frame ||= requestAnimationFrame(drawDue);
  };
  const draw = name => {
    const since = performance.now() - (drawnAt.get(name) ?? -1000);
    if (since >= 250) { drawInFrame(name); return; }
    if (waiting.has(name)) return;
    waiting.set(name, setTimeout(() => { waiting.delete(name); drawInFrame(name); }, 250 - since));
  };

  const uses = {
    hours: 'curve', regions: 'map', regionsTop: 'ranks', regionsBottom: 'ranks', movers: 'movers', ticker: 'ticker', attainment: 'attainment',
    month: 'month', monthTarget: 'month', monthPlan: 'month', monthPace: 'month', ordersSubmitted: 'funnel', ordersHeld: 'funnel', ordersConfirmed: 'funnel',
    ordersShipped: 'funnel', ordersDelivered: 'funnel', alertsCritical: 'alerts', alertsWarn: 'alerts', alertsInfo: 'alerts',
  };
  for (const [cell, picture] of Object.entries(uses)) {
    stops.push(on(topic, cell, value => { cells[cell] = value; draw(picture); }));
  }

  // The room is noted when it changes: asking for it while drawing would lay the page out twice a frame.
  const size = new ResizeObserver(([{ target, contentRect }]) => {
    Object.assign(room, { width: contentRect.width, height: contentRect.height, unit: parseFloat(getComputedStyle(target).fontSize) });
    draw('curve');
  });
  size.observe(find('curve'));
  const minute = setInterval(() => draw('curve'), 20000);
  const clock = setInterval(() => { const face = find('clock'); if (face) face.textContent = timeOfDay().text; }, 1000);

  // On the wall one ranking stands at a time; a pointer over it holds the rotation.
  const ranks = find('ranks');
  let shown = 0;
  const rotate = setInterval(() => { if (!ranks.matches(':hover')) { shown = (shown + 1) % 3; ranks.dataset.shown = String(shown); } }, 12000);
  ranks.dataset.shown = '0';

  let lock = null;
  const html = document.documentElement;
  const theme = html.dataset.theme;
  function setKiosk(isKiosk) {
    for (const frame of document.querySelectorAll('.cp-rail,.cp-topbar,.cp-phonebar')) frame.inert = isKiosk;
    html.dataset.theme = isKiosk ? 'dark' : theme;
    if (isKiosk) navigator.wakeLock?.request('screen').then(got => { lock = got; }, () => {});
    else lock?.release().catch(() => {});
    draw('curve');
  }

  setKiosk(words.kiosk);
  const stopRotation = rotateBoards(root);
  attach(root);
  return {
    setKiosk,
    stop() {
      for (const stop of stops) stop();
      for (const timer of waiting.values()) clearTimeout(timer);
      cancelAnimationFrame(frame);
      clearInterval(minute);
      clearInterval(clock);
      clearInterval(rotate);
      stopRotation();
      size.disconnect();
      setKiosk(false);
      detach(topic);
    },
  };
}
