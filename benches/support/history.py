"""Writes an archive of any size with years of commits, the same one every time: reports are written,
corrected, renamed and moved to folders of their year, some on branches that are merged.

    python3 benches/support/history.py 10000 20000 /tmp/archive

The reports are those of archive.py; with --flat, all lie in one folder.
"""

import argparse
import pathlib
import random
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import archive  # noqa: E402

AUTHORS = [f"{name} <{name.lower()}@example.org>" for name in "Ada Ben Cleo Dan Eve Fay Gus Hal".split()]
FIRST_DAY = 1451606400
BRANCH_EVERY = 40


class Stream:
    """What `git fast-import` reads."""

    def __init__(self, out, dice):
        self.out, self.dice = out, dice
        self.mark = 0
        self.tips = {}

    def commit(self, branch, subject, changes, merged=None):
        self.mark += 1
        at = FIRST_DAY + self.mark * 3600
        author = self.dice.choice(AUTHORS)
        lines = [f"commit refs/heads/{branch}", f"mark :{self.mark}", f"author {author} {at} +0100",
                 f"committer {author} {at} +0100", f"data {len(subject.encode())}", subject]
        if branch in self.tips:
            lines.append(f"from :{self.tips[branch]}")
        if merged:
            lines.append(f"merge :{merged}")
        self.out.write(("\n".join(lines) + "\n").encode())
        for change in changes:
            if change[0] == "M":
                data = change[2].encode()
                self.out.write(f"M 100644 inline {change[1]}\ndata {len(data)}\n".encode() + data + b"\n")
            else:
                self.out.write((" ".join(change) + "\n").encode())
        self.tips[branch] = self.mark


class Archive:
    """The reports as they stand, and what an open branch did to them."""

    def __init__(self, count, is_flat):
        self.dice = random.Random(count)
        self.waiting = list(archive.reports(count))
        self.is_flat = is_flat
        self.slugs, self.texts, self.places = [], {}, {}

    def written(self, how_many):
        """New reports."""
        for _ in range(min(how_many, len(self.waiting))):
            report = self.waiting.pop()
            year = "" if self.is_flat else f"{report.started:%Y}/"
            self.slugs.append(report.slug)
            self.places[report.slug] = f"incidents/{year}{report.slug}.md"
            self.texts[report.slug] = report.casebook()
            yield "M", self.places[report.slug], self.texts[report.slug]

    def corrected(self, step, parity, touched, known=None):
        """One report with another line, some under another name. A branch and the one it left keep
        to reports of their own, and a branch to those it knows, so that every merge is clean."""
        slugs = self.slugs[:known]
        recent = slugs[-50:] + self.dice.choices(slugs, k=5)
        fitting = [slug for slug in recent if parity is None or int(slug.rsplit("-", 1)[1]) % 2 == parity]
        for slug in fitting and [self.dice.choice(fitting)]:
            old = self.places[slug]
            touched.setdefault(slug, old)
            if self.dice.random() < 0.05:
                self.places[slug] = old.replace(".md", "-renamed.md")
                yield "R", old, self.places[slug]
            self.texts[slug] += f"\nCorrected in step {step}.\n"
            yield "M", self.places[slug], self.texts[slug]

    def merged(self, touched):
        """What a branch did, for fast-import takes nothing from it by itself."""
        for slug, old in touched.items():
            if self.places[slug] != old:
                yield "D", old
            yield "M", self.places[slug], self.texts[slug]


def write(count, commits, folder, is_flat):
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", folder], check=True)
    process = subprocess.Popen(["git", "-C", folder, "fast-import", "--quiet"], stdin=subprocess.PIPE)
    stream, reports, branch, touched = Stream(process.stdin, random.Random(commits)), Archive(count, is_flat), None, {}
    stream.commit("main", "Start the archive", [("M", "book.toml", '[book]\ntitle = "History"\n')])
    for step in range(1, commits):
        # So many that the last commits have none to write.
        due = len(reports.waiting) / max(1, 0.9 * commits - step)
        if step % BRANCH_EVERY == 0 and branch:
            stream.commit("main", f"Merge {branch}", list(reports.merged(touched)), merged=stream.tips[branch])
            branch, touched = None, {}
        elif step % BRANCH_EVERY == BRANCH_EVERY // 2 and reports.slugs:
            branch, known = f"branch-{step}", len(reports.slugs)
            stream.tips[branch] = stream.tips["main"]
        elif branch and step % 2:
            stream.commit(branch, "Correct a report", list(reports.corrected(step, 0, touched, known)))
        elif not reports.slugs or reports.dice.random() < due:
            stream.commit("main", "Write a report", list(reports.written(max(1, round(due)))))
        else:
            stream.commit("main", "Correct a report", list(reports.corrected(step, 1 if branch else None, {})))
    process.stdin.close()
    if process.wait():
        sys.exit("git fast-import failed")
    subprocess.run(["git", "-C", folder, "reset", "--quiet", "--hard", "main"], check=True)
    subprocess.run(["git", "-C", folder, "repack", "-adq"], check=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("reports", type=int)
    parser.add_argument("commits", type=int)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--flat", action="store_true", help="all reports in one folder")
    given = parser.parse_args()
    write(given.reports, given.commits, given.folder, given.flat)
