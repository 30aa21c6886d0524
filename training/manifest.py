"""Write the manifest of the shipped model: python -m training.manifest 0.2.0."""

import json
import re
import sys

from musnad.analysis.tagger_files import FOLDER, MANIFEST, digest_of

FILES = ("tagger.onnx", "tokenizer.json", "labels.json", "calibration.json")


def main() -> None:
    """Take the digests of the files as they lie, under the version given."""
    if len(sys.argv) != 2 or not re.fullmatch(r"\d+\.\d+\.\d+", sys.argv[1]):
        sys.exit("python -m training.manifest VERSION, as 0.2.0")
    made = {"version": sys.argv[1], "files": {name: digest_of(FOLDER / name) for name in FILES}}
    (FOLDER / MANIFEST).write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
