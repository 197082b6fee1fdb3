"""Cut the ground of the campaign's route map from that of the network's map.

Natural Earth, public domain. Writes `src/hawkari/desks/campaign/resources/land.json`: closed lines
of tenths of a degree, east then north, each after the one before.

    python tools/route_map.py
"""

import json
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "hawkari"
WORLD = SOURCE / "site" / "static" / "hawkari" / "map" / "world.json"
OUT = SOURCE / "desks" / "campaign" / "resources" / "land.json"
WEST, SOUTH, EAST, NORTH = -14.0, 18.0, 76.0, 62.0
COARSE = 0.12
SMALLEST = 0.8

Point = tuple[float, float]


def unpacked(flat: list[int]) -> list[Point]:
    """A line of degrees of one of packed differences of hundredths."""
    points, east, north = [], 0, 0
    for at in range(0, len(flat) - 1, 2):
        east, north = east + flat[at], north + flat[at + 1]
        points.append((east / 100, north / 100))
    return points


def clipped(ring: list[Point]) -> list[Point]:
    """A ring held to the map's edges, by moving what is outside onto them."""
    return [(min(max(x, WEST), EAST), min(max(y, SOUTH), NORTH)) for x, y in ring]


def thinned(line: list[Point]) -> list[Point]:
    """A line without points that lie closer than `COARSE` to the straight way (Douglas-Peucker)."""
    if len(line) < 3:
        return line
    (x1, y1), (x2, y2) = line[0], line[-1]
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5

    def away(point: Point) -> float:
        x, y = point
        if not length:
            return float(((x - x1) ** 2 + (y - y1) ** 2) ** 0.5)
        return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length

    far = max(range(1, len(line) - 1), key=lambda at: away(line[at]))
    if away(line[far]) <= COARSE:
        return [line[0], line[-1]]
    return [*thinned(line[: far + 1])[:-1], *thinned(line[far:])]


def size(ring: list[Point]) -> float:
    """The larger side of what a ring covers."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def packed(ring: list[Point]) -> list[int]:
    """A ring as differences of tenths of a degree."""
    flat, east, north = [], 0, 0
    for x, y in ring:
        new_east, new_north = round(x * 10), round(y * 10)
        flat += [new_east - east, new_north - north]
        east, north = new_east, new_north
    return flat


def main() -> None:
    """Write the resource."""
    world = json.loads(WORLD.read_text(encoding="utf-8"))
    rings = [clipped(unpacked(one)) for one in world["land"]]
    rings = [thinned(one) for one in rings if size(one) > SMALLEST]
    content = {
        "source": world["source"],
        "box": [WEST, SOUTH, EAST, NORTH],
        "land": [packed(one) for one in rings if len(one) > 3 and size(one) > SMALLEST],
    }
    OUT.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
