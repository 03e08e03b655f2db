// Arranging by pointer: a tile is dragged by its handle and sized by its corner, in whole cells of the grid.

/** `place(id, x, y, width, height)` hears of a tile that was dropped elsewhere. Escape takes the move back. */
export function arrange(root, event, place) {
  const handle = event.target.closest?.('[data-drag],[data-resize]');
  if (!handle || event.button !== 0) return;
  const tile = handle.closest('[data-tile]');
  const grid = root.querySelector('[data-grid]');
  const style = getComputedStyle(grid);
  if (style.display !== 'grid' || style.gridTemplateColumns.split(' ').length < 12) return;
  event.preventDefault();
  handle.focus?.({ preventScroll: true });
  handle.setPointerCapture(event.pointerId);
  const gap = parseFloat(style.columnGap);
  const wide = (grid.getBoundingClientRect().width + gap) / 12;
  const tall = parseFloat(style.gridAutoRows) + gap;
  const read = name => Number(tile.style.getPropertyValue(name));
  const begin = { x: read('--x') - 1, y: read('--y') - 1, w: read('--w'), h: read('--h') };
  const isSize = 'resize' in handle.dataset;
  let end = begin;
  const onMove = move => {
    const dx = Math.round((move.clientX - event.clientX) / wide);
    const dy = Math.round((move.clientY - event.clientY) / tall);
    end = isSize ? { ...begin, w: Math.max(2, Math.min(12 - begin.x, begin.w + dx)), h: Math.max(1, Math.min(8, begin.h + dy)) }
      : { ...begin, x: Math.max(0, Math.min(12 - begin.w, begin.x + dx)), y: Math.max(0, begin.y + dy) };
    tile.classList.add('bt-moving');
    tile.style.translate = isSize ? '' : `${(end.x - begin.x) * wide}px ${(end.y - begin.y) * tall}px`;
    if (isSize) { tile.style.setProperty('--w', end.w); tile.style.setProperty('--h', end.h); }
  };
  const finish = isDropped => {
    handle.removeEventListener('pointermove', onMove);
    handle.removeEventListener('pointerup', onUp);
    handle.removeEventListener('pointercancel', onCancel);
    document.removeEventListener('keydown', onEscape, true);
    tile.classList.remove('bt-moving');
    tile.style.translate = '';
    tile.style.setProperty('--w', begin.w);
    tile.style.setProperty('--h', begin.h);
    if (isDropped && Object.keys(begin).some(k => begin[k] !== end[k])) place(tile.dataset.tile, end.x, end.y, end.w, end.h);
  };
  const onUp = () => finish(true);
  const onCancel = () => finish(false);
  const onEscape = key => { if (key.key === 'Escape') { key.stopPropagation(); finish(false); } };
  handle.addEventListener('pointermove', onMove);
  handle.addEventListener('pointerup', onUp);
  handle.addEventListener('pointercancel', onCancel);
  document.addEventListener('keydown', onEscape, true);
}
