// Cuts the base map out of the UN Geodata file that plotly.js carries.
// Writes land, borders, disputed borders and lakes as GeoJSON, once per scale.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { feature, mesh } from "topojson-client";

const DISPUTED = new Set(["ESH", "XJK", "XAC", "XAP", "XHT", "XBT", "XIT"]);
const SCALES = { "110m": 2, "50m": 3 };
const OUT = fileURLToPath(new URL("../public/base/", import.meta.url));

/** Read the topologies; the file is a script that hands back one object. */
function readAssets() {
  const path = createRequire(import.meta.url).resolve("plotly.js/dist/plotly-geo-assets.js");
  const context = { module: { exports: {} }, window: {}, self: {} };
  vm.runInNewContext(readFileSync(path, "utf8"), context);
  return context.module.exports.topojson;
}

/** Round all coordinates and drop points that fall together. */
function rounded(coordinates, digits) {
  if (typeof coordinates[0] === "number") return coordinates.map((x) => Number(x.toFixed(digits)));
  const parts = coordinates.map((part) => rounded(part, digits));
  if (typeof parts[0][0] !== "number") return parts;
  return parts.filter((p, i) => i === 0 || p[0] !== parts[i - 1][0] || p[1] !== parts[i - 1][1]);
}

function layer(kind, geometry, digits) {
  const coordinates = rounded(geometry.coordinates, digits);
  return { type: "Feature", properties: { kind }, geometry: { type: geometry.type, coordinates } };
}

/** All polygons of a collection as one feature. */
function joined(collection) {
  const polygons = collection.features.flatMap(({ geometry }) =>
    geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates,
  );
  return { type: "MultiPolygon", coordinates: polygons };
}

function cut(world, digits) {
  const { land, lakes, countries } = world.objects;
  const disputed = (a, b) => DISPUTED.has(a.id) || DISPUTED.has(b.id);
  return {
    type: "FeatureCollection",
    features: [
      layer("land", joined(feature(world, land)), digits),
      layer("lake", joined(feature(world, lakes)), digits),
      layer("border", mesh(world, countries, (a, b) => a !== b && !disputed(a, b)), digits),
      layer("disputed", mesh(world, countries, (a, b) => a !== b && disputed(a, b)), digits),
    ],
  };
}

const assets = readAssets();
mkdirSync(OUT, { recursive: true });
for (const [scale, digits] of Object.entries(SCALES)) {
  writeFileSync(`${OUT}world-${scale}.json`, JSON.stringify(cut(assets[`world_${scale}`], digits)));
}
