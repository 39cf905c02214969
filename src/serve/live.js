// Added by `casebook serve`, never part of a build: reloads the page when it looks different after
// a save, and shows at the foot of the page what `casebook check` finds.
(() => {
  'use strict';

  const version = document.currentScript.dataset.version;
  const PLACE = 'casebook-live-place';
  const HIDDEN = 'casebook-live-hidden';
  const OPEN = 'casebook-live-open';

  // Storage may be switched off; then the page merely forgets.
  const remember = (key, value) => {
    try {
      if (value === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, value);
    } catch { /* forgotten */ }
  };
  const recall = (key) => {
    try { return sessionStorage.getItem(key); } catch { return null; }
  };

  const make = (name, attributes = {}, text = '') => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  };

  // The place on the page outlives the reload.
  const reload = () => {
    const place = { path: location.pathname, x: scrollX, y: scrollY };
    remember(PLACE, JSON.stringify(place));
    location.reload();
  };
  const returnToPlace = () => {
    const place = JSON.parse(recall(PLACE) || 'null');
    remember(PLACE, null);
    if (place && place.path === location.pathname) {
      const go = () => scrollTo({ left: place.x, top: place.y, behavior: 'instant' });
      go();
      addEventListener('load', go, { once: true });
    }
  };

  // The panel has a shadow root, so that neither the theme's styles nor ours reach the other.
  const panel = (() => {
    const host = make('div', { id: 'casebook-live' });
    const root = host.attachShadow({ mode: 'open' });
    const style = make('link', { rel: 'stylesheet', href: '/-/casebook/live.css' });
    const frame = make('section', { 'aria-label': 'casebook', class: 'frame', hidden: '' });
    const bar = make('div', { class: 'bar' });
    const summary = make('p', { role: 'status', class: 'summary' });
    const more = make('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'list' });
    const hide = make('button', { type: 'button' }, 'Hide');
    const list = make('div', { id: 'list', class: 'list', hidden: '', tabindex: '0', role: 'region', 'aria-label': 'Findings' });
    bar.append(summary, more, hide);
    frame.append(bar, list);
    root.append(style, frame);
    style.addEventListener('load', () => { host.dataset.ready = ''; });

    let shown = '';
    const expand = (isOpen) => {
      list.hidden = !isOpen;
      more.textContent = isOpen ? 'Show less' : 'Show';
      more.setAttribute('aria-expanded', String(isOpen));
      remember(OPEN, isOpen ? 'yes' : null);
    };
    const dismiss = () => {
      frame.hidden = true;
      remember(HIDDEN, shown);
    };
    more.addEventListener('click', () => expand(list.hidden));
    hide.addEventListener('click', dismiss);
    addEventListener('keydown', (event) => {
      const isElsewhere = document.activeElement !== host && document.activeElement !== document.body;
      if (event.key === 'Escape' && !frame.hidden && !isElsewhere) dismiss();
    });
    expand(recall(OPEN) === 'yes');

    // What was dismissed stays away until something else is to be said.
    const show = (text, kind, contents) => {
      const said = `${text}\n${contents.map((node) => node.textContent).join('\n')}`;
      if (said === shown) return;
      shown = said;
      frame.dataset.kind = kind;
      list.replaceChildren(...contents);
      more.hidden = contents.length === 0;
      frame.hidden = text === '' || recall(HIDDEN) === said;
      summary.textContent = text;
    };
    return { host, show };
  })();

  const count = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`;

  const entry = (finding) => {
    const item = make('li', { class: finding.level });
    item.append(
      make('span', { class: 'place' }, `${finding.file}:${finding.line}:${finding.column}`),
      make('span', { class: 'level' }, `${finding.level}[${finding.rule}]`),
      make('span', { class: 'message' }, finding.message),
    );
    if (finding.help) item.append(make('span', { class: 'help' }, `help: ${finding.help}`));
    return item;
  };

  const tell = (state) => {
    const contents = [];
    if (state.fault) contents.push(make('pre', { class: 'fault' }, state.fault));
    if (state.findings.length > 0) {
      const list = make('ol');
      list.append(...state.findings.map(entry));
      contents.push(list);
    }
    const total = state.errors + state.warnings + state.hints;
    if (total > state.findings.length) {
      const rest = total - state.findings.length;
      contents.push(make('p', { class: 'rest' }, `And ${rest} more; casebook check prints them all.`));
    }
    const counts = [[state.errors, 'error'], [state.warnings, 'warning'], [state.hints, 'hint']]
      .filter(([n]) => n > 0)
      .map(([n, word]) => count(n, word));
    if (state.fault) {
      panel.show('The latest save could not be built. This is the site before it.', 'error', contents);
    } else {
      const kind = state.errors > 0 ? 'error' : state.warnings > 0 ? 'warning' : 'hint';
      panel.show(counts.join(', '), kind, contents);
    }
  };

  // A hidden tab lets go of its connection: browsers allow six to a host, and a seventh tab would
  // wait for ever. Coming back it is told at once what it missed.
  let events = null;
  let silence = 0;
  const listen = () => {
    if (events) return;
    const page = encodeURIComponent(location.pathname);
    events = new EventSource(`/-/casebook/events?page=${page}&version=${version}`);
    events.addEventListener('state', (event) => {
      clearTimeout(silence);
      silence = 0;
      const state = JSON.parse(event.data);
      if (state.reload) {
        leave();
        reload();
      } else {
        tell(state);
      }
    });
    events.addEventListener('error', () => {
      // Also raised while a page is being left, so it must last before it is worth a word.
      silence ||= setTimeout(() => {
        panel.show('casebook serve does not answer. This page waits for it.', 'warning', []);
      }, 3000);
      if (events?.readyState === EventSource.CLOSED) {
        events = null;
        setTimeout(() => { if (!document.hidden) listen(); }, 2000);
      }
    });
  };
  const leave = () => {
    clearTimeout(silence);
    silence = 0;
    events?.close();
    events = null;
  };

  document.body.append(panel.host);
  returnToPlace();
  document.addEventListener('visibilitychange', () => (document.hidden ? leave() : listen()));
  addEventListener('pagehide', leave);
  addEventListener('pageshow', listen);
  if (!document.hidden) listen();
})();
