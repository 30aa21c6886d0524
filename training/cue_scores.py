"""Count how often each cue lemma in each frame is a cue in annotated articles; writes data/cue_scores.tsv.

    python training/cue_scores.py ../shared/gold/train

Reads every *.gold.json of the folder. Deterministic; run it again after a change of cues.tsv or of the frames.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from musnad.analysis.article import Article
from musnad.analysis.attribution.cues import candidates
from musnad.analysis.attribution.scene import Scene
from musnad.analysis.named import Names
from musnad.record import from_json

TARGET = Path(__file__).parents[1] / "src/musnad/analysis/data/cue_scores.tsv"
HEADER = (
    "# How often each cue lemma, in each shape and frame, was seen in the annotated training articles, "
    "and how often it was a cue.\n# Written by training/cue_scores.py.\nlemma\tshape\tframe\tseen\tcues\n"
)


def count(folder: Path) -> tuple[Counter, Counter]:
    """Sightings and cues by (lemma, shape, frame)."""
    seen: Counter = Counter()
    cues: Counter = Counter()
    for path in sorted(folder.glob("*.gold.json")):
        record = from_json(json.loads(path.read_text(encoding="utf-8")))
        scene = Scene.of(Article.of(record.document), Names.of(record.entities), record.times)
        spans = [s.cue for s in record.statements if s.cue]
        for unit in scene.units:
            for token in range(unit.first, unit.last):
                start, end = scene.page.starts[token], scene.page.ends[token]
                is_cue = any(s.start < end and start < s.end for s in spans)
                for candidate in candidates(scene, token, unit):
                    key = (candidate.reading.lemma.name, candidate.shape, candidate.match.marker)
                    seen[key] += 1
                    cues[key] += is_cue
    return seen, cues


def main(folder: str) -> None:
    """Count and write."""
    seen, cues = count(Path(folder))
    lines = ["\t".join((*key, str(seen[key]), str(cues[key]))) for key in sorted(seen)]
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
