"""Accounts: logging in, second factors, sessions, lock-out, and who administers them.

The pages and flows of django-allauth, with our own words, our own lock-out and no sign-up.
"""
