/** Setting aside without leaving one's place; without this the form comes back to the same page. */
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-sk-shortlist]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  const { name, value } = event.submitter;
  const terug = form.elements.terug.value;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams({ [name]: value, terug }) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const renewed = page.getElementById(form.id);
    // A full list answers with its own page.
    if (!answer.ok || !renewed) throw new Error("elsewhere");
    // One listing may stand on a page twice.
    for (const twin of document.querySelectorAll("[data-sk-shortlist]")) {
      if (twin !== form && twin.querySelector("button").value === value) {
        twin.replaceWith(page.getElementById(twin.id) ?? twin);
      }
    }
    form.replaceWith(renewed);
    renewed.querySelector("button").focus();
    for (const count of document.querySelectorAll("[data-sk-shortlist-link]")) {
      count.replaceWith(page.querySelector("[data-sk-shortlist-link]").cloneNode(true));
    }
  } catch {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    form.submit();
  }
});
