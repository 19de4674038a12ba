/** Words of the screen, which the server sends along. */

/** A sentence with its {names} filled in. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** "1 plek", "12 plekken". */
export function places({ words }, number) {
  return number === 1 ? words.place : fill(words.places, { number });
}

/** An element with attributes and children. Text goes in as text, never as markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}
