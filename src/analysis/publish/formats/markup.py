"""Text for a template to print as it stands, because it was made safe."""

from __future__ import annotations

import json
from typing import Any


def markup(text: str) -> Any:
    """Markup that this package made or cleaned itself."""
    from markupsafe import Markup

    return Markup(text)


def script_json(value: Any) -> Any:
    """A value as JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return markup(text)
