"""Dialogs about who gets in: another passphrase, the recovery sheet, copies sealed for colleagues."""
