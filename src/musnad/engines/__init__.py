"""The map over many articles: processes here, Dask on a cluster."""

from musnad.engines.ingest import Summary, ingest
from musnad.engines.work import analyse_batch

__all__ = ["Summary", "analyse_batch", "ingest"]
