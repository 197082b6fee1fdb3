"""Who gets the campaign first: drawn by districts, by a seed that anyone can check.

A roll-out that follows need follows spikes, and numbers fall after spikes by themselves. A draw
does not know need. Whole districts are drawn, as what is shown in one place is seen in the next;
each wave begins later than the one before; one part never begins, as without it no week could be
told from the campaign.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from hawkari.engines.effect.values import LEAST_COMPARED
from hawkari.errors import BadInput

__all__ = ["NEVER", "Place", "RollOut", "plan_rollout"]

# The wave of whoever is compared with: never in the campaign while it is watched.
NEVER = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A place where the campaign could run.

    Attributes:
        name: what counts are kept by.
        district: what is drawn as a whole; the place's own name where it stands alone.
        size: usual count a week; districts alike in size are spread over the waves.
    """

    name: str
    district: str
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class RollOut:
    """A draw.

    Attributes:
        wave: of each place, from 1 on; `NEVER` for those compared with.
        starts: first week of each wave, from the first wave's.
        seed: with which anyone draws the same.
    """

    wave: dict[str, int]
    starts: tuple[int, ...]
    seed: str

    def places(self, wave: int) -> tuple[str, ...]:
        """The places of a wave."""
        return tuple(name for name, of in self.wave.items() if of == wave)


def plan_rollout(
    places: Sequence[Place], *, seed: str, waves: int = 1, weeks_between: int = 4
) -> RollOut:
    """Draw which districts get the campaign, when, and which never while it is watched.

    Districts are put in order of size and cut into blocks of one more than there are waves; within
    each block, chance alone deals one district to each wave and one to the comparison.

    Args:
        places: where it could run; at least `LEAST_COMPARED` must be left to compare with.
        seed: any text; the same seed and places give the same draw for ever.
        waves: how many times the campaign begins.
        weeks_between: weeks from one wave's start to the next.

    Raises:
        BadInput: if there are too few districts, or places twice, or no seed.
    """
    districts = _districts(places)
    if not seed.strip():
        raise BadInput("a draw needs a seed", "Give any text, and write it down.")
    if waves < 1 or weeks_between < 1:
        raise BadInput("waves and the weeks between them start at 1", "Give 1 or more.")
    if len(districts) < 2 * (waves + 1):
        raise BadInput(
            f"{len(districts)} districts are too few for {waves} waves and a comparison",
            f"Name at least {2 * (waves + 1)} districts, or plan fewer waves.",
        )
    dealt = _dealt(districts, seed, waves)
    wave = {place.name: dealt[place.district] for place in places}
    if sum(of == NEVER for of in wave.values()) < LEAST_COMPARED:
        raise BadInput(
            f"the draw leaves fewer than {LEAST_COMPARED} places to compare with",
            "Name more districts.",
        )
    return RollOut(wave, tuple(number * weeks_between for number in range(waves)), seed)


def _districts(places: Iterable[Place]) -> list[str]:
    """Districts by size, the largest first; ties by name, so that the order given is nothing."""
    sizes: dict[str, float] = {}
    names = set()
    for place in places:
        if place.name in names or not place.name.strip() or not place.district.strip():
            raise BadInput(f"the place {place.name!r} is named twice or has no name", "Correct it.")
        names.add(place.name)
        sizes[place.district] = sizes.get(place.district, 0.0) + place.size
    return sorted(sizes, key=lambda name: (-sizes[name], name))


def _dealt(districts: Sequence[str], seed: str, waves: int) -> dict[str, int]:
    dealt: dict[str, int] = {}
    for number, start in enumerate(range(0, len(districts), waves + 1)):
        block = districts[start : start + waves + 1]
        # A last block that is not full must not always leave out the same wave.
        hands = sorted(range(waves + 1), key=lambda of: _lot(seed, f"{number}/{of}"))
        order = sorted(block, key=lambda name: _lot(seed, name))
        dealt |= dict(zip(order, hands, strict=False))
    return dealt


def _lot(seed: str, text: str) -> str:
    """A lot that nobody can choose: a hash of the seed and what is drawn."""
    return sha256(f"{seed}\n{text}".encode()).hexdigest()
