"""PDF by LibreOffice, and the page numbers that only a laid-out document has."""

from authoring.documents.pdf.fonts import check_fonts
from authoring.documents.pdf.lay_out import LaidOut, lay_out
from authoring.documents.pdf.office import Office, find_office
from authoring.documents.pdf.pages import read_pages

__all__ = ["LaidOut", "Office", "check_fonts", "find_office", "lay_out", "read_pages"]
