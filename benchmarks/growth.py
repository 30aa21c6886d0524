"""Whether time grows with the text and no faster: each hard text at doubling sizes, and how much longer each took.

    python benchmarks/growth.py [--layers]

A factor near 2 is linear, near 4 quadratic. `--layers` tells which layer of the analysis the time goes to.
"""

import argparse
import cProfile
import pstats
from time import process_time

SIZES = (25_000, 50_000, 100_000, 200_000)  # characters
SAID = "وقال الوزير سمير الحلواني في بيان إن «الزيارة ستتم الأسبوع المقبل». "
SHAPES = {
    "one sentence": "القوات انتشرت في دمشق ثم انسحبت منها ",
    "one sentence of cues": "وقال الوزير إن القوات انتشرت مضيفا أنها انسحبت ",
    "one event of many parties": "وقصفت الطائرات الروسية مدينة حلب وقتل الجيش السوري عناصر من حزب الله في دمشق ",
    "one event told of one party": "الجيش قصف حلب و",
    "many quotations": SAID,
    "many paragraphs": SAID + "ونفت وزارة الخارجية الروسية وقوع هجوم في حلب أمس.\n",
    "quotations never closed": "قال الوزير إن «القوات انتشرت ",
    "marks alone": "«»\"'",
    "one name": "دمشق ",
    "lines of a word": "دمشق\n",
    "one word": "ـا",
}


def main() -> None:
    """One row a shape."""
    from musnad.analysis.compose import analyse
    from musnad.reading import document

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--layers", action="store_true")
    parser.add_argument("--shape", choices=SHAPES)
    asked = parser.parse_args()
    analyse(document("قال الوزير إن القوات انتشرت أمس", published="2019-05-07"))
    print(f"{'':26}" + "".join(f"{size:>12,}" for size in SIZES) + "   factor of the last doubling")
    for shape, unit in SHAPES.items():
        if asked.shape not in (None, shape):
            continue
        times = []
        for size in SIZES:
            one = document("خبر من العاصمة\n" + unit * (size // len(unit)), published="2019-05-07")
            profile = cProfile.Profile()
            start = process_time()
            if asked.layers:
                profile.runcall(analyse, one, engine="grammar")
            else:
                analyse(one, engine="grammar")
            times.append(process_time() - start)
        print(f"{shape:26}" + "".join(f"{t:>11.2f}s" for t in times) + f"   {times[-1] / times[-2]:.1f}", flush=True)
        if asked.layers:
            pstats.Stats(profile).sort_stats("tottime").print_stats(8)


if __name__ == "__main__":
    main()
