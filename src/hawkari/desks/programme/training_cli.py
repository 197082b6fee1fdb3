"""Commands of training: load questions, class lists, scans, answers; tell of a course."""

import json
import sys
from collections.abc import Callable, Iterable
from typing import Annotated, Any

import typer

from hawkari.desks.command_line import REFUSED_ROWS, read_bytes, say_counted
from hawkari.desks.programme.command_line import AsJson, Operation, local_access, tell_rows
from hawkari.errors import BadInput

__all__ = ["register"]

File = Annotated[str, typer.Argument(help="The file.")]
Of = Annotated[str, typer.Option("--course", help="The course's reference.")]
REFUSED = 4


def register(group: typer.Typer, *, open_installation: Callable[[], None]) -> None:
    """Add the group ``training`` to the group ``programme``.

    Args:
        group: the group.
        open_installation: what sets Django and the database up, given by the door.
    """
    training = typer.Typer(
        name="training", help="Courses, tests, attendance.", no_args_is_help=True
    )
    _add_curricula(training, open_installation)
    _add_files(training, open_installation)
    _add_answers(training, open_installation)
    _add_course(training, open_installation)
    _add_courses(training, open_installation)
    group.add_typer(training)


def _add_curricula(training: typer.Typer, open_installation: Callable[[], None]) -> None:
    @training.command("curricula")
    def curricula(*, as_json: AsJson = False, operation: Operation = "") -> None:
        """Load the curricula and questions that are shipped; nobody has read them yet."""
        open_installation()
        from hawkari.desks.programme.services.curriculum_seeds import (  # noqa: PLC0415
            load_curricula,
        )

        made = load_curricula(local_access(operation))
        counted = {"curricula": made.curricula, "questions": made.questions}
        say_counted(counted, as_json=as_json)

    @training.command("questions")
    def questions(
        file: File,
        *,
        curriculum: Annotated[
            str, typer.Option("--curriculum", help="Its name, e.g. document_fraud-1.")
        ],
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Take in a table of questions (CSV, XLSX, ODS); tell each row's fate.

        A known code with other words is a new version. Exit 0: taken in; 3: taken in, with rows
        refused; 4: refused.
        """
        content = read_bytes(file)
        open_installation()
        from hawkari.desks.programme.services.question_tables import (  # noqa: PLC0415
            load_questions,
        )

        fates = _refused(
            lambda: load_questions(local_access(operation), curriculum, content, file=file)
        )
        _tell(fates, as_json=as_json, kinds=("taken", "changed", "known", "refused"))


def _add_files(training: typer.Typer, open_installation: Callable[[], None]) -> None:
    @training.command("class")
    def class_list(
        file: File, *, course: Of, as_json: AsJson = False, operation: Operation = ""
    ) -> None:
        """Enrol whoever stands in a class list (CSV, XLSX, ODS); tell each row's fate.

        Exit 0: taken in; 3: taken in, with rows refused; 4: refused.
        """
        content = read_bytes(file)
        open_installation()
        from hawkari.desks.programme.services.classes import load_class  # noqa: PLC0415

        fates = _refused(lambda: load_class(local_access(operation), course, content, file=file))
        _tell(fates, as_json=as_json)

    @training.command("scans")
    def scans(
        file: File, *, course: Of, as_json: AsJson = False, operation: Operation = ""
    ) -> None:
        """Record who was there from a file of scanned codes; tell each code's fate.

        Exit 0: taken in; 3: taken in, with codes refused; 4: refused.
        """
        content = read_bytes(file)
        open_installation()
        from hawkari.desks.programme.services.attending import load_scans  # noqa: PLC0415

        fates = _refused(lambda: load_scans(local_access(operation), course, content))
        _tell(fates, as_json=as_json)


def _add_answers(training: typer.Typer, open_installation: Callable[[], None]) -> None:
    @training.command("answers")
    def answers(
        file: File,
        *,
        course: Of,
        when: Annotated[str, typer.Option(help="pre, post or follow_up.")],
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Take in a table of answers (CSV, XLSX, ODS); tell each row's fate.

        Exit 0: taken in; 3: taken in, with rows refused; 4: refused.
        """
        content = read_bytes(file)
        open_installation()
        from hawkari.desks.programme.services.testing import load_answers  # noqa: PLC0415

        fates = _refused(
            lambda: load_answers(local_access(operation), course, when, content=content, file=file)
        )
        _tell(fates, as_json=as_json)


def _add_course(training: typer.Typer, open_installation: Callable[[], None]) -> None:
    @training.command("course")
    def course(
        reference: Annotated[str, typer.Argument(help="The course's reference.")],
        *,
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Tell what was learnt in a course, with its interval, and who was lost: no names."""
        open_installation()
        from hawkari.desks.programme.services.course_view import view_course  # noqa: PLC0415
        from hawkari.desks.programme.training_api import course_figures  # noqa: PLC0415

        found = _refused(lambda: course_figures(view_course(local_access(operation), reference)))
        if as_json:
            typer.echo(json.dumps(found, ensure_ascii=False, default=str))
            return
        typer.echo(f"{found['reference']} {found['title']}")
        for one in found["stages"]:
            typer.echo(f"{one['stage']}: {one['reached']} (lost {one['lost']})")
        for name in ("mean", "of_means"):
            typer.echo(f"gain, {name}: {_span(found['gain'][name])}")


def _add_courses(training: typer.Typer, open_installation: Callable[[], None]) -> None:
    @training.command("courses")
    def courses(*, as_json: AsJson = False, operation: Operation = "") -> None:
        """Tell which courses there are, and how each stands; no names of trainees."""
        open_installation()
        from hawkari.desks.programme.services.courses import list_courses  # noqa: PLC0415

        found: list[Any] = list_courses(local_access(operation))  # each with its `people`
        rows = [
            {
                "course": one.reference,
                "title": one.title,
                "first": one.first,
                "last": one.last,
                "enrolled": one.people,
                "state": _state(one),
            }
            for one in found
        ]
        tell_rows(rows, as_json=as_json, none="there is no course yet")


def _state(course: Any) -> str:
    if course.signed_at is not None:
        return "signed"
    return "running" if course.closed_at is None else "to sign"


def _span(one: dict[str, Any] | None) -> str:
    if one is None:
        return "not defined"
    if one["lo"] is None:
        return f"{one['value']:.3f}, no interval ({one['persons']} persons)"
    told = "" if one["is_shown"] else "; cannot be told from chance"
    return f"{one['value']:.3f} ({one['lo']:.3f} … {one['hi']:.3f}){told}"


def _refused(does: Callable[[], Any]) -> Any:
    """What a service answers; if it refuses, its words, and exit 4."""
    from hawkari.desks.programme.services.refusals import NotFound  # noqa: PLC0415

    try:
        return does()
    except (BadInput, NotFound) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(REFUSED) from error


def _tell(
    fates: Iterable[Any], *, as_json: bool, kinds: Iterable[str] = ("taken", "known", "refused")
) -> None:
    counted = dict.fromkeys(kinds, 0)
    for one in fates:
        counted[one.fate.value] += 1
        if one.problem:
            sys.stderr.write(f"row {one.place}: {one.problem}. {one.remedy}\n")
    say_counted(counted, as_json=as_json)
    if counted["refused"]:
        raise typer.Exit(REFUSED_ROWS)
