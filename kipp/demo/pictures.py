"""Pictures for the demo: landscapes and villages of Central Java, drawn from a number, with a batik hem."""

from io import BytesIO
from math import pi, sin
from random import Random

from PIL import Image, ImageDraw, ImageOps

from .batik import COTTON, INDIGO, LEAF, MORINDA, SOGA, TURMERIC, band, disc, mix
from .scenery import draw_boat, draw_bush, draw_house, draw_palm, draw_tree

# Drawn at twice the size and reduced, which makes the edges smooth.
WIDTH, HEIGHT = 3200, 2134
HEM = 290
GROUND = HEIGHT - HEM

MIST = (233, 226, 208)
SKIES = [  # Above, at the horizon, sun.
    ((164, 190, 206), (252, 240, 214), (246, 214, 140)),
    ((206, 140, 96), (252, 232, 196), (250, 224, 160)),
    ((214, 222, 204), COTTON, (238, 196, 112)),
    ((96, 124, 158), (246, 214, 178), (248, 196, 120)),
    ((226, 196, 140), (253, 246, 226), (200, 92, 70)),
]


def picture(number: int, caption_seed: str = "") -> bytes:
    """Return a drawn JPEG of 1600 x 1067; the same number and seed always give the same picture."""
    chance = Random(f"{number}/{caption_seed}")  # noqa: S311 (a fixed seed, for pictures)
    above, horizon, sun = SKIES[number % len(SKIES)]
    image = ImageOps.colorize(Image.linear_gradient("L").resize((WIDTH, HEIGHT)), above, horizon)
    draw = ImageDraw.Draw(image)
    draw_sun(draw, chance, mix(above, horizon, 0.45), sun)
    draw_mountains(draw, chance, horizon)
    SCENES[number % len(SCENES)](draw, chance)
    draw_birds(draw, chance)
    image.paste(band(WIDTH, HEM, number // 2), (0, GROUND))
    jpeg = BytesIO()
    image.reduce(2).save(jpeg, "JPEG", quality=61, optimize=True)
    return jpeg.getvalue()


def draw_sun(draw, chance, sky, colour):
    x, y, radius = chance.randint(500, 2700), chance.randint(330, 620), chance.randint(120, 190)
    for ring in (2.2, 1.75, 1.35):
        disc(draw, x, y, radius * ring, mix(sky, colour, 0.5 / ring**1.5))
    disc(draw, x, y, radius, colour)


def draw_mountains(draw, chance, horizon):
    """Draw a volcano far away, then two ranges of hills that come nearer and darker."""
    peak, width, top = chance.randint(500, 2700), chance.randint(900, 1300), chance.randint(520, 700)
    colour = mix(INDIGO, horizon, 0.55)
    slope = [
        (peak + side * (44 + width * (step / 10) ** 1.6), top + 700 * (step / 10))
        for side in (-1, 1)
        for step in range(11)
    ]
    left, right = sorted(slope[:11]), slope[11:]
    draw.polygon([*left, (peak - 16, top + 22), (peak + 18, top + 16), *right], fill=colour)
    for share, height in ((0.42, 1010), (0.22, 1180)):
        draw_waves(draw, height, chance.randint(55, 105), chance, mix(mix(INDIGO, LEAF, 0.5), horizon, share))


def draw_waves(draw, height, swing, chance, colour, rim=None):
    """Fill everything below a rolling line."""
    first, second = chance.uniform(0, 2 * pi), chance.uniform(0, 2 * pi)
    line = [
        (x, height + swing * (sin(x / 520 + first) + 0.5 * sin(x / 230 + second)))
        for x in range(-40, WIDTH + 80, 40)
    ]
    draw.polygon([*line, (WIDTH + 40, GROUND), (-40, GROUND)], fill=colour)
    if rim:
        draw.line(line, fill=rim, width=9, joint="curve")
    return line


def draw_terraces(draw, chance):
    """Draw rice terraces: young green, ripe yellow, and flooded fields that mirror the sky."""
    fields = [LEAF, mix(LEAF, TURMERIC, 0.45), mix(LEAF, COTTON, 0.25), mix(TURMERIC, COTTON, 0.2)]
    water = mix((164, 190, 206), COTTON, 0.3)
    height: float = 1230
    step: float = 52
    while height < GROUND + 60:
        flooded = chance.random() < 0.16
        colour = water if flooded else mix(chance.choice(fields), INDIGO, chance.uniform(0, 0.12))
        draw_waves(draw, height, 18 + step * 0.3, chance, colour, rim=mix(SOGA, COTTON, 0.45))
        height, step = height + step, step * 1.1
    draw_house(draw, chance, chance.randint(500, 2300), 1440, 0.62)
    for x in (chance.randint(150, 450), chance.randint(2500, 3000)):
        draw_palm(draw, chance, x, GROUND - 60, chance.uniform(0.9, 1.2))


def draw_village(draw, chance):
    draw_waves(draw, 1330, 26, chance, mix(LEAF, TURMERIC, 0.25))
    for x in range(120, WIDTH, 330):
        draw_tree(draw, chance, x + chance.randint(-90, 90), 1420, chance.uniform(0.5, 0.85))
    for number in range(3):
        x = 330 + number * 920 + chance.randint(-60, 120)
        draw_house(draw, chance, x, 1560 + chance.randint(-40, 50), chance.uniform(0.85, 1.1))
    draw_waves(draw, 1650, 22, chance, mix(LEAF, INDIGO, 0.18))
    draw_path(draw, chance)
    draw_palm(draw, chance, chance.randint(100, 260), 1800, 1.3)
    draw_palm(draw, chance, chance.randint(2880, 3080), 1800, 1.15)


def draw_clinic(draw, chance):
    """Draw a health centre: long and white, with a tiled roof, a porch and a cross."""
    draw_waves(draw, 1300, 30, chance, mix(LEAF, COTTON, 0.12))
    for x in (210, 520, 2620, 2980):
        draw_tree(draw, chance, x, 1480, chance.uniform(0.8, 1.15))
    left = chance.randint(640, 820)
    right, top, floor = left + 1750, 1130, 1600
    wall = mix(COTTON, TURMERIC, 0.06)
    roof = mix(MORINDA, SOGA, chance.uniform(0.1, 0.8))
    draw.rectangle((left, top, right, floor), fill=wall)
    draw.rectangle((left, floor - 70, right, floor), fill=mix(wall, INDIGO, 0.35))
    draw.polygon(
        [(left - 90, top), (left + 170, top - 230), (right - 170, top - 230), (right + 90, top)], fill=roof
    )
    draw.rectangle((left - 90, top - 6, right + 90, top + 20), fill=mix(roof, INDIGO, 0.4))
    middle = (left + right) // 2
    for x in range(left + 110, right - 200, 240):
        if abs(x + 70 - middle) > 250:
            draw.rectangle((x, top + 120, x + 140, top + 300), fill=mix(INDIGO, COTTON, 0.35))
            draw.line((x + 70, top + 120, x + 70, top + 300), fill=wall, width=10)
            draw.rectangle((x - 14, top + 300, x + 154, top + 318), fill=mix(wall, SOGA, 0.4))
    draw.polygon(
        [(middle - 300, top + 30), (middle, top - 170), (middle + 300, top + 30)],
        fill=mix(roof, COTTON, 0.14),
    )
    draw.rectangle((middle - 240, top + 30, middle + 240, floor), fill=COTTON)
    draw.rectangle((middle - 120, top + 190, middle + 120, floor), fill=mix(INDIGO, LEAF, 0.3))
    draw.line((middle, top + 190, middle, floor), fill=COTTON, width=10)
    for x in (middle - 240, middle + 214):
        draw.rectangle((x, top + 30, x + 26, floor), fill=mix(wall, SOGA, 0.35))
    disc(draw, middle, top - 40, 58, COTTON)
    draw.rectangle((middle - 38, top - 53, middle + 38, top - 27), fill=LEAF)
    draw.rectangle((middle - 13, top - 78, middle + 13, top - 2), fill=LEAF)
    draw_waves(draw, 1640, 12, chance, mix(LEAF, INDIGO, 0.12))
    draw.polygon(
        [(middle - 130, floor), (middle + 130, floor), (middle + 420, GROUND), (middle - 420, GROUND)],
        fill=mix(COTTON, SOGA, 0.28),
    )
    for x in (*range(left - 60, middle - 330, 150), *range(middle + 360, right + 120, 150)):
        draw_bush(draw, chance, x, 1650)


def draw_coast(draw, chance):
    """Draw the north coast: fishing boats with painted bows, and mangroves."""
    sea = mix(INDIGO, (150, 190, 196), 0.55)
    draw.rectangle((0, 1230, WIDTH, GROUND), fill=mix(sea, COTTON, 0.3))
    boats = [(1370, 0.65), (1520, 0.95), (1680, 1.25)]
    for order, (height, scale) in enumerate(boats):
        draw_waves(draw, height - 60, 12, chance, mix(sea, INDIGO, 0.12 * order), rim=mix(sea, COTTON, 0.55))
        if order < 2:
            for _ in range(2 - order):
                draw_boat(draw, chance, chance.randint(300, 2700), height, scale)
    draw_boat(draw, chance, chance.randint(900, 2000), 1700, 1.35)
    draw_waves(draw, 1800, 20, chance, mix(TURMERIC, COTTON, 0.55), rim=COTTON)
    for x in (chance.randint(60, 240), chance.randint(330, 520), chance.randint(2850, 3100)):
        draw_palm(draw, chance, x, 1850, chance.uniform(1.0, 1.4))


def draw_town(draw, chance):
    """Draw roofs of a town behind one another, and a river with trees on its bank."""
    for row, (floor, share) in enumerate(((1330, 0.5), (1460, 0.28), (1600, 0.05))):
        x = -chance.randint(0, 200)
        while x < WIDTH:
            width, height = chance.randint(210, 360), chance.randint(130, 230) + row * 30
            wall = mix(
                chance.choice((COTTON, (238, 214, 170), (214, 222, 214), (232, 196, 170))), MIST, share
            )
            roof = mix(chance.choice((MORINDA, SOGA, mix(SOGA, MORINDA, 0.5), INDIGO)), MIST, share)
            draw.rectangle((x, floor - height, x + width, GROUND), fill=wall)
            eaves = floor - height
            draw.polygon(
                [(x - 22, eaves), (x + width / 2, eaves - width * 0.34), (x + width + 22, eaves)], fill=roof
            )
            glass = mix(mix(INDIGO, COTTON, 0.25), MIST, share)
            for window in range(x + 40, x + width - 60, 95):
                draw.rectangle((window, eaves + 45, window + 46, eaves + 110), fill=glass)
            x += width + chance.randint(-10, 60)
    draw_waves(draw, 1560, 10, chance, mix(LEAF, INDIGO, 0.1))
    for x in range(0, WIDTH + 100, 240):
        draw_tree(draw, chance, x + chance.randint(-60, 60), 1620, chance.uniform(0.45, 0.7))
    river = mix(INDIGO, (150, 190, 196), 0.5)
    draw_waves(draw, 1660, 10, chance, river, rim=mix(COTTON, SOGA, 0.3))
    for _ in range(26):
        x, y, length = chance.randint(0, WIDTH), chance.randint(1700, GROUND - 20), chance.randint(60, 220)
        draw.line((x, y, x + length, y), fill=mix(river, COTTON, 0.4), width=7)


def draw_hills(draw, chance):
    """Draw tea hills in rows, with a winding path and a shelter."""
    for order, height in enumerate((1250, 1400, 1560, 1710)):
        colour = mix(mix(LEAF, TURMERIC, 0.3 - order * 0.08), INDIGO, order * 0.05)
        line = draw_waves(draw, height, 62, chance, colour)
        for row in range(1, 9):
            rows = [(x, y + row * (15 + order * 4)) for x, y in line]
            draw.line(rows, fill=mix(colour, COTTON if row % 2 else INDIGO, 0.12), width=8)
        if order in (0, 1):
            for _ in range(3):
                x, y = chance.choice(line[4:-8])
                draw_tree(draw, chance, x, y + 24, 0.42 + order * 0.15)
        if order == 2:
            x, y = line[chance.randint(16, 60)]
            draw_house(draw, chance, x - 150, y + 70, 0.7)
    draw_palm(draw, chance, chance.choice((180, 3000)), 1850, 1.2)


def draw_path(draw, chance):
    """Draw a path that winds from the foreground to the houses."""
    sway = chance.uniform(0, 2 * pi)
    left, right = [], []
    for step in range(17):
        y = 1640 + (GROUND - 1640) * step / 16
        x = 1600 + 160 * sin(sway + step / 4)
        half = 40 + step * 15
        left.append((x - half, y))
        right.append((x + half, y))
    draw.polygon([*left, *reversed(right)], fill=mix(COTTON, SOGA, 0.3))


def draw_birds(draw, chance):
    for _ in range(chance.randint(3, 7)):
        x, y, wing = chance.randint(300, 2900), chance.randint(160, 480), chance.randint(26, 46)
        draw.arc((x - 2 * wing, y - wing / 2, x, y + wing), 200, 330, fill=mix(INDIGO, SOGA, 0.4), width=7)
        draw.arc((x, y - wing / 2, x + 2 * wing, y + wing), 210, 340, fill=mix(INDIGO, SOGA, 0.4), width=7)


SCENES = [draw_terraces, draw_clinic, draw_village, draw_coast, draw_hills, draw_town, draw_clinic]
