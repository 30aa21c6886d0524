"""Learn how grammar and tagger are added up in the events layer; writes data/events_blend.tsv.

    python -m training.event_blend ../shared/gold/train RUN [--model FOLDER]

RUN holds the held_out.json of a training run: the articles that its tagger (FOLDER, or the shipped one) kept out are
the ones to learn from. The grammar learns anew from all others, so that neither has learnt them.
"""

from musnad.analysis.events.learn import install, learn, write_weights
from musnad.analysis.events.learn_blend import learn_blend
from musnad.analysis.events.learn_parties import learn_parties
from musnad.analysis.events.learning import lesson
from musnad.analysis.tagger import tagger
from training.event_weights import held_out, taught
from training.generalise import as_records
from training.labels import from_run, held

COMMENTS = (
    "# The weights of decisions in which grammar and tagger both speak, learnt from articles that neither had learnt.",
    "# Made by `python -m training.event_blend`; do not edit.",
)


def main() -> None:
    """Command line."""
    options = from_run(__doc__)
    kept = list(as_records(held(options.run)).values())
    keys = {record.document.key for record in kept}
    every = [(record, one) for record, one in taught(options.gold) if record.document.key not in keys]
    rates, learnt = learn([one for _, one in every])
    _, examples = held_out(every)
    install(rates, learnt | learn_parties(examples))
    tag = tagger(1, options.model).propose
    write_weights("events_blend.tsv", COMMENTS, learn_blend([lesson(record, tag) for record in kept]))


if __name__ == "__main__":
    main()
