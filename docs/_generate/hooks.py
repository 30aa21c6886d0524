"""What mkdocs calls: a line `<!-- generate: NAME -->` of a page becomes what the function NAME makes from the code."""

import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import code_pages
import codebook_pages

MAKERS = code_pages.MAKERS | codebook_pages.MAKERS
_MARK = re.compile(r"^<!-- generate: ([a-z_-]+) -->$", re.MULTILINE)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """The page with every mark filled in; a name that no function bears ends the build."""
    return _MARK.sub(lambda match: MAKERS[match[1]](), markdown)


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """Pages below ar/ are Arabic, and run from right to left."""
    if page.url.startswith("ar/"):
        output = output.replace('<html lang="en"', '<html lang="ar" dir="rtl"', 1)
        return re.sub(r'(<body[^>]*) dir="ltr"', r'\1 dir="rtl"', output, count=1)
    return output
