"""The lesson as one film: which clips, in what order, joined how, and what lies beside it."""
