"""The root of every error Hawkari raises on purpose.

    HawkariError
    ├── BadInput             a file, row or value that cannot be used; carries where and the remedy
    ├── AccessDenied         this user may not do this for this purpose
    └── (one branch a package, defined beside the code that raises it)

An error carries fields, and its message is built from them, so that the command line, the API
and the pages can each say it in their own way and language.
"""

__all__ = ["AccessDenied", "BadInput", "HawkariError"]


class HawkariError(Exception):
    """Root of all errors that Hawkari raises on purpose."""


class BadInput(HawkariError):
    """A file, row or value that cannot be used.

    Args:
        problem: what is wrong, in plain words, without a full stop.
        remedy: what the person can do about it.
        where: file, sheet, row or field, from wide to narrow; empty when the whole input is meant.
    """

    def __init__(self, problem: str, remedy: str = "", *, where: tuple[str, ...] = ()) -> None:
        self.problem = problem
        self.remedy = remedy
        self.where = where
        super().__init__(str(self))

    def __str__(self) -> str:
        place = ", ".join(self.where)
        head = f"{place}: {self.problem}" if place else self.problem
        return f"{head}. {self.remedy}" if self.remedy else head


class AccessDenied(HawkariError):
    """This user may not do this for this purpose.

    Args:
        username: who asked.
        action: what was asked, e.g. ``"search"``.
        rule: the rule that refuses, in plain words.
    """

    def __init__(self, username: str, action: str, rule: str) -> None:
        self.username = username
        self.action = action
        self.rule = rule
        super().__init__(f"{username} may not {action}: {rule}")
