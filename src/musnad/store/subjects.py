"""What a decision can be about: a statement, an event or a cluster, by its id."""

from sqlalchemy import select

from musnad.errors import UsageError
from musnad.store import database
from musnad.store.schema import clusters, decisions, documents, events, merged, statements
from musnad.store.store import Store


def subject_of(store: Store, subject: str) -> tuple[str, str]:
    """The document of a statement (s-…) or event (e-…), or of a cluster's (c-…) first event, and the subject's own id.

    Raises UsageError where nothing has this id.
    """
    with database.reading(store.engine, store.name) as connection:
        if subject.startswith("c-"):
            into = connection.scalar(select(merged.c.into).where(merged.c.cluster == subject))
            first = select(clusters.c.event_id).where(clusters.c.cluster.in_((subject, into or subject)))
            subject = connection.scalar(first.order_by(clusters.c.event).limit(1)) or subject
        for table in (events, statements):
            query = select(documents.c.key).join(table, table.c.document == documents.c.number)
            key = connection.scalar(query.where(table.c.id == subject).limit(1))
            if key is not None:
                return str(key), subject
        # What is marked wrong is in no list; that it was decided about tells where it is.
        decided = select(decisions.c.document_key).where(decisions.c.subject == subject)
        key = connection.scalar(decided.order_by(decisions.c.number.desc()).limit(1))
        if key is not None:
            return str(key), subject
    raise UsageError(subject, "no event, statement or cluster has this id", "musnad search --in events shows ids")
