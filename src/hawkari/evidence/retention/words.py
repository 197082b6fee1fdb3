"""Words that people typed beside values which are gone: they go too, and names of files with them.

Nobody can tell whether a reason repeats a value, so all reasons about what was disposed of become
a marker. The reason of the disposal itself stays; the page asks for it without values.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.loading.source_mappings import forget_mapping
from hawkari.evidence.models import (
    CorrectionNotice,
    Disclosure,
    DisclosureItem,
    Disposal,
    DisposedFile,
    Hold,
    LoadRun,
    RefusedRow,
    Regrading,
    RetentionReview,
    Source,
    SubjectExport,
    SubjectExportRow,
)
from hawkari.evidence.retention.blocking import file_digest
from hawkari.evidence.retention.traces import ERASED_WORDS
from hawkari.evidence.unseen import Doomed, reword_retractions

__all__ = ["blank_words", "forget_loads", "mask_file_names"]

SHORTEST = 4
WORD = re.compile(r"[^\W_]+")


def blank_words(numbers: Sequence[int], canonical_ids: Sequence[str]) -> None:
    """Replace what people typed about some statements and about records that are gone.

    Args:
        numbers: of erased statements.
        canonical_ids: of records with nothing left.
    """
    items = DisclosureItem.objects.filter(number__in=in_ids(numbers))
    received = items.values("disclosure")
    Disclosure.objects.filter(pk__in=received).exclude(reason="").update(reason=ERASED_WORDS)
    CorrectionNotice.objects.filter(disclosure__in=received).exclude(note="").update(
        note=ERASED_WORDS
    )
    for end in ("old", "new"):
        graded = Regrading.objects.filter(**{f"{end}__in": in_ids(numbers)})
        graded.update(reason=ERASED_WORDS)
    rows = SubjectExportRow.objects.filter(number__in=in_ids(numbers))
    rows.exclude(reason="").update(reason=ERASED_WORDS)
    about = {"entity__in": in_list(canonical_ids)}
    SubjectExport.objects.filter(**about).update(
        requester=ERASED_WORDS, reference=ERASED_WORDS, approval_note=""
    )
    RetentionReview.objects.filter(**about, disposal__isnull=True).update(reason=ERASED_WORDS)
    past = Hold.objects.filter(**about, lifted_at__isnull=False)
    past.update(reason=ERASED_WORDS, reference="", lift_reason=ERASED_WORDS)


def mask_file_names(doomed: Iterable[Doomed]) -> None:
    """Rename the loads whose file is called after a value, or part of a name, that is gone.

    Letters and digits are compared, without case: ``Rebwar_Amin.xlsx`` carries "Rebwar Amin". The
    next file of that name fills a slot of its own.
    """
    listed = list(doomed)
    names = LoadRun.objects.filter(pk__in=in_ids(sorted({one.load for one in listed})))
    for load in names:
        name = f"{load.file_name} {load.slot}"
        if any(_is_in(one, name) for one in listed if one.load == load.pk):
            _rename(load)


def _is_in(one: Doomed, name: str) -> bool:
    """Whether a file's name carries a value, the record's id, or a word of a person's name."""
    squeezed, words = _squeezed(name), set(WORD.findall(_folded(name)))
    wholes = (one.value, one.original_value, one.entity_id.partition(":")[2])
    if any(len(whole := _squeezed(text)) >= SHORTEST and whole in squeezed for text in wholes):
        return True
    parts = WORD.findall(_folded(one.value)) if one.prop_type == "name" else []
    return any(len(part) >= SHORTEST and part in words for part in parts)


def _squeezed(text: str) -> str:
    return "".join(char for char in _folded(text) if char.isalnum())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _rename(load: LoadRun) -> None:
    """Take a file's name out of its load, its source's mapping and the reasons that name it."""
    slot, name = load.slot, f"disposed-{load.pk}"
    source = Source.objects.select_for_update().get(pk=load.source_id)
    forget_mapping(source, slot)
    reword_retractions(load)
    load.file_name = load.slot = name
    load.save(update_fields=["file_name", "slot"])


def forget_loads(disposal: Disposal, loads: Iterable[LoadRun]) -> int:
    """Erase what loads that are wholly gone say of their files; how many refused rows went.

    A keyed hash of each file stays, so that the same bytes are refused.
    """
    refused = 0
    for load in loads:
        if load.sha256:
            DisposedFile.objects.create(
                disposal=disposal, digest=file_digest(load.source.slug, load.sha256)
            )
        refused += RefusedRow.objects.filter(load=load).delete()[0]
        _rename(load)
        load.sha256 = ""
        load.save(update_fields=["sha256"])
    return refused
