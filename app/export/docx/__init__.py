"""The editable twin: a document as DOCX for Word, WPS and LibreOffice."""

__all__ = ["controls", "marks", "package", "styles", "writer"]
