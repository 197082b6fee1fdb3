"""The command line. Each command does one thing; engines are imported only by the command run.

Exit codes: 0 done; 1 a check found something wrong; 2 the command was used wrongly; 3 done, with
refused rows; 4 refused.
"""

from hawkari.cli.app import main

__all__ = ["main"]
