"""Measures what newsmon extracts against gold sets; the formats are in benchmarks/README.md.

One module for each thing measured. Each takes gold and answers, both already in memory, and
returns a `report.Result`; `manage.py evaluate` reads the files and asks the models.
"""
