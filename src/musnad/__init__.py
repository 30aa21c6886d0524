"""Musnad reads Arabic news and keeps an auditable record of who said what, on whose word."""
