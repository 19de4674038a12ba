/**
 * The map beside the list. It loads when it is first seen, and shows what the address of the page
 * asks of the list: after a swap by htmx it asks again.
 */
import { createMap } from "./map-base.js";
import { CardLinks } from "./map-cards.js";
import { Places } from "./map-data.js";
import { Markers } from "./map-markers.js";
import { Popups } from "./map-popups.js";
import { fill, places as said } from "./map-words.js";

/** The zoom at which one place still shows where in Flanders it is. */
const CLOSEST = 10;
/** How much nearer than all of Flanders is worth moving for, in steps of zoom. */
const NEARER = 0.75;

const canvas = document.querySelector("[data-sk-map]");
const settings = JSON.parse(document.getElementById("kaart-instellingen")?.textContent ?? "{}");
const status = document.querySelector("[data-sk-map-status]");

function fail(error) {
  // A newer request took the place of this one: nothing is lost.
  if (error.name !== "AbortError") status.textContent = settings.words.failed;
}

async function start() {
  await import(settings.leaflet); // a classic script: it leaves the global L behind
  const { map, names } = await createMap(canvas, settings);
  const places = new Places(settings.data);
  const markers = new Markers(map, settings);
  const popups = new Popups(map, settings);
  const cards = new CardLinks(markers);

  async function draw(view) {
    try {
      const found = await places.load(view);
      markers.draw(found);
      names.placeAround(found.map(({ at }) => at));
      cards.refresh();
      const inView = found.filter(({ at }) => map.getBounds().contains(at));
      const number = inView.reduce((total, { size }) => total + size, 0);
      status.textContent = fill(settings.words.inView, { places: said(settings, number) });
    } catch (error) {
      fail(error);
    }
  }

  /**
   * Draw everything that was found, and move to around the asked place, or else to where that is;
   * to all of Flanders where either is about as wide.
   */
  async function show() {
    popups.close();
    await draw();
    const corners = L.latLngBounds(places.around ?? markers.all.flatMap(({ place }) => place.box));
    const isWide = (bounds) => map.getBoundsZoom(bounds) < map.getBoundsZoom(settings.whole) + NEARER;
    if (places.isUnfiltered || !corners.isValid() || isWide(corners)) {
      map.fitBounds(settings.whole, { animate: false });
    } else map.fitBounds(corners, { padding: [28, 28], maxZoom: CLOSEST, animate: false });
  }

  markers.onActivate = (place, shown) => {
    if (place.slug && cards.goTo(place.slug)) return;
    if (place.slug) popups.listing(place, shown);
    else if (markers.canSplit(place)) markers.zoomTo(place);
    else places.list(place.box).then((found) => popups.list(place, found, shown), fail);
  };
  map.on("moveend", () => draw({ box: map.getBounds(), zoom: map.getZoom() }));
  document.addEventListener("htmx:afterSwap", () => (places.isStale() ? show() : cards.refresh()));
  await show();
  return map;
}

if (canvas) {
  let started;
  new ResizeObserver(async () => {
    if (!canvas.clientWidth) return;
    started ??= start().catch(fail);
    (await started)?.invalidateSize();
  }).observe(canvas);

  document.addEventListener("click", (event) => {
    const toggle = event.target.closest("[data-sk-map-toggle]");
    toggle?.closest("[data-sk-map-frame]").classList.toggle("is-map");
  });
}
