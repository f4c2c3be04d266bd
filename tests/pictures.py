"""Small real pictures for tests of uploads."""

import io

from PIL import Image


def picture(kind: str = "JPEG", size: tuple[int, int] = (8, 6), **options: object) -> bytes:
    """A blue picture of the format; `options` go to Pillow (exif=…)."""
    stream = io.BytesIO()
    Image.new("RGB", size, (20, 60, 160)).save(stream, kind, **options)
    return stream.getvalue()


JPG = picture("JPEG")
PNG = picture("PNG")
