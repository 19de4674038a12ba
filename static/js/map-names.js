/** Names of towns: each where it covers no marker and no other name, or left out. */
import { element } from "./map-words.js";

const DOT_RADIUS = 2;
/** Pixels from the middle of a marker to its edge, and around a name. */
const MARKER = 22;
const AIR = 3;
/** Pixels from a town to the nearest edge of its name: beside its dot, or beside a marker on it. */
const GAPS = [6, MARKER + AIR];
const SIDES = [[0, 1], [0, -1], [1, 0], [-1, 0]];

export class Names {
  #map;
  #towns;

  /** `towns` are GeoJSON points with a name and the zoom from which they count. */
  constructor(map, towns) {
    this.#map = map;
    map.createPane("names").setAttribute("aria-hidden", "true");
    this.#towns = towns.map(({ properties: { name, min_zoom: zoom }, geometry }) => {
      const [longitude, latitude] = geometry.coordinates;
      const at = [latitude, longitude];
      const text = element("span", {}, name);
      const icon = L.divIcon({ className: "map-place", html: text, iconSize: null });
      const dot = L.circleMarker(at, { radius: DOT_RADIUS, className: "map-dot", interactive: false });
      const label = L.marker(at, { icon, interactive: false, keyboard: false, pane: "names" });
      return { at, zoom, text, layer: L.layerGroup([dot, label]) };
    });
    this.placeAround([]);
  }

  /** Place the names anew, around markers at these points. The largest towns choose first. */
  placeAround(markers) {
    const zoom = this.#map.getZoom();
    const taken = markers.map((at) => box(this.#map.latLngToLayerPoint(at), MARKER, MARKER));
    for (const { at, zoom: from, text, layer } of this.#towns) {
      layer.addTo(this.#map);
      const place = from <= zoom && this.#free(at, text, taken);
      if (!place) {
        layer.remove();
        continue;
      }
      text.style.translate = `${place.x}px ${place.y}px`;
      taken.push(place.box);
    }
  }

  /** The first side of a town where its name is free of all that is taken, as an offset. */
  #free(at, text, taken) {
    const town = this.#map.latLngToLayerPoint(at);
    const [width, height] = [text.offsetWidth / 2, text.offsetHeight / 2];
    for (const gap of GAPS) {
      for (const [right, down] of SIDES) {
        const [x, y] = [right * (gap + width), down * (gap + height)];
        const own = box(town.add([x, y]), width + AIR, height);
        if (!taken.some((other) => other.intersects(own))) return { x, y, box: own };
      }
    }
    return null;
  }
}

function box(middle, width, height) {
  return L.bounds(middle.subtract([width, height]), middle.add([width, height]));
}
