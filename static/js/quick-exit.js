/**
 * Leave at once: a click on "Snel weg", or three times Shift.
 *
 * The page is hidden before the next one arrives, and its place in the browser's history is taken
 * by where the link leads. Without this script the link is a plain link.
 */
const PRESSES = 3;
const RESET_AFTER = 5000; // milliseconds without a press

const link = document.querySelector("[data-sk-quick-exit]");
const status = document.querySelector("[data-sk-quick-exit-status]");
let presses = 0;
let isShiftAlone = false;
let reset;

function leave() {
  document.documentElement.classList.add("is-leaving");
  status.textContent = status.dataset.leaving;
  // htmx keeps the address of the last search there.
  sessionStorage.clear();
  location.replace(link.href);
}

function forget() {
  if (presses) status.textContent = status.dataset.expired;
  presses = 0;
}

function count() {
  presses += 1;
  clearTimeout(reset);
  if (presses === PRESSES) {
    leave();
    return;
  }
  status.textContent = presses === 1 ? status.dataset.twoLeft : status.dataset.oneLeft;
  reset = setTimeout(forget, RESET_AFTER);
}

link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

// Shift for a capital letter or with a click is no press: only Shift by itself counts.
document.addEventListener("keydown", (event) => {
  isShiftAlone = event.key === "Shift";
  if (!isShiftAlone) {
    clearTimeout(reset);
    forget();
  }
});

document.addEventListener("pointerdown", () => {
  isShiftAlone = false;
});

document.addEventListener("keyup", (event) => {
  if (event.key === "Shift" && isShiftAlone) count();
});

// A page that Back brings out of the browser's memory may be read again.
addEventListener("pageshow", () => {
  document.documentElement.classList.remove("is-leaving");
  presses = 0;
});
