// Comforts on top of pages that work without: lighting a statement and its note together, opening notes, dropping files.
"use strict";

function light(sheet, number, on) {
  for (const part of sheet.querySelectorAll(`[data-n="${CSS.escape(number)}"]`)) part.classList.toggle("lit", on);
}

function watchSheet(sheet) {
  const over = (event, on) => {
    const part = event.target.closest("[data-n]");
    if (part && sheet.contains(part)) light(sheet, part.dataset.n, on);
  };
  sheet.addEventListener("pointerover", (event) => over(event, true));
  sheet.addEventListener("pointerout", (event) => over(event, false));
  sheet.addEventListener("focusin", (event) => over(event, true));
  sheet.addEventListener("focusout", (event) => over(event, false));
  sheet.addEventListener("click", (event) => {
    const part = event.target.closest("[data-n]");
    if (!part || part.closest(".note")) return;
    const note = sheet.querySelector(`.note[data-n="${CSS.escape(part.dataset.n)}"]`);
    if (!note) return;
    event.preventDefault();
    note.open = !note.open || part.matches(".ref");
    if (part.matches(".ref")) note.querySelector("summary").focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
  });
}

function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.matches("details")) target.open = true;
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

// Review by keys: j and k move, the letters on the buttons decide, u undoes, e opens the corrections.
function watchQueue(queue) {
  const items = [...queue.querySelectorAll(".review-item")];
  let at = -1;
  const go = (to) => { at = Math.max(0, Math.min(items.length - 1, to)); items[at]?.focus(); };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at - 1);
    else if (event.key === "u") document.querySelector(".done [data-key='u']")?.click();
    else if (event.key === "e" && items[at]) { const more = items[at].querySelector("details"); if (more) { more.open = true; more.querySelector("input:not([type=hidden])").focus(); event.preventDefault(); } }
    else if (items[at] && /^[a-z]$/.test(event.key)) items[at].querySelector(`[data-key="${event.key}"]`)?.click();
  });
}
document.querySelectorAll("[data-queue]").forEach(watchQueue);
