// Starts Blazor and looks after a lost line: it tries for ever, resumes the same circuit when the server still has it, and otherwise reloads
// the page as soon as the server answers. The address holds the filters, so a reload shows the same view.

const strip = document.getElementById('components-reconnect-modal');
// Spread, so that a thousand walls do not knock at the same moment.
const delay = attempt => Math.min(250 * 2 ** attempt, 2000) * (0.75 + Math.random() / 2);
let waiting = false;

const show = state => {
  if (!strip) return;
  if (state) strip.dataset.state = state;
  else delete strip.dataset.state;
  document.documentElement.toggleAttribute('data-offline', Boolean(state));
};

const answers = async () => {
  try {
    return (await fetch('/health/live', { cache: 'no-store', credentials: 'omit' })).status < 500;
  } catch {
    return false;
  }
};

async function reloadWhenBack() {
  if (waiting) return;
  waiting = true;
  show('restarting');
  for (let attempt = 0; !await answers(); attempt++) await new Promise(done => setTimeout(done, delay(attempt)));
  location.reload();
}

async function resume() {
  try {
    if (await Blazor.reconnect() || await Blazor.resumeCircuit?.()) return show(null);
  } catch { /* the server does not know this circuit any more */ }
  await reloadWhenBack();
}

strip?.addEventListener('components-reconnect-state-changed', event => {
  switch (event.detail.state) {
    case 'show':
    case 'retrying': show('retrying'); break;
    case 'hide': show(null); break;
    case 'paused': show('paused'); break;
    case 'failed': resume(); break;
    case 'rejected':
    case 'resume-failed': reloadWhenBack(); break;
  }
  const seconds = strip.querySelector('[data-reconnect-seconds]');
  if (seconds) seconds.textContent = event.detail.secondsToNextAttempt > 0 ? `${event.detail.secondsToNextAttempt} s` : '';
});

strip?.addEventListener('click', event => {
  if (event.target.closest('[data-action="reconnect"]')) resume();
});

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && strip?.dataset.state === 'retrying') resume();
});

Blazor.start({
  circuit: { reconnectionOptions: { maxRetries: 100000, retryIntervalMilliseconds: delay } },
});
