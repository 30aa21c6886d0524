"""What kind of source each link of a chain is."""

from musnad.analysis.attribution.lexicon import words
from musnad.analysis.attribution.scene import Scene
from musnad.analysis.attribution.sources import is_medium
from musnad.arabic import fold_text
from musnad.record import Entity, Link, LinkKind

_NAMED: tuple[tuple[LinkKind, str], ...] = (
    ("spokesperson", "spokesman"),
    ("document", "paper_source"),
    ("agency", "agency_source"),
    ("outlet", "outlet_source"),
    ("institution", "body"),
)


def with_kinds(scene: Scene, chain: tuple[Link, ...]) -> tuple[Link, ...]:
    """The links of a chain, each with its kind."""
    return tuple(Link(link.entity, link.anonymous, link.for_, _kind(scene, link)) for link in chain)


def _kind(scene: Scene, link: Link) -> LinkKind:
    if link.entity is not None:
        return _entity_kind(scene.names.entities[link.entity])
    forms = [fold_text(word) for word in link.anonymous.text.split()] if link.anonymous else []
    for kind, listed in _NAMED:
        if forms and forms[0] in words(listed):
            return kind
    # وزير الخارجية is one man though he is not named, وزير سابق might be anybody.
    whose = any(form.startswith("ال") for form in forms[:2])
    return "office" if whose and forms[0] in words("office_holder") else "anonymous"


def _entity_kind(entity: Entity) -> LinkKind:
    if entity.type == "PER":
        spokesman = words("spokesman")
        speaks = any(fold_text(word) in spokesman for role in entity.roles for word in role.title.split()[:1])
        return "spokesperson" if speaks else "person"
    if is_medium(entity):
        head = fold_text(entity.name_ar).split()[:1]
        return "agency" if entity.kind == "agency" or set(head) & words("agency_source") else "outlet"
    # Of a people nobody in particular is named.
    return "anonymous" if entity.type == "NORP" else "institution"
