"""Encrypted backups of an installation, and their restoration into an empty folder.

A backup is an age file (age-encryption.org/v1) around a tar archive: a manifest, the database as
it was at one moment, and the files of the folder, keys included. What the manifest says is checked
when it is restored, and the audit log is verified before the folder is put in its place.
"""

from hawkari.site.backup.making import KEY_NAME, BackupReport, Installation, make_backup
from hawkari.site.backup.restoring import RestoreReport, restore_backup
from hawkari.site.backup.sealing import BadBackup, Key, new_key, read_identity, read_passphrase

__all__ = [
    "KEY_NAME",
    "BackupReport",
    "BadBackup",
    "Installation",
    "Key",
    "RestoreReport",
    "make_backup",
    "new_key",
    "read_identity",
    "read_passphrase",
    "restore_backup",
]
