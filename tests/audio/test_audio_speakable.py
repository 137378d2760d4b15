"""What is spoken of what is shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.voice.speakable import LONGEST, speakable

CASES = {
    # Markdown
    "What is **neural attention**?": "What is neural attention?",
    "_Why_ and *how*, ~~not~~ ==when==?": "Why and how, not when?",
    "# Heading\ntext": "Heading. text.",
    "- one\n- two": "one. two.",
    "1. First\n2. Second": "1, First. 2, Second.",
    "> quoted": "quoted.",
    "| a | b |\n|---|---|\n| 1 | 2 |": "a, b. 1, 2.",
    "See [the paper](https://arxiv.org/abs/1706.03762).": "See the paper.",
    "![A diagram](x.png)": "A diagram.",
    "Go to https://www.example.com/a?b=1 now.": "Go to a link to example dot com now.",
    "<b>bold</b> &amp; plain": "bold and plain.",
    "The capital is [...].": "The capital is blank.",
    "____ is the capital": "blank is the capital.",
    # Formulas
    "softmax(QK^T/sqrt(d_k))V": "softmax of Q K transpose over square root of d k, times V.",
    "softmax( (QK^T / sqrt(d_k)) ) * V": (
        "softmax of Q K transpose over square root of d k, times V."
    ),
    "Complete: Attention(Q, K, V) = ?": "Complete: Attention of Q, K, V, equals what?",
    "Why divide by sqrt(d_k), not d_k?": "Why divide by square root of d k, not d k?",
    "It takes O(n^2) time.": "It takes O of n squared time.",
    "$$\\frac{a+b}{c}$$": "a plus b, all over c.",
    "\\(\\sum_{i=1}^{n} x_i\\)": "the sum from i equals 1 to n of x i.",
    "What is $P(A|B)$?": "What is P of A given B?",
    "(a+b)^2": "a plus b, all squared.",
    "E = mc²": "E equals m c squared.",
    "A^{-1}": "A inverse.",
    "\\hat{y} = \\sigma(z)": "y hat equals sigma of z.",
    "e^{-x}": "e to the power of minus x.",
    "O(n log n)": "O of n log n.",
    "|x| ≤ 1": "absolute value of x is at most 1.",
    "Q = queries, K = keys": "Q equals queries, K equals keys.",
    # Code
    "the `softmax` function": "the softmax function.",
    "`torch.nn.Linear`": "torch dot nn dot Linear.",
    "```python\nx = 1\ny = 2\n```\nWhat now?": "the code on the screen. What now?",
    # Arrows and signs
    "encoder -> decoder": "encoder to decoder.",
    "rain ⇒ wet": "rain implies wet.",
    "C++ and C#": "C plus plus and C sharp.",
    "50% & more": "50 percent and more.",
    "costs $5": "costs 5 dollars.",
    "5-10 items at -5 °C": "5 to 10 items at minus 5 degrees Celsius.",
    "the rate α is ~0.1": "the rate alpha is about 0.1.",
    "Is a < b?": "Is a less than b?",
    "yes/no, and/or, I/O": "yes or no, and or, I O.",
    # Short forms and names
    "e.g. BERT, i.e. an encoder, etc.": "for example, BERT, that is, an encoder, et cetera.",
    "keys vs. values w.r.t. queries": "keys versus values with respect to queries.",
    "seq2seq and wav2vec": "seq to seq and wav to vec.",
    "key(s) of the model (see below)": "keys of the model, see below.",
    "the ‘query vector’, “q”": "the query vector, q.",
    "don't say T’s": "don't say T's.",
    "COVID-19 in 2020-01-02": "COVID-19 in 2020-01-02.",
    # Nothing to say
    "🎉 Great 👍🏽 job ✅": "Great job.",
    "👩‍👩‍👧": "",
    "": "",
    "***": "",
    "Größe und Maß?": "Größe und Maß?",
}


@pytest.mark.parametrize(("shown", "spoken"), CASES.items())
def test_what_is_shown_is_spoken(shown: str, spoken: str) -> None:
    assert speakable(shown) == spoken


@given(st.text(alphabet="abQKT_^*()[]{}$\\`|/=<>-+.,#!? \n12²√∑→α🎉\x1b\ue000", max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_sign_is_left_and_nothing_fails(text: str) -> None:
    spoken = speakable(text)
    assert not set(spoken) & set("*_^$\\`|{}[]<>=#~→√∑\n\x1b\ue000🎉")
    assert spoken == spoken.strip()


@pytest.mark.parametrize(
    "piece", ["`", "$", "<!--", "*", "[", "(", "f(", "\\(", "- ", " / ", "a_b ", "{{c1::", "x^{"]
)
def test_a_hostile_card_is_read_in_no_time(piece: str) -> None:
    """The test's time limit would tell: each of these could take minutes."""
    assert len(speakable(piece * 20000)) <= 20 * LONGEST
