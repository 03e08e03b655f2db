// Boards in turn: `play` lists them, `seconds` is how long each stays. A pointer over the board holds the rotation.

/** Starts the rotation that the address asks for; the answer stops it. */
export function rotate(root) {
  const query = new URLSearchParams(location.search);
  const boards = (query.get('play') ?? '').split(',').filter(Boolean);
  if (query.get('kiosk') !== '1' || boards.length < 2) return () => {};
  const seconds = Math.min(300, Math.max(10, Number(query.get('seconds')) || 30));
  const here = root.dataset.boardId ?? 'national';
  const next = boards[(boards.indexOf(here) + 1) % boards.length];
  let left = seconds;
  const timer = setInterval(() => {
    if (root.matches(':hover') || --left > 0) return;
    clearInterval(timer);
    const forward = new URLSearchParams({ kiosk: '1', play: boards.join(','), seconds: String(seconds) });
    globalThis.Blazor.navigateTo(`${next === 'national' ? 'board' : 'boards/' + next}?${forward}`, { replaceHistoryEntry: true });
  }, 1000);
  return () => clearInterval(timer);
}
