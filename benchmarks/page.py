"""What a reader of the page waits for, in headless Chromium on this machine, against what it must reach.

python benchmarks/page.py   (needs node, chromium and npm ci in web/)

An article of 5,000 words with 300 statements is opened and walked through; timeline, network and map show a store of
more than 5,000 events. Both are invented here. Times are of the clock: run it on an idle machine.
"""

import gzip
import json
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn

from musnad.analysis.compose import analyse
from musnad.corroboration.run import corroborate
from musnad.reading import document
from musnad.record import Record
from musnad.serve import create_app
from musnad.store import Store

ROOT = Path(__file__).parent.parent
FLOORS = {"first": 1000, "slowest": 100}
SCRIPT = 120_000
WHO = [
    "وزير النقل سامر الخوري", "المتحدث باسم الحكومة فادي نعمة", "رئيس البلدية كريم حداد", "مصدر أمني", "الرئيس التركي",
]  # fmt: skip
DONE = [
    "قصف الجيش السوري مدينة {place}", "هاجم مسلحون مدينة {place}", "زار وزير الخارجية الروسي مدينة {place}",
    "وقّعت مصر اتفاقا مع تركيا في {place}", "تظاهر المئات في {place}", "اعتقلت الشرطة خمسة أشخاص في {place}",
    "اتهمت إيران إسرائيل بالهجوم على {place}", "أرسلت قطر مساعدات إلى {place}",
]  # fmt: skip
PLACES = ["حلب", "دمشق", "بيروت", "عمان", "بغداد", "الموصل", "القاهرة", "صنعاء", "عدن", "طرابلس", "تونس", "أنقرة"]


def long_article() -> Record:
    """5,000 words in 30 paragraphs, 300 statements."""
    said = [
        f"قال {WHO[n % len(WHO)]} إن الأشغال في الجسر رقم {n + 1} ستنتهي قبل الربيع المقبل بعد تأخر دام سنة."
        for n in range(300)
    ]
    body = "\n".join(" ".join(said[at : at + 10]) for at in range(0, 300, 10))
    return analyse(document(f"مشروع الجسور\n{body}", name="long", published="2030-01-01", outlet="أ"), engine="grammar")


def many_events(articles: int = 330, each: int = 16) -> list[Record]:
    """Short articles whose every sentence tells an event on a day and at a place of its own."""
    made = []
    for a in range(articles):
        lines = [f"أخبار {a}"]
        for s in range(each):
            n = a * each + s
            told = DONE[n % len(DONE)].format(place=PLACES[(n // 3) % len(PLACES)])
            lines.append(f"{told} في {n % 27 + 1} مارس {2020 + a % 9}.")
        day = f"{2020 + a % 9}-04-{a % 28 + 1:02}"
        one = document("\n".join(lines), name=f"m{a}", published=day, outlet=f"صحيفة {a % 40}")
        made.append(analyse(one, engine="grammar"))
    return made


def main() -> int:
    """Measure, print, and say with the exit status whether all floors are reached."""
    article = long_article()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(str(Path(folder) / "page.db"))
        store.add([article, *many_events()])
        corroborate(store)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(create_app(store, engine="grammar"), port=port, log_level="error"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        run = subprocess.run(
            ["node", "measure.js", f"http://127.0.0.1:{port}", article.document.key],
            cwd=ROOT / "web", capture_output=True, text=True, check=True,
        )  # fmt: skip
        server.should_exit = True
    found = json.loads(run.stdout)
    print(f"article: {len(article.document.text.split()):,} words, {len(article.statements)} statements")
    missed = [str(w) for w in found.pop("wrong")]
    for view, times in found.items():
        print(
            f"{view:9} first paint {times['first']:5} ms (cpu {times['firstCpu']} ms)   "
            f"interaction: median {times['median']} ms, slowest {times['slowest']} ms (cpu {times['cpu']} ms)"
        )
        missed += [f"{view}: {name} {times[name]} ms > {most}" for name, most in FLOORS.items() if times[name] > most]
    page = ROOT / "src/musnad/serve/page"
    scripts = re.findall(r'src="\./(assets/[^"]+\.js)"', (page / "index.html").read_text())
    size = sum(len(gzip.compress((page / name).read_bytes())) for name in scripts)
    print(f"script of the first view: {size / 1000:.0f} KB gzip")
    missed += [f"script {size} > {SCRIPT}"] if size > SCRIPT else []
    print("\n".join(["not reached:", *missed]) if missed else "all reached")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
