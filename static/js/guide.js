/** One question at a time, until the first answer; without this they stand below one another. */
const form = document.querySelector("[data-sk-steps]");
const steps = form ? [...form.querySelectorAll("[data-sk-step]")] : [];
const submit = form?.querySelector("[type=submit]");
const progress = form?.querySelector("[data-sk-progress]");

function show(number, { isMoved = true } = {}) {
  steps.forEach((step, at) => (step.hidden = at !== number));
  submit.classList.toggle("button--primary", number === steps.length - 1);
  progress.textContent = progress.dataset.text.replace("{at}", number + 1).replace("{of}", steps.length);
  // Whoever moves by keyboard or hears the page goes on at the new question.
  if (isMoved) steps[number].querySelector("input").focus();
}

/** What is urgent asks nothing more. */
const isUrgent = () => form.elements.deur.value === "dringend";

for (const [at, step] of steps.entries()) {
  step.querySelector("[data-sk-move]").hidden = false;
  step.querySelector("[data-sk-back]")?.addEventListener("click", () => show(at - 1));
  step.querySelector("[data-sk-next]")?.addEventListener("click", () =>
    isUrgent() ? form.requestSubmit() : show(at + 1),
  );
}

// Enter in an answer goes on, as it does on paper; a button does what it says.
form?.addEventListener("keydown", (event) => {
  const at = steps.findIndex((step) => !step.hidden);
  if (event.key !== "Enter" || event.target.tagName !== "INPUT" || at === steps.length - 1) return;
  event.preventDefault();
  steps[at].querySelector("[data-sk-next]").click();
});

if (form) {
  progress.hidden = false;
  show(0, { isMoved: false });
}
