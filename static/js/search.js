/**
 * The address of the page follows the results that htmx swaps in, without what was left empty. What
 * is asked twice is fetched once, and one search is one step to go back to: what is shown while
 * somebody still types takes the place of what was shown a few letters before.
 *
 * htmx can write the address itself, but then puts it, and with it what was asked, into the
 * browser's storage.
 */
const form = document.querySelector("form.search");
let shown = location.search;
/** What was asked last; the search that it belongs to; the one that the address belongs to. */
let asked = question(new URLSearchParams(location.search));
let askedIn = 0;
let shownIn = 0;
let search = 1;

/** Leave out what is empty, and a distance without a place. */
function clean(parameters) {
  for (const [name, value] of [...parameters]) {
    if (value === "") parameters.delete(name);
  }
  if (!parameters.has("plaats")) parameters.delete("straal");
}

/** The same for two addresses that ask the same. */
function question(parameters) {
  const asking = new URLSearchParams(parameters);
  clean(asking);
  if (asking.has("plaats") && !asking.has("straal")) asking.set("straal", form.elements.straal.value);
  asking.sort();
  return asking.toString();
}

document.addEventListener("htmx:confirm", (event) => {
  if (event.detail.elt !== form) return;
  const isTyping = event.detail.triggeringEvent?.type === "input";
  // Anything but typing ends the search that was being typed.
  if (!isTyping) search += 1;
  const wanted = question(new FormData(form));
  if (wanted === asked) return event.preventDefault();
  asked = wanted;
  askedIn = search;
  if (!isTyping) search += 1;
});

for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, () => (asked = undefined));
}

document.addEventListener("htmx:configRequest", ({ detail }) => clean(detail.parameters));

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id !== "resultaten" || detail.isError) return;
  history[askedIn === shownIn ? "replaceState" : "pushState"](null, "", detail.pathInfo.finalRequestPath);
  shownIn = askedIn;
  shown = location.search;
});

// Also fires on a jump within the page, which changes nothing of what is shown.
addEventListener("popstate", () => {
  if (location.search !== shown) location.reload();
});

// The button below the filters leads to what it counts.
form?.addEventListener("submit", ({ submitter }) => {
  const panel = submitter?.closest("details");
  if (!panel) return;
  panel.open = false;
  const results = document.getElementById("resultaten");
  // Focus alone leaves a list taller than the screen where it is, with its beginning out of sight.
  results.scrollIntoView({ block: "start" });
  results.focus({ preventScroll: true });
});
