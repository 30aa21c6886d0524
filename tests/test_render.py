"""What people see: the terminal, the page, the explanation."""

import html as entities
import io
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from musnad.analysis.compose import analyse
from musnad.corroboration.run import corroborate
from musnad.datafiles import rows
from musnad.errors import UsageError
from musnad.reading import Given, documents
from musnad.record import Abstention, Document, Record, Span, Time, from_json
from musnad.render import explanation, html, terminal
from musnad.render.dates import last_day, shown
from musnad.render.dossier import dossier
from musnad.render.grounds import clue
from musnad.render.plain import clean
from musnad.render.terminal import depths_of
from musnad.render.words import Language, sentence, words
from musnad.store import Store
from small import small_json

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "articles.jsonl"
HOSTILE = "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>"


def printed(record: Record, language: Language = "en", *, width: int = 100, is_terminal: bool = False) -> str:
    """What a terminal of some width would be sent."""
    stream = io.StringIO()
    terminal(language, Console(file=stream, width=width, force_terminal=is_terminal, highlight=False))(record)
    return stream.getvalue()


def hostile_record() -> Record:
    """A record whose every outside field tries to break out, with every span still true."""
    data = json.loads(json.dumps(small_json(), ensure_ascii=False).replace("Al-Waha", json.dumps(HOSTILE)[1:-1]))
    data["text"] += f" {HOSTILE} \u2028 \x1b[31m"
    data["title"] = data["outlet"] = data["id"] = data["url"] = HOSTILE
    data["statements"][0]["why"][0]["note"] = f"{HOSTILE} \x1b]0;owned\x07 \u202e"
    data["notes"] = [HOSTILE]
    return from_json(data)


def test_the_terminal_shows_chain_cue_content_and_act(small_record: Record) -> None:
    shown = printed(small_record)
    for part in ("وزير الزراعة يزور", "Al-Waha → an informed source (مصدراً مطلعاً)", "affirmed · direct", "Cue: أكد",
                 "الوزير سمير الحلواني سيزور", "Aimed at Palm Party"):  # fmt: skip
        assert part in shown


def test_the_terminal_shows_events_with_status_and_due_date(small_record: Record) -> None:
    lines = printed(small_record).splitlines()
    at = next(i for i, line in enumerate(lines) if "visit by Samir al-Halwani in Rabat   talks" in line)
    assert "planned · 2019-05-13 – 2019-05-19 · Due by 2019-05-19 · يزور، سيزور، الزيارة" in lines[at + 1]
    assert "denied · هجوم" in printed(small_record)


def test_statements_within_statements_are_indented(small_record: Record) -> None:
    lines = printed(small_record).splitlines()
    outer, inner = (next(line for line in lines if act in line) for act in ("reported ·", "affirmed ·"))
    assert len(inner) - len(inner.lstrip()) == len(outer) - len(outer.lstrip()) + 4


def test_arabic_labels_stand_at_the_right(small_record: Record) -> None:
    shown = printed(small_record, "ar", width=80)
    assert "وكالة الواحة ← مصدراً مطلعاً" in shown
    assert all(line.startswith(" ") for line in shown.splitlines() if "لفظ الإسناد" in line)


def test_only_a_terminal_is_sent_direction_controls(small_record: Record) -> None:
    assert not re.search("[\u2066-\u2069\x1b]", printed(small_record))
    on_terminal = printed(small_record, is_terminal=True)
    assert on_terminal.count("\u2068") + on_terminal.count("\u2067") == on_terminal.count("\u2069") > 0


def test_no_escape_sequence_of_a_text_reaches_the_terminal() -> None:
    assert "\x1b" not in printed(hostile_record())


def test_circles_and_gaps_of_within_end() -> None:
    record = from_json(small_json())
    first, second, third, *_ = record.statements
    tangled = (replace(first, within="s2"), replace(second, within="s1"), replace(third, within="gone"))
    assert set(depths_of(tangled)) == {"s1", "s2", "s3"}
    chain = tuple(replace(first, id=f"n{i}", within=f"n{i - 1}" if i else None) for i in range(3000))
    assert depths_of(chain)["n2999"] == 2999


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2016-09-06", date(2016, 9, 6)), ("2016-09-06T14:30", date(2016, 9, 6)), ("2016-W36", date(2016, 9, 11)),
        ("2016-02", date(2016, 2, 29)), ("2016-12", date(2016, 12, 31)), ("2016", date(2016, 12, 31)),
        ("PXD", None), ("FUTURE_REF", None), ("2016-13", None), ("9999-12", date(9999, 12, 31)), (None, None),
    ],
)  # fmt: skip
def test_the_last_day_of_a_time(value: str | None, day: date | None) -> None:
    assert last_day(value) == day


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("2016-09-06", "2016-09-06"), ("2016-09", "2016-09"), ("2016-W36", "2016-09-05 – 2016-09-11"),
        ("2016-W36-WE", "2016-09-10 – 2016-09-11"), ("2016-09-06TMO", "2016-09-06 (حينها)"), ("FUTURE_REF", "حينها"),
        ("P3D", "حينها"), (None, "حينها"),
    ],
)  # fmt: skip
def test_a_time_is_shown_in_words_that_need_no_standard(value: str | None, seen: str) -> None:
    assert shown(Time(Span(0, 5, "حينها"), "DATE", value)) == seen


def test_both_languages_have_every_label() -> None:
    assert words("en").keys() == words("ar").keys()
    assert all(words("en").values())
    assert all(words("ar").values())


def test_a_page_loads_nothing_and_runs_only_its_own_script(small_record: Record) -> None:
    page = html(small_record)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    before_data = page.split('<script type="application/json"')[0]
    assert not re.search(r"(?:src|href)\s*=|url\(|@import|https?://", before_data)


def test_a_page_escapes_every_field() -> None:
    page = html(hostile_record())
    assert page.count("</script>") == 2  # the data's and the script's own
    assert "<img" not in page
    assert entities.escape(HOSTILE) in page
    data = page.split('id="data">')[1].split("</script>")[0]
    assert json.loads(data)["record"]["outlet"] == HOSTILE


def test_template_marks_in_a_text_are_text(small_record: Record) -> None:
    document = replace(small_record.document, text="العنوان %%script%%", title="%%data%%")
    page = html(Record(document, {}))
    assert "<title>%%data%%</title>" in page


def dom(chromium: str, page: str, folder: Path, fragment: str = "") -> str:
    """The page's elements after its script has run."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    command = [chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000",
               f"--user-data-dir={folder / 'profile'}", "--dump-dom", f"{path.as_uri()}{fragment}"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True, encoding="utf-8")
    return done.stdout


@pytest.fixture(scope="module")
def opened(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small record's page in a browser, its second statement chosen."""
    return dom(chromium, html(from_json(small_json())), tmp_path_factory.mktemp("page"), "#s2")


def test_in_a_browser_no_element_stands_inside_a_word(opened: str) -> None:
    article = opened.split('<article id="text"')[1].split("</article>", maxsplit=1)[0]
    lines = re.findall(r'<(?:p|h1)(?: dir="auto")?>([^<]*)</(?:p|h1)>', article)
    assert "\n".join(map(entities.unescape, lines)) == small_json()["text"]


def test_in_a_browser_an_arabic_line_that_begins_in_latin_runs_from_the_right(chromium: str, tmp_path: Path) -> None:
    shown = dom(chromium, html(Record(Document("CNN: وصول الوزير\nيقول كثيرون\nBreaking news"), {})), tmp_path)
    assert '<h1>CNN: وصول الوزير</h1><p>يقول كثيرون</p><p dir="auto">Breaking news</p>' in shown


def test_in_a_browser_a_statement_shows_its_chain_link_by_link_and_its_words(opened: str) -> None:
    panel = opened.split('<section id="chosen"')[1].split("</section>", maxsplit=1)[0]
    links = re.findall(r"<li>(.*?)</li>", panel)
    assert [re.sub("<[^>]+>", "", link) for link in links] == [
        "Al-Waha وكالة الواحةagency", "مصدراً مطلعاً an informed sourceunnamed"
    ]  # fmt: skip
    for part in ("affirmed · direct", "أكد", "الوزير سمير الحلواني سيزور الرباط الأسبوع المقبل", "0.80"):
        assert part in panel
    assert 'data-id="s2" aria-current="true"' in opened


def highlighted(chromium: str, page: str, folder: Path, fragment: str = "") -> tuple[str, dict[str, list[str]]]:
    """The page's elements after its script has run, and the words of each highlight."""
    probe = """<script>addEventListener("load", () => {
      const found = {};
      for (const [name, ranges] of CSS.highlights) found[name] = [...ranges].map((one) => {
        const live = document.createRange();
        live.setStart(one.startContainer, one.startOffset); live.setEnd(one.endContainer, one.endOffset);
        return live.toString();
      });
      const made = Object.assign(document.createElement("pre"), { id: "probe", textContent: JSON.stringify(found) });
      document.body.append(made);
    })</script>"""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)  # which would stop the probe
    shown = dom(chromium, page.replace("</body>", f"{probe}</body>"), folder, fragment)
    return shown, json.loads(entities.unescape(shown.split('<pre id="probe">')[1].split("</pre>")[0]))


def test_in_a_browser_no_highlight_parts_lam_from_alef(chromium: str, tmp_path: Path) -> None:
    text = "لاستئناف لأعمال لِاستئناف آلاف"
    document = Document(text)
    parted = [(1, 8), (10, 15), (18, 25), (26, 28), (1, 4)]
    times = tuple(Time(document.span(*span), "DATE", None) for span in parted)
    _, found = highlighted(chromium, html(Record(document, {}, times=times)), tmp_path)
    assert found["times"] == ["لاستئناف", "لأعمال", "لِاستئناف", "آلا", "لاست"]


def test_in_a_browser_every_highlight_covers_the_words_of_its_span(chromium: str, tmp_path: Path) -> None:
    data = json.loads(json.dumps(small_json(), ensure_ascii=False))
    shown, found = highlighted(chromium, html(from_json(data), "ar"), tmp_path, "#s2")
    assert found["cues"] == [s["cue"]["text"] for s in data["statements"]]
    assert found["events"] == [r["trigger"]["text"] for e in data["events"] for r in e["reports"]]
    assert found["chosen-content"] == ["الوزير سمير الحلواني سيزور الرباط الأسبوع المقبل"]
    assert found["chosen-source"][-1] == "مصدراً مطلعاً"
    assert '<html lang="ar" dir="rtl"' in shown


def test_in_a_browser_hostile_fields_are_text(chromium: str, tmp_path: Path) -> None:
    shown = dom(chromium, html(hostile_record()), tmp_path, "#s1")
    assert "<img" not in shown
    assert "<title>&lt;/script&gt;" in shown


def test_an_explanation_tells_words_places_and_grounds(small_record: Record) -> None:
    first, *lines = explanation(small_record, "s1")
    assert first == "s1  Al-Waha reported (partly quoted)"
    start = small_record.statements[0].cue.start if small_record.statements[0].cue else 0
    assert f"    Cue: قالت  [{start}, {start + 4})" in lines
    assert "    Why: a rule of the grammar [grammar:verb-subject-anna 0.90]: قالت … إن" in lines
    assert "    Left empty: Actors: nobody is named" in list(explanation(small_record, "e2"))


def test_an_explanation_names_the_chain_and_who_took_part(small_record: Record) -> None:
    assert "    Chain of sources: Al-Waha → an informed source (مصدراً مطلعاً)" in explanation(small_record, "s2")
    assert "    سلسلة الإسناد: وكالة الواحة ← مصدراً مطلعاً" in explanation(small_record, "s2", "ar")
    visit = list(explanation(small_record, "e1"))
    assert "    Actors: Samir al-Halwani [halwani]" in visit
    assert any(line.startswith("    When: الأسبوع المقبل  [") and "2019-05-13" in line for line in visit)


def test_an_explanation_tells_what_was_left_open_in_the_readers_language(small_record: Record) -> None:
    no_date = Abstention("value", "the article has no publication date, and this time is told from it")
    two = Abstention("geonames", "two fit: Tripoli (LBY) and Tripoli (LBN)")
    key, entity = next(iter(small_record.entities.items()))
    opened = replace(
        small_record,
        times=tuple(replace(time, abstained=(no_date,)) for time in small_record.times),
        entities=small_record.entities | {key: replace(entity, abstained=(two,))},
    )
    assert f"    Left empty: Value: {no_date.reason}" in explanation(opened)
    arabic = list(explanation(opened, language="ar"))
    assert "    تُرك فارغاً: القيمة: ليس للمقال تاريخ نشر، وهذا الوقت محسوب منه" in arabic
    assert "    تُرك فارغاً: معرّف GeoNames: يصلح اثنان: Tripoli (LBY) and Tripoli (LBN)" in arabic


def test_every_clue_of_a_status_is_told_in_arabic() -> None:
    """Analysts who read no English see why a report counts as planned: no clue that was learnt stays in code."""
    clues = {row[1] for row in rows("analysis/data/events_weights.tsv") if row[0].startswith("status ")}
    assert len(clues) > 1000
    assert [c for c in sorted(clues) if re.search("[A-Za-z]", clue(c, "ar"))] == []


def test_grounds_are_told_in_words_and_names() -> None:
    text = "بيروت\nأعلن الوزير سامي الحداد أن المحادثات ستبدأ غداً."
    record = analyse(Document(text=text, published=date(2020, 1, 6)), engine="grammar")
    arabic, english = "\n".join(explanation(record, language="ar")), "\n".join(explanation(record))
    assert "[grammar:cue" in arabic
    assert "أعلن، ماضٍ" in arabic
    assert "أعلن, perfect" in english
    assert "مرتقب: " in arabic
    assert "planned: " in english
    assert not re.search(r"\]: .*[A-Za-z]", arabic)


def test_an_explanation_sends_no_escape_and_no_direction_control_of_the_text() -> None:
    told = "\n".join(explanation(hostile_record(), marked=True))
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert told.count("\u2068") == told.count("\u2069") > 0
    assert not re.search("[\u2066-\u2069]", "\n".join(explanation(hostile_record())))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("سطر\r\nثان", "سطر ثان"), ("سطر\rثان", "سطر ثان"), ("أ\u2028ب", "أ ب"), ("\x1b[31mأ\x9b0m", "�[31mأ�0m"),
        ("\u2066\u202eأ\u202c\u2069", "أ"), ("\ud800", "�"), ("مي\u200cشود", "مي\u200cشود"),
    ],
)  # fmt: skip
def test_outside_text_is_one_harmless_line(text: str, seen: str) -> None:
    assert clean(text) == seen


@pytest.mark.parametrize(
    ("rule", "words_of_it"),
    [
        ("grammar:source:name, medium kept", "the source is named beside the cue"),
        ("grammar:source:anonymous", "the source is unnamed and kept in the article's words"),
        ("grammar:something-new", "a rule of the grammar"),
        ("tagger", "the learned tagger proposed it"),
        ("tagger+grammar:trigger", "the learned tagger proposed it; a word that reports events of this type"),
        ("oracle", "oracle"),
    ],
)
def test_rules_are_told_in_words(rule: str, words_of_it: str) -> None:
    assert sentence(rule, "en") == words_of_it


def test_an_unknown_id_is_named(small_record: Record) -> None:
    with pytest.raises(UsageError, match="no statement or event of this id"):
        list(explanation(small_record, "s99"))


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The shipped examples, gathered across articles, and one with hostile fields."""
    found = [d for d in documents(str(EXAMPLES), Given()) if isinstance(d, Document)]
    with Store(tmp_path_factory.mktemp("dossier") / "m.db") as store:
        store.add([analyse(d, engine="grammar") for d in found])
        store.add([hostile_record()])
        corroborate(store)
        yield store


def cluster(store: Store, article: str, word: str) -> str:
    """The cluster of an event that an article of the examples reports with a word."""
    record = next(r for r in store.records() if r.document.id == article)
    event = next(e for e in record.events if word in {r.trigger.text for r in e.reports})
    return event.id


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_dossier_of_an_event_holds_every_account_with_its_chain_and_its_place(
    stored: Store, language: Language
) -> None:
    page = dossier(stored, cluster(stored, "port-1", "هجوم"), language, date(2031, 3, 20))
    text = re.sub("<[^>]+>", "", page.split("<body>")[1])
    for outlet in ("الميدان (خيالية)", "بريد الشرق (خيالية)"):
        assert outlet in text
    assert words(language)["contradictions"] in text
    assert words(language)["joined"] in text
    assert "w:" not in text, "the words that two reports share are told without their codes"
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
    assert "ثمانية قتلى" in text
    record = next(r for r in stored.records() if r.document.id == "port-1")
    assert record.document.sha256 in text
    event = next(e for e in record.events if e.id == cluster(stored, "port-1", "هجوم"))
    assert all(f"{r.trigger.start}–{r.trigger.end}" in text for r in event.reports)


def test_a_dossier_puts_nobody_a_report_does_not_name_on_its_word(stored: Store) -> None:
    page = dossier(stored, cluster(stored, "port-1", "هجوم"), "en", date(2031, 3, 20))
    assert "Katab al-Fajr" not in re.sub("<[^>]+>", "", page.split("<h1>")[1].split("</h1>")[0])
    assert "Actors: al-Fajr Brigades" in re.sub("<[^>]+>", "", page)
    for account in page.split('class="account"')[1:]:
        head = re.sub("<[^>]+>", "", account.split("</p>")[0])
        assert " by " not in head


def test_a_dossier_of_an_actor_holds_what_it_said_and_what_became_of_its_plans(stored: Store) -> None:
    text = re.sub("<[^>]+>", "", dossier(stored, "كتائب الفجر", "en", date(2031, 3, 20)))
    assert "لا تستهدف المدنيين ولا المرافق العامة" in text
    assert "denied" in text


def test_a_dossier_loads_nothing_runs_nothing_and_escapes_every_field(stored: Store) -> None:
    for subject in (cluster(stored, "port-1", "هجوم"), "كتائب الفجر", hostile_record().events[0].id):
        page = dossier(stored, subject, "en", date(2031, 3, 20))
        assert "default-src 'none'; style-src 'sha256-" in page
        assert not re.search(r"<script|<img|<link|<[^>]+(?:src|href)\s*=|url\(|@import", page)
    assert entities.escape(HOSTILE, quote=False) in page


def test_a_dossier_of_nobody_says_so(stored: Store) -> None:
    with pytest.raises(UsageError, match="no event or actor of this name"):
        dossier(stored, "زعطوط")
