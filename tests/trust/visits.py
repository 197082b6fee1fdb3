"""How a door of the program is gone through, and the ground on which that is tried."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from hawkari.evidence.access import visible_to
from hawkari.evidence.grading.entering import read_marking
from hawkari.evidence.grading.regrading import regrade, regradings_of
from hawkari.evidence.judgements import judge
from hawkari.evidence.loaders.values import UNGRADED
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import JudgementEvent, User
from tests.desks.intelligence.case import Case

Answer = Any
Go = Callable[[Client, "Ground"], Answer]


class Need(Enum):
    """What a door must do."""

    BOTH = "ask who may, and leave an audit entry"
    OPENS = "open the access anew, which asks who is a member, and leave an audit entry"
    AUDIT = "leave an audit entry: nobody's rights apply yet, or the machine's owner acts"


@dataclass
class Ground:
    """A loaded case: a pair to review, a judgement and a regrading that stand, ids to ask for."""

    case: Case
    rebwar: str = ""
    aras: str = ""
    standing: int = 0
    statement: int = 0
    regrading: int = 0
    named: int = 0

    def __post_init__(self) -> None:
        self.case.propose()
        analyst = self.case.access()
        self.standing = judge(analyst, "krg-2", "uk-5", "negative").pk
        self.rebwar, self.aras = self.case.id_of("uk-1"), self.case.id_of("krg-2")
        shared = visible_to(analyst).filter(part__marking__handling="P").order_by("pk")
        first, self.statement = shared.values_list("pk", flat=True)[:2]
        doubted = read_marking({"grade": "3E"}, UNGRADED)
        (new,) = regrade(analyst, [first], doubted, reason="doubted since").values()
        self.regrading = regradings_of(analyst, [new])[new].id
        self.named = visible_to(analyst).get(entity_id="uk-1", prop="name").pk

    @property
    def event(self) -> int:
        """The newest judgement."""
        newest = JudgementEvent.objects.order_by("-pk").first()
        return 0 if newest is None else int(newest.pk)


@dataclass(frozen=True)
class Visit:
    """One request: the address's name, what fills it, and what is sent.

    `first` is another visit that has to come before, e.g. a decision to be undone; `ready` makes
    what no visit can, e.g. what a partner sent. Both may be left out where the visit is refused.
    """

    name: str
    method: str = "get"
    arguments: Callable[[Ground], list[str]] = lambda ground: []
    data: Callable[[Ground], dict[str, Any]] = lambda ground: {}
    need: Need = Need.BOTH
    first: "Visit | None" = None
    ready: Callable[["Ground"], object] = lambda ground: None
    role: str = "analyst"
    as_json: bool = False

    def prepare(self, client: Client, ground: Ground) -> None:
        """Do what has to come before."""
        self.ready(ground)
        if self.first is not None:
            self.first.prepare(client, ground)
            self.first.go(client, ground)

    def go(self, client: Client, ground: Ground) -> Answer:
        address = reverse(self.name, args=self.arguments(ground))
        how = {"content_type": "application/json"} if self.as_json else {}
        return getattr(client, self.method)(address, self.data(ground), **how)


@dataclass(frozen=True)
class Call:
    """One run of a command: its words after the command's own, and what is typed."""

    words: Callable[[Ground, Path], list[str]] = lambda ground, folder: []
    typed: str = ""
    need: Need = Need.BOTH
    role: str = "analyst"


# Written otherwise than it is stored, so that an answer which repeats it shows no content.
PHONE = "0044 7700 900 142"


def rebwar(ground: Ground) -> list[str]:
    return [ground.rebwar]


def browser(user: User | None) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    if user is not None:
        client.force_login(user)
    return client


def outsider() -> Client:
    """A browser of an officer who is in no operation."""
    user = User.objects.create(username="outsider", agency=ensure_agency("elsewhere"))
    return browser(user)


def nobody() -> Client:
    """A browser that nobody has logged in with."""
    return browser(None)


def text(answer: Answer) -> str:
    """What an answer says, whatever it is a file of."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return bytes(content).decode("utf-8", "replace")
