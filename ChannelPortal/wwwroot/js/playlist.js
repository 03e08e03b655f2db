// Boards in turn: `play` lists them, `seconds` is how long each stays. A pointer that moves, or the focus of the keyboard, holds the rotation for that long; one that was
// left lying does not. Nothing turns while the line is down, because the next board could not be drawn.

/** Starts the rotation that the address asks for; the answer stops it. */
export function rotate(root) {
  const query = new URLSearchParams(location.search);
  const boards = (query.get('play') ?? '').split(',').filter(Boolean);
  if (query.get('kiosk') !== '1' || boards.length < 2) return () => {};
  const seconds = Math.min(300, Math.max(10, Number(query.get('seconds')) || 30));
  const here = root.dataset.boardId ?? 'national';
  const next = boards[(boards.indexOf(here) + 1) % boards.length];
  let left = seconds;
  const hold = event => { if (event.type === 'keydown' || event.movementX || event.movementY) left = seconds; };
  root.addEventListener('pointermove', hold);
  root.addEventListener('keydown', hold);
  const stop = () => {
    clearInterval(timer);
    root.removeEventListener('pointermove', hold);
    root.removeEventListener('keydown', hold);
  };
  const timer = setInterval(() => {
    if (document.documentElement.hasAttribute('data-offline') || --left > 0) return;
    stop();
    const forward = new URLSearchParams({ kiosk: '1', play: boards.join(','), seconds: String(seconds) });
    globalThis.Blazor.navigateTo(`${next === 'national' ? 'board' : 'boards/' + next}?${forward}`, { replaceHistoryEntry: true });
  }, 1000);
  return stop;
}
