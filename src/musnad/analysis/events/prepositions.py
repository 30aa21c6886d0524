"""Prepositions before participants: the slot that each opens."""

from functools import lru_cache

from musnad.arabic import fold_text

_WORDS_KEPT = 65536
# Folded prepositions → the slot they open; several that mark the doer are one.
_PREPOSITIONS = {
    fold_text(word): slot
    for slot, words in {
        "في": "في داخل وسط", "من": "من", "إلى": "إلى", "على": "على", "عن": "عن", "مع": "مع", "ضد": "ضد تجاه بحق حيال",
        "بين": "بين", "حول": "حول بشأن", "قرب": "قرب شمال جنوب شرق غرب شرقي غربي شمالي جنوبي نحو لدى عند باتجاه صوب",
        "بعد": "بعد قبل خلال منذ عقب إثر أثناء عشية حتى",
        "أمام": "أمام", "جراء": "جراء بسبب نتيجة", "ب": "عبر بواسطة",
        "by": "بقيادة بمشاركة برئاسة بوساطة بدعم برعاية",
    }.items()
    for word in words.split()
}  # fmt: skip
_DOER = {("من", fold_text("قبل")), ("من", fold_text("جانب")), ("علي", fold_text("يد")), ("علي", fold_text("ايدي"))}


@lru_cache(maxsize=_WORDS_KEPT)
def preposition_of(form: str, following: str) -> str | None:
    """The slot that a token opens as a preposition by itself, or None."""
    bare = form[1:] if form[:1] in "وف" and form[1:] in _PREPOSITIONS else form
    if (bare, following) in _DOER:
        return "by"
    return _PREPOSITIONS.get(bare)
