"""How fast the register's pages answer with many activities, through the pages themselves.

    .venv/bin/python benchmarks/programme/register.py [--activities 10000] [--rounds 30]

Loads the shipped register into a fresh installation on SQLite (the default store), adds invented
activities under its commitments, each with seven claims of which some disagree, and asks for each
page as a browser does. Prints the median, the 95th percentile and the processor time of one
answer, which other work on the machine does not stretch; the target is a p95 of 200 ms.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from typing import Any

LISTS = {
    "promises": {},
    "activities": {"kind": "activity"},
    "activities, last page": {"kind": "activity", "page": "999999"},
    "everything": {"kind": ""},
    "a strand": {"kind": "activity", "strand": "border"},
    "words of a name": {"kind": "", "q": "Training 9"},
    "words of a claim": {"kind": "", "q": "Sulaymaniyah"},
    "Sorani words": {"kind": "", "q": "ڕاهێنان"},
    "words nobody says": {"kind": "", "q": "no such words"},
}
PLACES = ("Erbil", "Duhok", "Sulaymaniyah", "Baghdad", "Basra")
STRANDS = ("border", "kurdistan", "crime", "campaign")
STATES = ("planned", "running", "done", "behind")
SEED = 11


def fill(activities: int) -> Any:
    """The shipped register, and activities under its commitments, written past the services."""
    from django.db import connection, transaction
    from django.utils import timezone

    from hawkari.desks.programme.models import Claim, RegisterItem
    from hawkari.desks.programme.services.register_loading import load_lines, seed_lines
    from hawkari.evidence.access import open_access
    from hawkari.evidence.local import ensure_local_programme

    user, operation = ensure_local_programme()
    access = open_access(user, operation.slug)
    load_lines(access, seed_lines(), public=True)
    draw, now = random.Random(SEED), timezone.now()
    parents = list(RegisterItem.objects.filter(kind="commitment"))
    common = {"made_at": now, "made_by": user}
    items = RegisterItem.objects.bulk_create(
        (
            RegisterItem(
                reference=f"P-{number:010}", operation=operation, agency=user.agency,
                kind="activity", parent=draw.choice(parents), name=f"Training {number}",
                names={"ckb": f"ڕاهێنان {number}"}, strand=draw.choice(STRANDS), **common,
            )
            for number in range(activities)
        ),
        batch_size=1000,
    )  # fmt: skip

    def said(item: RegisterItem) -> list[Claim]:
        day = date(2025, 1, 1) + timedelta(days=draw.randrange(600))
        rows = [
            {"attribute": "starts", "day": day, "value": day.isoformat()},
            {"attribute": "place", "value": draw.choice(PLACES)},
            {"attribute": "state", "value": draw.choice(STATES)},
            {"attribute": "owner", "value": "Head of training"},
            {"attribute": "next_date", "day": day, "value": day.isoformat()},
            {"attribute": "happened", "value": f"Room {draw.randrange(99)} was opened", "day": day},
            {"attribute": "implementer", "value": f"Office {draw.randrange(3)}"},
        ]
        reporters = ("The Gazette", "Another paper")
        return [
            Claim(item=item, reported_by=draw.choice(reporters), **one, **common) for one in rows
        ]

    with transaction.atomic():
        Claim.objects.bulk_create((one for item in items for one in said(item)), batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return user


def asked() -> dict[str, tuple[str, dict[str, str]]]:
    """Every page with its address and question."""
    from django.urls import reverse

    from hawkari.desks.programme.models import RegisterItem

    def item(key: str) -> str:
        reference = RegisterItem.objects.get(seed=key).reference
        return reverse("programme:item", args=[reference])

    register = reverse("programme:register")
    under = RegisterItem.objects.get(seed="border-training").reference
    pages = {name: (register, query) for name, query in LISTS.items()}
    pages["the package"] = (item("package-2024"), {})
    pages["of a commitment"] = (register, {"kind": "", "under": under})
    pages["a commitment"] = (item("border-training"), {})
    pages["what is behind"] = (reverse("programme:behind"), {})
    pages["public view"] = (reverse("programme:public"), {})
    return pages


def measure(client: Any, page: tuple[str, dict[str, str]], rounds: int) -> tuple[float, ...]:
    """Median, 95th percentile and processor time of an answer, in milliseconds."""
    address, query = page
    times, used = [], 0.0
    for number in range(rounds + 3):
        if number == 3:
            used = time.process_time()
        start = time.perf_counter()
        answer = client.get(address, query)
        times.append(1000 * (time.perf_counter() - start))
        if answer.status_code != 200:
            sys.exit(f"{address}: the page answers {answer.status_code}")
    times = times[3:]
    cpu = 1000 * (time.process_time() - used) / rounds
    return statistics.median(times), sorted(times)[int(0.95 * len(times))], cpu


def main() -> None:
    """Fill, ask, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--activities", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=30)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["HAWKARI_HOME"] = home
        from hawkari.cli.installation import open_installation

        open_installation()
        from django.test import Client
        from django.urls import reverse

        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(fill(given.activities))
        client.post(reverse("operation"), {"operation": "programme"})
        print(f"{given.activities:,} activities, SQLite, {given.rounds} rounds; milliseconds")
        print(f"{'page':24} {'median':>8} {'p95':>8} {'CPU':>8}")
        worst = 0.0
        for name, page in asked().items():
            median, p95, cpu = measure(client, page, given.rounds)
            worst = max(worst, p95)
            print(f"{name:24} {median:8.0f} {p95:8.0f} {cpu:8.0f}")
        print(f"register: worst p95 {worst:.0f} ms at {given.activities:,} activities")


if __name__ == "__main__":
    main()
