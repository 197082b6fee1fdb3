"""The people of one node: ``python -m hawkari.site.exchange_demo``, the node being `HAWKARI_HOME`.

Each line of standard input is one act, ``["name", {"given": …}]``; each line of standard output
what came of it, ``[true, …]``, or why it was refused, ``[false, "words"]``. Ends with the input.
"""

import json
import os
import sys

import django

from hawkari.errors import HawkariError
from hawkari.site.home import default_home, keep_compiled


def main() -> None:
    """Open the node of `HAWKARI_HOME` and do what is asked, line by line."""
    keep_compiled(default_home())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hawkari.site.settings")
    django.setup()
    from hawkari.site.exchange_demo.acts import ACTS  # noqa: PLC0415  Django is set up
    from hawkari.site.schema import bring_up_to_date  # noqa: PLC0415

    bring_up_to_date()

    for line in sys.stdin:
        name, given = json.loads(line)
        try:
            answer = [True, ACTS[name](**given)]
        except HawkariError as error:
            answer = [False, str(error)]
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
