"""The editor's markup: the signs it knows, and nothing but them."""

import pytest

from mentorship.practices.prose import html_of, plain_of


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("один\nдва\n\nтри", "<p>один<br>два</p>\n<p>три</p>"),
        ("## Глава\n### Часть", "<h2>Глава</h2>\n<h3>Часть</h3>"),
        ("- один\n- два", "<ul><li>один</li><li>два</li></ul>"),
        ("1. один\n2. два", "<ol><li>один</li><li>два</li></ol>"),
        ("> слова", "<blockquote><p>слова</p></blockquote>"),
        ("**важно** и *тихо*", "<p><strong>важно</strong> и <em>тихо</em></p>"),
        ("2 * 2 * 2", "<p>2 <em> 2 </em> 2</p>"),
        (
            "[сайт](https://school.example/a*b*c)",
            '<p><a href="https://school.example/a*b*c" rel="noopener nofollow">сайт</a></p>',
        ),
        ("#заголовок", "<p>#заголовок</p>"),
    ],
)
def test_signs(text, html):
    assert str(html_of(text)) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](data:text/html,<script>1</script>)",
        '[a](https://x"onmouseover=alert(1))',
        "[<b>](https://school.example/<script>)",
        "**<svg onload=alert(1)>**",
        "## <iframe src=//evil.example>",
        "- <a href='javascript:1'>x</a>",
        "> </blockquote><script>1</script>",
        "[a](https://school.example/?q='><script>1</script>)",
        "**a [b**](https://school.example/) c*",
    ],
)
def test_what_is_typed_is_never_a_tag(text):
    html = str(html_of(text))
    bare = html.lower()
    for tag in (
        "<script",
        "<img",
        "<svg",
        "<iframe",
        "<b>",
        'onmouseover=alert(1)">',
        'href="javascript',
        'href="data',
    ):
        assert tag not in bare
    assert bare.count("<a ") == bare.count('<a href="http')


def test_plain_words_keep_no_signs():
    assert plain_of("## Глава\n\n- **раз**\n[сайт](https://school.example/)") == "Глава раз сайт"
    assert len(plain_of("слово " * 200)) <= 200
