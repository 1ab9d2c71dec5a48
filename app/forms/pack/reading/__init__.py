"""What is wrong with the text of a pack, in the words of its author."""

__all__ = ["nearest", "syntax", "unmeant", "yaml_text"]
