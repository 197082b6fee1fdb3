"""Reading steps: in order, batch by batch, and on from where they were broken off."""

import pytest

from hawkari.desks.campaign.models import Import, Post
from hawkari.desks.campaign.services import reading
from hawkari.desks.campaign.services.reading import read_import, unread
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.desks.campaign.services.steps import Step
from hawkari.errors import AccessDenied
from tests.desks.campaign.playing import Desk

pytestmark = pytest.mark.django_db


class Broken(Exception):
    """Stands for a cable pulled out."""


def language_step(seen: list[list[int]], *, breaks_at: int = 0, name: str = "language") -> Step:
    def read(posts):
        seen.append([one.pk for one in posts])
        if len(seen) == breaks_at:
            raise Broken
        for one in posts:
            one.language = "ckb"

    return Step(name, read, ("language",), "Languages", batch=2)


@pytest.fixture
def desk():
    return Desk()


def five(desk, access) -> Import:
    imported = desk.imported(access)
    for _ in range(5):
        desk.post(imported)
    return imported


def test_each_post_is_read_once_however_often_an_import_is_read(desk, monkeypatch):
    access = desk.officer()
    imported = five(desk, access)
    seen = []
    monkeypatch.setattr(reading, "steps", lambda: (language_step(seen),))
    assert read_import(access, imported.reference) == 5
    assert read_import(access, imported.reference) == 0
    assert [len(batch) for batch in seen] == [2, 2, 1]
    assert set(Post.objects.values_list("language", flat=True)) == {"ckb"}


def test_reading_that_broke_off_goes_on_after_the_last_whole_batch(desk, monkeypatch):
    access = desk.officer()
    imported = five(desk, access)
    seen = []
    monkeypatch.setattr(reading, "steps", lambda: (language_step(seen, breaks_at=2),))
    with pytest.raises(Broken):
        read_import(access, imported.reference)
    assert [one.reference for one in unread(access)] == [imported.reference]
    assert read_import(access, imported.reference) == 3
    first = Post.objects.order_by("pk").first().pk
    assert seen[2] == [first + 2, first + 3]
    assert unread(access) == []


def test_a_step_of_another_name_reads_all_posts_again(desk, monkeypatch):
    access = desk.officer()
    imported = five(desk, access)
    monkeypatch.setattr(reading, "steps", lambda: (language_step([]),))
    read_import(access, imported.reference)
    monkeypatch.setattr(reading, "steps", lambda: (language_step([], name="language 2"),))
    assert read_import(access, imported.reference) == 5


def test_progress_tells_how_many_of_how_many(desk, monkeypatch):
    access = desk.officer()
    imported = five(desk, access)
    monkeypatch.setattr(reading, "steps", lambda: (language_step([]),))
    told = []
    read_import(access, imported.reference, progress=lambda one: told.append((one.done, one.of)))
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_an_import_of_another_agency_is_not_there(desk):
    imported = five(desk, desk.officer())
    with pytest.raises(NotFound):
        read_import(desk.officer(agency="krg"), imported.reference)


def test_whoever_reads_only_myths_and_answers_may_not_have_posts_read(desk):
    imported = five(desk, desk.officer())
    with pytest.raises(AccessDenied):
        read_import(desk.officer("programme"), imported.reference)


def test_every_registered_step_can_be_imported_and_has_a_name_of_its_own():
    from hawkari.desks.campaign.services.steps import steps

    names = [one.name for one in steps()]
    assert len(names) == len(set(names))
    fields = {one.name for one in Post._meta.concrete_fields}
    assert all(set(one.fields) <= fields for one in steps())
