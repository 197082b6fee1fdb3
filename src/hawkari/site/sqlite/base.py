"""The database wrapper: every transaction and every single statement that writes queues first."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from hawkari.site.sqlite.queue import LONGEST_WAIT_S, WriteQueue

__all__ = ["DatabaseWrapper"]

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite whose writers take turns; see `WriteQueue`. A database in memory has no queue."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._queue: WriteQueue | None = None
        self.execute_wrappers.append(self._write_alone)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; the queue's file lies beside the database."""
        if not self.is_in_memory_db():
            self._queue = WriteQueue(Path(f"{self.settings_dict['NAME']}-queue"))
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self) -> None:
        self._enter()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # not in the stubs
        self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # not in the stubs
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # not in the stubs
        finally:
            if self._queue is not None:
                self._queue.close()

    def _enter(self) -> None:
        if self._queue is not None and not self._queue.enter():
            raise OperationalError(f"database is locked: no turn within {LONGEST_WAIT_S:.0f} s")

    def _leave(self) -> None:
        if self._queue is not None:
            self._queue.leave()

    def _write_alone(self, execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        """A statement that writes outside a transaction waits for its turn like one."""
        if self.in_atomic_block or not sql.lstrip()[:7].upper().startswith(WRITES):
            return execute(sql, *arguments)
        self._enter()
        try:
            return execute(sql, *arguments)
        finally:
            self._leave()
