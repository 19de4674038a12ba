/** The Leaflet map itself, over a base map of our own: no other host is asked for anything. */
import { element } from "./map-words.js";

const DOT_RADIUS = 2;
/** Pixels between a town and its name, so that a marker on the town leaves the name in view. */
const NAME_BELOW = 28;

export async function createMap(canvas, settings) {
  const { words, whole } = settings;
  const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(canvas, {
    minZoom: 7,
    maxZoom: settings.deepest,
    maxBounds: L.latLngBounds(whole).pad(0.5),
    zoomSnap: 0.25, // so that all of Flanders fills the frame
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
  L.control.zoom({ position: "bottomright", zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  if (settings.tiles.url) {
    const { url, attribution } = settings.tiles;
    L.tileLayer(url, { attribution, maxZoom: settings.deepest }).addTo(map);
  } else {
    const base = await (await fetch(settings.base)).json();
    document.querySelector("[data-sk-map-source]").textContent = base.attribution;
    drawBase(map, base);
  }
  return map;
}

function drawBase(map, base) {
  const pane = map.createPane("names");
  pane.setAttribute("aria-hidden", "true");
  const isArea = (feature) => feature.properties.kind === "province";
  L.geoJSON(base, {
    filter: isArea,
    interactive: false,
    style: { className: "map-land" },
  }).addTo(map);

  const towns = base.features.filter((feature) => !isArea(feature)).map((feature) => ({
    layer: town(feature),
    zoom: feature.properties.min_zoom,
  }));
  const name = () => {
    for (const { layer, zoom } of towns) {
      if (zoom <= map.getZoom()) layer.addTo(map);
      else layer.remove();
    }
  };
  map.on("zoomend", name);
  name();
}

function town({ properties, geometry }) {
  const [longitude, latitude] = geometry.coordinates;
  const at = [latitude, longitude];
  const icon = L.divIcon({
    className: "map-place",
    html: element("span", {}, properties.name),
    iconSize: null,
    iconAnchor: [0, -NAME_BELOW],
  });
  return L.layerGroup([
    L.circleMarker(at, { radius: DOT_RADIUS, className: "map-dot", interactive: false }),
    L.marker(at, { icon, interactive: false, keyboard: false, pane: "names" }),
  ]);
}
