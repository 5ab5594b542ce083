"""The practice agency: a server on loopback that publishes as OHSS and ICE do, and misbehaves when told.

    with Agency() as agency:
        agency.ohss.publish(date(2024, 11, 8), workbook_bytes, "july-2024")
        agency.ohss.play("404 once", date(2024, 11, 9))
        agency.at(date(2024, 11, 10))
        agency.ohss.url(agency.ohss.page)      # the address of the landing page
        agency.requests                        # what it was asked, with headers and time

PLAYS names all that can be played. Nothing but the standard library is needed.
"""

from practice.agency import Agency, Publication, Site
from practice.plays import PLAYS, Act
from practice.server import Answer, Seen, Server

__all__ = ["PLAYS", "Act", "Agency", "Answer", "Publication", "Seen", "Server", "Site"]
