"""What is drawn in a Word file: pictures, boxes, charts and diagrams, of newer and older programs."""
