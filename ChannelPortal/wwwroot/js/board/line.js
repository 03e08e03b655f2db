// A metric over time: the shape behind a figure, and the chart with axis, limits, notes and comparison.

import { element, redraw, shape } from './dom.js';
import { change, column, dayText, format, marks, shortDay } from './values.js';
import { fmt } from '../format.js';

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

export function figure(board, tile, body, model) {
  const { unit } = tile.dataset;
  const main = element('div', { class: 'bt-figure' });
  if (model.format === 'wan' && model.value !== null) {
    main.append(element('span', { class: 'cp-figure-sign' }, '¥'), fmt.wanFigure(model.value), element('span', { class: 'cp-figure-unit' }, fmt.wanUnit(model.value) + (unit ?? '')));
  } else {
    main.append(format(model, model.value));
    if (unit && model.value !== null) main.append(element('span', { class: 'cp-figure-unit' }, unit));
  }
  const { level } = model;
  const badge = level && element('span', { class: 'cp-chip', 'data-tone': level }, `${marks[level]} ${board.word('Level_' + level)}`);
  const moved = change(board, model, model.value, model.before);
  const beside = element('div', { class: 'bt-beside' }, badge, moved, moved && board.context.than ? element('span', { class: 'cp-secondary' }, board.context.than) : null);
  body.replaceChildren(main, beside, spark(model.points));
}

export function line(board, tile, body, model) {
  const { points } = model;
  const width = Math.max(200, body.clientWidth);
  const height = Math.max(120, body.clientHeight);
  const em = parseFloat(getComputedStyle(body).fontSize);
  const edges = ['watch', 'bad'].filter(kind => tile.dataset[kind] !== undefined).map(kind => ({ kind, value: Number(tile.dataset[kind]) }));
  const values = points.flatMap(p => [p.value, p.before]).filter(v => v !== null && v !== undefined);
  const write = column(model, values);
  const shown = [...values, ...edges.map(e => e.value)];
  const high = Math.max(...shown, 1e-9);
  const least = Math.min(...shown);

  // Shares that all lie high would be one flat line above an empty chart; amounts keep their zero.
  const low = model.format === 'pct' && least > high * 0.5 ? Math.max(0, least - (high - least) * 0.25) : Math.min(0, least);
  const [left, right, top, bottom] = [em * 5, em * 1.2, em * 1.6, em * 1.7];
  const x = i => left + (points.length === 1 ? 0.5 : i / (points.length - 1)) * (width - left - right);
  const y = v => height - bottom - ((v - low) / (high - low || 1)) * (height - top - bottom);
  const svg = shape('svg', { class: 'bt-line', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': `${tile.getAttribute('aria-label')}: ${format(model, model.value)}` });
  for (const value of niceSteps(low, high)) {
    svg.append(shape('line', { class: 'grid', x1: left, x2: width - right, y1: y(value), y2: y(value) }));
    svg.append(shape('text', { class: 'tick', x: left - em * 0.5, y: y(value) + em * 0.35, 'text-anchor': 'end' }, value === 0 ? '0' : write(value)));
  }
  const every = Math.max(1, Math.ceil(points.length / Math.max(2, Math.floor((width - left) / (em * 4.5)))));
  points.forEach((p, i) => {
    if (i % every === 0) svg.append(shape('text', { class: 'tick', x: x(i), y: height - em * 0.4, 'text-anchor': 'middle' }, shortDay(p.from)));
  });

  // A limit is named at that end of its line where the curve is farther away.
  const near = Math.ceil(points.length / 5);
  const room = (some, value) => Math.min(Infinity, ...some.filter(p => p.value !== null).map(p => Math.abs(y(p.value) - y(value))));
  for (const { kind, value } of edges) {
    svg.append(shape('line', { class: 'edge', 'data-level': kind, x1: left, x2: width - right, y1: y(value), y2: y(value) }));
    const atEnd = room(points.slice(-near), value) > room(points.slice(0, near), value);
    svg.append(shape('text', { class: 'tick edge-text', 'data-level': kind, x: atEnd ? width - right : left + 4, y: y(value) - 3, 'text-anchor': atEnd ? 'end' : 'start' }, `${marks[kind]} ${format(model, value)}`));
  }
  for (const note of board.context.notes.filter(n => n.metric === null || n.metric === tile.dataset.metric)) mark(svg, note, points, x, top, height - bottom, em);
  if (points.some(p => p.before !== null && p.before !== undefined)) {
    svg.append(shape('path', { class: 'before', d: path(points.map((p, i) => (p.before === null ? null : [x(i), y(p.before)]))) }));
  }
  svg.append(shape('path', { class: 'now', d: path(points.map((p, i) => (p.value === null ? null : [x(i), y(p.value)]))) }));
  const last = points.findLastIndex(p => p.value !== null);
  if (last >= 0) svg.append(shape('circle', { class: 'dot', cx: x(last), cy: y(points[last].value), r: em * 0.3 }));
  const step = (width - left - right) / Math.max(1, points.length - 1);
  points.forEach((p, i) => {
    const hit = shape('rect', { class: 'hit', x: x(i) - step / 2, y: top, width: step, height: height - top - bottom });
    hit.append(shape('title', {}, `${dayText(p.from, p.to)}: ${format(model, p.value)}${p.before === null ? '' : ` · ${board.context.than} ${format(model, p.before)}`}`));
    svg.append(hit);
  });
  redraw(body, svg);
}

function mark(svg, note, points, x, top, bottom, em) {
  const from = points.findIndex(p => p.to >= note.from);
  const to = points.findLastIndex(p => p.from <= note.to);
  if (from < 0 || to < from) return;
  const group = shape('g', { class: 'note', 'data-note': note.kind });
  if (to > from) group.append(shape('rect', { x: x(from), y: top, width: x(to) - x(from), height: bottom - top }));
  group.append(shape('line', { x1: x(from), x2: x(from), y1: top, y2: bottom }));
  group.append(shape('text', { x: x(from), y: top - em * 0.35, 'text-anchor': 'middle' }, { note: '✎', holiday: '★', launch: '＋', price: '¥' }[note.kind]));
  group.append(shape('title', {}, `${dayText(note.from, note.to)}: ${note.text}${note.author ? ` (${note.author})` : ''}`));
  svg.append(group);
}

function niceSteps(low, high) {
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map(m => m * power).find(s => s >= rough) ?? power;
  const steps = [];
  for (let value = Math.ceil(low / step) * step; value <= high + step * 1e-6 && steps.length < 8; value += step) steps.push(Math.abs(value) < step * 1e-6 ? 0 : value);
  return steps;
}
