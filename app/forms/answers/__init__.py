"""What is answered: values by path, their history, what applies, what they mean across packs."""
