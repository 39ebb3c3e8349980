"""Pixels become input neurons."""
