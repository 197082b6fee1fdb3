"""Three agencies' nodes on one machine play an exchange, from a blind query to a recall.

Each node is an installation of its own: a folder, a database, keys, an audit log and processes of
its own. They meet on loopback under mutual TLS only.
"""

from hawkari.site.exchange_demo.play import DemoReport, play

__all__ = ["DemoReport", "play"]
