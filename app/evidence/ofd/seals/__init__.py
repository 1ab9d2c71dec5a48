"""Electronic seals of an OFD file: their pictures on the pages, and whether what they cover was changed since."""
