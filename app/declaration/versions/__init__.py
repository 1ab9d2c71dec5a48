"""Versions: fixed by 定稿, kept in the draft, compared by 核对."""
