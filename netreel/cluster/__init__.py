"""Clips rendered on a Dask cluster: what runs on its workers, and who hands it out."""
