"""The picture of a material: drawn anew, made small, always a JPEG (its place and hour are left behind)."""

import io
from typing import Any, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from schools import attachments
from schools.attachments import extension_of
from schools.pictures import FORMATS

# Wide enough for a column of text on a sharp screen, small enough for a telephone.
LONGEST_SIDE: Final = 1_200
_QUALITY: Final = 78


class Illustration(NamedTuple):
    """A picture ready to be kept."""

    file: ContentFile
    width: int
    height: int


def illustration_of(upload: Any) -> Illustration:
    """Check an uploaded photograph and make it small; ValidationError where it is none."""
    if extension_of(upload.name) not in FORMATS:
        raise ValidationError(f"«{upload.name}»: нужна картинка JPG или PNG.")
    attachments.check(upload)
    upload.seek(0)
    with Image.open(upload) as opened:
        picture = _on_white(opened)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return Illustration(ContentFile(stream.getvalue(), name="picture.jpg"), picture.width, picture.height)


def _on_white(opened: Image.Image) -> Image.Image:
    """A JPEG knows no transparency: what is clear becomes paper."""
    if opened.mode in ("RGB", "L"):
        return opened.copy()
    layer = opened.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper
