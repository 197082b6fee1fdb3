"""Levels of numbers and addresses of pairs of records, in compiled loops; see `fields`."""

# Compiled functions: numba reads no annotations and takes arguments in order.
# mypy: disable-error-code="no-untyped-def"
# ruff: noqa: ANN001, ANN201, ANN202, PLR0917

from hawkari.engines.linkage.fields import is_empty, meet
from hawkari.engines.names.compiled import compiled

__all__ = ["fill_addresses", "fill_documents", "fill_numbers"]

# Shorter numbers differ in one character by chance too often.
_LONG_ENOUGH = 6
# Shares of the words of two addresses that are common to both, by their bits.
_SAME, _IN_PART = 0.75, 0.4


@compiled
def _best_shared(sets, held, most, a, b):
    """2 where two records share a number that at most so many hold, 1 where another, else 0."""
    i, end_i = sets.starts[a], sets.starts[a + 1]
    j, end_j = sets.starts[b], sets.starts[b + 1]
    best = 0
    while i < end_i and j < end_j:
        if sets.numbers[i] == sets.numbers[j]:
            best = max(best, 2 if held[sets.numbers[i]] <= most else 1)
            i += 1
            j += 1
        elif sets.numbers[i] < sets.numbers[j]:
            i += 1
        else:
            j += 1
    return best


@compiled
def fill_numbers(numbers, most, left, right, out):
    """3 the same, 2 the same in another writing, 1 the same but held by many, 0 different.

    Args:
        numbers: `Numbers`.
        most: a number that more records hold is held by many.
        left: as in `fields`.
        right: as in `fields`.
        out: as in `fields`.
    """
    for pair in range(left.size):
        a, b = left[pair], right[pair]
        if is_empty(numbers.exact, a) or is_empty(numbers.exact, b):
            continue
        best = _best_shared(numbers.exact, numbers.held, most, a, b)
        if best == 2:
            out[pair] = 3
        elif best == 1:
            out[pair] = 1
        elif meet(numbers.loose, a, numbers.asking, b) or meet(numbers.asking, a, numbers.loose, b):
            out[pair] = 2
        elif numbers.kinds[a] & numbers.kinds[b]:
            out[pair] = 0


@compiled
def _one_edit(codes, one, other):
    """Whether two numbers become one by a letter changed, left out, or two neighbours swapped."""
    a = codes.letters[codes.starts[one] : codes.starts[one + 1]]
    b = codes.letters[codes.starts[other] : codes.starts[other + 1]]
    if a.size > b.size:
        a, b = b, a
    if a.size < _LONG_ENOUGH or b.size - a.size > 1:
        return False
    start = 0
    while start < a.size and a[start] == b[start]:
        start += 1
    end = 0
    while end < a.size - start and a[a.size - 1 - end] == b[b.size - 1 - end]:
        end += 1
    changed = b.size - start - end  # letters of the longer that the other lacks
    if changed <= 1:
        return True
    swapped = a.size == b.size and changed == 2
    return swapped and a[start] == b[start + 1] and a[start + 1] == b[start]


@compiled
def _document_level(documents, one, other):
    if one == other:
        return 3
    if documents.confused[one] == documents.confused[other]:
        return 2
    return 1 if _one_edit(documents.codes, one, other) else 0


@compiled
def fill_documents(documents, most, left, right, out):
    """3 the same, 2 but for letters that pass for digits, 1 one character away, 0 different.

    Args:
        documents: `Documents`.
        most: a number that more records hold is a clerk's filler, and is passed over.
        left: as in `fields`.
        right: as in `fields`.
        out: as in `fields`.
    """
    starts, numbers = documents.of_record
    for pair in range(left.size):
        a, b = left[pair], right[pair]
        best = 0 if documents.kinds[a] & documents.kinds[b] else -1
        for i in range(starts[a], starts[a + 1]):
            if documents.held[numbers[i]] > most:
                continue
            for j in range(starts[b], starts[b + 1]):
                if documents.held[numbers[j]] <= most:
                    level = _document_level(documents, numbers[i], numbers[j])
                    best = level if level > 0 and level > best else best
        if best >= 0:
            out[pair] = best


@compiled
def _common_share(words, rarity, one, other):
    """Bits of the words that two addresses share, as a share of the bits of both."""
    i, end_i = words.starts[one], words.starts[one + 1]
    j, end_j = words.starts[other], words.starts[other + 1]
    whole = 0.0
    for place in range(i, end_i):
        whole += rarity[words.numbers[place]]
    for place in range(j, end_j):
        whole += rarity[words.numbers[place]]
    shared = 0.0
    while i < end_i and j < end_j:
        if words.numbers[i] == words.numbers[j]:
            shared += 2 * rarity[words.numbers[i]]
            i += 1
            j += 1
        elif words.numbers[i] < words.numbers[j]:
            i += 1
        else:
            j += 1
    return shared / max(whole, 1e-9)


@compiled
def fill_addresses(addresses, left, right, out):
    """2 where addresses are the same but for a few words, 1 where they share some, 0 few or none.

    Args:
        addresses: `Addresses`.
        left: as in `fields`.
        right: as in `fields`.
        out: as in `fields`.
    """
    starts, numbers = addresses.of_record
    for pair in range(left.size):
        a, b = left[pair], right[pair]
        if starts[a] == starts[a + 1] or starts[b] == starts[b + 1]:
            continue
        best = 0.0
        for i in range(starts[a], starts[a + 1]):
            for j in range(starts[b], starts[b + 1]):
                share = _common_share(addresses.words, addresses.rarity, numbers[i], numbers[j])
                best = max(best, share)
        out[pair] = 2 if best >= _SAME else (1 if best >= _IN_PART else 0)
