"""Paper: from answers to a document, from the document to PDF and DOCX."""
