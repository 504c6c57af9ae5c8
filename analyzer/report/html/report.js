// The HTML report is whole without this. It adds: sorting and filtering of tables, buttons that copy commands, steps that stay ticked off,
// a choice of light and dark, and folds that open for printing and when something in them is pointed to.
(function () {
  'use strict';
  var doc = document, root = doc.documentElement;
  root.classList.add('js');

  function all(selector, from) { return Array.prototype.slice.call((from || doc).querySelectorAll(selector)); }
  function make(tag, text, name) {
    var e = doc.createElement(tag);
    if (text) e.textContent = text;
    if (name) e.className = name;
    return e;
  }
  function button(text, act) {
    var b = make('button', text);
    b.type = 'button';
    b.addEventListener('click', act);
    return b;
  }
  // Pages opened from a disk may have no memory.
  function recall(key) { try { return localStorage.getItem('schannel-doctor:' + key); } catch (e) { return null; } }
  function remember(key, value) { try { localStorage.setItem('schannel-doctor:' + key, value); } catch (e) { return; } }

  var speaker = make('div', '', 'unseen');
  speaker.setAttribute('role', 'status');
  doc.body.appendChild(speaker);

  // Light and dark
  var controls = doc.getElementById('controls');
  var system = window.matchMedia('(prefers-color-scheme: dark)');
  function dark() { return root.dataset.theme ? root.dataset.theme === 'dark' : system.matches; }
  function tell() { theme.textContent = dark() ? 'Light theme' : 'Dark theme'; }
  var theme = button('', function () {
    root.dataset.theme = dark() ? 'light' : 'dark';
    remember('theme', root.dataset.theme);
    tell();
  });
  theme.id = 'theme';
  var chosen = recall('theme');
  if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
  system.addEventListener('change', tell);
  tell();

  // Folds
  function fold(open) { all('details').forEach(function (d) { d.open = open; }); }
  controls.appendChild(button('Open all', function () { fold(true); }));
  controls.appendChild(button('Close all', function () { fold(false); }));
  controls.appendChild(theme);
  function reveal() {
    var target = location.hash.length > 1 && doc.getElementById(location.hash.slice(1));
    if (!target) return;
    for (var e = target; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true;
    target.scrollIntoView();
  }
  window.addEventListener('hashchange', reveal);
  reveal();
  var closed = [];
  window.addEventListener('beforeprint', function () {
    closed = all('details:not([open])');
    fold(true);
  });
  window.addEventListener('afterprint', function () { closed.forEach(function (d) { d.open = false; }); });

  // Commands
  function copied(b) {
    b.textContent = 'Copied';
    speaker.textContent = 'Copied';
    setTimeout(function () { b.textContent = 'Copy'; speaker.textContent = ''; }, 1500);
  }
  function copyBySelection(code, b) {
    var range = doc.createRange(), selection = window.getSelection();
    range.selectNodeContents(code);
    selection.removeAllRanges();
    selection.addRange(range);
    if (doc.execCommand('copy')) copied(b);
  }
  all('.cmd').forEach(function (box) {
    var code = box.querySelector('code');
    var b = button('Copy', function () {
      if (!navigator.clipboard) return copyBySelection(code, b);
      navigator.clipboard.writeText(code.textContent).then(function () { copied(b); }, function () { copyBySelection(code, b); });
    });
    b.setAttribute('aria-label', 'Copy this command');
    box.appendChild(b);
  });

  // Steps
  all('ol.steps').forEach(function (list) {
    var boxes = all('input', list), key = 'steps:' + list.dataset.steps, progress = make('p', '', 'progress muted small');
    list.parentNode.insertBefore(progress, list);
    function show() {
      var done = boxes.filter(function (b) { return b.checked; }).length;
      boxes.forEach(function (b) { b.closest('li').classList.toggle('done', b.checked); });
      progress.textContent = done + ' of ' + boxes.length + ' done';
    }
    var before = recall(key) || '';
    boxes.forEach(function (b, i) {
      b.checked = before[i] === '1';
      b.addEventListener('change', function () {
        remember(key, boxes.map(function (x) { return x.checked ? '1' : '0'; }).join(''));
        show();
      });
    });
    show();
  });

  // Tables
  function value(row, column, numeric) {
    var cell = row.cells[column];
    var text = cell.dataset.value !== undefined ? cell.dataset.value : cell.textContent.trim().toLowerCase();
    return numeric ? Number(text) : text;
  }
  function sort(table, th) {
    var column = th.cellIndex, numeric = th.dataset.sort === 'number';
    var now = th.getAttribute('aria-sort'), up = now ? now === 'descending' : !numeric;
    all('th', table.tHead).forEach(function (other) { other.removeAttribute('aria-sort'); });
    th.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    var body = table.tBodies[0], rows = all('tr', body).filter(function (r) { return r.parentNode === body; });
    rows.map(function (row, i) { return { row: row, value: value(row, column, numeric), last: row.classList.contains('rest'), i: i }; })
      .sort(function (a, b) {
        if (a.last !== b.last) return a.last ? 1 : -1;
        if (a.value === b.value) return a.i - b.i;
        return (a.value < b.value) === up ? -1 : 1;
      })
      .forEach(function (entry) { body.appendChild(entry.row); });
  }
  function filter(table) {
    var rows = all('tr', table.tBodies[0]), texts = rows.map(function (r) { return r.textContent.toLowerCase(); });
    var box = make('div', '', 'filter'), label = make('label', 'Filter '), input = make('input'), count = make('span', '', 'muted');
    input.type = 'search';
    count.setAttribute('role', 'status');
    label.appendChild(input);
    box.appendChild(label);
    box.appendChild(count);
    function show() {
      var words = input.value.toLowerCase().split(/\s+/), n = 0;
      rows.forEach(function (row, i) {
        row.hidden = !words.every(function (w) { return texts[i].indexOf(w) >= 0; });
        if (!row.hidden) n++;
      });
      count.textContent = n + ' of ' + rows.length + ' rows';
    }
    input.addEventListener('input', show);
    show();
    var frame = table.parentNode;
    frame.parentNode.insertBefore(box, frame);
  }
  all('table.grid').forEach(function (table) {
    var rows = table.tBodies[0].rows.length;
    if (rows < 2) return;
    all('th', table.tHead).forEach(function (th) {
      if (th.dataset.sort === 'no') return;
      var b = button(th.textContent, function () { sort(table, th); });
      th.textContent = '';
      th.appendChild(b);
    });
    if (rows > 5 && table.closest('.list')) filter(table);
  });
})();
