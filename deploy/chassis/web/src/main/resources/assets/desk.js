// Everything here makes a working page quicker or kinder. Nothing depends on it.
(function () {
  'use strict';

  var TYPING = 'input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]), textarea, select, [contenteditable]';
  var KEYS_OFF = 'license-desk-keys-off';

  var done = new WeakSet();
  function each(root, selector, work) {
    var found = Array.prototype.slice.call(root.querySelectorAll(selector));
    if (root.matches && root.matches(selector)) found.push(root);
    found.forEach(function (element) {
      if (done.has(element)) return;
      done.add(element);
      work(element);
    });
  }

  function stored(store, key) { try { return window[store].getItem(key); } catch (e) { return null; } }
  function store(store, key, value) { try { window[store].setItem(key, value); } catch (e) { /* private mode: then not */ } }

  // --- keys: data-key="a" presses the thing, unless somebody types; they can be switched off at the foot of the page
  function keysAreOn() { return stored('localStorage', KEYS_OFF) !== 'yes'; }

  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Escape') {
      document.querySelectorAll('details[data-dismiss][open]').forEach(function (open) {
        open.open = false;
        open.querySelector('summary').focus();
      });
      return;
    }
    if (!keysAreOn() || event.repeat || (event.target.closest && event.target.closest(TYPING))) return;
    var target = Array.prototype.find.call(document.querySelectorAll('[data-key]'), function (candidate) {
      return candidate.dataset.key === event.key && !candidate.disabled && candidate.getClientRects().length > 0;
    });
    if (!target) return;
    event.preventDefault();
    target.focus();
    if (!target.matches(TYPING)) target.click();
  });

  function keysToggle(button) {
    if (!document.querySelector('[data-key]')) return;
    button.hidden = false;
    function say() { button.textContent = 'Keyboard shortcuts: ' + (keysAreOn() ? 'on' : 'off'); }
    say();
    button.addEventListener('click', function () {
      store('localStorage', KEYS_OFF, keysAreOn() ? 'yes' : 'no');
      say();
    });
  }

  // --- text areas: as high as their text, and how much may still be typed
  function autosize(area) {
    function fit() {
      var border = area.offsetHeight - area.clientHeight;
      area.style.height = 'auto';
      area.style.height = Math.min(area.scrollHeight + border, 480) + 'px';
    }
    area.addEventListener('input', fit);
    if (area.value) fit();
  }

  function counter(area) {
    var left = document.createElement('div');
    left.className = 'desk-count-left';
    left.setAttribute('aria-hidden', 'true');
    area.insertAdjacentElement('afterend', left);
    function count() { left.textContent = area.value.length.toLocaleString('en') + ' of ' + Number(area.maxLength).toLocaleString('en'); }
    area.addEventListener('input', count);
    count();
  }

  // --- times in the reader's own zone, and kept true while the page stays open
  var ahead = Number(document.body.dataset.now || Date.now()) - Date.now();

  function counted(count, noun) { return count + ' ' + noun + (count === 1 ? '' : 's'); }
  function midnight(at) { return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime(); }

  function relative(at, now) {
    var seconds = (now - at) / 1000;
    var isAhead = seconds < 0;
    var size = Math.abs(seconds);
    // two clocks never agree to the second: what just happened must not seem to lie ahead
    if (size < 45) return isAhead && size > 10 ? 'in a moment' : 'just now';
    if (size < 3600) {
      var minutes = counted(Math.max(1, Math.floor(size / 60)), 'minute');
      return isAhead ? 'in ' + minutes : minutes + ' ago';
    }
    var days = Math.round((midnight(now) - midnight(at)) / 86400000);
    var clock = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
    if (days === 0) return 'today ' + clock;
    if (Math.abs(days) === 1) return (isAhead ? 'tomorrow ' : 'yesterday ') + clock;
    if (Math.abs(days) < 7) return (isAhead ? '' : 'last ') + at.toLocaleDateString('en-GB', { weekday: 'long' }) + ' ' + clock;
    var sameYear = at.getFullYear() === now.getFullYear();
    return at.toLocaleDateString('en-GB', sameYear ? { day: 'numeric', month: 'short' } : { day: 'numeric', month: 'short', year: 'numeric' });
  }

  function sayTime(time) {
    var at = new Date(time.dateTime);
    if (isNaN(at)) return;
    var said = relative(at, new Date(Date.now() + ahead));
    if ('since' in time.dataset) {
      if (said === 'just now' || said === 'in a moment') said = 'for a moment';
      else said = / ago$/.test(said) ? 'for ' + said.replace(/ ago$/, '') : 'since ' + said;
    }
    if (time.textContent !== said) time.textContent = said;
    time.title = at.toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'medium' });
  }
  setInterval(function () {
    if (!document.hidden) document.querySelectorAll('time[data-relative]').forEach(sayTime);
  }, 30000);

  function enhance(root) {
    each(root, 'textarea', function (area) {
      if (area.hasAttribute('data-autosize')) autosize(area);
      if (area.hasAttribute('data-counter')) counter(area);
    });
    each(root, 'time[data-relative]', sayTime);
  }

  // --- a form is sent once, however often its button is pressed
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.method !== 'post' || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = 'yes';
    setTimeout(function () { delete form.dataset.sent; }, 5000);
  });
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('form[data-sent]').forEach(function (form) { delete form.dataset.sent; });
  });

  // --- one open confirmation at a time; a click elsewhere closes it
  document.addEventListener('click', function (event) {
    document.querySelectorAll('details[data-dismiss][open]').forEach(function (open) {
      if (!open.contains(event.target)) open.open = false;
    });
  });

  // --- the phone's menu does not outlive the phone's width
  var sections = document.getElementById('sections');
  window.matchMedia('(min-width: 992px)').addEventListener('change', function (wide) {
    if (wide.matches && sections && sections.matches(':popover-open')) sections.hidePopover();
  });

  // --- htmx: polling pauses while nobody looks or somebody is busy inside, and says when it fails
  var failures = 0;
  function isPoll(element) { return element && element.hasAttribute && element.hasAttribute('data-live'); }
  function isQuiet(element) { return element && element.hasAttribute && element.hasAttribute('data-quiet'); }
  function busyInside(element) {
    var active = document.activeElement;
    return (active && element.contains(active) && active.matches(TYPING)) || element.querySelector('details[open]') !== null;
  }
  function away(isAway) {
    failures = isAway ? failures + 1 : 0;
    var notice = document.getElementById('away');
    if (notice) notice.hidden = failures < 2;
  }

  document.addEventListener('htmx:beforeRequest', function (event) {
    var element = event.detail.elt;
    if ((isPoll(element) || isQuiet(element)) && document.hidden) event.preventDefault();
  });
  document.addEventListener('htmx:beforeSwap', function (event) {
    var element = event.detail.elt;
    var failed = event.detail.xhr.status >= 400;
    if (isPoll(element) && (failed || busyInside(element))) event.detail.shouldSwap = false;
    if (isQuiet(element) && failed) event.detail.shouldSwap = false;
  });
  document.addEventListener('htmx:afterRequest', function (event) {
    if (isPoll(event.detail.elt)) away(!(event.detail.xhr && event.detail.xhr.status > 0 && event.detail.xhr.status < 400));
  });
  document.addEventListener('htmx:sendError', function (event) { if (isPoll(event.detail.elt)) away(true); else if (!isQuiet(event.detail.elt)) say(); });
  document.addEventListener('htmx:timeout', function (event) { if (!isPoll(event.detail.elt) && !isQuiet(event.detail.elt)) say(); });
  function say() {
    var box = document.createElement('div');
    box.className = 'alert alert-danger desk-alert';
    box.textContent = 'The server could not be reached. Nothing was sent; please try again.';
    var messages = document.getElementById('messages');
    if (messages) messages.replaceChildren(box);
  }

  // an ended session reloads the page, but never again and again
  document.addEventListener('htmx:beforeOnLoad', function (event) {
    if (event.detail.xhr.status !== 401 || event.detail.xhr.getResponseHeader('HX-Refresh') !== 'true') return;
    var last = Number(stored('sessionStorage', 'license-desk-refreshed') || 0);
    if (Date.now() - last < 30000) { event.preventDefault(); return; }
    store('sessionStorage', 'license-desk-refreshed', String(Date.now()));
  });
  document.addEventListener('visibilitychange', function () {
    if (!document.hidden && window.htmx) {
      document.querySelectorAll('[data-live]').forEach(function (element) { window.htmx.trigger(element, 'live'); });
    }
  });
  document.addEventListener('htmx:load', function (event) { enhance(event.detail.elt); });

  document.querySelectorAll('[data-keys-toggle]').forEach(keysToggle);
  enhance(document);
})();
