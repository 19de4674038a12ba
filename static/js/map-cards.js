/** Card and marker light each other up, and a marker leads to its card. */

const CARD = "[data-sk-slug]";
const MARKER = ".map-icon > *";
const ACTIVE = "is-active";

export class CardLinks {
  #markers;
  #hovered = null;
  #focused = null;

  constructor(markers) {
    this.#markers = markers;
    const source = ({ target }) => target.closest?.(`${CARD}, ${MARKER}`) ?? null;
    document.addEventListener("pointerover", (event) => this.#show({ hovered: source(event) }));
    document.addEventListener("focusin", (event) => this.#show({ focused: source(event) }));
    document.addEventListener("focusout", () => this.#show({ focused: null }));
  }

  /** Scroll to the card of a listing and focus it; false when it is not in the list in view. */
  goTo(slug) {
    const card = document.querySelector(`[data-sk-slug="${CSS.escape(slug)}"]`);
    if (!card?.offsetParent) return false;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    card.querySelector("a").focus({ preventScroll: true });
    card.scrollIntoView({ block: "center", behavior: isStill ? "auto" : "smooth" });
    return true;
  }

  /** Light up anew, after cards or markers were replaced. */
  refresh() {
    const source = [this.#hovered, this.#focused].find((one) => one?.isConnected);
    for (const card of document.querySelectorAll(CARD)) card.classList.remove(ACTIVE);
    for (const { place, element } of this.#markers.all) {
      element.classList.remove(ACTIVE);
      for (const card of source ? document.querySelectorAll(CARD) : []) {
        if ((card !== source && element !== source) || !stands(card, place)) continue;
        card.classList.add(ACTIVE);
        element.classList.add(ACTIVE);
      }
    }
  }

  #show({ hovered = this.#hovered, focused = this.#focused }) {
    if (hovered === this.#hovered && focused === this.#focused) return;
    this.#hovered = hovered;
    this.#focused = focused;
    this.refresh();
  }
}

/** Whether a card's listing stands at this marker, alone or among others. */
function stands(card, { slug, box: [[south, west], [north, east]] }) {
  if (slug) return slug === card.dataset.skSlug;
  return (card.dataset.skPoints ?? "").split(" ").filter(Boolean).some((point) => {
    const [latitude, longitude] = point.split(",").map(Number);
    return south <= latitude && latitude <= north && west <= longitude && longitude <= east;
  });
}
