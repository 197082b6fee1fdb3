"""Accounts: logins, second factors, sessions, lock-out, administration."""
