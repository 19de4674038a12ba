/** The Leaflet map itself, over a base map of our own: no other host is asked for anything. */
import { Names } from "./map-names.js";

/** The map, and the names on it, which stay clear of markers. */
export async function createMap(canvas, settings) {
  const { words, whole } = settings;
  const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(canvas, {
    minZoom: 7,
    maxZoom: settings.deepest,
    maxBounds: L.latLngBounds(whole).pad(0.5),
    zoomSnap: 0, // so that all of Flanders fills the frame
    zoomControl: false,
    // The wheel scrolls the page until one is in the map.
    scrollWheelZoom: false,
    zoomAnimation: moves,
    fadeAnimation: moves,
    markerZoomAnimation: moves,
    inertia: moves,
  });
  map.fitBounds(whole, { animate: false });
  map.attributionControl.setPrefix(false);
  // Where no part of Flanders lies.
  L.control.zoom({ position: "topright", zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  if (settings.tiles.url) {
    const { url, attribution } = settings.tiles;
    L.tileLayer(url, { attribution, maxZoom: settings.deepest }).addTo(map);
    // They have names of their own.
    return { map, names: new Names(map, []) };
  }
  const base = await (await fetch(settings.base)).json();
  document.querySelector("[data-sk-map-source]").textContent = base.attribution;
  const [areas, towns] = ["province", "place"].map((kind) =>
    base.features.filter(({ properties }) => properties.kind === kind));
  L.geoJSON(areas, { interactive: false, style: { className: "map-land" } }).addTo(map);
  return { map, names: new Names(map, towns) };
}
