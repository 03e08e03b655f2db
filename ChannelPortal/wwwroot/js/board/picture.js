// A picture of a tile that stands alone: what the tile shows, all of its rows, with title, days, filters and time. The tile is read as shapes and texts; the same shapes
// are written as SVG or painted on a canvas, which knows the fonts of the page as an SVG in an image would not.

import { element, shape, svgSpace } from './dom.js';

const margin = 16;
const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const colours = new Map();

// Mixed colours are told as color(srgb …), which other programs do not read.
function colourOf(text) {
  if (!colours.has(text)) {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = text;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    colours.set(text, a === 0 ? null : { fill: `rgb(${r},${g},${b})`, opacity: Math.round((a / 255) * 1000) / 1000 });
  }
  return colours.get(text);
}

const fontOf = style => ({ size: parseFloat(style.fontSize), weight: style.fontWeight, family: style.fontFamily });
const fontText = font => `${font.weight} ${font.size}px ${font.family}`;

function cutTo(text, font, width) {
  pen.font = fontText(font);
  if (pen.measureText(text).width <= width + 1) return text;
  let cut = text;
  while (cut.length > 1 && pen.measureText(cut + '…').width > width) cut = cut.slice(0, -1);
  return cut + '…';
}

// The lines that a text node is broken into, each with its place.
function linesOf(node) {
  const range = document.createRange();
  const lines = [];
  for (let i = 0; i < node.length; i++) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const box = range.getClientRects()[0];
    if (!box || box.width === 0) continue;
    const line = lines.at(-1);
    if (line && Math.abs(line.top - box.top) < 2) { line.text += node.data[i]; line.right = box.right; } else lines.push({ text: node.data[i], left: box.left, right: box.right, top: box.top, height: box.height });
  }
  return lines;
}

function readHtml(node, shapes) {
  if (node.nodeType === Node.TEXT_NODE) {
    const style = getComputedStyle(node.parentElement);
    const font = fontOf(style);
    const box = node.parentElement.getBoundingClientRect();
    const isCut = style.textOverflow === 'ellipsis' && style.overflowX !== 'visible';
    for (const line of linesOf(node)) {
      pen.font = fontText(font);
      const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = pen.measureText('国');
      shapes.push({ kind: 'text', x: line.left, y: line.top + (line.height - up - down) / 2 + up, font, colour: style.color, text: isCut ? cutTo(line.text, font, box.right - line.left) : line.text });
    }
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches('.cp-visually-hidden')) return;
  const style = getComputedStyle(node);
  if (style.display === 'none' || style.visibility === 'hidden') return;
  if (node instanceof SVGElement) { readSvg(node, shapes); return; }
  const box = node.getBoundingClientRect();
  if (box.width > 0 && box.height > 0) {
    if (colourOf(style.backgroundColor)) shapes.push({ kind: 'rect', x: box.left, y: box.top, width: box.width, height: box.height, radius: Math.min(parseFloat(style.borderTopLeftRadius) || 0, box.height / 2), colour: style.backgroundColor });
    const edge = parseFloat(style.borderBottomWidth);
    if (edge > 0 && style.borderBottomStyle !== 'none') shapes.push({ kind: 'rect', x: box.left, y: box.bottom - edge, width: box.width, height: edge, radius: 0, colour: style.borderBottomColor });
  }
  const before = getComputedStyle(node, '::before').content;
  if (/^".+"/.test(before)) {
    const font = fontOf(style);
    pen.font = fontText(font);
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = pen.measureText('国');
    const words = document.createRange();
    words.selectNodeContents(node);
    const sign = JSON.parse(/^"(?:[^"\\]|\\.)*"/.exec(before)[0]);
    shapes.push({ kind: 'text', x: words.getBoundingClientRect().left - pen.measureText(sign).width - 2, y: box.top + (box.height - up - down) / 2 + up, font, colour: getComputedStyle(node, '::before').color, text: sign });
  }
  for (const child of node.childNodes) readHtml(child, shapes);
}

function readSvg(node, shapes) {
  const style = getComputedStyle(node);
  if (style.display === 'none' || node.localName === 'title') return;
  const number = name => Number(node.getAttribute(name) ?? 0);
  const [x, y] = [number('x'), number('y')];
  const d = {
    path: () => node.getAttribute('d'),
    line: () => `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`,
    rect: () => `M${x} ${y}h${number('width')}v${number('height')}h${-number('width')}Z`,
    circle: () => `M${number('cx') - number('r')} ${number('cy')}a${number('r')} ${number('r')} 0 1 0 ${2 * number('r')} 0a${number('r')} ${number('r')} 0 1 0 ${-2 * number('r')} 0Z`,
  }[node.localName]?.();
  const to = node.getScreenCTM?.();
  if (d && to) {
    shapes.push({
      kind: 'path', d, to: [to.a, to.b, to.c, to.d, to.e, to.f], fill: style.fill === 'none' ? null : style.fill, stroke: style.stroke === 'none' ? null : style.stroke,
      width: parseFloat(style.strokeWidth), dash: style.strokeDasharray === 'none' ? '' : style.strokeDasharray.replaceAll('px', ''), opacity: Number(style.opacity), fillOpacity: Number(style.fillOpacity),
    });
  } else if (node.localName === 'text') {
    shapes.push({ kind: 'text', x: to.e + x * to.a, y: to.f + y * to.d, font: fontOf(style), colour: style.fill, text: node.textContent, anchor: style.textAnchor });
    return;
  }
  for (const child of node.children) readSvg(child, shapes);
}

// The body once more beside the page, as high as its rows are, read there and taken away again.
function read(tile) {
  const body = tile.querySelector('[data-body]');
  const hasDrawing = body.querySelector('.bt-line,.bt-bubbles,.tg') !== null;
  const copy = tile.cloneNode(true);
  copy.removeAttribute('data-tile');
  copy.classList.remove('bt-full', 'bt-moving');
  copy.querySelectorAll('.bt-head,.bt-foot,[data-resize]').forEach(part => part.remove());
  Object.assign(copy.style, { position: 'fixed', left: '-20000px', top: '0', width: `${Math.max(hasDrawing ? body.clientWidth : 420, body.clientWidth)}px`, minHeight: '0', padding: '0', border: '0', display: 'block' });
  const inner = copy.querySelector('[data-body]');
  Object.assign(inner.style, { height: hasDrawing ? `${body.clientHeight}px` : 'auto', minHeight: '0', overflow: 'visible' });
  inner.querySelectorAll('.bt-bars,.bt-list,.bt-scroll').forEach(part => Object.assign(part.style, { overflow: 'visible', flex: 'none' }));
  inner.querySelectorAll('li,tr').forEach(row => { row.style.visibility = ''; });
  inner.querySelectorAll('.cp-spark').forEach(part => { part.style.height = '60px'; });
  tile.parentElement.append(copy);
  const shapes = [];
  const { left, top } = inner.getBoundingClientRect();
  readHtml(inner, shapes);
  const [width, height] = [inner.scrollWidth, inner.scrollHeight];
  copy.remove();
  for (const part of shapes) {
    if (part.kind === 'path') { part.to[4] -= left; part.to[5] -= top; } else { part.x -= left; part.y -= top; }
  }
  return { shapes, width, height };
}

/** Title, days and filters above, source and time below. */
function compose(tile, caption, source) {
  const { shapes, width: inside, height: high } = read(tile);
  const style = getComputedStyle(tile);
  const secondary = getComputedStyle(tile.querySelector('[data-foot]')).color;
  const width = inside + 2 * margin;
  const words = (text, y, size, weight, colour) => {
    const font = { size, weight, family: style.fontFamily };
    return { kind: 'text', x: margin, y, font, colour, text: cutTo(text, font, inside) };
  };
  for (const part of shapes) {
    if (part.kind === 'path') { part.to[4] += margin; part.to[5] += 64; } else { part.x += margin; part.y += 64; }
  }
  const height = 64 + high + 36;
  return {
    width,
    height,
    shapes: [
      { kind: 'rect', x: 0, y: 0, width, height, radius: 0, colour: style.backgroundColor }, words(tile.getAttribute('aria-label'), 28, 16, '650', style.color), words(caption, 48, 12, '400', secondary),
      ...shapes, words(source, height - 12, 11, '400', secondary),
    ],
  };
}

function toSvg({ width, height, shapes }) {
  const svg = shape('svg', { xmlns: svgSpace, width, height, viewBox: `0 0 ${width} ${height}` });
  for (const part of shapes) {
    const colour = part.colour && colourOf(part.colour);
    if (part.kind === 'rect') svg.append(shape('rect', { x: part.x, y: part.y, width: part.width, height: part.height, rx: part.radius || null, fill: colour.fill, 'fill-opacity': colour.opacity < 1 ? colour.opacity : null }));
    else if (part.kind === 'text') svg.append(shape('text', { x: part.x, y: part.y, 'font-family': part.font.family, 'font-size': part.font.size, 'font-weight': part.font.weight, fill: colour?.fill ?? 'none', 'text-anchor': part.anchor === 'start' ? null : part.anchor }, part.text));
    else {
      const [fill, stroke] = [part.fill && colourOf(part.fill), part.stroke && colourOf(part.stroke)];
      if (!fill && !stroke) continue;
      svg.append(shape('path', {
        d: part.d, transform: `matrix(${part.to.join(' ')})`, fill: fill?.fill ?? 'none', 'fill-opacity': fill ? fill.opacity * part.fillOpacity : null, stroke: stroke?.fill, 'stroke-width': stroke ? part.width : null,
        'stroke-dasharray': stroke && part.dash ? part.dash : null, 'vector-effect': 'non-scaling-stroke', opacity: part.opacity < 1 ? part.opacity : null,
      }));
    }
  }
  return new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' });
}

function toPng({ width, height, shapes }) {
  const canvas = element('canvas', { width: Math.ceil(width * 2), height: Math.ceil(height * 2) });
  const to = canvas.getContext('2d');
  to.scale(2, 2);
  for (const part of shapes) {
    to.globalAlpha = 1;
    if (part.kind === 'rect') {
      to.fillStyle = part.colour;
      to.beginPath();
      to.roundRect(part.x, part.y, part.width, part.height, part.radius);
      to.fill();
    } else if (part.kind === 'text') {
      to.font = fontText(part.font);
      to.textAlign = { middle: 'center', end: 'right' }[part.anchor] ?? 'left';
      to.fillStyle = part.colour;
      to.fillText(part.text, part.x, part.y);
    } else {
      const path = new Path2D();
      path.addPath(new Path2D(part.d), new DOMMatrix(part.to));
      if (part.fill) { to.globalAlpha = part.opacity * part.fillOpacity; to.fillStyle = part.fill; to.fill(path); }
      if (part.stroke) {
        to.globalAlpha = part.opacity;
        to.strokeStyle = part.stroke;
        to.lineWidth = part.width;
        to.lineJoin = 'round';
        to.setLineDash(part.dash ? part.dash.split(/[ ,]+/).map(Number) : []);
        to.stroke(path);
      }
    }
  }
  return new Promise(done => canvas.toBlob(done, 'image/png'));
}

/** Hands the picture of a tile to the person, as `svg` or `png`. */
export async function savePicture(tile, kind, name, caption, source) {
  const scene = compose(tile, caption, source);
  const address = URL.createObjectURL(kind === 'svg' ? toSvg(scene) : await toPng(scene));
  element('a', { href: address, download: `${name}.${kind}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
