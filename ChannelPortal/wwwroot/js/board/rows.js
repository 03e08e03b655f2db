// Tiles of rows: bars, table, funnel, documents.

import { element, link, redraw } from './dom.js';
import { change, column, dayText, marks, nameOf } from './values.js';
import { fmt } from '../format.js';

const more = (board, model) => (model.more > 0 ? element('p', { class: 'bt-more' }, board.word('More').replace('{0}', fmt.int(model.more))) : null);

export function bars(board, tile, body, model) {
  const write = column(model, model.rows.map(r => r.value));
  const most = Math.max(1e-9, ...model.rows.map(r => Math.abs(r.value ?? 0)));
  redraw(body, element('ol', { class: 'bt-bars' }, ...model.rows.map(row => {
    const href = board.hrefOf(model.by, row.key);
    const bar = element('i', { 'aria-hidden': 'true' }, element('em', { style: `width:${(Math.abs(row.value ?? 0) / most) * 100}%` }));
    const beside = row.level ? element('u', { title: board.word('Level_' + row.level) }, marks[row.level]) : change(board, model, row.value, row.before, true);
    return element('li', {}, link(href, { 'data-key': row.key, 'data-level': row.level, 'aria-current': href && board.isChosen(model.by, row.key) ? 'true' : null, title: nameOf(row) },
      element('span', {}, nameOf(row)), bar, element('b', {}, write(row.value)), beside));
  })), more(board, model));
}

export function table(board, tile, body, model) {
  const { word } = board;
  const { than } = board.context;
  const write = column(model, [...model.rows.flatMap(r => [r.value, r.before]), ...model.points.flatMap(p => [p.value, p.before]), model.value]);
  const unit = tile.dataset.unit ? ` (${tile.dataset.unit})` : '';
  const head = cells => element('tr', {}, ...cells.map((c, i) => element('th', { scope: 'col', class: i ? 'num' : null }, c)));
  const row = (name, cells, href) => element('tr', {}, element('th', { scope: 'row' }, href ? element('a', { href, 'data-key': href }, name) : name), ...cells.map(c => element('td', { class: 'num' }, c ?? '—')));
  const headings = [word('Name'), word('Value') + unit, ...(than ? [word('Before') + unit, word('Change')] : [])];
  const cellsOf = (value, before) => [write(value), ...(than ? [write(before), change(board, model, value, before)] : [])];
  const rows = model.points.length > 0 && tile.dataset.kind !== 'Figure'
    ? model.points.map(p => row(dayText(p.from, p.to), cellsOf(p.value, p.before)))
    : tile.dataset.kind === 'Figure'
      ? [row(tile.getAttribute('aria-label'), cellsOf(model.value, model.before))]
      : model.rows.map(r => row(r.word ? `${r.by ? '' : board.status(r.word)} ${r.href && tile.dataset.kind !== 'Funnel' ? nameOf(r) : ''}`.trim() : nameOf(r), cellsOf(r.value, r.before), r.href ?? board.hrefOf(model.by, r.key)));
  redraw(body, element('div', { class: 'bt-scroll', tabindex: '0', role: 'region', 'aria-label': tile.getAttribute('aria-label') },
    element('table', { class: 'bt-table' }, element('thead', {}, head(headings)), element('tbody', {}, ...rows))), more(board, model));
}

export function funnel(board, tile, body, model) {
  const most = Math.max(1, ...model.rows.map(r => r.value ?? 0));
  redraw(body, element('ol', { class: 'bt-bars bt-funnel' }, ...model.rows.map(row => element('li', {}, link(board.context.kiosk ? null : row.href, { 'data-key': row.key },
    element('span', {}, board.status(row.word)), element('i', { 'aria-hidden': 'true' }, element('em', { style: `width:${((row.value ?? 0) / most) * 100}%` })), element('b', {}, fmt.int(row.value)))))));
}

export function list(board, tile, body, model) {
  const write = column(model, model.rows.map(r => r.value));
  redraw(body, element('ol', { class: 'bt-list' }, ...model.rows.map(row => element('li', {}, link(board.context.kiosk ? null : row.href, { 'data-key': row.key },
    row.level ? element('i', { 'data-level': row.level, title: board.word('Level_' + row.level) }, marks[row.level]) : element('time', {}, fmt.datetime(row.at)),
    element('span', {}, nameOf(row)), element('small', {}, board.status(row.word)), row.value === null ? element('time', {}, fmt.datetime(row.at)) : element('b', {}, write(row.value)))))));
}
