"""The returns desk: cases, barriers, notices, departures, and reintegration."""
