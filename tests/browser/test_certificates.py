"""Certificates and border posts in real Chromium: from a class list to a verified badge."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.looking import LANGUAGES, faults_of, shoot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PROGRAM = Path(__file__).parents[2] / "frontend" / "badges" / "verify.mjs"
CLASS = "name,name_ckb,unit\nInvented Officer Rezan,ڕێزان ئەحمەد,Airport post\n"


def at(name: str, *arguments: str) -> str:
    return reverse(f"programme:{name}", args=arguments)


@pytest.fixture
def school() -> Any:
    from tests.desks.programme.teaching import School

    return School()


def kept(school: Any) -> tuple[Any, dict[str, str]]:
    """Certificates in three states and a border post, and the addresses of their pages."""
    from hawkari.desks.programme.services.capability import NewSelfAssessment, make_self_assessment
    from hawkari.desks.programme.services.certificates import issue_to_all
    from hawkari.desks.programme.services.revocations import propose_revocation, revoke
    from tests.desks.programme.certifying import passed_course
    from tests.desks.programme.test_capability import AFTER, BEFORE

    access, second = school.trainer("programme"), school.trainer()
    course = passed_course(school, access, trainees=5)
    due = passed_course(school, access, trainees=3)
    holds, proposed, revoked, _ = issue_to_all(access, course.reference)
    for one in (proposed, revoked):
        propose_revocation(second, one.reference, "The wrong person was certified")
    revoke(access, revoked.reference)
    day = access.today
    new = ("بۆنموونە: خاڵی سنووری", "before", day, "Office of the pass")
    post = make_self_assessment(access, NewSelfAssessment(*new, BEFORE)).post
    make_self_assessment(
        access, NewSelfAssessment(new[0], "after", day, new[3], AFTER, note="Two readers")
    )
    make_self_assessment(access, NewSelfAssessment("Other Pass", "before", day, new[3], BEFORE))
    return access, {
        "certificates": at("certificates"),
        "course-certificates": at("course_certificates", due.reference),
        "certificate": at("certificate", holds.reference),
        "certificate-proposed": at("certificate", proposed.reference),
        "certificate-revoked": at("certificate", revoked.reference),
        "verify": at("verify_certificate"),
        "posts": at("border_posts"),
        "post": at("border_post", post.reference),
        "new-self-assessment": at("new_self_assessment"),
        "load-self-assessments": at("load_self_assessments"),
    }


def test_every_page_of_certificates_and_posts_keeps_to_the_rules_in_each_language(school, enter):
    access, pages = kept(school)
    faults = [
        (language, fault)
        for language in LANGUAGES
        for fault in faults_of(enter(access, language), pages)
    ]
    assert not faults, "\n".join(map(str, faults))


def saved(page: Page, selector: str, to: Path) -> str:
    with page.expect_download() as begun:
        page.locator(selector).press("Enter")
    begun.value.save_as(to)
    return to.read_text("utf-8")


def test_from_a_class_list_to_a_badge_that_another_program_verifies(school, enter, tmp_path):
    from django.utils import timezone

    from hawkari.desks.programme.models import Certificate, Enrolment, Trainer
    from tests.desks.programme.teaching import attended, bare_course, scored

    one, two = school.trainer(), school.trainer()
    course = bare_course(one)
    by = {"operation": one.operation, "agency": one.user.agency, "made_by": one.user}
    teacher = Trainer.objects.create(
        name="Invented Trainer", unit="Academy", made_at=timezone.now(), **by
    )
    course.trainers.add(teacher)
    first, second = enter(one).new_page(), enter(two, "ckb").new_page()
    (tmp_path / "class.csv").write_text(CLASS, encoding="utf-8")
    first.goto(at("course", course.reference))
    first.locator("#class-file").set_input_files(tmp_path / "class.csv")
    first.locator("form:has(#class-file) button").press("Enter")
    expect(first.locator("main tbody")).to_contain_text("taken in")
    trainee = Enrolment.objects.get()
    attended(one, trainee, 5)
    scored(one, trainee, 3, when="pre")
    scored(one, trainee, 9)
    for page in (first, second):
        page.goto(at("course", course.reference))
        page.locator(".btn-primary").press("Enter")
        expect(page.locator(".btn-primary")).to_have_count(0)

    first.goto(at("course_certificates", course.reference))
    first.locator("main .btn-primary").press("Enter")
    expect(first.locator("main tbody a.id, main tbody a:has(.id)").first).to_be_visible()
    made = Certificate.objects.get()
    first.goto(at("certificate", made.reference))
    badge = saved(first, f"a[href$='{made.reference}/badge']", tmp_path / "badge.jwt")
    first.goto(at("certificates"))
    did = saved(first, "a[href$='issuer.txt']", tmp_path / "issuer.txt").strip()
    saved(first, "a[href$='status.jwt']", tmp_path / "status.jwt")

    second.goto(at("verify_certificate"))
    second.locator("[name=text]").fill(badge)
    second.locator("[name=name]").fill("ڕێزان ئەحمەد")
    second.locator("[name=code]").fill(made.code)
    second.locator("main .btn-primary").press("Enter")
    expect(second.locator("#verdict")).to_contain_text("هەڵنەوەشێنراوەتەوە")
    shoot(second, "verified-ckb")
    node = shutil.which("node")
    assert node, "Node.js is missing: make system-test"
    done = subprocess.run(
        [node, str(PROGRAM), str(tmp_path / "badge.jwt"), did, str(tmp_path / "status.jwt")],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stdout.split(":")[0]) == (0, "valid")
