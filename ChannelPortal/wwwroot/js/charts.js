// Draws ChartSpec with ApexCharts 4.7.0. Labels of ApexCharts are written as markup and would run scripts: every string passes neutral(),
// no option takes HTML, and functions exist only here.

import ApexCharts from '../lib/apexcharts/apexcharts.esm.js';
import { fmt, axisUnit } from './format.js';

const charts = new Map();
const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Text that no parser can take for markup. */
export function neutral(value) {
  if (typeof value === 'string') return value.replace(/</g, '‹').replace(/>/g, '›').replace(/&(?=#?\w+;)/g, '＆');
  if (Array.isArray(value)) return value.map(neutral);
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, neutral(item)]));
  return value;
}

const exact = { Integer: fmt.int, Decimal: fmt.dec1, Percent: fmt.pct, Money: fmt.money };
const tones = { Accent: '--cp-accent', Muted: '--cp-text-secondary', Good: '--cp-good', Watch: '--cp-watch', Bad: '--cp-bad' };
const colourOf = (tone, index) => token(tones[tone] ?? `--cp-series-${(index % 8) + 1}`);
const types = { Line: 'line', Bar: 'bar', StackedBar: 'bar', Donut: 'donut', Gauge: 'radialBar', Radar: 'radar' };

function scale(spec) {
  const all = spec.series.flatMap(s => [...s.values, ...(s.upper ?? []), ...(s.lower ?? [])]).filter(v => v !== null && v !== undefined).map(Math.abs);
  const largest = Math.max(0, spec.maximum ?? 0, ...all);
  if (spec.format !== 'Money') return { axis: exact[spec.format] ?? fmt.int, unit: spec.unit ?? '' };
  const unit = axisUnit(largest);
  const decimals = largest / unit.size < 10 ? fmt.dec1 : fmt.int;
  return { axis: value => decimals(value / unit.size), unit: unit.suffix + (spec.unit ?? '') };
}

function annotations(spec) {
  const yaxis = [];
  const xaxis = [];
  for (const note of spec.annotations ?? []) {
    const colour = note.tone && note.tone !== 'Automatic' ? colourOf(note.tone, 0) : token('--cp-text-secondary');
    const label = { text: note.text, borderWidth: 0, style: { background: token('--cp-surface'), color: colour, fontSize: '11px' } };
    if (note.value !== null && note.value !== undefined) {
      yaxis.push({ y: note.value, y2: note.valueTo ?? null, borderColor: colour, strokeDashArray: 4, fillColor: colour, opacity: 0.08, label: { ...label, position: 'left', textAnchor: 'start' } });
    } else if (note.from !== null && note.from !== undefined) {
      xaxis.push({ x: spec.categories[note.from], x2: note.to == null ? null : spec.categories[note.to], borderColor: colour, fillColor: colour, opacity: 0.1, strokeDashArray: 3, label });
    }
  }
  return { yaxis, xaxis };
}

/** As many labels as fit without being cut: seven pixels a letter, twice that for one of Chinese, and some air. */
function ticks(spec, width) {
  const widest = Math.max(0, ...spec.categories.map(c => [...String(c)].reduce((sum, letter) => sum + (letter > '\u2e80' ? 12 : 7), 16)));
  const most = Math.max(2, Math.min(10, Math.floor((width - 60) / Math.max(widest, 1))));
  return !spec.isHorizontal && (spec.categories.length > 14 || spec.categories.length > most) ? most : undefined;
}

function options(spec, height, width) {
  const { axis, unit } = scale(spec);
  const full = exact[spec.format] ?? fmt.int;
  const muted = token('--cp-text-secondary');
  const border = token('--cp-border');
  const circular = spec.kind === 'Donut' || spec.kind === 'Gauge';
  const numbers = spec.series.map(s => s.values.map(v => (v === undefined ? null : v)));
  const type = types[spec.kind] ?? 'line';
  const drawnAs = spec.series.map(s => types[s.drawAs ?? spec.kind] ?? 'line');
  const mixed = !circular && new Set(drawnAs).size > 1;
  const labelStyle = { colors: muted, fontSize: '12px' };
  const valueAxis = { labels: { style: labelStyle, formatter: value => (typeof value === 'number' ? axis(value) : value) }, title: unit && !spec.isHorizontal ? { text: unit, rotate: 0, offsetX: 12, offsetY: -10, style: { color: muted, fontSize: '11px', fontWeight: 400 } } : {}, max: spec.maximum ?? undefined, min: type === 'bar' || drawnAs.includes('bar') ? (Math.min(0, ...numbers.flat().filter(v => v !== null)) < 0 ? undefined : 0) : undefined, forceNiceScale: spec.maximum == null };
  const result = {
    chart: {
      type: mixed ? 'line' : type, height, stacked: spec.kind === 'StackedBar', fontFamily: 'inherit', foreColor: muted, background: 'transparent',
      toolbar: { show: false }, zoom: { enabled: false }, selection: { enabled: false }, parentHeightOffset: 0,
      animations: { enabled: false }, redrawOnParentResize: true,
    },
    theme: { mode: isDark() ? 'dark' : 'light' },
    colors: circular && spec.kind === 'Donut' ? spec.categories.map((_, i) => colourOf('Automatic', i)) : spec.series.map((s, i) => colourOf(s.tone, i)),
    dataLabels: { enabled: false },
    stroke: { curve: 'straight', width: drawnAs.map(kind => (kind === 'bar' ? 0 : 2)), dashArray: spec.series.map(s => (s.isDashed ? 5 : 0)), lineCap: 'round' },
    grid: { borderColor: border, strokeDashArray: 0, padding: { left: 8, right: 8, top: -8, bottom: 0 }, xaxis: { lines: { show: Boolean(spec.isHorizontal) } }, yaxis: { lines: { show: !spec.isHorizontal } } },
    legend: { show: !circular ? spec.series.length > 1 : spec.kind === 'Donut', position: spec.kind === 'Donut' ? 'right' : 'top', horizontalAlign: 'left', fontSize: '12px', markers: { size: 5, strokeWidth: 0 }, itemMargin: { horizontal: 8 }, labels: { colors: token('--cp-text') } },
    markers: { size: 0, hover: { size: 4 } },
    fill: { opacity: spec.series.map(s => (s.isDashed && (types[s.drawAs ?? spec.kind] === 'bar') ? 0.35 : 1)) },
    tooltip: { theme: isDark() ? 'dark' : 'light', shared: !circular, intersect: false, y: { formatter: value => (value === null || value === undefined ? '—' : full(value) + (spec.unit && spec.format !== 'Percent' ? ' ' + spec.unit : '')) } },
    noData: { text: spec.noData ?? '' },
    plotOptions: {
      bar: { horizontal: Boolean(spec.isHorizontal), borderRadius: 2, columnWidth: '60%', barHeight: '64%' },
      radialBar: { hollow: { size: '62%' }, track: { background: border }, dataLabels: { name: { show: Boolean(spec.series[0]?.name), color: muted, fontSize: '12px', offsetY: 22 }, value: { color: token('--cp-text'), fontSize: '22px', fontWeight: 650, offsetY: -14, formatter: () => full(spec.series[0]?.values[0] ?? null) } } },
      pie: { donut: { size: '68%' } },
    },
    annotations: circular ? {} : annotations(spec),
  };
  if (spec.kind === 'Donut') {
    result.series = (numbers[0] ?? []).map(v => v ?? 0);
    result.labels = spec.categories;
  } else if (spec.kind === 'Gauge') {
    result.series = [Math.max(0, Math.min(100, ((numbers[0]?.[0] ?? 0) / (spec.maximum || 1)) * 100))];
    result.labels = [spec.series[0]?.name ?? ''];
  } else {
    const banded = spec.series.map((s, i) => i).filter(i => spec.series[i].lower && spec.series[i].upper);
    result.series = spec.series.map((s, i) => ({ name: s.name, data: numbers[i], ...(mixed || banded.length ? { type: drawnAs[i] } : {}) }));
    if (banded.length && !spec.isHorizontal) {
      // Bands lie below the lines, so they come first; every list of one entry a series grows with them. Points are named by their place, because names
      // that come twice (the same month of two years) would fall together; where a series has no band, it is as thin as the line.
      const line = at => numbers.map(values => values[at]).find(v => v !== null) ?? 0;
      const bands = banded.map(i => ({ name: spec.bandName ?? '', type: 'rangeArea', data: spec.categories.map((_, at) => ({ x: String(at), y: [spec.series[i].lower[at] ?? line(at), spec.series[i].upper[at] ?? line(at)] })) }));
      result.chart.type = 'rangeArea';
      result.series = [...bands, ...result.series.map(s => ({ ...s, data: spec.categories.map((_, at) => ({ x: String(at), y: s.data[at] })) }))];
      result.colors = [...banded.map(i => result.colors[i]), ...result.colors];
      result.stroke.width = [...banded.map(() => 0), ...result.stroke.width];
      result.stroke.dashArray = [...banded.map(() => 0), ...result.stroke.dashArray];
      result.fill.opacity = [...banded.map(() => 0.16), ...result.fill.opacity];
    }
    const names = banded.length ? { formatter: at => spec.categories[at] ?? '' } : {};
    if (banded.length) result.tooltip.x = { formatter: (_, at) => spec.categories[at?.dataPointIndex] ?? '' };
    result.xaxis = { ...(banded.length ? {} : { categories: spec.categories }), labels: { style: labelStyle, hideOverlappingLabels: true, rotate: 0, trim: Boolean(spec.isHorizontal) || !ticks(spec, width), ...names, ...(spec.isHorizontal ? { formatter: valueAxis.labels.formatter } : {}) }, axisBorder: { color: border }, axisTicks: { show: false }, tooltip: { enabled: false }, tickAmount: ticks(spec, width) };
    result.yaxis = spec.isHorizontal ? { labels: { style: labelStyle, maxWidth: 140 } } : valueAxis;
  }
  return result;
}

const isDark = () => {
  const theme = document.documentElement.dataset.theme;
  return theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
};

function table(entry) {
  const body = entry.host.querySelector('[data-chart-table]');
  if (!body) return;
  const { spec } = entry;
  const full = exact[spec.format] ?? fmt.int;
  const row = (kind, cells) => {
    const line = document.createElement('tr');
    cells.forEach((text, i) => {
      const cell = document.createElement(kind === 'th' || i === 0 ? 'th' : 'td');
      cell.scope = kind === 'th' ? 'col' : 'row';
      cell.textContent = text;
      if (i > 0) cell.className = 'num';
      line.append(cell);
    });
    return line;
  };
  const head = document.createElement('thead');
  head.append(row('th', ['', ...spec.series.map(s => s.name)]));
  const rows = document.createElement('tbody');
  spec.categories.forEach((category, i) => rows.append(row('td', [category, ...spec.series.map(s => full(s.values[i]))])));
  body.replaceChildren(head, rows);
}

/** Draws a spec into the host's [data-chart] element; when topic and cell are given, the cell's value is a new spec or {categories, series}. */
export function create(host, raw, height, topic, cell) {
  if (!host) return;
  const entry = { host, spec: neutral(raw), height, chart: null, waiting: false, stop: null };
  charts.set(host, entry);
  entry.chart = new ApexCharts(host.querySelector('[data-chart]'), options(entry.spec, height, host.clientWidth));
  entry.chart.render();
  table(entry);
  if (topic && cell) {
    const listen = () => { entry.stop = globalThis.cp.live.on(topic, cell, value => value && update(host, { ...entry.spec, ...value })); };
    if (globalThis.cp?.live) listen();
    else import('./live.js').then(listen);
  }
}

export function update(host, raw) {
  const entry = charts.get(host);
  if (!entry) return;
  entry.spec = neutral(raw);
  if (entry.waiting) return;
  entry.waiting = true;
  // Many updates within a frame are one redraw; series the viewer has switched off stay off.
  requestAnimationFrame(() => {
    entry.waiting = false;
    if (!charts.has(host)) return;
    const hidden = (entry.chart.w?.globals.collapsedSeries ?? []).map(s => s.name).filter(Boolean);
    entry.chart.updateOptions(options(entry.spec, entry.height, host.clientWidth), false, false, false);
    for (const name of hidden) entry.chart.hideSeries(name);
    table(entry);
  });
}

/** Adds points to the end of each series by name and keeps the last `window` categories, so that a day of updates does not fill the memory. */
export function append(host, categories, values, window) {
  const entry = charts.get(host);
  if (!entry) return;
  const spec = entry.spec;
  const keep = Math.max(2, window);
  update(host, {
    ...spec,
    categories: [...spec.categories, ...categories].slice(-keep),
    series: spec.series.map(s => ({ ...s, values: [...s.values, ...(values[s.name] ?? categories.map(() => null))].slice(-keep) })),
  });
}

export function dispose(host) {
  const entry = charts.get(host);
  if (!entry) return;
  charts.delete(host);
  entry.stop?.();
  entry.chart?.destroy();
}

document.documentElement.addEventListener('cp:theme', () => {
  for (const [host, entry] of charts) update(host, entry.spec);
});

globalThis.cp = Object.assign(globalThis.cp ?? {}, { charts: { all: charts } });
