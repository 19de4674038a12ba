/**
 * Suggestions under a text box while one types: an editable combobox with a list, as the ARIA
 * pattern has it. The options come from the server. Without this script the box is a plain one.
 */
const PAUSE = 150; // milliseconds without typing before the server is asked
const SHORTEST = 2; // letters
const CARET_KEYS = ["ArrowLeft", "ArrowRight", "Home", "End"];

function combobox(box) {
  const input = box.querySelector("input");
  const list = box.querySelector("[role=listbox]");
  const status = box.querySelector("[role=status]");
  let active = null;
  let request = new AbortController();
  let pause;

  function forget() {
    clearTimeout(pause);
    request.abort();
  }

  function activate(option) {
    active?.setAttribute("aria-selected", "false");
    active = option;
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", active?.id ?? "");
  }

  function show(html) {
    activate(null);
    list.innerHTML = html;
    const number = list.childElementCount;
    list.hidden = !number;
    input.setAttribute("aria-expanded", String(!list.hidden));
    const { none, one, many } = status.dataset;
    status.textContent = [none, one][number] ?? many.replace("{number}", number);
  }

  function close() {
    forget();
    show("");
    status.textContent = "";
  }

  async function ask() {
    forget();
    if (input.value.trim().length < SHORTEST) return close();
    const { signal } = (request = new AbortController());
    const address = `${box.dataset.skSuggest}?${new URLSearchParams({ q: input.value })}`;
    try {
      const response = await fetch(address, { signal, cache: "no-store", credentials: "omit" });
      show(response.ok ? await response.text() : "");
    } catch {
      // No connection, when it is not that something else was typed meanwhile.
      if (!signal.aborted) close();
    }
  }

  function choose(option) {
    if (!option) return;
    input.value = option.dataset.skValue;
    input.form.requestSubmit();
  }

  function press(event) {
    const { key, altKey, ctrlKey, metaKey, isComposing } = event;
    if (isComposing || ctrlKey || metaKey) return;
    if (list.hidden && key === "ArrowDown") ask();
    else if (list.hidden) return;
    else if (key === "ArrowDown") activate(active?.nextElementSibling ?? list.firstElementChild);
    else if (key === "Escape" || (key === "ArrowUp" && altKey)) close();
    else if (key === "ArrowUp") activate(active?.previousElementSibling ?? list.lastElementChild);
    else if (key === "Enter" && active) choose(active);
    // Back in the text, where the box itself moves the caret.
    else return CARET_KEYS.includes(key) && activate(null);
    event.preventDefault();
  }

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  close();
  // Also while a word is being composed: the keyboards of phones compose every word.
  input.addEventListener("input", () => {
    forget();
    pause = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", press);
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  // The box keeps the focus when an option is clicked.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => choose(target.closest("[role=option]")));
}

document.querySelectorAll("[data-sk-suggest]").forEach(combobox);
