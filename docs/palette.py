"""Small pictures: what Chromium drew, brought to at most 256 colours and written as a PNG with a palette."""

import base64
import struct
import zlib
from typing import Any

# The commonest colours, each the mean of its neighbourhood; any other pixel takes the nearest of them.
REDUCE = """async url => {
  const image = await createImageBitmap(await (await fetch(url)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height), brush = canvas.getContext('2d');
  brush.drawImage(image, 0, 0);
  const raw = brush.getImageData(0, 0, image.width, image.height).data, boxes = new Map();
  const box = i => (raw[i] >> 3) << 10 | (raw[i + 1] >> 3) << 5 | raw[i + 2] >> 3;
  for (let i = 0; i < raw.length; i += 4) {
    const sum = boxes.get(box(i)) || boxes.set(box(i), [0, 0, 0, 0]).get(box(i));
    sum[0] += raw[i]; sum[1] += raw[i + 1]; sum[2] += raw[i + 2]; sum[3]++;
  }
  const most = [...boxes].sort((a, b) => b[1][3] - a[1][3]);
  const ranked = most.map(([key, s]) => [key, s.slice(0, 3).map(v => v / s[3])]);
  const palette = ranked.slice(0, COLOURS).map(one => one[1]), index = new Map();
  ranked.forEach(([key, colour], n) => index.set(key, n < COLOURS ? n : palette.reduce((best, other, m) => {
    const far = other.reduce((sum, v, c) => sum + (v - colour[c]) ** 2, 0);
    return far < best[0] ? [far, m] : best;
  }, [Infinity, 0])[1]));
  const pixels = new Uint8Array(raw.length / 4);
  for (let i = 0; i < raw.length; i += 4) pixels[i / 4] = index.get(box(i));
  let text = '';
  for (let i = 0; i < pixels.length; i += 8192) text += String.fromCharCode(...pixels.subarray(i, i + 8192));
  return {width: image.width, height: image.height, palette: palette.flat().map(Math.round), pixels: btoa(text)};
}"""
COLOURS = 64


def reduced(page: Any, picture: bytes) -> bytes:
    """The picture with a palette; `page` is any page of a browser, where the colours are counted."""
    url = "data:image/png;base64," + base64.b64encode(picture).decode()
    told = page.evaluate(REDUCE.replace("COLOURS", str(COLOURS)), url)
    return written(told["width"], told["height"], bytes(told["palette"]), base64.b64decode(told["pixels"]))


def written(width: int, height: int, palette: bytes, pixels: bytes) -> bytes:
    """A PNG of one byte a pixel."""
    rows = b"".join(b"\0" + pixels[row * width : (row + 1) * width] for row in range(height))
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    ]
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
