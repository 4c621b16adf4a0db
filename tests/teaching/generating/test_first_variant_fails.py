"""A run whose first variant finds no place leaves nothing of its own behind."""

from pathlib import Path

import pytest

from derive.errors import DeriveError
from derive.resources import recipes
from derive.teaching.generating.run import generate


def test_no_hidden_file_stays(tmp_path: Path) -> None:
    (tmp_path / "one-neuron-0001.json").write_text("mine", "utf-8")
    with pytest.raises(DeriveError, match="is there already"):
        generate(recipes()["one-neuron"], tmp_path, count=2, seed=1, formats=("json", "moodle"))
    assert [one.name for one in tmp_path.iterdir()] == ["one-neuron-0001.json"]
    assert (tmp_path / "one-neuron-0001.json").read_text("utf-8") == "mine"
