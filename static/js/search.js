/**
 * The address of the page follows the results that htmx swaps in, without what was left empty. What
 * is shown while somebody still types is no step to go back to.
 *
 * htmx can write the address itself, but then puts it, and with it what was asked, into the
 * browser's storage.
 */
let shown = location.search;

document.addEventListener("htmx:configRequest", ({ detail }) => {
  const { parameters } = detail;
  for (const [name, value] of [...parameters]) {
    if (value === "") parameters.delete(name);
  }
  if (!parameters.has("plaats")) parameters.delete("straal");
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id !== "resultaten" || detail.isError) return;
  const isTyping = detail.requestConfig.triggeringEvent?.type === "input";
  history[isTyping ? "replaceState" : "pushState"](null, "", detail.pathInfo.finalRequestPath);
  shown = location.search;
});

// Also fires on a jump within the page, which changes nothing of what is shown.
addEventListener("popstate", () => {
  if (location.search !== shown) location.reload();
});
