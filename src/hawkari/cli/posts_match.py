"""`hawkari posts match`: which known claim each post makes."""

import json
import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from hawkari.cli.installation import use_compiled_cache
from hawkari.cli.output import open_input, open_output, print_json
from hawkari.errors import BadInput

__all__ = ["register"]

_DONE_WITH_REFUSED = 3
Row = dict[str, Any]


def register(group: typer.Typer) -> None:
    """Add this command to the group."""
    group.command("match")(match)


def match(
    answers: Annotated[str, typer.Option(help='JSONL: {"id","lang","text"} a claim; - is input')],
    queries: Annotated[str, typer.Option(help='JSONL: {"id","lang","text"} a post; - is input')],
    out: Annotated[str, typer.Option("--out", help="JSONL to write; - is standard output")],
    top: Annotated[int, typer.Option(min=1, max=1000, help="claims a post, at most")] = 10,
    semantic: Annotated[
        bool, typer.Option("--semantic", help="compare meanings too, across languages; slower")
    ] = False,
    sure: Annotated[
        bool, typer.Option("--sure", help="leave out what the matcher would not say on its own")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="print one JSON object as the last line")
    ] = False,
) -> None:
    """Rank the known claims that each post may be making, best first.

    Writes one object a post: {"id", "ranked": [ids of claims], "scores": [...]}. Scores rank the
    claims of one post; they do not compare posts. Several texts of one claim (variants, its answer,
    translations) may stand under one id: the best of them counts. A text's "title", where one is
    given, is read with it.

    With --sure, a post whose best claim is too unlikely gets none: the limits are set per language.
    --semantic needs the extra: pip install 'hawkari[semantic]'.

    A line that cannot be read is named on standard error and left out; the exit code is then 3.
    """
    use_compiled_cache()
    from hawkari.engines.posts.matching import Answer, AnswerIndex

    refused: list[str] = []
    index = AnswerIndex.build(
        (Answer(row["id"], row["lang"], row["text"]) for row in _rows(answers, refused)),
        meaning=_meaning() if semantic else None,
    )
    if not len(index):
        raise BadInput(
            "no claim to match against", 'Give lines {"id","lang","text"}', where=(answers,)
        )
    count = 0
    with open_output(out) as target:
        for row in _rows(queries, refused):
            found = index.ranked(row["text"], top, language=row["lang"], only_sure=sure)
            line = {
                "id": row["id"],
                "ranked": [name for name, _ in found],
                "scores": [round(score, 5) for _, score in found],
            }
            target.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    for problem in refused:
        sys.stderr.write(f"hawkari: {problem}\n")
    if as_json:
        print_json({"posts": count, "claims": len(index), "refused": len(refused), "out": out})
    if refused:
        raise typer.Exit(_DONE_WITH_REFUSED)


def _meaning() -> Any:
    """The model of meanings, or an error that says how to get it."""
    from hawkari.engines.posts.matching import meaning

    found = meaning()
    if found is None:
        raise BadInput(
            "--semantic needs a part that is not installed",
            "Run: pip install 'hawkari[semantic]', or leave --semantic out",
        )
    return found


def _rows(path: str, refused: list[str]) -> Iterator[Row]:
    """Usable lines with id, lang and text; what is wrong with the others goes to `refused`."""
    with open_input(path) as source:
        lines = iter(source)
        number = 0
        while True:
            number += 1
            try:
                line = next(lines, None)
            except UnicodeError as error:
                raise BadInput(
                    "the file is not UTF-8 text", "Save it as UTF-8 and try again", where=(path,)
                ) from error
            if line is None:
                return
            if not line.strip():
                continue
            try:
                yield _row(line)
            except ValueError as error:
                refused.append(f"{path}, line {number}: {error}; left out")


def _row(line: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    held = row if isinstance(row, dict) else {}
    name, text = held.get("id"), held.get("text")
    usable = isinstance(text, str) and isinstance(name, str | int) and str(name) != ""
    if not usable:
        raise ValueError('not an object with "id" and "text"')
    title, lang = held.get("title"), held.get("lang")
    if isinstance(title, str) and title.strip():
        text = f"{title}\n{text}"
    return {"id": name, "lang": lang if isinstance(lang, str) else "", "text": text}
