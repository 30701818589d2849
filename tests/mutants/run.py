#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Applies each recorded mutant of the sources, one at a time, and shows that the suite notices.

    tests/mutants/run.py [--build build/ci] [NAME...]

A mutant is a file NAME.toml beside this script:
    file   = "core/…"                     the source file
    line   = '''…'''                      text that stands in it exactly once, however its lines are broken
    mutant = '''…'''                      what it becomes
    target = "test_engine"                the test program that is built and run
    cases  = "*pattern*"                  its test cases that must fail (doctest's -tc; commas separate patterns)

With --find nothing is built: it only says whether each mutant's line is still there. The sources are changed in place and put back, also after Ctrl-C; a file with changes of its own is refused. Prints a line for
each mutant and ends with 0 only where all were killed: a test case failed (or crashed) with the mutant, and none without it.
"""
import argparse, os, pathlib, re, subprocess, sys, time, tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEYS = ("file", "line", "mutant", "target", "cases")


def read(path):
    mutant = tomllib.loads(path.read_text())
    missing = [key for key in KEYS if key not in mutant]
    if missing:
        sys.exit(f"{path.name}: lacks {', '.join(missing)}; a mutant has {', '.join(KEYS)}")
    return mutant


def build(folder, target):
    done = subprocess.run(["cmake", "--build", str(folder), "--target", target], capture_output=True, text=True)
    return done.returncode == 0, done.stdout[-2000:]


def cases_fail(folder, mutant, seconds=900):
    """Whether a chosen test case fails, and doctest's counting line; refuses a pattern that chooses none."""
    environment = dict(os.environ, OMP_NUM_THREADS="1", OMP_WAIT_POLICY="passive")
    try:
        done = subprocess.run([str(folder / "bin" / mutant["target"]), "-tc=" + mutant["cases"]], capture_output=True, text=True,
                              errors="replace", env=environment, timeout=seconds)
    except subprocess.TimeoutExpired:
        return True, f"no end within {seconds} s"
    counted = re.search(r"test cases:\s+(\d+).*", done.stdout)
    if counted and counted[1] == "0":
        sys.exit(f"no test case of {mutant['target']} is called {mutant['cases']}")
    return done.returncode != 0, counted[0].strip() if counted else f"exit {done.returncode}"


def places(source, line):
    """Where the text stands, whatever blanks and line ends are between its words and signs."""
    words = re.findall(r"\w+|[^\w\s]", line)
    return [found.span() for found in re.finditer(r"\s*".join(map(re.escape, words)), source)]


def try_mutant(folder, name, mutant):
    path = ROOT / mutant["file"]
    source = path.read_text()
    found = places(source, mutant["line"])
    if len(found) != 1:
        return f"its line stands {len(found)} times in {mutant['file']}"
    if folder is None:
        return None
    if subprocess.run(["git", "-C", str(ROOT), "diff", "--quiet", "HEAD", "--", mutant["file"]]).returncode != 0:
        return f"{mutant['file']} has changes of its own; commit them first"
    good, said = build(folder, mutant["target"])
    if not good:
        return "the sources do not build\n" + said
    failed, counted = cases_fail(folder, mutant)
    if failed:
        return f"its cases fail without it: {counted}"
    try:
        path.write_text(source[:found[0][0]] + mutant["mutant"].strip() + source[found[0][1]:])
        good, said = build(folder, mutant["target"])
        if not good:
            return "does not compile\n" + said
        killed, counted = cases_fail(folder, mutant)
    finally:
        path.write_text(source)
    print(f"{'killed' if killed else 'LIVES ':8} {name:44} {counted}", flush=True)
    return None if killed else ""


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--build", default="build/ci", help="a configured build folder (default: build/ci)")
    options.add_argument("--find", action="store_true", help="build nothing, only look for the lines")
    options.add_argument("names", nargs="*", help="mutants by name (default: all)")
    arguments = options.parse_args()
    folder = None if arguments.find else (ROOT / arguments.build).resolve()
    paths = sorted(pathlib.Path(__file__).parent.glob("*.toml"))
    unknown = set(arguments.names) - {path.stem for path in paths}
    if unknown or not paths:
        sys.exit(f"no such mutant: {', '.join(sorted(unknown))}" if unknown else "there are no mutants")
    start, lived, targets = time.monotonic(), 0, set()
    for path in paths:
        if arguments.names and path.stem not in arguments.names:
            continue
        mutant = read(path)
        targets.add(mutant["target"])
        wrong = try_mutant(folder, path.stem, mutant)
        if wrong:
            print(f"INVALID  {path.stem:44} {wrong}", flush=True)
        lived += wrong is not None
    for target in targets if folder else ():
        build(folder, target)  # from the sources as they are again
    print(f"{lived} not killed, {time.monotonic() - start:.0f} s")
    return 1 if lived else 0


if __name__ == "__main__":
    sys.exit(main())
