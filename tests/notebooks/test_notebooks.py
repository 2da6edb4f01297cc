"""The notebooks are thin, labelled, stored with their outputs, and say the same when run again elsewhere."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from itertools import pairwise

import pytest

from analysis.prose.category_cells import category_cells, is_written
from analysis.prose.chapters import slug
from analysis.processed.writing import dictionary
from analysis.publish.notebooks.outputs import cell_options, for_people, read_notebook
from analysis.publish.notebooks.runs import execute, plan

NAMES = ("01_ingest", "02_scores", "03_maps", "04_changes", "05_robustness")
LABELS = {
    "01_ingest": "tbl-files fig-coverage tbl-coverage tbl-basis tbl-gaps tbl-codebook tbl-sources tbl-corrections",
    "02_scores": "tbl-rubric tbl-grades tbl-statuses fig-distribution fig-ranked tbl-ranking fig-matrix "
    "fig-strengths fig-losses tbl-rarities fig-answers-overview tbl-ideal",
    "03_maps": "fig-grades fig-tiles fig-category-maps",
    "04_changes": "fig-timeline tbl-happened fig-change tbl-movers tbl-passed tbl-provisions tbl-newly-seen tbl-acts",
    "05_robustness": "fig-ranks tbl-robustness tbl-leave-one-out fig-agreement tbl-agreement tbl-disagreements",
}
RULES = (
    ast.For,
    ast.While,
    ast.If,
    ast.FunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.Try,
    ast.With,
    ast.comprehension,
)


@pytest.fixture(scope="session")
def notebooks(root):
    return {name: json.loads((root / "notebooks" / f"{name}.ipynb").read_text("utf-8")) for name in NAMES}


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def source(cell):
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def test_there_are_five(root):
    assert sorted(path.stem for path in (root / "notebooks").glob("*.ipynb")) == list(NAMES)


def test_a_cell_calls_the_package_and_decides_nothing(notebooks, name):
    for cell in code_cells(notebooks[name]):
        rules = [node for node in ast.walk(ast.parse(source(cell))) if isinstance(node, RULES)]
        assert not rules, source(cell)
        assert len(source(cell).splitlines()) <= 20


def test_everything_to_embed_is_there_under_its_label(root, notebooks, name, live):
    wanted = set(LABELS[name].split())
    if name == "02_scores":
        slugs = [slug(category.id) for category in live.rubric.categories]
        wanted |= {f"{kind}-{one}" for kind in ("fig-answers", "tbl-exemplars") for one in slugs}
    found = read_notebook(root / "notebooks" / f"{name}.ipynb", name).embeds
    assert set(found) == wanted


def test_captions_are_sentences_without_numbers(root, name):
    for embed in read_notebook(root / "notebooks" / f"{name}.ipynb", name).embeds.values():
        assert embed.caption.endswith(".")
        assert not re.search(r"\d", embed.caption), embed.label


def test_every_figure_has_a_description_of_what_it_shows(notebooks, name):
    for cell in code_cells(notebooks[name]):
        options = cell_options(source(cell))
        if str(options["label"]).startswith("fig-"):
            assert options["fig-alt"].endswith(".")


def test_text_names_no_year_and_no_result(notebooks, name):
    for cell in notebooks[name]["cells"]:
        if cell["cell_type"] == "markdown":
            assert not re.search(r"\d", source(cell)), source(cell)


def test_a_heading_and_a_sentence_stand_before_the_code(notebooks, name):
    cells = notebooks[name]["cells"]
    assert cells[0]["cell_type"] == "markdown"
    assert source(cells[0]).startswith("# ")
    pairs = pairwise(cells[2:])
    assert not [
        source(later) for earlier, later in pairs if {earlier["cell_type"], later["cell_type"]} == {"code"}
    ]


def test_outputs_are_stored_without_errors_warnings_or_places_of_a_machine(notebooks, name):
    text = json.dumps(notebooks[name]["cells"])
    assert not re.search(r"/(home|root|tmp|work|Users)/", text)
    for cell in code_cells(notebooks[name]):
        assert cell["execution_count"]
        assert {output["output_type"] for output in cell["outputs"]} <= {"execute_result", "display_data"}


def test_what_is_stored_is_what_jupyter_vs_code_and_github_show(notebooks, name):
    for cell in code_cells(notebooks[name]):
        for output in cell["outputs"]:
            assert set(output["data"]) in (
                {"image/svg+xml", "text/plain"}, {"text/markdown", "text/plain"}, {"text/plain"},
            )  # fmt: skip


def test_without_the_package_the_first_cell_says_what_to_do(notebooks, name):
    first = source(code_cells(notebooks[name])[0])
    command = [sys.executable, "-I", "-S", "-c", first]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "run 'make notebooks'" in done.stderr.splitlines()[-1]


def test_a_category_has_cells_of_its_own(notebooks, live):
    found = notebooks["02_scores"]
    sources = [source(cell) for cell in found["cells"] if is_written(cell)]
    assert sources == [cell["source"] for one in live.rubric.categories for cell in category_cells(one)]


def test_cells_are_named_after_their_labels(notebooks, name):
    for cell in code_cells(notebooks[name]):
        assert cell["id"] == cell_options(source(cell))["label"]


def test_each_processed_file_is_written_by_the_notebook_that_the_dictionary_names(notebooks):
    written = {
        (file, name)
        for name in NAMES
        for cell in code_cells(notebooks[name])
        for file in re.findall(r'processed\.write\("(\w+)"', source(cell))
    }
    assert written == {(file.name, file.notebook) for file in dictionary().values()}


def test_run_again_in_another_folder_a_notebook_and_its_files_are_the_same_bytes(root, tmp_path):
    task = next(task for task in plan(root / "notebooks", "") if task.name == "04_changes")
    shutil.copytree(root / "data" / "raw", tmp_path / "data" / "raw")
    (tmp_path / "notebooks").mkdir()
    made = for_people(execute(task, tmp_path, tmp_path / "kept"))
    assert made == (root / "notebooks" / "04_changes.ipynb").read_text("utf-8")
    made = sorted(p for p in (tmp_path / "data" / "processed").rglob("*") if p.is_file())
    assert [p.name for p in made] == ["changed_answers.csv", "changes.csv", "04_changes.json"]
    for path in made:
        kept = root / "data" / "processed" / path.relative_to(tmp_path / "data" / "processed")
        assert path.read_bytes() == kept.read_bytes()
