# SPDX-License-Identifier: Apache-2.0
"""The table of ../README.md from the lines that run.py wrote."""
import collections
import json
import pathlib
import statistics

README = pathlib.Path(__file__).resolve().parents[1] / "README.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"


def read(files):
    lines = [json.loads(line) for file in files for line in open(file)]
    return [line for line in lines if "side" in line and "round" in line]


def speed(line):
    """Of a training: steps a second. Sides count tokens differently there, but take the same rows."""
    return 1 / line["seconds"] if line["case"] in ("sft", "sft_lora", "sft_ragged", "dpo", "grpo") else line["rate"]


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


class Row:
    """One case of one model in one number format."""

    def __init__(self, lines):
        self.lines = lines
        self.rounds = sorted({line["round"] for line in lines})
        self.threads = sorted({line["threads"] for line in lines})
        self.peers = [side for side in dict.fromkeys(line["side"] for line in lines) if side != "ours"]

    def of(self, side, threads, value=speed):
        return {line["round"]: value(line) for line in self.lines
                if line["side"] == side and line["threads"] == threads and value(line)}

    def median(self, side, threads, value=speed):
        found = self.of(side, threads, value)
        return statistics.median(found.values()) if found else None

    def best(self, some):
        known = [(self.median(side, threads), side, threads) for side in some for threads in self.threads]
        known = [one for one in known if one[0]]
        return max(known)[1:] if known else None

    def ratio(self, mine, other):
        """Round by round, so that what slowed the machine slowed both."""
        mine, other = self.of(*mine), self.of(*other)
        values = [mine[round] / other[round] for round in mine if round in other]
        if not values:
            return ""
        return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"

    def shown(self, side):
        out = [self.median(side, threads, lambda line: line["rate"] or 1 / line["seconds"]) for threads in self.threads]
        return " · ".join(number(value) if value else "–" for value in out) if any(out) else ""

    def memory(self, side):
        peaks = [line["peak_rss_mb"] for line in self.lines if line["side"] == side and line.get("peak_rss_mb")]
        return number(max(peaks)) if peaks else "–"


def markdown(lines):
    groups = collections.defaultdict(list)
    for line in lines:
        groups[line["case"], line["model"], line["dtype"]].append(line)
    out = []
    head = "| case | model | dtype | ours | share of roof | peers | ours / best peer | most / one thread | peak MB |"
    out += [head, "|" + "---|" * (head.count("|") - 1)]
    for (case, model, dtype), some in groups.items():
        row = Row(some)
        mine, rival = row.best(["ours"]), row.best(row.peers)
        shares = [line["share_of_roof"] for line in some if line.get("share_of_roof")]
        peers = "<br>".join(f"{side} {row.shown(side)}" for side in row.peers)
        peaks = " · ".join([row.memory("ours")] + [f"{side} {row.memory(side)}" for side in row.peers])
        more = row.ratio(("ours", row.threads[-1]), ("ours", row.threads[0])) if len(row.threads) > 1 else ""
        out.append(f"| {case} | {model} | {dtype} | {row.shown('ours')} | "
                   f"{max(shares):.2f} | " if shares else f"| {case} | {model} | {dtype} | {row.shown('ours')} | | ")
        out[-1] += f"{peers} | {row.ratio(mine, rival) if mine and rival else ''} | {more} | {peaks} |"
    return "\n".join(out)


def heading(lines):
    def listed(key):
        return ", ".join(sorted({str(line[key]) for line in lines if line.get(key)}))
    loads = [line["load"] for line in lines]
    threads = " · ".join(str(count) for count in sorted({line["threads"] for line in lines}))
    rounds = 1 + max(line["round"] for line in lines)
    return (f"Measured {listed('date')} on {listed('processor')}, {rounds} interleaved rounds, our commit "
            f"{listed('commit')}, load {min(loads):.1f} to {max(loads):.1f}. Tokens a second with {threads} threads.\n")


def write(files):
    lines = read(files)
    text = README.read_text()
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    README.write_text(before + BEGIN + "\n" + heading(lines) + "\n" + markdown(lines) + "\n" + END + after)
