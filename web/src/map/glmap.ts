/** The map where WebGL2 is there. Base map and labels come from this server and this machine. */
import type * as GeoJSON from "geojson";
import { Map as GlMap, NavigationControl, setWorkerUrl, type GeoJSONSource, type StyleSpecification } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { bounds, ink, onLooks, type Spot } from "./spots.ts";

const METRES_PER_PIXEL = 78271.5; // at the equator, zoom 0, tiles of 512 pixels
const FINE_FROM_ZOOM = 3.5;
const CLUSTER_FROM = 60; // fewer places are drawn each for itself, with its name

export interface Drawn {
  show(list: readonly Spot[]): void;
  area(): [number, number, number, number];
  close(): void;
}

function features(list: readonly Spot[]): GeoJSON.FeatureCollection {
  return {
    type: "FeatureCollection",
    features: list.map(({ place, lat, lon, precision_m, count, solid }) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [lon, lat] },
      properties: { place, count, solid, reach: precision_m / (METRES_PER_PIXEL * Math.cos((lat * Math.PI) / 180)) },
    })),
  };
}

function baseLayers(source: string, zooms: { minzoom?: number; maxzoom?: number }): StyleSpecification["layers"] {
  const of = (kind: string) => ["==", ["get", "kind"], kind] as never;
  const line = ink("rule-strong");
  return [
    { id: `${source}-land`, type: "fill", source, filter: of("land"), paint: { "fill-color": ink("land") }, ...zooms },
    { id: `${source}-lake`, type: "fill", source, filter: of("lake"), paint: { "fill-color": ink("sea") }, ...zooms },
    { id: `${source}-border`, type: "line", source, filter: of("border"), paint: { "line-color": line, "line-width": 0.8 }, ...zooms },
    {
      id: `${source}-disputed`,
      type: "line",
      source,
      filter: of("disputed"),
      paint: { "line-color": line, "line-width": 0.9, "line-dasharray": [3, 3] },
      ...zooms,
    },
  ];
}

function spotLayers(): StyleSpecification["layers"] {
  const [black, paper] = [ink("ink"), ink("paper")];
  const size = ["interpolate", ["linear"], ["sqrt", ["coalesce", ["get", "sum"], ["get", "count"]]], 1, 6, 10, 20, 100, 34];
  const full = ["any", ["==", ["get", "solid"], true], ["has", "point_count"]];
  return [
    {
      id: "reach",
      type: "circle",
      source: "spots",
      filter: ["!", ["has", "point_count"]],
      paint: {
        "circle-color": "transparent",
        "circle-stroke-color": ink("faint"),
        "circle-stroke-width": 1,
        "circle-radius": ["interpolate", ["exponential", 2], ["zoom"], 0, ["get", "reach"], 20, ["*", ["get", "reach"], 2 ** 20]],
      },
    },
    {
      id: "spots",
      type: "circle",
      source: "spots",
      paint: {
        "circle-radius": size as never,
        "circle-color": ["case", full, black, paper] as never,
        "circle-stroke-color": black,
        "circle-stroke-width": 2,
      },
    },
    {
      id: "counts",
      type: "symbol",
      source: "spots",
      filter: [">", ["coalesce", ["get", "sum"], ["get", "count"]], 1],
      layout: { "text-field": ["to-string", ["coalesce", ["get", "sum"], ["get", "count"]]], "text-size": 11, "text-allow-overlap": true },
      paint: { "text-color": ["case", full, paper, black] as never },
    },
    {
      id: "names",
      type: "symbol",
      source: "spots",
      filter: ["!", ["has", "point_count"]],
      layout: { "text-field": ["get", "place"], "text-size": 12, "text-anchor": "left", "text-offset": [1.4, 0], "text-optional": true },
      paint: { "text-color": black, "text-halo-color": ink("sea"), "text-halo-width": 1.5 },
    },
  ];
}

function style(list: readonly Spot[]): StyleSpecification {
  return {
    version: 8,
    sources: {
      far: { type: "geojson", data: new URL("/base/world-110m.json", location.href).href, maxzoom: 4 },
      near: { type: "geojson", data: new URL("/base/world-50m.json", location.href).href, maxzoom: 8 },
      spots: { type: "geojson", data: features(list), cluster: list.length > CLUSTER_FROM, clusterRadius: 34, clusterProperties: { sum: ["+", ["get", "count"]] } },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": ink("sea") } },
      ...baseLayers("far", { maxzoom: FINE_FROM_ZOOM }),
      ...baseLayers("near", { minzoom: FINE_FROM_ZOOM }),
      ...spotLayers(),
    ],
  };
}

/**
 * Draw the map.
 *
 * @param container Where; it has a size.
 * @param list What is where.
 * @param onplace Called with the place of a dot that was chosen.
 * @returns The drawn map; throws where WebGL2 is missing.
 */
export function drawGl(container: HTMLElement, list: readonly Spot[], onplace: (place: string) => void): Drawn {
  setWorkerUrl(workerUrl);
  let shown = list;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new GlMap({
    container,
    style: style(list),
    bounds: bounds(list),
    fitBoundsOptions: { maxZoom: 8 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    renderWorldCopies: false,
    fadeDuration: 0,
  });
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.on("idle", () => (container.dataset.drawn = "gl"));
  map.on("click", "spots", async ({ features: hit, lngLat }) => {
    const chosen = hit?.[0]?.properties;
    if (!chosen) return;
    if (chosen.place) return onplace(String(chosen.place));
    const zoom = await (map.getSource("spots") as GeoJSONSource).getClusterExpansionZoom(chosen.cluster_id as number);
    map[still ? "jumpTo" : "easeTo"]({ center: lngLat, zoom });
  });
  const stop = onLooks(() => map.setStyle(style(shown)));
  return {
    show(next) {
      shown = next;
      const source = map.getSource("spots") as GeoJSONSource | undefined;
      if (source) void source.setData(features(next));
    },
    area: () => map.getBounds().toArray().flat() as [number, number, number, number],
    close() {
      stop();
      map.remove();
    },
  };
}
