"""The training run: corpora into passes, checkpoints after each."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from onrecord.train import corpora as read
from onrecord.train import german
from onrecord.train.examples import Example, examples
from onrecord.train.fit import Recipe, begin, one_pass, resume, save
from onrecord.train.made import report
from onrecord.train.net import Net, load_encoder
from onrecord.train.perturb import perturb
from onrecord.train.teachers import Teachers
from onrecord.train.written import REPORTS, written

OWN_TIMES = 1
"""How often a pass reads the written reports, each time printed another way."""


def gather(
    folder: Path,
    encode: Callable[[str], Any],
    number: int,
    limit: int | None,
    reports: int,
    seed: int,
    own: Path,
) -> list[Example]:
    """The examples of one pass: PolNeAR train (less the held-out articles), texts with names, written and made reports."""
    luck = random.Random(1000 * seed + number)
    learn, _ = read.split(read.polnear(folder, "train"))
    others = read.versions(folder)
    texts = [read.choose(one, others, luck) for one in learn]
    texts += [ones[0] if len(ones) < 2 else luck.choice(ones) for key, ones in others.items() if "03-11" in key]
    names = read.named(folder)
    texts += names
    if limit:
        texts = luck.sample(texts, limit)
    texts += [one.text for one in written(own)] * OWN_TIMES
    texts = [perturb(one, luck) for one in texts]
    texts += [report(luck, n) for n in range(reports)]
    made = []
    for one in texts:
        made += examples(one, encode, luck)
    return made


def main(argv: list[str] | None = None) -> int:
    """Train, or go on training, from the corpora."""
    parser = argparse.ArgumentParser(prog="onrecord train", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True, help="folder of checkpoints; an existing one is resumed")
    parser.add_argument("--passes", type=float, default=6)
    parser.add_argument("--decay-from", type=float, default=4.5, help="pass from which the rate falls to nothing")
    parser.add_argument("--limit", type=int, default=None, help="texts of the corpora a pass, drawn anew each pass")
    parser.add_argument("--made", type=int, default=300, help="made reports a pass")
    parser.add_argument("--written", type=Path, default=REPORTS, help="folder of written reports with marks")
    parser.add_argument("--stop-after", type=int, default=1000, help="passes in this process, then stop")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--rate", type=float, default=Recipe().rate, help="peak rate of the encoder; the heads learn five times as fast"
    )
    parser.add_argument("--language", choices=("en", "de"), default="en")
    parser.add_argument("--start", type=Path, help="checkpoint to begin with instead of the encoder (see `readback`)")
    parser.add_argument(
        "--teachers", type=Path, nargs="*", default=[], help="folders of finished weights to learn from too"
    )
    parser.add_argument("--debates-until", type=int, default=3, help="German: passes that read the debates too")
    given = parser.parse_args(argv)
    given.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(given.seed)
    tokenizer = Tokenizer.from_file(str(given.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()

    def encode(text: str) -> Any:
        return tokenizer.encode(text, add_special_tokens=False)

    teachers = Teachers.load(given.teachers) if given.teachers else None
    recipe = Recipe(rate=given.rate, head_rate=5 * given.rate, teachers=teachers)
    net = Net()
    if given.start:
        net.load_state_dict(torch.load(given.start, weights_only=True)["net"])
    else:
        load_encoder(net, given.encoder / "model.safetensors")
    # English words are known to the encoder; German ones come in parts that have to be learnt.
    net.words.weight.requires_grad_(given.language == "de")
    course = begin(net, recipe)
    latest = given.out / "latest.pt"
    if latest.exists():
        resume(course, latest)

    def log(line: str) -> None:
        print(time.strftime("%H:%M:%S"), line, flush=True)

    done = course.passed + given.stop_after
    while course.passed < min(given.passes, done):
        number = course.passed

        def factor(step: int, part: float, number: int = number) -> float:
            warm = min(1.0, (step + 1) / recipe.warm)
            span = given.passes - given.decay_from
            left = (given.passes - number - part) / span if span > 0 else 1.0
            return warm * max(0.0, min(1.0, left))

        if given.language == "de":
            made = german.gather(given.corpora, encode, number, given.seed, given.debates_until)
        else:
            made = gather(given.corpora, encode, number, given.limit, given.made, given.seed, given.written)
        log(f"pass {number}: {len(made)} windows, {sum(len(e.window.ids) for e in made)} pieces")
        one_pass(course, made, recipe, factor, given.seed * 100 + number, log)
        save(course, latest)
        save(course, given.out / f"pass{course.passed}.pt")
        log(f"pass {number} done")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
