"""Which files the tests of the repository read."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("mentorship", "schools", "surveys", "reports")


def code_files() -> list[Path]:
    """The portal's own Python files, migrations left out."""
    found = [path for app in CODE for path in (ROOT / app).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def test_files() -> list[Path]:
    """The files of the test suite, without what Lighthouse brings."""
    return sorted(path for path in (ROOT / "tests").rglob("*.py") if "node_modules" not in path.parts)


def template_files() -> list[Path]:
    """The templates, the admin's among them."""
    return sorted((ROOT / "templates").rglob("*.html"))


def hits(pattern, paths: list[Path]) -> list[str]:
    """Every line that the compiled pattern finds, as «path:line: text»."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]
