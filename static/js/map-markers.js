/** Markers on the map: a link for a listing, a button for places that stand together. */
import { element, fill, places as said } from "./map-words.js";

const SIZE = 44;
const ROOM = 60;

export class Markers {
  #map;
  #settings;
  #drawn = new Map();

  constructor(map, settings) {
    this.#map = map;
    this.#settings = settings;
  }

  /** Called with (place, element) on a click or Enter. */
  onActivate() {}

  /** All that is drawn, as {place, element}. */
  get all() {
    return [...this.#drawn.values()];
  }

  /** Show these places. What stays the same keeps its element, and so the focus. */
  draw(places) {
    const asked = new Map(places.map((place) => [JSON.stringify(place), place]));
    for (const [key, { layer, element: shown }] of this.#drawn) {
      if (asked.has(key)) continue;
      if (shown === document.activeElement) this.#map.getContainer().focus({ preventScroll: true });
      layer.remove();
      this.#drawn.delete(key);
    }
    for (const [key, place] of asked) {
      if (!this.#drawn.has(key)) this.#drawn.set(key, this.#marker(place));
    }
  }

  #marker(place) {
    const shown = place.slug ? this.#link(place) : this.#badge(place);
    shown.addEventListener("focus", () => this.#map.panInside(place.at, { padding: [ROOM, ROOM] }));
    const icon = L.divIcon({ html: shown, className: "map-icon", iconSize: [SIZE, SIZE] });
    const layer = L.marker(place.at, { icon, keyboard: false }).addTo(this.#map);
    layer.on("click", ({ originalEvent: click }) => {
      if (click.ctrlKey || click.metaKey || click.shiftKey) return;
      click.preventDefault();
      this.onActivate(place, shown);
    });
    return { place, layer, element: shown };
  }

  #link({ slug, name, organisation, focus, municipality, isApproximate }) {
    const { focuses, listing, words } = this.#settings;
    const { label, letter } = focuses.find(({ value }) => value === focus);
    const facts = [name, organisation, label, municipality, isApproximate && words.approximate];
    const attributes = {
      class: `marker marker--${focus}${isApproximate ? " marker--approximate" : ""}`,
      href: listing.replace("SLUG", slug),
      "aria-label": facts.filter(Boolean).join(", "),
    };
    return element("a", attributes, element("b", {}, letter));
  }

  #badge({ size, focuses, municipality, isApproximate }) {
    const { words, focuses: kinds } = this.#settings;
    const counted = said(this.#settings, size);
    const what = municipality ? fill(words.in, { what: counted, municipality }) : counted;
    const parts = kinds.flatMap(({ label }, n) => (focuses[n] ? `${focuses[n]} ${label}` : []));
    const attributes = {
      type: "button",
      class: `cluster${isApproximate ? " cluster--approximate" : ""}`,
      "aria-label": `${what}: ${parts.join(", ")}`,
    };
    return element("button", attributes, element("b", {}, String(size)));
  }

  /** Whether zooming in would part the places of a cluster. */
  canSplit({ box: [southWest, northEast] }) {
    const deepest = this.#map.getMaxZoom();
    const corners = [southWest, northEast].map((corner) => this.#map.project(corner, deepest));
    return this.#map.getZoom() < deepest && corners[0].distanceTo(corners[1]) > SIZE;
  }

  zoomTo({ box }) {
    const bounds = L.latLngBounds(box);
    const fitting = this.#map.getBoundsZoom(bounds, false, [ROOM, ROOM]);
    const zoom = Math.max(fitting, this.#map.getZoom() + 1);
    this.#map.setView(bounds.getCenter(), Math.min(zoom, this.#map.getMaxZoom()));
  }
}
