// The channel map: provinces as equal tiles, the cities of a province by their centres.

import { element, redraw, shape } from './dom.js';
import { column, marks, nameOf } from './values.js';
import { bars } from './rows.js';
import { drawTileGrid, fits } from '../tilegrid.js';

export function map(board, tile, body, model) {
  if (model.by === 'city') { bubbles(board, tile, body, model); return; }
  const known = model.rows.map(r => r.value).filter(v => v !== null);
  if (!fits(model.rows) || known.length === 0) { bars(board, tile, body, model); return; }
  const write = column(model, known);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  let grid = body.querySelector('.tg');
  if (!grid) {
    grid = element('div', { class: 'tg', role: 'group', 'aria-label': tile.getAttribute('aria-label') });
    body.replaceChildren(grid, element('p', { class: 'tg-legend' }));
  }
  drawTileGrid(grid, model.rows.map(r => ({
    key: r.key, name: nameOf(r), text: write(r.value), level: r.level, share: high > low ? (r.value - low) / (high - low) : 1, href: board.hrefOf('province', r.key), selected: board.isChosen('province', r.key),
  })), marks);
  grid.nextElementSibling.replaceChildren(...(model.rows.some(r => r.level)
    ? ['good', 'watch', 'bad'].map(l => element('span', { 'data-level': l }, `${marks[l]} ${board.word('Level_' + l)}`))
    : [element('span', {}, write(low)), element('i', { 'aria-hidden': 'true' }, ...[10, 21, 33, 44, 56].map(strength => element('em', { style: `--strength:${strength}%` }))), element('span', {}, write(high))]));
}

function bubbles(board, tile, body, model) {
  const spots = model.rows.filter(r => r.latitude !== null && r.longitude !== null && r.value !== null);
  if (spots.length < 2) { bars(board, tile, body, model); return; }
  const width = Math.max(200, body.clientWidth);
  const height = Math.max(150, body.clientHeight);
  const em = parseFloat(getComputedStyle(body).fontSize);
  const [west, east] = [Math.min(...spots.map(r => r.longitude)), Math.max(...spots.map(r => r.longitude))];
  const [south, north] = [Math.min(...spots.map(r => r.latitude)), Math.max(...spots.map(r => r.latitude))];
  const most = Math.max(1e-9, ...spots.map(r => Math.abs(r.value)));
  const edge = em * 4.5;
  const x = r => edge + ((r.longitude - west) / (east - west || 1)) * (width - 2 * edge);
  const y = r => height - edge - ((r.latitude - south) / (north - south || 1)) * (height - 2 * edge);
  const write = column(model, spots.map(r => r.value));
  const svg = shape('svg', { class: 'bt-bubbles', viewBox: `0 0 ${width} ${height}`, width, height, role: 'group', 'aria-label': tile.getAttribute('aria-label') });
  for (const row of spots.sort((a, b) => Math.abs(b.value) - Math.abs(a.value))) {
    const href = board.hrefOf('city', row.key);
    const spot = shape(href ? 'a' : 'g', href ? { href, 'data-key': row.key, 'aria-label': `${nameOf(row)} ${write(row.value)}` } : {});
    if (href && board.isChosen('city', row.key)) spot.setAttribute('aria-current', 'true');
    const radius = em * (0.5 + 1.8 * Math.sqrt(Math.abs(row.value) / most));
    spot.append(shape('circle', { cx: x(row), cy: y(row), r: radius, 'data-level': row.level ?? 'plain' }));
    spot.append(shape('text', { x: x(row), y: y(row) - radius - 3, 'text-anchor': 'middle' }, nameOf(row)));
    spot.append(shape('title', {}, `${nameOf(row)} ${write(row.value)}`));
    svg.append(spot);
  }
  redraw(body, svg);
}
