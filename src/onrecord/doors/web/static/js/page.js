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
