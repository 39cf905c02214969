"""Writes an archive of any size, the same one every time: reports of about 1,000 words with front
matter, a timeline, causes and actions. The same reports can be written as content of Hugo.

    python3 benches/support/archive.py 10000 /tmp/archive
"""

import argparse
import datetime
import pathlib
import random

SERVICES = ["api", "login", "checkout", "search", "mail", "billing", "queue", "storage", "reports", "edge"]
CAUSES = [
    "network/dns", "deployment/binary-push", "configuration/bad-value", "capacity/exhaustion",
    "software-defect/logic", "dependency/vendor", "data/replication", "operations/manual-change",
]
NOUNS = (
    "cache replica leader queue worker certificate router shard cluster pool token index gateway "
    "scheduler database volume tenant request timeout retry alert dashboard region node pod proxy"
).split()
VERBS = (
    "stalled restarted rejected flooded expired lagged recovered drained failed overflowed blocked "
    "returned dropped doubled vanished slowed resumed"
).split()
LINKS = "because after while before until although and so but when".split()


class Report:
    """One made-up incident."""

    def __init__(self, number, rare):
        dice = self.dice = random.Random(number)
        self.number = number
        self.rare = rare
        minutes = dice.randrange(10 * 365 * 24 * 60)
        self.started = datetime.datetime(2016, 1, 1) + datetime.timedelta(minutes=minutes)
        self.service = dice.choice(SERVICES)
        self.noun, self.verb = dice.choice(NOUNS), dice.choice(VERBS)
        self.title = f"{self.service}: the {self.noun} {self.verb} {dice.choice(LINKS)} the {dice.choice(NOUNS)} {dice.choice(VERBS)}"
        self.slug = f"{self.started:%Y-%m-%d}-{self.service}-{self.noun}-{number}"
        self.lasted = int(10 * 2 ** dice.uniform(0, 7))
        self.severity = f"sev{dice.choices([1, 2, 3, 4], [1, 3, 5, 4])[0]}"
        self.causes = dice.sample(CAUSES, dice.randint(1, 3))

    def sentence(self):
        """Some ten words; one in four sentences has a word that few reports have."""
        dice = self.dice
        words = ["The", dice.choice(NOUNS), dice.choice(VERBS), dice.choice(LINKS), "the", dice.choice(NOUNS)]
        words += ["of", dice.choice(SERVICES), dice.choice(VERBS)]
        if dice.random() < 0.25:
            words += ["with", f"{dice.choice(NOUNS)}_{dice.randrange(self.rare)}"]
        return " ".join(words) + ". "

    def paragraph(self, sentences):
        return "".join(self.sentence() for _ in range(sentences)).rstrip() + "\n"

    def body(self):
        at = lambda minutes: f"{self.started + datetime.timedelta(minutes=minutes):%H:%M}"
        events = [f"- {at(i * self.lasted // 12)} {self.sentence()}" for i in range(12)]
        actions = [f"- [{self.dice.choice(' x')}] {self.sentence()}" for _ in range(5)]
        parts = ["## Summary", self.paragraph(5), "## Impact", self.paragraph(6)]
        parts += ["## Contributing factors", *(self.paragraph(9) for _ in range(5))]
        parts += ["## Timeline", "\n".join(events), "## Resolution", *(self.paragraph(8) for _ in range(2))]
        parts += ["## Lessons learned", *(self.paragraph(7) for _ in range(2)), "## Action items", "\n".join(actions)]
        return "\n\n".join(parts) + "\n"

    def casebook(self):
        resolved = self.started + datetime.timedelta(minutes=self.lasted)
        front = [
            f'title: "{self.title}"', "status: done", f"severity: {self.severity}", f"services: [{self.service}]",
            f"causes: [{', '.join(self.causes)}]", f"started: {self.started:%Y-%m-%d %H:%M}",
            f"resolved: {resolved:%Y-%m-%d %H:%M}",
        ]
        return "---\n" + "\n".join(front) + "\n---\n\n" + self.body()

    def hugo(self):
        front = [
            f'title: "{self.title}"', f"date: {self.started:%Y-%m-%dT%H:%M:00Z}", f"severities: [{self.severity}]",
            f"services: [{self.service}]", f"causes: [{', '.join(cause.replace('/', '-') for cause in self.causes)}]",
        ]
        return "---\n" + "\n".join(front) + "\n---\n\n" + self.body()


def reports(count):
    """The reports of an archive. Rare words grow with it, as vocabularies do."""
    return (Report(number, 400 + count) for number in range(count))


def write(folder, count, form):
    folder.mkdir(parents=True, exist_ok=True)
    for report in reports(count):
        (folder / f"{report.slug}.md").write_text(getattr(report, form)(), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=pathlib.Path)
    given = parser.parse_args()
    write(given.folder / "incidents", given.count, "casebook")
