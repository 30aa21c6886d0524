"""Persons whom the tables do not know: after a title, or a sequence that begins with a given name."""

from dataclasses import dataclass

from musnad.analysis.names.ground import Ground
from musnad.analysis.names.lexicon import COMMON, GIVEN, KUNYA, NAME, PERSON, STOP, TITLE, UNKNOWN, titles, words
from musnad.analysis.proposals import Proposal
from musnad.arabic import fold_text

_LONGEST = 7  # words of a name
_BLESSED = fold_text("المبارك")
_OPENING = frozenset("\"«“'")
_OFFICE = 5  # words of an office with its place
_PARTICIPLE = 5  # letters of a feminine participle
_VERB = 5  # letters of a verb with its prefix
_FURTHEST = 8  # words between a title and the name
# Precision of each rule on annotated news (see tests/test_names.py for what they are).
_TITLED = {NAME: 0.75, GIVEN: 0.8, UNKNOWN: 0.6}


def persons(ground: Ground) -> list[Proposal]:
    """Names of persons with scores by how name-like their words are."""
    return _Walk(ground, _roles(ground)).run()


def _roles(ground: Ground) -> dict[int, int]:
    """First token of every title of the tables → the token after it."""
    folded = ground.page.folded
    found = {}
    for match in titles(ground.article.knowledge, folded.text):
        tokens = ground.page.tokens_in(folded.original(match.start), folded.original(match.end))
        found[tokens.start] = tokens.stop
    return found


@dataclass(slots=True)
class _Walk:
    """One pass over the tokens; `roles` are the titles of the tables."""

    ground: Ground
    roles: dict[int, int]

    def run(self) -> list[Proposal]:
        ground, taken = self.ground, self.ground.taken
        found: list[Proposal] = []
        after = 0
        for at in sorted(
            {*taken, *(first - 1 for first in taken), *self.roles, *ground.having(TITLE | PERSON | KUNYA)}
        ):
            if at < after:
                continue
            if at in taken:
                made = self._continued(at)
                after = taken[at][0]
            else:
                made = self._titled(at) or self._begun(at)
                after = at + 1
            if made is not None:
                found.append(made)
                after = max(after, ground.page.token_at(made.end - 1) + 1)
        return found

    def _titled(self, at: int) -> Proposal | None:
        """The name after a title at a token: over adjectives, the office's country or body, a comma."""
        listed = bool(self.ground.starts[at] & TITLE)
        office = at in self.roles
        if not listed and not office:
            return None
        first = self.roles.get(at, at + 1)
        at = self._skip(first, office)
        if at < 0 or at >= len(self.ground.forms):
            return None
        kind = self.ground.like(self.ground.forms[at])
        near = at <= first + 1
        if listed and self.ground.forms[at] in words("given_after_title") and self.ground.joined(at):
            kind = GIVEN if self.ground.like(self.ground.form(at + 1)) >= UNKNOWN else kind
        form = self.ground.forms[at]
        if form in words("closes_pair") or (form.startswith("ال") and form.endswith("ه") and kind < GIVEN):
            return None
        stranger = kind == UNKNOWN and not (listed and near)
        if kind < UNKNOWN or (stranger and not (office and self._introduced(at))):
            return None
        end = self._end(at, strangers=2)
        if end - at == 1 and kind <= NAME and (self._unlikely(at) or self._apposed(first - 1)):
            return None
        if stranger and end - at < 2:
            return None
        if end - at == 1 and self.ground.forms[first - 1] in words("credit"):
            return None
        quoted = at == first + 1 and self.ground.forms[first] in _OPENING
        if end - at == 1 and not (listed and (at == first or quoted)):
            return None
        score = _TITLED[kind] + (0.1 if end - at > 1 else -0.05 if kind > UNKNOWN else -0.1)
        return self.ground.proposal(at, 0, end, "PER", score, "titled")

    def _skip(self, first: int, office: bool) -> int:
        """The token at which a name may begin after a title that ends before `first`; -1 where none can."""
        ground, at = self.ground, first
        while at < min(len(ground.forms), first + _FURTHEST):
            if "\n" in ground.page.text[ground.page.ends[at - 1] : ground.page.starts[at]]:
                return -1
            form = ground.forms[at]
            if at in ground.taken:
                if ground.taken[at][1].label == "PER" or not office:
                    return -1
                at = ground.taken[at][0]
            elif (
                form in words("after_title")
                or ground.is_adjective(at)
                or self._describes(at)
                or (form in "\"«“'،,.-()" and (form not in "،,-" or office))
            ):
                at += 1
            else:
                break
        return at

    def _describes(self, at: int) -> bool:
        """Whether a token is an adjective between a title and a name: الكاتب المسرحي محمد …"""
        ground, form = self.ground, self.ground.forms[at]
        if not (form.startswith("ال") and form.endswith("ي")) or not ground.joined(at):
            return False
        follower = ground.taken.get(at + 1)
        return ground.like(ground.form(at + 1)) == GIVEN or (follower is not None and follower[1].label == "PER")

    def _begun(self, at: int) -> Proposal | None:
        """A sequence of two or more name words that begins with a given name."""
        ground = self.ground
        if not ground.starts[at] & PERSON:
            stranger = ground.like(ground.forms[at]) == UNKNOWN and self._introduced(at)
            if stranger and at + 1 in ground.taken and self._surname_of_another(at):
                return ground.proposal(at, 0, ground.taken[at + 1][0], "PER", 0.88, "begun")
            mother = self._kunya(at, 0) and ground.form(at - 1) in words("before_surname") and ground.joined(at)
            if mother and ground.like(ground.form(at + 1)) == GIVEN:
                return ground.proposal(at, 0, at + 2, "PER", 0.7, "kunya")
            return None
        if ground.form(at - 1) in words("before_month") and ground.form(at + 1) == _BLESSED:
            return None  # شهر رمضان المبارك
        for skip, word in ground.traits[at].readings:
            kind = GIVEN if skip and word in words("given_after_title") else ground.like(word)
            if skip and ground.forms[at][0] != "و" and ground.like(ground.forms[at]) == COMMON:
                break  # بيان is no يان with a clitic
            if kind == NAME and not skip and self._better_without(at):
                continue  # بعلي is علي with a clitic
            if kind == GIVEN or (kind == NAME and not word.startswith("ال")):
                end = self._end(at)
                follower = at + 1
                strong = kind == GIVEN or (not skip and self._introduced(at))
                if strong and follower in ground.taken and self._surname_of_another(at):
                    return ground.proposal(at, skip, ground.taken[follower][0], "PER", 0.9, "begun")
                if self._kunya(at, skip) and not self._names_child(at):
                    break
                if self._kunya(at, skip) and end == at + 2:
                    end += self._byname(end)
                    score = 0.8 if end > at + 2 else 0.65
                    return ground.proposal(at, skip, end, "PER", score, "kunya")
                if end - at == 2 and word in words("servant") and ground.form(at - 1) in words("before_surname"):
                    return ground.proposal(at, skip, end, "PER", 0.7, "begun")
                if end - at < 2 or (end - at == 2 and word in words("opens_pair")):
                    continue
                second = ground.like_at(follower)
                begun = 0.85 if second >= NAME else 0.45 if self._verb(follower) else 0.65
                score = begun if kind == GIVEN else 0.55 if second == GIVEN else 0.3
                return ground.proposal(at, skip, end, "PER", score, "begun")
            if not skip and kind not in (COMMON, UNKNOWN):
                break
        return None

    def _unlikely(self, at: int) -> bool:
        """Whether a word alone after a title looks like a verb, an adjective or a second relative."""
        form = self.ground.forms[at]
        if self.ground.like(form) == NAME:
            return form[0] in "يت"
        if form[0] == "م" and form.endswith("ه") and len(form) >= _PARTICIPLE:  # السيدة مشنوقة
            return True
        return form[0] in "يتسنو" or (form.startswith("ال") and form.endswith("ه"))

    def _apposed(self, title: int) -> bool:
        """Whether a title stands after a name, so that a word with ال behind it describes it: زهران الخبير البترولي."""
        ground = self.ground
        return (
            ground.form(title + 1).startswith("ال")
            and ground.like(ground.form(title - 1)) >= NAME
            and ground.joined(title - 1)
        )

    def _verb(self, at: int) -> bool:
        """Whether an unknown word after a given name is rather its verb: سعيد يقيل الحكومة."""
        form = self.ground.forms[at]
        return form[0] in "يتن" and len(form) <= _VERB

    def _better_without(self, at: int) -> bool:
        """Whether a name word is a given name behind a clitic."""
        return any(
            skip and (self.ground.like(word) == GIVEN or word in words("given_after_title"))
            for skip, word in self.ground.traits[at].readings
        )

    def _introduced(self, at: int) -> bool:
        """Whether a title, or an office with its place or adjective, stands before a token: محافظ أربيل نوزاد هادي."""
        ground = self.ground
        before = ground.form(at - 1)
        if not before or not ground.joined(at - 1):
            return False
        if ground.is_adjective(at - 1) or before in words("title") or before in words("after_title"):
            return True
        return at - 1 in ground.covered and any(k in self.roles for k in range(max(0, at - _OFFICE), at))

    def _surname_of_another(self, at: int) -> bool:
        """Whether a known surname follows a given name that is not its bearer's in the table."""
        ground = self.ground
        last, p = ground.taken[at + 1]
        one = last == at + 2 or ground.forms[at + 1] in words("opens_pair")
        return p.label == "PER" and one and ground.joined(at) and p.start == ground.page.starts[at + 1]

    def _continued(self, at: int) -> Proposal | None:
        """A known name goes on: الملك سلمان بن عبدالعزيز, a first name with another's surname, أبو عمر الكردي."""
        ground = self.ground
        last, p = ground.taken[at]
        if p.label != "PER" or last >= len(ground.forms) or not ground.joined(last - 1):
            return None
        form = ground.forms[last]
        skip = ground.page.folded.folded(p.start) - ground.page.folded.folded(ground.page.starts[at])
        if form in words("opens_pair"):
            end = self._end(last - 1, known=True)
            return (
                ground.proposal(at, skip, end, "PER", 0.9, "continued", p.feature("key") or "") if end > last else None
            )
        if self._kunya(at, skip) and self._byname(last):
            return ground.proposal(at, skip, last + 1, "PER", 0.9, "continued")
        if last != at + 1:
            return None
        if last in ground.taken and self._is_first_name(p) and self._surname_of_another(at):
            return ground.proposal(at, skip, ground.taken[last][0], "PER", 0.92, "continued")
        if last in ground.taken or last in self.roles or ground.is_adjective(last):
            return None
        kind, before = ground.like(form), ground.form(at - 1)
        first_name = ground.like(ground.forms[at][skip:]) == GIVEN and kind >= NAME and not form.startswith("ال")
        after_title = kind >= UNKNOWN and before in words("title")
        after_verb = kind == GIVEN and before in words("before_surname") and self._is_first_name(p)
        if not first_name and not after_title and not after_verb:
            return None
        return ground.proposal(at, skip, self._end(last), "PER", 0.86, "continued")

    def _is_first_name(self, p: Proposal) -> bool:
        """Whether a known short name is the first part of its bearer's full one: حسن is, ترامب is not."""
        entry = self.ground.article.knowledge.entry(p.feature("key") or "")
        form = fold_text(self.ground.page.text[p.start : p.end])
        return entry is None or fold_text(entry.name_ar).split(" ", 1)[0] == form

    def _kunya(self, at: int, skip: int) -> bool:
        return self.ground.forms[at][skip:] in words("kunya")

    def _names_child(self, at: int) -> bool:
        """Whether a name word follows أبو: آبي أن is the Ethiopian prime minister and a conjunction."""
        ground = self.ground
        if ground.page.text[ground.page.starts[at]] == "آ":
            return False
        return ground.like(ground.form(at + 1)) >= UNKNOWN or ground.form(at + 1).startswith("ال")

    def _byname(self, at: int) -> bool:
        """Whether a token may be the origin that ends a nom de guerre: أبو حمزة الفرنسي."""
        ground = self.ground
        if at >= len(ground.forms) or at in ground.taken or not ground.joined(at - 1):
            return False
        return ground.forms[at].startswith("ال") and ground.forms[at].endswith("ي")

    def _end(self, at: int, strangers: int = 1, known: bool = False) -> int:
        """The token after the name that begins at a token; of its first two parts `strangers` may be unknown words."""
        ground, end, parts = self.ground, at + 1, 1
        unknown = int(not known and ground.like(ground.forms[at]) == UNKNOWN)
        while end < min(len(ground.forms), at + _LONGEST) and ground.joined(end - 1) and end not in ground.taken:
            form, before = ground.forms[end], ground.forms[end - 1]
            kind = ground.like_at(end)
            opened = before in words("opens_pair") and kind > STOP
            if not opened and form not in words("closes_pair") and not self._joins(end):
                if (kind < UNKNOWN and not self._last_before_comma(end)) or (parts > 1 and ground.is_adjective(end)):
                    break
                if end in self.roles and (kind != GIVEN or self.roles[end] > end + 1):
                    break
                family = form.startswith("ال") and parts == 2 and not unknown
                full = (unknown >= strangers or parts > 1) and not family
                if kind == UNKNOWN and full and before not in words("joins_name"):
                    break
                unknown += kind == UNKNOWN
                parts += 1
            end += 1
        while end - at > 1 and ground.forms[end - 1] in words("opens_pair"):
            end -= 1
        return end + (parts == 1 and self._family(end))

    def _family(self, at: int) -> bool:
        """Whether a word is a surname here though it also is a title or a movement: أحمد المفتي, عبدالكريم الحوثي."""
        ground = self.ground
        form = ground.form(at)
        if not form.startswith("ال") or not ground.joined(at - 1) or ground.like(ground.forms[at - 1]) != GIVEN:
            return False
        taken = ground.taken.get(at)
        if taken is not None and (taken[0] > at + 1 or taken[1].label == "PER"):
            return False
        return bool(ground.article.knowledge.persons_by_surname(form))

    def _last_before_comma(self, at: int) -> bool:
        """Whether a common word is a name here: إبراهيم عبد القادر عودة، أستاذ …"""
        ground = self.ground
        if ground.form(at + 1) not in ("،", ",") or ground.like(ground.forms[at]) != COMMON:
            return False
        if ground.forms[at] in words("title"):
            return False
        return ground.article.knowledge.press_spelling(ground.forms[at]) is not None

    def _joins(self, at: int) -> bool:
        return self.ground.forms[at] in words("joins_name") and self.ground.joined(at)
