"""Names that are worked out anew: in lines about something else, or by a step."""

import pytest

import derive

SAMPLES = """A linear neuron `q = p1*x1 + p2*x2` with p1 = 3, p2 = -2.

    first: x = (1, 1), t = 2
    {a}: q = 3*1 - 2*1 = 1,  r = 1 - 2 = -1
    {b}: q = 3*2 - 2*1 = 4,  r = 4 - 1 = 3
    {c}: q = 3*0 - 2*2 = {q},  r = {q} - 0 = {r}
"""


@pytest.mark.parametrize("labels", [("a", "b", "c"), ("A", "B", "C"), ("pt 1", "pt 2", "pt 3")])
def test_lines_that_begin_with_what_they_are_about(labels: tuple[str, str, str]) -> None:
    named = dict(zip("abc", labels, strict=True))
    assert derive.verify(SAMPLES.format(**named, q=-4, r=-4)).holds
    (found,) = derive.verify(SAMPLES.format(**named, q=-3, r=-3)).findings
    assert (found.line, found.right) == (6, "-3")


def test_lines_below_headings() -> None:
    sheet = "Sample A\n\n$q = 3 \\cdot 1 - 2 = 1$\n\nSample B\n\n$q = 3 \\cdot 2 - 2 = 4$"
    assert derive.verify(sheet).holds
    (found,) = derive.verify(sheet.replace("= 4", "= 5")).findings
    assert found.line == 7


def test_without_a_label_a_name_keeps_its_value() -> None:
    sheet = "$q = 3 \\cdot 1 - 2 = 1$\n\n$q = 3 \\cdot 2 - 2 = 4$"
    assert not derive.verify(sheet).holds


LIST = """kernel k = [0.5, -1, 0.25], shift s = 2

k = [{first}, -1 + 0.1*3, 0.25] = [{result}, -0.7, 0.25]
"""


def test_a_list_that_takes_a_step_from_its_entries() -> None:
    assert derive.verify(LIST.format(first="0.5 - 0.1*1.5", result="0.35")).holds
    (found,) = derive.verify(LIST.format(first="0.5 - 0.1*1.5", result="0.95")).findings
    assert found.line == 3
    assert not derive.verify(LIST.format(first="0.9 - 0.1*1.5", result="0.75")).holds


def test_a_dot_between_two_names_is_their_product() -> None:
    sheet = "v = (0.5, 1)\n\nm = (0.4, 0.2)\n\ns = v . m = 0.5*0.4 + 1*0.2 = {}\n"
    assert derive.verify(sheet.format(0.4)).holds
    assert not derive.verify(sheet.format(0.6)).holds


def test_a_sum_without_an_index_goes_over_what_is_not_known() -> None:
    sheet = "D = 1/4 · Σ (q - t)²\n\na: q = 3 - 1 = 2, t = 1\n\nb: q = 3 - 3 = 0, t = 3\n\n"
    assert derive.verify(sheet + "D = 1/4 · (1 + 9) = 2.5").holds
    assert not derive.verify(sheet + "D = 1/4 · (1 + 9) = 2.6").holds


DROPPED = r"""A unit $h = \max(0, w x)$ with dropout (keep 0.5), $x = 2$, $w = 0.3$, and
$o = u \tilde h$ with $u = 0.5$, target $t = 1$.

$h = 0.3 \cdot 2 = 0.6$, $\tilde h = 0.6 / 0.5 = 1.2$

$o = 0.5 \cdot 1.2 = RESULT$
"""


def test_what_is_dropped_out_goes_into_no_network() -> None:
    assert derive.verify(DROPPED.replace("RESULT", "0.6")).holds
    assert not derive.verify(DROPPED.replace("RESULT", "0.9")).holds
