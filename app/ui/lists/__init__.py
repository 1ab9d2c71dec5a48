"""What stands around a list of the form: finding and filtering, its totals, files in and out."""
