"""The documents' own words beside the repository; a check against them says so where they are absent."""

from tests.architecture.files import ROOT

REFERENCE = ROOT.parent / "shared" / "reference"
SOURCE_TEXTS = REFERENCE / "source_texts.json"
SURVEY_ITEMS = REFERENCE / "survey_items.csv"
