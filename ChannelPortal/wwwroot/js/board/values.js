// How the values of a tile are written and judged.

import { fmt, axisUnit } from '../format.js';
import { element } from './dom.js';

export const marks = { good: '●', watch: '▲', bad: '■', info: '◆' };
const chinese = () => document.documentElement.lang.startsWith('zh');

export const nameOf = row => (chinese() ? row.zh : row.en) ?? row.key;
export const format = (model, value) => (value === null || value === undefined ? '—' : (fmt[model.format] ?? fmt.int)(value));
export const dayText = (from, to) => (from === to ? fmt.date(from) : `${fmt.date(from)} – ${fmt.date(to)}`);
export const shortDay = day => (day.length >= 10 ? `${Number(day.slice(5, 7))}/${Number(day.slice(8, 10))}` : day);

/** One unit for all values of a tile, so that 万 and 亿 never stand in one column. */
export function column(model, values) {
  if (model.format !== 'wan') return value => format(model, value);
  // The unit of a tenth of the largest: the small ones keep their digits.
  const unit = axisUnit(Math.max(0, ...values.filter(v => v !== null && v !== undefined).map(v => Math.abs(v))) / 10);
  const write = unit.size === 1 ? fmt.int : fmt.dec1;
  return value => (value === null || value === undefined ? '—' : value === 0 ? '0' : `${value < 0 ? '-' : ''}¥${write(Math.abs(value) / unit.size)}${unit.suffix}`);
}

// Twin of Domain/TileLevels.cs. Limits are the viewer's, so they stand in his page and not in the model that all viewers share.
export function levelOf(tile, value) {
  const { watch, bad, better } = tile.dataset;
  if (value === null || value === undefined || (watch === undefined && bad === undefined)) return null;
  const isBeyond = edge => edge !== undefined && (better === 'low' ? value > Number(edge) : value < Number(edge));
  return isBeyond(bad) ? 'bad' : isBeyond(watch) ? 'watch' : 'good';
}

/** The change against the compared days: relative, for percentages in points. */
export function change(board, model, value, before, isShort = false) {
  if (value === null || value === undefined || before === null || before === undefined) return null;
  const ratio = model.format === 'pct' ? value - before : before === 0 ? null : (value - before) / Math.abs(before);
  if (ratio === null) return null;
  const trend = ratio > 0.0005 ? 'up' : ratio < -0.0005 ? 'down' : 'flat';
  const text = model.format === 'pct' ? `${ratio > 0 ? '+' : ''}${fmt.dec1(ratio * 100)} ${board.word(isShort ? 'Points_Short' : 'Points')}` : fmt.change(ratio);
  return element('span', { class: 'cp-change-value', 'data-trend': trend }, text);
}
