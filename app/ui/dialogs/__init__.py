"""The few dialogs: passphrase and export."""
