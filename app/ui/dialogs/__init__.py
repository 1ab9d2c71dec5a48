"""The few dialogs: passphrase, export, carrying over and the 汇总表."""
