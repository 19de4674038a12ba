/**
 * What is typed into a section is kept as a draft, a short pause after the last letter, and when the
 * page is left. Saving, or looking at the preview, goes before it.
 */
const PAUSE = 1500; // milliseconds

const form = document.querySelector("form[data-sk-draft]");
const status = form?.querySelector("[data-sk-draft-status]");
let timer;
let sending;

async function keep() {
  clearTimeout(timer);
  timer = undefined;
  sending?.abort();
  sending = new AbortController();
  try {
    const response = await fetch(form.dataset.skDraft, {
      method: "POST",
      body: new FormData(form),
      keepalive: true,
      signal: sending.signal,
    });
    // Whoever was logged out is sent to log in, which is no answer to this.
    const isAnswer = !response.redirected && [200, 400].includes(response.status);
    status.textContent = isAnswer ? await response.text() : form.dataset.failed;
  } catch (error) {
    if (error.name !== "AbortError") status.textContent = form.dataset.failed;
  }
}

form?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
});

form?.addEventListener("submit", () => {
  clearTimeout(timer);
  timer = undefined;
  sending?.abort();
});

document.addEventListener("visibilitychange", () => {
  if (timer && document.visibilityState === "hidden") keep();
});
