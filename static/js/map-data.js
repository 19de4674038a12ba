/** What the server says about the places in a view, under the filters in the page's address. */

/** Where of the page one is; no filter, so the map stays as it is. */
const NO_FILTERS = ["pagina", "bereik"];
const DECIMALS = 4;

function filters() {
  const query = new URLSearchParams(location.search);
  for (const name of NO_FILTERS) query.delete(name);
  return query;
}

function corners([west, south, east, north]) {
  return [[south, west], [north, east]];
}

function named([slug, name, organisation, focus]) {
  return { slug, name, organisation, focus };
}

function listing([latitude, longitude, ...facts]) {
  const at = [latitude, longitude];
  const [municipality, isApproximate] = facts.slice(4);
  return { at, ...named(facts), municipality, isApproximate, size: 1, box: [at, at] };
}

function cluster([latitude, longitude, size, edges, focuses, municipality, isApproximate]) {
  return { at: [latitude, longitude], size, box: corners(edges), focuses, municipality, isApproximate };
}

export class Places {
  /** The corners of what is within the asked distance of the asked place, if one was asked. */
  around = null;
  #url;
  #asked;
  #request = new AbortController();

  constructor(url) {
    this.#url = url;
  }

  /** Whether the page's address asks something else than what was loaded last. */
  isStale() {
    return filters().toString() !== this.#asked;
  }

  /** Whether what was loaded last is all there is. */
  get isUnfiltered() {
    return this.#asked === "";
  }

  /** The markers of a view, or of all of the map, from north to south. Drops earlier requests. */
  async load(view) {
    const query = filters();
    this.#asked = query.toString();
    this.#request.abort();
    this.#request = new AbortController();
    if (view) {
      const { box, zoom } = view;
      const edges = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
      query.set("vak", edges.map((edge) => edge.toFixed(DECIMALS)));
      query.set("zoom", Math.round(zoom));
    }
    const found = await this.#get(query, this.#request.signal);
    this.around = found.around && corners(found.around);
    const places = [...found.listings.map(listing), ...found.clusters.map(cluster)];
    return places.sort((one, other) => other.at[0] - one.at[0]);
  }

  /** The listings that share a place: how many, and the first few by name. */
  async list([[south, west], [north, east]]) {
    const query = filters();
    query.set("vak", [west, south, east, north]);
    query.set("zoom", 0);
    query.set("lijst", 1);
    const { total, listings } = await this.#get(query);
    return { total, listings: listings.map(named) };
  }

  async #get(query, signal) {
    const response = await fetch(`${this.#url}?${query}`, { signal });
    if (!response.ok) throw new Error(response.statusText);
    return response.json();
  }
}
