/** The map where WebGL2 is missing: the same base, the same dots, drawn on a canvas. */
import type * as GeoJSON from "geojson";
import { geoEquirectangular, type GeoProjection } from "d3-geo";
import type { Drawn } from "./glmap.ts";
import { bounds, ink, onLooks, type Spot } from "./spots.ts";

const METRES_PER_DEGREE = 111_320;
const CHOOSE_WITHIN_PX = 16;

interface Base {
  features: { properties: { kind: string }; geometry: GeoJSON.Geometry }[];
}

const files = new Map<string, Promise<Base>>();

function readBase(scale: "110m" | "50m"): Promise<Base> {
  const known = files.get(scale) ?? fetch(`/base/world-${scale}.json`).then((answer) => answer.json() as Promise<Base>);
  files.set(scale, known);
  return known;
}

/** Plane geometry is drawn point by point: the rings are flat, not spherical. */
function trace(pen: CanvasRenderingContext2D, at: GeoProjection, geometry: GeoJSON.Geometry): void {
  const rings =
    geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : geometry.type === "MultiLineString" ? geometry.coordinates : [];
  pen.beginPath();
  for (const ring of rings) {
    ring.forEach((position, i) => {
      const [x, y] = at(position as [number, number]) ?? [0, 0];
      if (i === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    });
  }
}

class CanvasMap implements Drawn {
  #canvas = document.createElement("canvas");
  #projection = geoEquirectangular();
  #list: readonly Spot[];
  #base: Base | null = null;
  #stops: (() => void)[] = [];
  readonly #container: HTMLElement;

  constructor(container: HTMLElement, list: readonly Spot[], onplace: (place: string) => void) {
    this.#container = container;
    this.#list = list;
    container.append(this.#canvas);
    const watch = new ResizeObserver(() => this.#fit());
    watch.observe(container);
    this.#stops.push(() => watch.disconnect(), onLooks(() => this.#draw()));
    this.#canvas.addEventListener("click", (event) => {
      const near = this.#near(event.offsetX, event.offsetY);
      if (near) onplace(near.place);
    });
    const [west, , east] = bounds(list);
    void readBase(east - west > 90 ? "110m" : "50m").then((base) => {
      this.#base = base;
      this.#fit();
      container.dataset.drawn = "canvas";
    });
  }

  show(list: readonly Spot[]): void {
    this.#list = list;
    this.#fit();
  }

  area(): [number, number, number, number] {
    const { clientWidth, clientHeight } = this.#container;
    const [west, north] = this.#projection.invert!([0, 0]) ?? [-180, 90];
    const [east, south] = this.#projection.invert!([clientWidth, clientHeight]) ?? [180, -90];
    return [west, south, east, north];
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#canvas.remove();
  }

  #near(x: number, y: number): Spot | undefined {
    return this.#list.find(({ lon, lat }) => {
      const [px, py] = this.#projection([lon, lat]) ?? [NaN, NaN];
      return Math.hypot(px - x, py - y) < CHOOSE_WITHIN_PX;
    });
  }

  #fit(): void {
    const { clientWidth: width, clientHeight: height } = this.#container;
    if (!width || !height) return;
    const dense = devicePixelRatio || 1;
    this.#canvas.width = width * dense;
    this.#canvas.height = height * dense;
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
    const [west, south, east, north] = bounds(this.#list);
    const scale = Math.min(width / (east - west), height / (north - south)) * (180 / Math.PI);
    this.#projection = geoEquirectangular()
      .scale(scale)
      .center([(west + east) / 2, (south + north) / 2])
      .translate([width / 2, height / 2])
      .precision(0);
    this.#draw();
  }

  #draw(): void {
    const pen = this.#canvas.getContext("2d");
    if (!pen) return;
    const dense = devicePixelRatio || 1;
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    pen.fillStyle = ink("sea");
    pen.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    this.#drawBase(pen);
    for (const spot of this.#list.toReversed()) this.#drawSpot(pen, spot);
  }

  #drawBase(pen: CanvasRenderingContext2D): void {
    pen.strokeStyle = ink("rule-strong");
    pen.lineWidth = 0.8;
    for (const { properties, geometry } of this.#base?.features ?? []) {
      trace(pen, this.#projection, geometry);
      pen.setLineDash(properties.kind === "disputed" ? [3, 3] : []);
      if (properties.kind === "land" || properties.kind === "lake") {
        pen.fillStyle = ink(properties.kind === "land" ? "land" : "sea");
        pen.fill("evenodd");
      } else pen.stroke();
    }
    pen.setLineDash([]);
  }

  #drawSpot(pen: CanvasRenderingContext2D, { lat, lon, precision_m, count, solid, place }: Spot): void {
    const [x, y] = this.#projection([lon, lat]) ?? [0, 0];
    const circle = (radius: number) => {
      pen.beginPath();
      pen.arc(x, y, radius, 0, 2 * Math.PI);
    };
    pen.strokeStyle = ink("faint");
    pen.lineWidth = 1;
    circle((precision_m / METRES_PER_DEGREE) * this.#projection.scale() * (Math.PI / 180));
    pen.stroke();
    circle(Math.min(34, 5 + 1.5 * Math.sqrt(count) * 1.2));
    pen.fillStyle = ink(solid ? "ink" : "paper");
    pen.fill();
    pen.strokeStyle = ink("ink");
    pen.lineWidth = 2;
    pen.stroke();
    pen.font = "600 11px system-ui, sans-serif";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillStyle = ink(solid ? "paper" : "ink");
    if (count > 1) pen.fillText(String(count), x, y + 0.5);
    pen.textAlign = "start";
    pen.font = "12px system-ui, sans-serif";
    pen.fillStyle = ink("ink");
    pen.fillText(place, x + 16, y);
  }
}

/** Draw the map on a canvas. */
export function drawCanvas(container: HTMLElement, list: readonly Spot[], onplace: (place: string) => void): Drawn {
  return new CanvasMap(container, list, onplace);
}

