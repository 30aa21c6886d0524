"""Events as CAMEO codes: one row a pair of actor and recipient, tab-separated."""

from collections.abc import Iterable, Iterator

from musnad.export.told import chain_of, coded, entity_of, name_of
from musnad.record import Participant, Record

COLUMNS = (
    "event", "date", "source", "source_code", "target", "target_code", "cameo", "quad", "score", "status", "chain",
    "article", "trigger",
)  # fmt: skip


def lines(records: Iterable[Record], *, every_status: bool = False) -> Iterator[str]:
    """The file's lines, the header first; an empty cell where nothing is known."""
    yield "\t".join(COLUMNS)
    for record in records:
        for one in coded(record, every_status=every_status):
            event = one.event
            for actor in event.actors or (None,):
                for recipient in event.recipients or (None,):
                    cells = (
                        event.id, one.days[0] if one.days else record.document.published or "",
                        *_named(record, actor), *_named(record, recipient),
                        one.code.cameo, one.code.quad, one.code.score, one.status, chain_of(record, one.statement),
                        record.document.key, one.evidence.text,
                    )  # fmt: skip
                    yield "\t".join(" ".join(str(c).split()) for c in cells)


def _named(record: Record, member: Participant | None) -> tuple[str, str]:
    """A participant's name and its CAMEO actor code: country and sector, as SYRMIL."""
    if member is None:
        return "", ""
    entity = entity_of(record, member)
    return name_of(record, member), f"{entity.country or ''}{entity.sector or ''}" if entity else ""
