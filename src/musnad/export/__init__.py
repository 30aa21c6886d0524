"""Records in the forms that others read: POLECAT, CAMEO, tables, Parquet, graphs, provenance, calendars."""
