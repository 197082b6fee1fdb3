"""Words of the audit pages in the reader's language. A code not known here is shown as it is."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["ACTS", "PATTERNS", "audit_word"]

ACTS: Mapping[str, Promise] = {
    "consult": _("looked at"),
    "search": _("searched"),
    "disclose": _("disclosed or exported"),
    "collect": _("collected"),
    "alter": _("changed"),
    "combine": _("joined records"),
    "decide": _("decided"),
    "erase": _("erased"),
    "deny": _("was refused"),
    "login": _("logged in or out"),
    "exchange": _("exchanged with a partner"),
}
PATTERNS: Mapping[str, Promise] = {
    "many_people": _("Looked at 50 or more different people or things within one hour"),
    "outside_hours": _("Looked at something outside the working hours of the operation"),
    "no_task": _(
        "Looked at 5 or more people within one day who have no category in the operation, and gave "
        "no reason"
    ),
    "repeated_denials": _("Was refused 5 times or more within one day"),
    "empty_searches": _("Searched 10 times or more within one day without finding anything"),
}
OTHER: Mapping[str, Promise] = {
    "ok": _("done"),
    "denied": _("refused"),
    "refused": _("refused"),
    "not found": _("nothing found"),
    "conflict": _("contradicted an earlier decision"),
    "logged out": _("logged out"),
    "audit log": _("the audit log"),
    "working hours": _("working hours"),
    "sources": _("the list of sources"),
    "review queue": _("the review queue"),
    "ties": _("ties"),
    "review queue counts": _("the review queue's counts"),
    "source row": _("a row of a source"),
    "statements behind ties": _("values behind ties"),
    "records beside others": _("records beside others"),
    "judgements export": _("judgements as a file"),
    "judgements import": _("judgements from a file"),
    "why records are one": _("why records are one"),
    "why records are apart": _("why records are apart"),
    "reviewers' agreement": _("how far reviewers agree"),
    "review issue": _("a contradiction or doubt in review"),
    "second reading": _("a second reading of a pair"),
    "two people to merge": _("who needs two people to be merged"),
    "model": _("the model behind the scores"),
    "operation chosen": _("chose an operation"),
    "operations": _("operations"),
    "colleagues": _("what colleagues see"),
    "indicators": _("numbers about nobody"),
    "posts": _("posts"),
    "post": _("a post"),
    "post unmasked": _("a post with its names shown"),
    "posts read by engines": _("posts, read by engines"),
    "week of posts": _("the posts of a week"),
    "operators": _("operators"),
    "operator": _("an operator"),
    "claims": _("claims without an answer"),
    "myths": _("myths"),
    "myth": _("a myth"),
    "answer": _("an answer"),
    "plans": _("plans"),
    "plan": _("a plan"),
    "imports of posts": _("imports of posts"),
    "import of posts": _("an import of posts"),
    "imports due": _("imports due"),
    "referrals": _("referrals to platforms"),
    "board": _("the board of return cases"),
    "board counts": _("the counts of the board"),
    "cases": _("return cases"),
    "case": _("a return case"),
    "outcomes": _("outcomes as numbers"),
    "letters": _("letters to a person"),
    "register": _("the register of promises"),
    "behind": _("what is behind"),
    "lines": _("lines of money"),
    "line": _("a line of money"),
    "transaction": _("a transaction"),
    "transactions waiting": _("transactions that wait"),
    "activities": _("activities"),
    "activity": _("an activity"),
    "results": _("results"),
    "indicator": _("an indicator"),
    "training": _("training"),
    "report": _("a quarterly report"),
    "publications": _("publications"),
    "programme work": _("what waits in the programme"),
}


def audit_word(code: str) -> Promise | str:
    """The words of an act, rule, outcome or kind of thing."""
    return ACTS.get(code) or PATTERNS.get(code) or OTHER.get(code) or code
