/* Everything here only improves a page that works without it. One listener per kind of event, on the document,
   so that parts which htmx brings in need no setting up; `look(root)` is for what must be seen at once. */

const root = document.documentElement;
const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
const byId = (id) => (id ? document.getElementById(id) : null);

/* Storage may be shut (private windows, WeChat clearing up): then nothing is kept and nothing breaks. */
const store = {
  get(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  },
  set(key, value) {
    try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or shut */ }
  },
  drop(key) {
    try { localStorage.removeItem(key); } catch { /* shut */ }
  },
  keys(prefix) {
    try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; }
  },
};

/* ---- one sending per form ---- */
function busy(form, button) {
  form.dataset.sending = "1";
  if (!button || !button.dataset.busy) return;
  button.style.minWidth = `${button.offsetWidth}px`;
  button.dataset.label = button.innerHTML;
  button.textContent = button.dataset.busy;
  button.setAttribute("aria-disabled", "true");
}

function ready(form) {
  delete form.dataset.sending;
  all("[data-label][aria-disabled]", form).forEach((button) => {
    button.innerHTML = button.dataset.label;
    button.removeAttribute("aria-disabled");
    delete button.dataset.label;
    button.style.minWidth = "";
  });
}

/* ---- drafts: kept on the phone until the form has been sent ---- */
const DRAFT = "linli:draft:";
const KEPT_FOR = 7 * 24 * 3600 * 1000;

function draftFields(form) {
  return Array.from(form.elements).filter((field) => (
    field.name && !field.closest("[data-no-draft]") && !field.readOnly
    && !["password", "file", "hidden", "submit", "button", "reset"].includes(field.type)
    && field.tagName !== "BUTTON" && field.tagName !== "FIELDSET"
  ));
}

function keepDraft(form) {
  const values = {};
  draftFields(form).forEach((field) => {
    const ticks = field.type === "checkbox" || field.type === "radio";
    if (ticks && !field.checked) return;
    if (field.value) (values[field.name] = values[field.name] || []).push(field.value);
  });
  store.set(DRAFT + form.dataset.draft, { at: Date.now(), page: location.pathname, values });
}

function restoreDraft(form) {
  const key = DRAFT + form.dataset.draft;
  const draft = store.get(key);
  if (!draft) return;
  if (draft.sent) store.set(key, { ...draft, sent: false }); // back on the form: it did not arrive
  if (form.querySelector("[aria-invalid=true]")) return; // the server has sent back what was typed
  draftFields(form).forEach((field) => {
    const kept = draft.values[field.name];
    if (!kept) return;
    if (field.type === "radio") {
      if (!field.defaultChecked && kept.includes(field.value)) { field.checked = true; field.dataset.chosen = "1"; }
    } else if (field.type === "checkbox") {
      field.checked = field.checked || kept.includes(field.value);
    } else if (!field.value || field.tagName === "SELECT") {
      field.value = kept[0];
    }
  });
}

/* A draft goes when its form was sent and the answer is another page that came straight from it, or is too old. */
function clearDrafts() {
  let from = "";
  try { from = new URL(document.referrer).pathname; } catch { /* none */ }
  store.keys(DRAFT).forEach((key) => {
    const draft = store.get(key);
    const arrived = draft && draft.sent && from === draft.page && location.pathname !== draft.page;
    if (!draft || arrived || Date.now() - draft.at > KEPT_FOR) store.drop(key);
  });
}

/* ---- what a person is writing: count, emergency, category ---- */
const plain = (text) => text.toLowerCase().replace(/[\s,.!?\u3001\u3002\uff01\uff0c\uff0e\uff1f]/g, "");

function count(place) {
  const field = byId(place.dataset.countFor);
  if (!field) return;
  const used = Array.from(field.value.replace(/\r?\n/g, "\n")).length;
  place.textContent = place.dataset.count.replace("{n}", used).replace("{max}", field.maxLength > 0 ? field.maxLength : "");
}

function emergency(field) {
  let words = {};
  try { words = JSON.parse(field.dataset.emergency); } catch { return; }
  if (Array.isArray(words)) words = { [field.dataset.emergencyBox]: words };
  const text = plain(field.value);
  Object.keys(words).forEach((id) => {
    const box = byId(id);
    if (!box || box.dataset.dismissed) return;
    if (words[id].some((word) => text.includes(plain(word)))) box.hidden = false;
  });
}

function suggest(field) {
  const form = field.form;
  const radios = all(`input[type=radio][name="${field.dataset.suggest}"]`, form || document);
  if (radios.some((radio) => radio.dataset.chosen)) return;
  const text = plain(field.value);
  let best = null;
  radios.forEach((radio) => {
    (radio.dataset.keywords || "").split(",").filter(Boolean).forEach((word) => {
      const at = text.lastIndexOf(plain(word));
      if (at >= 0 && (!best || word.length > best.word.length)) best = { radio, word };
    });
  });
  const reason = (form || document).querySelector("[data-suggest-reason]");
  if (best) {
    best.radio.checked = true;
    best.radio.dataset.suggested = "1";
    if (reason) reason.textContent = reason.dataset.suggestReason.replace("{word}", best.word);
  } else {
    radios.forEach((radio) => {
      if (radio.dataset.suggested) { radio.checked = false; delete radio.dataset.suggested; }
    });
    if (reason && reason.dataset.suggestReason) reason.textContent = "";
  }
}

/* ---- several rows at once ---- */
function bulk(form) {
  const boxes = all("tbody input[type=checkbox]", form);
  const picked = boxes.filter((box) => box.checked).length;
  boxes.forEach((box) => {
    const line = box.closest("tr");
    if (line) line.classList.toggle("is-picked", box.checked);
  });
  all("[data-bulk-count]", form).forEach((place) => {
    place.dataset.none = place.dataset.none || place.textContent;
    place.textContent = picked ? place.dataset.bulkCount.replace("{n}", picked) : place.dataset.none;
  });
  all("[data-bulk-all]", form).forEach((box) => {
    box.checked = picked > 0 && picked === boxes.length;
    box.indeterminate = picked > 0 && picked < boxes.length;
  });
}

/* ---- copying ---- */
function copied(button) {
  const label = button.innerHTML;
  button.textContent = button.dataset.copied || "✓";
  setTimeout(() => { button.innerHTML = label; }, 3000);
}

function copy(button) {
  const source = byId(button.dataset.copy);
  if (!source || button.textContent === button.dataset.copied) return;
  const text = "value" in source ? source.value : source.textContent;
  const byHand = () => {
    const area = document.createElement("textarea");
    area.value = text;
    area.readOnly = true;
    button.parentNode.appendChild(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    button.focus();
    if (done) copied(button); else if (source.select) source.select();
  };
  if (navigator.clipboard && window.isSecureContext) {
    navigator.clipboard.writeText(text).then(() => copied(button), byHand);
  } else {
    byHand();
  }
}

/* ---- reading aloud: where the browser has a voice of the page's language; piece by piece, since long ones break off ---- */
const speech = window.speechSynthesis;
const language = root.lang.slice(0, 2);
const voices = { zh: /^(zh|cmn|yue)/i, en: /^en/i };
const hasVoice = () => speech.getVoices().some((voice) => (voices[language] || voices.zh).test(voice.lang));
const SILENT = "button, [aria-hidden=true], [hidden], input, select, textarea, script, .toasts";

/* What an eye sees of an element, block by block; a code is said from its words for screen readers. */
function spoken(within) {
  const parts = [];
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  let block = null;
  while (walker.nextNode()) {
    const { parentElement: parent, data } = walker.currentNode;
    const words = data.trim();
    if (!words || parent.closest(SILENT) || !parent.getClientRects().length) continue;
    const holder = parent.closest("p, li, dt, dd, h1, h2, h3, label, legend, summary, strong, a, div") || within;
    if (holder === block) parts[parts.length - 1] += words; else parts.push(words);
    block = holder;
  }
  return parts;
}

function endReading() {
  speech.cancel();
  all("[data-read-aloud][data-was]").forEach((button) => {
    button.querySelector("[data-words]").textContent = button.dataset.was;
    delete button.dataset.was;
  });
}

function readAloud(button) {
  const words = button.querySelector("[data-words]");
  const going = "was" in button.dataset;
  endReading();
  if (going) return;
  button.dataset.was = words.textContent;
  words.textContent = button.dataset.reading;
  const pieces = spoken(byId(button.dataset.readAloud)).map((text) => new SpeechSynthesisUtterance(text));
  pieces.forEach((piece) => { piece.lang = language === "en" ? "en" : "zh-CN"; piece.rate = 0.9; });
  if (pieces.length) pieces[pieces.length - 1].onend = endReading;
  pieces.forEach((piece) => speech.speak(piece));
}

function offerReading(within) {
  all("[data-read-aloud]", within).forEach((button) => { button.hidden = !hasVoice(); });
}

if (speech) {
  if (speech.addEventListener) speech.addEventListener("voiceschanged", () => offerReading(document));
  window.addEventListener("pagehide", () => speech.cancel());
}

/* ---- the listeners ---- */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented && !form.dataset.sending) return;
  if (form.dataset.sending) { event.preventDefault(); event.stopPropagation(); return; }
  if (form.method === "get" || form.method === "dialog") return;
  busy(form, event.submitter || (form.contains(document.activeElement) ? document.activeElement : null));
  if ("forgetDrafts" in form.dataset) store.keys(DRAFT).forEach(store.drop);
  if (form.dataset.draft) {
    keepDraft(form);
    const key = DRAFT + form.dataset.draft;
    store.set(key, { ...store.get(key), sent: true });
  }
}, true);

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest ? event.target.closest("form") : null;
  if (!form) return;
  ready(form);
  if (form.dataset.draft && event.detail.successful) store.drop(DRAFT + form.dataset.draft);
});

let waiting = null;
document.addEventListener("input", (event) => {
  const field = event.target;
  all(`[data-count-for="${field.id}"]`).forEach(count);
  if (field.dataset.emergency) emergency(field);
  if (field.dataset.suggest) suggest(field);
  if (field.form && field.form.dataset.draft) {
    clearTimeout(waiting);
    waiting = setTimeout(keepDraft, 300, field.form);
  }
});

/* ---- the map beside a form: a press on a building ticks its box, and the shape shows it ---- */
function mark(box) {
  if (box.id) all(`.map a[href="#${box.id}"]`).forEach((link) => link.classList.toggle("map__link--here", box.checked));
}

function pick(link, event) {
  const box = byId(link.getAttribute("href").replace(/^#/, ""));
  if (!box || box.type !== "checkbox") return;
  event.preventDefault();
  box.checked = !box.checked;
  mark(box);
}

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.type === "checkbox") mark(field);
  if (field.type === "radio") {
    field.dataset.chosen = "1";
    delete field.dataset.suggested;
    all("[data-suggest-reason]", field.form || document).forEach((place) => { place.textContent = ""; });
  }
  const form = field.closest("[data-bulk]");
  if (!form) return;
  if ("bulkAll" in field.dataset) all("tbody input[type=checkbox]", form).forEach((box) => { box.checked = field.checked; });
  bulk(form);
});

document.addEventListener("reset", (event) => {
  if (event.target.matches("[data-bulk]")) setTimeout(bulk, 0, event.target);
});

document.addEventListener("click", (event) => {
  const target = event.target.closest ? event.target : event.target.parentNode;
  const on = (selector) => target.closest(selector);
  let hit = on("[data-copy]");
  if (hit) { event.preventDefault(); copy(hit); }
  hit = on(".map a");
  if (hit) pick(hit, event);
  hit = on("[data-print]");
  if (hit) window.print();
  hit = on("[data-read-aloud]");
  if (hit) readAloud(hit);
  hit = on("[data-dialog]");
  if (hit) {
    const dialog = byId(hit.dataset.dialog);
    if (dialog && dialog.showModal) { event.preventDefault(); dialog.showModal(); }
  }
  hit = on("[data-close]");
  if (hit && hit.closest("dialog")) hit.closest("dialog").close();
  hit = on("[data-emergency-dismiss]");
  if (hit) {
    const box = hit.closest(".emergency");
    box.dataset.dismissed = "1";
    box.hidden = true;
    const field = document.querySelector("[data-emergency]");
    if (field) field.focus();
  }
  hit = on(".error-summary a");
  if (hit && hit.hash) {
    const field = byId(hit.hash.slice(1));
    if (field) { event.preventDefault(); field.focus(); field.scrollIntoView({ block: "center" }); }
  }
  all("details.menu[open]").forEach((menu) => { if (!menu.contains(target)) menu.open = false; });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    all("details.menu[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
  const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = document.querySelector("[data-search]");
  if (search) { event.preventDefault(); search.focus(); search.select(); }
});

/* Coming back with the back button: the form may be sent again. */
window.addEventListener("pageshow", (event) => {
  if (event.persisted) all("form[data-sending]").forEach(ready);
});

function look(within) {
  all("form[data-draft]", within).forEach(restoreDraft);
  all("[data-count-for]", within).forEach(count);
  all("[data-emergency]", within).forEach(emergency);
  all("[data-suggest]", within).forEach((field) => { if (field.value) suggest(field); });
  all("[data-bulk]", within).forEach(bulk);
  all(".picks input:checked", within).forEach(mark);
  if (speech) offerReading(within);
  const summary = within.querySelector(".error-summary, [data-focus]");
  if (summary) summary.focus();
  if (!("elder" in root.dataset)) {
    all(".toast", within).forEach((toast) => {
      const leave = () => {
        if (toast.matches(":hover") || toast.contains(document.activeElement)) { setTimeout(leave, 2000); return; }
        toast.classList.add("toast--gone");
        setTimeout(() => toast.remove(), 250);
      };
      setTimeout(leave, 6000);
    });
  }
}

root.classList.add("js");
if (/MicroMessenger/i.test(navigator.userAgent) || !window.print) all("[data-print]").forEach((button) => { button.hidden = true; });
clearDrafts();
look(document);
document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) look(event.target); });
