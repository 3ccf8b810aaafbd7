#!/usr/bin/env python3
"""Shows that the gradient checks notice every wrong derivative: breaks each term of each rule, one at a time.

In a copy of the sources (.build-mutants), every value that a `pullback` returns, every additive term and every factor
in it, and every number that an `accumulate` adds, is passed through a function that changes it when the environment
names it (mutation schemata: Untch, Offutt & Harrold 1993). So one build serves all mutants; each is a run of the
operations' tests, up to the first failure.

A term is scaled by 1.001 and dropped; a factor is left out. Prints a line for each mutant and fails if any survives.

    Scripts/mutants.py [PATTERN]     only the files whose name contains PATTERN
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parent.parent
COPY = ROOT / ".build-mutants"

# Changes that change nothing, and why.
EQUIVALENT = {
    ("Norm.swift", "scale", "isZero"): "where it is not 0, what it divides is multiplied by 0",
    ("Product.swift", "scale", ".zeros(x.dims, x.dtype)"): "has no elements",
    ("Product.swift", "drop", ".zeros(x.dims, x.dtype)"): "has no elements",
}

SUPPORT = """
#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Which term is changed and how: `MUTANT=number:change`.
private let chosen: (number: Int, change: String) = {
  guard let text = getenv("MUTANT").map({ String(cString: $0) }) else { return (-1, "") }
  let parts = text.split(separator: ":")
  return (Int(parts[0])!, String(parts[1]))
}()
private let change = (scale: chosen.change == "scale" ? 1.001 : 0.0, base: chosen.change == "forget" ? 1.0 : 0.0)

func mutated<N: Arithmetic>(_ number: Int, _ x: N) -> N {
  number == chosen.number ? change.base + change.scale * x : x
}
func mutated<F: Element>(_ number: Int, _ x: F) -> F {
  number == chosen.number ? F(change.base) + F(change.scale) * x : x
}
func mutated(_ number: Int, _ x: Double) -> Double {
  number == chosen.number ? change.base + change.scale * x : x
}
func mutated(_ number: Int, _ x: [Tensor?]) -> [Tensor?] {
  x.map { $0.map { mutated(number, $0) } }
}
/// How often something is added: twice, never, or once.
func times(_ number: Int) -> Int { number == chosen.number ? (change.scale == 0 ? 0 : 2) : 1 }
"""

MANIFEST = """// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "mutants", platforms: [.macOS(.v15)],
  targets: [
    .target(name: "CLoops"),
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas"),
    .target(
      name: "Autograd",
      dependencies: ["CLoops", .target(name: "COpenBLAS", condition: .when(platforms: [.linux]))]),
    .testTarget(name: "AutogradTests", dependencies: ["Autograd"], resources: [.copy("Golden")]),
  ], swiftLanguageModes: [.v6])
"""

OPEN, CLOSE = "([{", ")]}"


def closing(text, start):
    """Where the bracket that opens at `start` closes."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] in OPEN) - (text[place] in CLOSE)
        if depth == 0:
            return place
    raise ValueError(f"no end of {text[start:start + 40]!r}")


def split(text, pattern):
    """Parts between separators outside of brackets, and the separators."""
    parts, separators, depth, start, place = [], [], 0, 0, 0
    while place < len(text):
        depth += (text[place] in OPEN) - (text[place] in CLOSE)
        match = re.match(pattern, text[place:]) if depth == 0 else None
        if match:
            parts.append(text[start:place])
            separators.append(match.group())
            place += match.end()
            start = place
        else:
            place += 1
    return parts + [text[start:]], separators


def joined(parts, separators):
    return parts[0] + "".join(s + p for s, p in zip(separators, parts[1:]))


def expression_end(text, start):
    """Where the expression that starts at `start` ends: at a line's end or a closing bracket, outside of its own."""
    depth = 0
    for place in range(start, len(text)):
        char = text[place]
        if char in CLOSE and depth == 0:
            return place
        depth += (char in OPEN) - (char in CLOSE)
        if char == "\n" and depth == 0 and text[start:place].strip():
            following = text[place:].lstrip()
            if not re.match(r"[-+*/?:.] ?", following) or following.startswith("//"):
                return place
    return len(text)


class Mutants:
    def __init__(self):
        self.all = []  # (file, line, term, changes)

    def number(self, term, changes):
        self.all.append((self.file, self.line, " ".join(term.split()), changes))
        return len(self.all) - 1

    def wrapped(self, term, changes=("scale", "drop")):
        """The term, changeable; what it is made of is, too."""
        term = term.strip()
        if term == "nil":
            return term
        number = self.number(term, changes)
        inner = self.inside(term)
        return f"mutated({number}, {'Tensor' + inner if inner.startswith('.') else inner})"

    def inside(self, term):
        if len(split(term, r"\s\?\s")[0]) > 1:
            return term
        terms, signs = split(term, r"\s[-+]\s+")
        if len(terms) > 1:
            return joined([self.wrapped(t) for t in terms], signs)
        factors, signs = split(term, r"\s[*/]\s+")
        if len(factors) > 1:
            return joined([self.wrapped(f, ("forget",)) for f in factors], signs)
        group = re.match(r"-?\(", term)
        if group:
            end = closing(term, group.end() - 1)
            return term[:group.end()] + self.inside(term[group.end():end]) + term[end:]
        return term

    def returned(self, text):
        """A returned cotangent, or each of several."""
        text = text.strip()
        if text[0] in "[(" and closing(text, 0) == len(text) - 1:
            items, commas = split(text[1:-1], r",\s")
            if text[0] == "[" or commas:
                return text[0] + joined([self.wrapped(item) for item in items], commas) + text[-1]
        return self.wrapped(text)

    def replace(self, text, start, end, pattern, make):
        """Rewrites the expressions behind each match of `pattern` between `start` and `end`."""
        result, place = text[:start], start
        for match in re.finditer(pattern, text[start:end]):
            at = start + match.end()
            if at < place:
                continue
            stop = expression_end(text[:end], at)
            self.line = text[:at].count("\n") + 1
            result += text[place:at] + make(text[at:stop])
            place = stop
        return result + text[place:]

    def pullback(self, text, start, end):
        if "return " in text[start:end]:
            return self.replace(text, start, end, r"\breturn ", self.returned)
        self.line = text[:start].count("\n") + 1
        return text[:start] + " " + self.returned(text[start:end]) + " " + text[end:]

    def accumulate(self, text, start, end):
        text = self.replace(text, start, end, r"[-+]= ", self.wrapped)
        calls = list(re.finditer(r"MatrixKernels\.multiply\(", text[start:]))
        end = closing(text, start - 1)
        for call in reversed([c for c in calls if start + c.start() < end]):
            at, stop = start + call.start(), closing(text, start + call.end() - 1) + 1
            self.line = text[:at].count("\n") + 1
            number = self.number(text[at:stop], ("scale", "drop"))
            text = text[:at] + f"for _ in 0..<times({number}) {{ {text[at:stop]} }}" + text[stop:]
        return text

    def rewrite(self, path, names):
        self.file, text, place = path.name, path.read_text(), 0
        while match := re.compile(rf"func ({names})\b[^({{]*\(").search(text, place):
            parameters = closing(text, match.end() - 1)
            body = re.compile(r"[^{}]*?\{").match(text, parameters + 1)
            place = parameters
            if not body or re.search(r"\bfunc\b|\bvar\b", body.group()):
                continue  # a requirement, without a body
            start = body.end()
            end = closing(text, start - 1)
            rule = self.pullback if match.group(1) == "pullback" else self.accumulate
            text = rule(text, start, end)
            place = closing(text, start - 1)
        path.write_text(text)


def copied():
    for folder in ["Sources", "Tests"]:
        shutil.rmtree(COPY / folder, ignore_errors=True)
    for part in ["Sources/Autograd", "Sources/CLoops", "Sources/COpenBLAS"]:
        shutil.copytree(ROOT / part, COPY / part)
    for part in ["Golden", "Operations", "Support"]:
        shutil.copytree(ROOT / "Tests/AutogradTests" / part, COPY / "Tests/AutogradTests" / part)
    (COPY / "Package.swift").write_text(MANIFEST)
    (COPY / "Sources/Autograd/Mutants.swift").write_text(SUPPORT)


def main():
    pattern = sys.argv[1] if len(sys.argv) > 1 else ""
    copied()
    mutants, sources = Mutants(), COPY / "Sources/Autograd"
    for path in sorted((sources / "Operations").glob("*.swift")):
        # Helpers of `accumulate` have these names.
        mutants.rewrite(path, "pullback|accumulate|add")
    for path in [sources / "Kernels/Elementwise.swift", sources / "Differentiation/Operation.swift"]:
        mutants.rewrite(path, "accumulate|add")

    flags = ["-c", "release", "-Xswiftc", "-enable-testing"]
    subprocess.run(["swift", "build", "--build-tests", *flags], cwd=COPY, check=True, stdout=sys.stderr)
    products = subprocess.run(
        ["swift", "build", *flags, "--show-bin-path"], cwd=COPY, check=True, capture_output=True, text=True).stdout.strip()
    command = ["swift", "test", "--skip-build", *flags]
    if (bundle := pathlib.Path(products) / "mutantsPackageTests.xctest").is_file():
        command = [bundle, "--testing-library", "swift-testing"]  # the same, without waiting for SwiftPM

    def passes(mutant):
        """Whether all tests pass; stops at the first failure."""
        environment = os.environ | {"SWIFT_BACKTRACE": "enable=no"} | ({"MUTANT": mutant} if mutant else {})
        with subprocess.Popen(
                command, cwd=COPY, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as run:
            for line in run.stdout:
                if line.startswith("✘".encode()):
                    run.kill()
                    return False
        return run.returncode == 0

    if not passes(None):
        sys.exit("mutants: the tests fail without a mutant")
    runs = [
        (number, change, file, line, term)
        for number, (file, line, term, changes) in enumerate(mutants.all) if pattern in file
        for change in changes if (file, change, term) not in EQUIVALENT]
    terms = {(file, change, term) for file, _, term, changes in mutants.all for change in changes}
    if stale := EQUIVALENT.keys() - terms:
        sys.exit(f"mutants: EQUIVALENT names what is no longer there: {sorted(stale)}")
    survivors = 0
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(lambda run: passes(f"{run[0]}:{run[1]}"), runs)
        for (_, change, file, line, term), survived in zip(runs, results):
            survivors += survived
            print(f"{'SURVIVED' if survived else 'killed  '} {file}:{line} {change}: {term}", flush=True)
    print(f"mutants: {len(runs) - survivors} of {len(runs)} killed")
    sys.exit(1 if survivors else 0)


if __name__ == "__main__":
    main()
