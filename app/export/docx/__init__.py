"""The editable twin: a document as DOCX for Word, WPS and LibreOffice."""
