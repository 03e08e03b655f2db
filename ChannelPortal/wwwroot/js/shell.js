// The frame's behaviour that needs no server: theme, rail, menus, dialogs, shortcuts. Works on static and interactive pages alike through one
// listener on the document, so Blazor may replace any element at any time.

const root = document.documentElement;
const year = 365 * 24 * 3600;
const remember = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`; };

function markTheme() {
  for (const button of document.querySelectorAll('[data-theme-choice]')) {
    button.setAttribute('aria-pressed', String(button.dataset.themeChoice === root.dataset.theme));
  }
}

function setTheme(choice) {
  root.dataset.theme = choice;
  remember('cp.theme', choice);
  markTheme();
  root.dispatchEvent(new CustomEvent('cp:theme'));
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => root.dispatchEvent(new CustomEvent('cp:theme')));

function open(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  dialog.showModal();
  const input = dialog.querySelector('input[type="text"]');
  input?.focus();
  input?.select();
}

const actions = {
  'toggle-rail': () => {
    root.dataset.rail = root.dataset.rail === 'narrow' ? 'wide' : 'narrow';
    remember('cp.rail', root.dataset.rail);
  },
  'open-rail': () => root.toggleAttribute('data-rail-open'),
  'close-rail': () => root.removeAttribute('data-rail-open'),
  'open-palette': () => open('palette'),
  'open-shortcuts': () => open('shortcuts'),
  'close-dialog': target => target.closest('dialog')?.close(),
};

const closeMenus = except => {
  for (const menu of document.querySelectorAll('details.cp-menu[open]')) {
    if (menu !== except) menu.open = false;
  }
};

document.addEventListener('click', event => {
  const target = event.target;
  if (!(target instanceof Element)) return;
  const menu = target.closest('details.cp-menu');
  closeMenus(menu);
  if (menu && target.closest('.cp-menu-item')) setTimeout(() => { menu.open = false; });
  if (target instanceof HTMLDialogElement) target.close();
  const choice = target.closest('[data-theme-choice]');
  if (choice) setTheme(choice.dataset.themeChoice);
  const action = target.closest('[data-action]');
  if (action) actions[action.dataset.action]?.(action);
  if (target.closest('.cp-rail a')) root.removeAttribute('data-rail-open');
  const fill = target.closest('[data-fill-email]');
  if (fill) fillSignIn(fill);
  const copy = target.closest('[data-copy]');
  if (copy) {
    const field = document.getElementById(copy.dataset.copy);
    field.select();
    navigator.clipboard?.writeText(field.value).then(() => { copy.querySelector('span').textContent = copy.dataset.copied; });
  }
  const peek = target.closest('[data-show-password]');
  if (peek) {
    const field = document.getElementById(peek.dataset.showPassword);
    field.type = field.type === 'password' ? 'text' : 'password';
    peek.setAttribute('aria-pressed', String(field.type === 'text'));
  }
}, true);

// The language link goes back to where the person is now, also when only the script has changed the address.
document.addEventListener('click', event => {
  const link = event.target instanceof Element && event.target.closest('a[data-language]');
  if (link) link.search = '?returnUrl=' + encodeURIComponent(location.pathname + location.search + location.hash);
}, true);

function fillSignIn(button) {
  const email = document.querySelector('input[name="Email"]');
  const password = document.querySelector('input[name="Password"]');
  email.value = button.dataset.fillEmail;
  password.value = button.dataset.fillPassword;
  email.form.querySelector('button[type="submit"]').focus();
}

// Faces for characters that stand in no text of ours (names of people and places) come when the page is up: a hundred rules that few pages need.
addEventListener('load', () => {
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.href = root.dataset.names;
  document.head.append(sheet);
});

const singleKeys = () => localStorage.getItem('cp.singleKeys') !== 'off';
let first = null;
let firstAt = 0;

document.addEventListener('keydown', event => {
  if (event.isComposing || event.keyCode === 229) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    open('palette');
    return;
  }
  if (event.key === 'Escape') {
    const menu = document.querySelector('details.cp-menu[open]');
    if (menu) { event.preventDefault(); menu.open = false; menu.querySelector('summary')?.focus(); }
    root.removeAttribute('data-rail-open');
    return;
  }
  const target = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || !singleKeys() || document.querySelector('dialog[open]')) return;
  if (target instanceof Element && (target.closest('input,textarea,select,[contenteditable="true"],[role="textbox"]'))) return;
  const key = event.key;
  if (key === '?') { open('shortcuts'); return; }
  if (key === '[') { actions['toggle-rail'](); return; }
  if (key === '/') { event.preventDefault(); (document.querySelector('[data-search]') ?? { focus: () => open('palette') }).focus(); return; }
  const now = performance.now();
  if (first && now - firstAt < 1200) {
    const link = document.querySelector(`[data-shortcut="${CSS.escape(first)} ${CSS.escape(key)}"]`) ;
    first = null;
    if (link) { event.preventDefault(); link.click(); return; }
  }
  first = /^[a-z]$/.test(key) ? key : null;
  firstAt = now;
}, true);

document.addEventListener('change', event => {
  if (event.target.matches?.('[data-single-keys]')) localStorage.setItem('cp.singleKeys', event.target.checked ? 'on' : 'off');
});

// Dialogs belong to the page they were opened on.
let address = location.href;
new MutationObserver(() => {
  if (address === location.href) return;
  address = location.href;
  for (const dialog of document.querySelectorAll('dialog.cp-palette[open],dialog#shortcuts[open]')) dialog.close();
}).observe(document.documentElement, { childList: true, subtree: true });

const prepare = () => {
  markTheme();
  for (const box of document.querySelectorAll('[data-single-keys]')) box.checked = singleKeys();
};
prepare();
// In a low window the place where one is may lie below the fold of the navigation.
document.querySelector('.cp-nav .active')?.scrollIntoView({ block: 'nearest' });
// The circuit renders the frame anew once it is up.
document.addEventListener('toggle', prepare, true);
