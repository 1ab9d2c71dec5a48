"""修改历史: what was done to the open declaration, shown in the window."""
