// The ground of the map: coasts and borders of Natural Earth (public domain, by world-atlas), cut
// down to what a map of the corridor needs. Fine where the corridor is, coarse elsewhere.
//
// Lines are flat lists of hundredths of a degree, east then north, each after the one before.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { feature, mesh } from "topojson-client";

// West, south, east, north of where lines are fine.
const NEAR = [-20, 10, 78, 66];
const SOUTHMOST = -60;

export async function world(modules) {
  const read = async (name) => JSON.parse(await readFile(join(modules, "world-atlas", name), "utf8"));
  const [fine, coarse] = [await read("countries-50m.json"), await read("countries-110m.json")];
  const pick = (of) => [...of(fine).filter(isNear), ...of(coarse).filter((line) => !isNear(line))].map(packed).filter((line) => line.length > 4);
  const { version } = await read("package.json");
  return JSON.stringify({ source: `Natural Earth, public domain; world-atlas ${version}`, land: pick(rings), borders: pick(borders) });
}

function rings(topology) {
  const land = feature(topology, topology.objects.land);
  return land.features.flatMap(({ geometry }) => geometry.coordinates).flat().filter((ring) => ring.some(([, north]) => north > SOUTHMOST));
}

function borders(topology) {
  return mesh(topology, topology.objects.countries, (one, other) => one !== other).coordinates;
}

function isNear(line) {
  return line.some(([east, north]) => east > NEAR[0] && east < NEAR[2] && north > NEAR[1] && north < NEAR[3]);
}

function packed(line) {
  const flat = [];
  let [x, y] = [0, 0];
  for (const [east, north] of line) {
    const [nextX, nextY] = [Math.round(east * 100), Math.round(north * 100)];
    if (flat.length > 0 && nextX === x && nextY === y) continue;
    flat.push(nextX - x, nextY - y);
    [x, y] = [nextX, nextY];
  }
  return flat;
}
