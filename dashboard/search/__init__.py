"""The search's own language, form and words."""
