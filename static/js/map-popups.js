/** What a marker tells when its listing is not in view in the list. */
import { element, fill, places } from "./map-words.js";

/** Pixels to the edge, to the zoom buttons on the right, and around the text in all. */
const EDGE = 12;
const BUTTONS = 64;
const MARGIN = 124;

export class Popups {
  #map;
  #settings;
  #opener;

  constructor(map, settings) {
    this.#map = map;
    this.#settings = settings;
    map.on("popupclose", () => {
      // Back to the marker, unless one went on to something outside the map.
      const { activeElement, body } = document;
      if (activeElement === body || map.getContainer().contains(activeElement)) this.#opener.focus();
    });
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  close() {
    this.#map.closePopup();
  }

  listing(place, opener) {
    const where = [place.municipality];
    if (place.isApproximate) where.push(this.#settings.words.approximate);
    this.#open(place.at, opener, [...this.#entry(place), element("p", {}, where.join(", "))]);
  }

  list({ at, municipality }, { total, listings }, opener) {
    const what = places(this.#settings, total);
    const title = municipality ? fill(this.#settings.words.in, { what, municipality }) : what;
    const items = listings.map((one) => element("li", {}, ...this.#entry(one)));
    const content = [
      element("strong", {}, title),
      element("ul", { class: "map-popup__list" }, ...items),
    ];
    const left = total - listings.length;
    if (left) content.push(element("p", {}, fill(this.#settings.words.more, { number: left })));
    this.#open(at, opener, content);
  }

  #entry({ slug, name, organisation, focus }) {
    const { focuses, listing } = this.#settings;
    const { label } = focuses.find(({ value }) => value === focus);
    return [
      element("a", { href: listing.replace("SLUG", slug) }, name),
      ...(organisation ? [element("span", {}, organisation)] : []),
      element("span", { class: `focus-tag focus-tag--${focus}` }, label),
    ];
  }

  #open(at, opener, content) {
    const { x: width, y: height } = this.#map.getSize();
    const popup = L.popup({
      minWidth: Math.min(200, width - MARGIN),
      maxWidth: Math.min(280, width - MARGIN),
      maxHeight: Math.min(360, height - MARGIN),
      autoPanPaddingTopLeft: [EDGE, EDGE],
      autoPanPaddingBottomRight: [BUTTONS, EDGE],
    }).setLatLng(at).setContent(element("div", {}, ...content));
    popup.openOn(this.#map);
    this.#opener = opener;
    const shown = popup.getElement();
    const button = shown.querySelector(".leaflet-popup-close-button");
    button.setAttribute("aria-label", this.#settings.words.close);
    shown.querySelector("a[href]").focus({ preventScroll: true });
  }
}
