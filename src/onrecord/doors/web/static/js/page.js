// Comforts on top of pages that work without: lighting a statement and its note together, opening notes, dropping files.
"use strict";

function light(sheet, number, on) {
  for (const part of sheet.querySelectorAll(`[data-n="${CSS.escape(number)}"]`)) part.classList.toggle("lit", on);
}

// Pointing at words shows their note for as long as one points at it; a click, tap or key keeps it open, Escape closes it.
const ROOM = matchMedia("(min-width: 56.01rem) and (hover: hover)");
const SHOW_MS = 160, HIDE_MS = 700; // long enough to move from the words to their note in the margin

function watchSheet(sheet) {
  let waiting;
  const noteOf = (part) => sheet.querySelector(`.note[data-n="${CSS.escape(part.dataset.n)}"]`);
  const partOf = (event) => { const part = event.target.closest("[data-n]"); return part && sheet.contains(part) ? part : null; };
  const keep = (note) => { delete note.dataset.glance; };
  const later = (ms, todo) => { clearTimeout(waiting); waiting = setTimeout(todo, ms); };
  const hideGlanced = () => { for (const note of sheet.querySelectorAll(".note[data-glance]")) { note.open = false; keep(note); } };
  const over = (event, on) => {
    const part = partOf(event);
    if (!part) return;
    light(sheet, part.dataset.n, on);
    if (event.pointerType !== "mouse" || !ROOM.matches) return;
    if (!on) { later(HIDE_MS, hideGlanced); return; }
    const note = noteOf(part);
    if (!note || (sheet.querySelector(".note[open]:not([data-glance])") && !note.open)) { clearTimeout(waiting); return; }
    later(SHOW_MS, () => { if (note.open) return; hideGlanced(); note.dataset.glance = ""; note.open = true; });
  };
  sheet.addEventListener("pointerover", (event) => over(event, true));
  sheet.addEventListener("pointerout", (event) => over(event, false));
  sheet.addEventListener("focusin", (event) => over(event, true));
  sheet.addEventListener("focusout", (event) => over(event, false));
  sheet.addEventListener("click", (event) => {
    const part = partOf(event);
    if (!part) return;
    clearTimeout(waiting);
    const note = noteOf(part), glanced = note && note.open && "glance" in note.dataset;
    if (!note) return;
    if (glanced) keep(note);
    if (part === note) { if (glanced && event.target.closest("summary")) event.preventDefault(); return; }
    event.preventDefault();
    note.open = glanced || !note.open || part.matches(".ref");
    if (part.matches(".ref")) note.querySelector("summary").focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("keydown", (event) => {
    const note = event.key === "Escape" && sheet.querySelector(".note[open]");
    if (!note) return;
    const inside = note.contains(document.activeElement);
    note.open = false;
    keep(note);
    if (inside) note.querySelector("summary").focus();
  });
}

function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  // the address of a statement stands just before its note: the note opens, and its words are lit
  const note = target.matches("details") ? target : target.matches("[id^='a-']") ? target.nextElementSibling : null;
  if (!note || !note.matches("details")) return;
  note.open = true;
  const sheet = note.closest("[data-sheet]");
  if (sheet && note.dataset.n) light(sheet, note.dataset.n, true);
}

function watchDrop(area) {
  const input = document.getElementById(area.dataset.drop);
  for (const name of ["dragenter", "dragover"]) {
    area.addEventListener(name, (event) => { event.preventDefault(); area.classList.add("dropping"); });
  }
  area.addEventListener("dragleave", () => area.classList.remove("dropping"));
  area.addEventListener("drop", (event) => {
    area.classList.remove("dropping");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
    input.form.requestSubmit();
  });
}

document.querySelectorAll("[data-sheet]").forEach(watchSheet);
document.querySelectorAll("[data-drop]").forEach(watchDrop);
window.addEventListener("hashchange", openTarget);
openTarget();

// Review by keys: j and k move, the letters and figures on the buttons decide, u undoes, e opens the corrections.
function watchQueue(queue) {
  const items = [...queue.querySelectorAll(".review-item")];
  let at = -1;
  const go = (to, how) => { at = Math.max(0, Math.min(items.length - 1, to)); items[at]?.focus(how); };
  if (document.querySelector(".done")) go(0, { preventScroll: true }); // after a decision the next one is at hand
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at - 1);
    else if (event.key === "u") document.querySelector(".done [data-key='u']")?.click();
    else if (event.key === "e" && items[at]) { const more = items[at].querySelector("details"); if (more) { more.open = true; more.querySelector("input:not([type=hidden])").focus(); event.preventDefault(); } }
    else if (items[at] && /^[a-z1-9]$/.test(event.key)) items[at].querySelector(`[data-key="${event.key}"]`)?.click();
  });
}
document.querySelectorAll("[data-queue]").forEach(watchQueue);
