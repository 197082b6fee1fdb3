"""IATI 2.03: reads, writes and validates files of aid activities, offline."""

__all__: list[str] = []
