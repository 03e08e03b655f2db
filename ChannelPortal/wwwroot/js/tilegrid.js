// The provinces as equal tiles that keep neighbours together: a map without a boundary. Column and row, short names; codes of GB/T 2260.

export const places = {
  11: [6, 2, '京', 'BJ'], 12: [7, 2, '津', 'TJ'], 13: [6, 3, '冀', 'HE'], 14: [5, 3, '晋', 'SX'], 15: [6, 1, '蒙', 'NM'], 21: [8, 2, '辽', 'LN'],
  22: [8, 1, '吉', 'JL'], 23: [8, 0, '黑', 'HL'], 31: [8, 4, '沪', 'SH'], 32: [7, 4, '苏', 'JS'], 33: [7, 5, '浙', 'ZJ'], 34: [6, 4, '皖', 'AH'],
  35: [7, 6, '闽', 'FJ'], 36: [6, 5, '赣', 'JX'], 37: [7, 3, '鲁', 'SD'], 41: [5, 4, '豫', 'HA'], 42: [5, 5, '鄂', 'HB'], 43: [5, 6, '湘', 'HN'],
  44: [6, 7, '粤', 'GD'], 45: [4, 6, '桂', 'GX'], 46: [5, 8, '琼', 'HI'], 50: [4, 4, '渝', 'CQ'], 51: [3, 4, '川', 'SC'], 52: [4, 5, '黔', 'GZ'],
  53: [3, 6, '滇', 'YN'], 54: [1, 4, '藏', 'XZ'], 61: [4, 3, '陕', 'SN'], 62: [2, 3, '甘', 'GS'], 63: [2, 4, '青', 'QH'], 64: [3, 3, '宁', 'NX'],
  65: [1, 2, '新', 'XJ'], 71: [8, 6, '台', 'TW'], 81: [7, 7, '港', 'HK'], 82: [6, 8, '澳', 'MO'],
};

const chinese = () => document.documentElement.lang.startsWith('zh');

/** Whether rows keyed by province code can stand on the grid. */
export const fits = rows => rows.some(r => places[r.key]);

/**
 * Draws the grid into the host. `rows` are {key, name, text, level, share, href, selected}: share 0 to 1 is the strength of the colour, level (good, watch, bad) its
 * tone. Tiles with a link are reached by Tab, and from one to the next by arrow keys.
 */
export function drawTileGrid(host, rows, marks) {
  const known = new Map(rows.map(r => [r.key, r]));
  const focused = host.contains(document.activeElement) ? document.activeElement.dataset.place : null;
  const tiles = Object.entries(places).map(([code, [column, row, zh, en]]) => {
    const record = known.get(code);
    const tile = document.createElement(record?.href ? 'a' : 'span');
    tile.className = 'tg-tile';
    tile.dataset.place = code;
    tile.style.gridArea = `${row + 1} / ${column}`;
    const name = document.createElement('b');
    name.textContent = chinese() ? zh : en;
    tile.append(name);
    if (record) {
      if (record.href) tile.href = record.href;
      tile.dataset.level = record.level ?? 'plain';
      tile.style.setProperty('--strength', `${Math.round(10 + record.share * 46)}%`);
      if (record.selected) tile.setAttribute('aria-current', 'true');
      tile.title = `${record.name} ${record.text}`;
      tile.setAttribute('aria-label', tile.title);
      const value = document.createElement('small');
      value.textContent = (record.level ? marks[record.level] + ' ' : '') + record.text;
      value.dataset.mark = record.level ? marks[record.level] : '';
      tile.append(value);
    }
    return tile;
  });
  host.replaceChildren(...tiles);
  writeWhole(tiles);
  host.onkeydown = move;
  if (focused) host.querySelector(`[data-place="${focused}"]`)?.focus();
}

// Numbers are written whole or not at all: half a number is another one. Each tile's title and the table have them anyway.
function writeWhole(tiles) {
  const values = tiles.map(t => t.querySelector('small')).filter(Boolean);
  if (!values.some(v => v.offsetWidth > v.parentElement.clientWidth)) return;
  for (const value of values) value.textContent = value.dataset.mark;
}

const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// To the nearest linked tile in the direction of the key.
function move(event) {
  const step = steps[event.key];
  const at = places[event.target.dataset?.place];
  if (!step || !at) return;
  event.preventDefault();
  let best = null;
  for (const tile of event.currentTarget.querySelectorAll('a[data-place]')) {
    const [column, row] = places[tile.dataset.place];
    const along = (column - at[0]) * step[0] + (row - at[1]) * step[1];
    const aside = Math.abs((column - at[0]) * step[1]) + Math.abs((row - at[1]) * step[0]);
    const cost = along + aside * 2;
    if (along > 0 && (best === null || cost < best.cost)) best = { tile, cost };
  }
  best?.tile.focus();
}
