"""List the Sorani words by which text from an Arabic keyboard gets its own letters back.

    .venv/bin/python benchmarks/posts/training/train_sorani.py --data PATH

PATH holds `training/`; Django's and Hawkari's own Sorani messages are read too. Writes
`src/hawkari/engines/posts/resources/sorani.txt`: each word with how often it stands there, the
commonest first. Prints how many words of `campaign/kurdish_ckb_kmr.tsv`, on which nothing is
learnt, are right after they were typed on an Arabic keyboard and restored.
"""

import argparse
import re
from collections import Counter
from pathlib import Path

import texts as sources
from disguises import TO_ARABIC_KEYS

from hawkari.engines.posts import canonical
from hawkari.engines.posts.sorani import restore

OUT = Path(__file__).parents[3] / "src/hawkari/engines/posts/resources/sorani.txt"
WORD = re.compile("[ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەیێ]+")
HEAD = """# Sorani words with how often they stand in the texts below; made by
# benchmarks/posts/training/train_sorani.py on 2026-11-27. Of TICO-19 (CC0-1.0), Django 5.2
# (BSD-3-Clause), MediaWiki VisualEditor 1.39 (MIT), names of CLDR (Unicode-3.0), and Hawkari.
"""
LEAST = 1  # how often a word stands there at least


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    found, _ = sources.read(options.data)
    counts: Counter[str] = Counter()
    for text, _weight in found["ckb"]:
        counts.update(WORD.findall(canonical(text)))
    kept = [(word, count) for word, count in counts.items() if count >= LEAST]
    kept.sort(key=lambda pair: (-pair[1], pair[0]))
    lines = "".join(f"{word} {count}\n" for word, count in kept)
    OUT.write_text(HEAD + lines, encoding="utf-8")
    print(f"{len(kept)} words")
    _check(options.data / "campaign/kurdish_ckb_kmr.tsv")


def _check(path: Path) -> None:
    right = typed = whole = 0
    for row in path.read_text(encoding="utf-8").split("\n")[1:]:
        text = canonical(row.partition("\t")[0])
        bare = canonical(text.translate(TO_ARABIC_KEYS))
        for wanted, typed_, got in zip(
            text.split(), bare.split(), restore(bare).split(), strict=True
        ):
            whole += 1
            right += wanted == got
            typed += wanted == typed_
    print(f"of {whole} words {typed / whole:.3f} are right as typed, {right / whole:.3f} restored")


if __name__ == "__main__":
    main()
