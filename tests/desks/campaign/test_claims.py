"""Posts are matched to the myth bank; what many say and no myth answers becomes a claim."""

import pytest

from hawkari.desks.campaign.models import Claim, ClaimPost, Post
from hawkari.desks.campaign.services.claims import (
    claim_page,
    find_claims,
    look_again,
    make_myth_of,
    put_aside,
)
from hawkari.desks.campaign.services.myths import NewMyth, Saying, make_myth, retire_myth
from hawkari.desks.campaign.services.read_claims import STEP, read
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.errors import AccessDenied, BadInput
from tests.desks.campaign.playing import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.contract]

SAFE = "The crossing is easy and safe; the boat is new and not crowded."
PAPERS = (
    "From next month every Kurd gets papers in London without an interview",
    "papers for every Kurd in London from next month, no interview!!",
    "They say: from next month in London every Kurd gets papers. No interview",
)
TALK = ("Looking for a barber in Duhok, who knows one", "The match tonight was a shame for us all")
MYTH = NewMyth("law", (Saying("en", "Every Kurd gets papers in London"),))


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def access(desk):
    return desk.officer()


def posted(desk, access, *texts, **fields):
    imported = desk.imported(access)
    return [desk.post(imported, text, **fields) for text in texts]


def reread(posts):
    """Read posts as the runner does: batch by batch, fields saved after it."""
    read(posts)
    Post.objects.bulk_update(posts, STEP.fields)


def test_a_post_that_makes_a_claim_of_the_bank_gets_its_myth_and_the_words_that_say_so(
    desk, access
):
    myth = make_myth(access, NewMyth("safety", (Saying("en", SAFE),)))
    said, other = posted(desk, access, f"Good news: {SAFE.upper()} Call", TALK[0])
    reread([said, other])
    assert (said.myth, other.myth) == (myth.reference, "")
    assert said.matched
    assert other.matched
    start, end = said.myth_why[0]
    assert "CROSSING IS EASY AND SAFE" in said.text[start:end]


def test_a_retired_myth_or_one_of_another_operation_matches_nothing(desk, access):
    elsewhere = Desk()
    make_myth(elsewhere.officer(), NewMyth("safety", (Saying("en", SAFE),)))
    retired = make_myth(access, NewMyth("safety", (Saying("en", SAFE),)))
    retire_myth(access, retired.reference, why="answered elsewhere")
    (post,) = posted(desk, access, SAFE)
    reread([post])
    assert post.myth == ""


def test_posts_that_say_the_same_become_one_claim_and_talk_none(desk, access):
    reread(posted(desk, access, *PAPERS, *TALK))
    found = find_claims(access)
    assert [row.posts for row in found.rows] == [3]
    assert ClaimPost.objects.count() == 3
    assert (found.posts, found.matched) == (5, 0)


def test_posts_of_a_later_import_join_the_claim_that_is_there(desk, access):
    reread(posted(desk, access, *PAPERS[:2], channel="One"))
    reread(posted(desk, access, PAPERS[2], channel="Two"))
    (row,) = find_claims(access).rows
    assert (row.posts, row.channels) == (3, 2)


def test_reading_again_changes_nothing(desk, access):
    posts = posted(desk, access, *PAPERS, *TALK)
    reread(posts)
    before = list(ClaimPost.objects.values_list("claim", "post"))
    reread(posts)
    assert list(ClaimPost.objects.values_list("claim", "post")) == before


def test_adverts_and_matched_posts_join_no_new_claim(desk, access):
    make_myth(access, NewMyth("safety", (Saying("en", SAFE),)))
    reread(posted(desk, access, *PAPERS, is_advert=True))
    reread(posted(desk, access, SAFE, SAFE.upper()))
    assert Claim.objects.count() == 0


def test_a_claim_made_a_myth_leaves_the_list_and_its_posts_match_that_myth(desk, access):
    posts = posted(desk, access, *PAPERS)
    reread(posts)
    (row,) = find_claims(access).rows
    made = make_myth_of(access, row.claim.reference, MYTH)
    assert find_claims(access).rows == ()
    assert set(Post.objects.values_list("myth", flat=True)) == {made.reference}
    assert claim_page(access, row.claim.reference).row.claim.myth == made.reference


def test_a_settled_claim_is_not_settled_again(desk, access):
    reread(posted(desk, access, *PAPERS))
    reference = find_claims(access).rows[0].claim.reference
    put_aside(access, reference, why="ordinary news")
    with pytest.raises(BadInput, match="settled"):
        make_myth_of(access, reference, MYTH)
    assert find_claims(access).aside == 1
    assert [row.claim.why for row in find_claims(access, state="aside").rows] == ["ordinary news"]


def test_a_claim_is_put_aside_only_for_a_reason(desk, access):
    reread(posted(desk, access, *PAPERS))
    with pytest.raises(BadInput, match="no reason"):
        put_aside(access, find_claims(access).rows[0].claim.reference, why="  ")


def test_other_agencies_see_no_claim_and_readers_of_myths_neither(desk, access):
    reread(posted(desk, access, *PAPERS))
    reference = find_claims(access).rows[0].claim.reference
    other = desk.officer(agency="police-nationale")
    assert find_claims(other).rows == ()
    with pytest.raises(NotFound):
        claim_page(other, reference)
    with pytest.raises(NotFound):
        make_myth_of(other, reference, MYTH)
    with pytest.raises(AccessDenied):
        find_claims(desk.officer("legal"))


def test_disposed_posts_take_their_place_in_a_claim_with_them(desk, access):
    posts = posted(desk, access, *PAPERS)
    reread(posts)
    posts[0].delete()
    assert find_claims(access).rows[0].posts == 2
    posts[1].delete()
    assert find_claims(access).rows == ()


def test_after_looking_again_new_myths_match_old_posts(desk, access):
    (post,) = posted(desk, access, SAFE)
    imported = post.imported
    imported.read_to = {STEP.name: post.pk, "language": post.pk}
    imported.save()
    make_myth(access, NewMyth("safety", (Saying("en", SAFE),)))
    assert look_again(access) == 1
    imported.refresh_from_db()
    assert imported.read_to == {"language": post.pk}
