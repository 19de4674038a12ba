/**
 * A map to place the point of an address: by dragging, by a click, or with the arrow keys. It fills
 * the two fields below it and follows them; without it they do the same.
 */
import { createMap } from "./map-base.js";
import { element } from "./map-words.js";

/** Pixels that an arrow key moves the point, and with Shift. */
const STEP = 5;
const STRIDE = 50;
const CLOSE = 12;
const DECIMALS = 6;
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const settings = JSON.parse(document.getElementById("kaart-instellingen")?.textContent ?? "{}");

async function start(frame) {
  const canvas = frame.querySelector("[data-sk-place-map]");
  const fields = ["latitude", "longitude"].map((name) => frame.querySelector(`[name$="-${name}"]`));
  const typed = () => fields.map(({ value }) => value && Number(value));
  const isPoint = (point) => point.every((one) => one !== "" && Number.isFinite(one));
  canvas.hidden = false;
  const { map } = await createMap(canvas, settings);
  const pin = element("button", {
    type: "button",
    class: "marker marker--general",
    "aria-label": canvas.dataset.skPin,
  }, element("b", { "aria-hidden": "true" }, "+"));
  const icon = L.divIcon({ html: pin, className: "map-icon", iconSize: [44, 44] });
  const at = isPoint(typed()) ? typed() : map.getCenter();
  const marker = L.marker(at, { icon, draggable: true, keyboard: false }).addTo(map);
  if (isPoint(typed())) map.setView(at, CLOSE, { animate: false });

  function fill({ lat, lng }) {
    [lat, lng].forEach((degrees, n) => (fields[n].value = degrees.toFixed(DECIMALS)));
  }

  function move(point) {
    marker.setLatLng(point);
    map.panInside(point, { padding: [44, 44] });
  }

  map.on("click", ({ latlng }) => {
    move(latlng);
    fill(latlng);
  });
  marker.on("dragend", () => fill(marker.getLatLng()));
  pin.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    event.stopPropagation(); // the arrows would move the map as well
    const far = event.shiftKey ? STRIDE : STEP;
    const place = map.latLngToLayerPoint(marker.getLatLng()).add(arrow.map((one) => one * far));
    const point = map.layerPointToLatLng(place);
    move(point);
    fill(point);
  });
  for (const field of fields) {
    field.addEventListener("change", () => isPoint(typed()) && move(typed()));
  }
}

const frames = [...document.querySelectorAll("[data-sk-place]")].filter((one) => !one.closest("[hidden]"));
if (frames.length) {
  await import(settings.leaflet); // a classic script: it leaves the global L behind
  for (const frame of frames) await start(frame);
}
