"""The engine loads lightly, and works without numba."""

import subprocess
import sys

TIMED = """
import sys, time
import hawkari.engines
begun = time.process_time()
import hawkari.engines.names as names
spent = time.process_time() - begun
assert not {"numpy", "numba"} & set(sys.modules), "loads numpy or numba"
names.fold("Azad"); names.blocking_keys("Azad"); names.romanise("ئازاد"); names.parse("Azad Karim")
assert not {"numpy", "numba"} & set(sys.modules), "uses numpy or numba"
print(spent)
"""
WITHOUT = """
import sys, warnings
sys.modules["numba"] = None
from hawkari.engines import names
with warnings.catch_warnings(record=True) as notices:
    warnings.simplefilter("always")
    found = names.compare("Rebwar Hama Salih", "ڕێبوار حەمەساڵح")
    hits = names.Gallery([("Azad Karim", "1"), ("Sherko", "2")]).search("ئازاد کەریم")
assert [hit.person_id for hit in hits][:1] == ["1"]
assert any("numba is not installed" in str(notice.message) for notice in notices)
print(found.probability, found.weight)
"""


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_takes_a_tenth_of_a_second_and_neither_numpy_nor_numba():
    fastest = min(float(run(TIMED)) for _ in range(3))
    assert fastest <= 0.1


def test_without_numba_the_scores_are_the_same_and_a_notice_says_it_is_slow():
    from hawkari.engines.names import compare

    found = compare("Rebwar Hama Salih", "ڕێبوار حەمەساڵح")
    probability, weight = map(float, run(WITHOUT).split())
    assert abs(probability - found.probability) < 1e-6
    assert abs(weight - found.weight) < 1e-4
