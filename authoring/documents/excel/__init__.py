"""The printed workbook: draws the content tree with XlsxWriter and decides nothing."""

from authoring.documents.excel.workbook import render_excel

__all__ = ["render_excel"]
