"""Django's SQLite backend, with writers that queue; named by `hawkari.site.database`."""
