"""Things that stand in a picture: houses, trees, palms, bushes and boats, at a place and a scale."""

from math import pi, sin

from .batik import COTTON, INDIGO, LEAF, MORINDA, SOGA, TURMERIC, disc, mix


def draw_house(draw, chance, x, floor, scale):
    """Draw a limasan house: a steep middle roof on a wide low one, a porch with posts."""
    roof = mix(chance.choice((SOGA, MORINDA, mix(SOGA, INDIGO, 0.35))), COTTON, 0.05)
    wall = chance.choice((COTTON, (240, 222, 186), (226, 206, 172), (214, 222, 214)))
    wide, tall = 620 * scale, 210 * scale
    top = floor - tall
    draw.rectangle((x, top, x + wide, floor), fill=wall)
    draw.rectangle((x + wide * 0.42, top + tall * 0.25, x + wide * 0.58, floor), fill=mix(SOGA, INDIGO, 0.3))
    for share in (0.14, 0.72):
        window = (x + wide * share, top + tall * 0.3, x + wide * (share + 0.15), top + tall * 0.7)
        draw.rectangle(window, fill=mix(INDIGO, COTTON, 0.2))
        draw.line(
            ((window[0] + window[2]) / 2, window[1], (window[0] + window[2]) / 2, window[3]),
            fill=wall,
            width=8,
        )
    eaves = 70 * scale
    shoulder = top - 80 * scale
    draw.polygon(
        [(x - eaves, top), (x + wide * 0.2, shoulder), (x + wide * 0.8, shoulder), (x + wide + eaves, top)],
        fill=roof,
    )
    ridge = shoulder - 120 * scale
    draw.polygon(
        [
            (x + wide * 0.2, shoulder),
            (x + wide * 0.33, ridge),
            (x + wide * 0.67, ridge),
            (x + wide * 0.8, shoulder),
        ],
        fill=mix(roof, INDIGO, 0.2),
    )
    draw.rectangle(
        (x - 20 * scale, floor, x + wide + 20 * scale, floor + 22 * scale), fill=mix(wall, SOGA, 0.45)
    )
    for share in (0.0, 0.33, 0.66, 0.97):
        post = x + wide * share
        draw.rectangle((post, top, post + 14 * scale, floor), fill=mix(SOGA, INDIGO, 0.25))


def draw_tree(draw, chance, x, floor, scale):
    crown = mix(LEAF, chance.choice((INDIGO, TURMERIC)), chance.uniform(0.05, 0.35))
    draw.rectangle((x - 14 * scale, floor - 200 * scale, x + 14 * scale, floor), fill=mix(SOGA, INDIGO, 0.3))
    for side, lift, radius in ((-90, 210, 105), (90, 220, 110), (0, 300, 130), (-30, 200, 100)):
        disc(draw, x + side * scale, floor - lift * scale, radius * scale, crown)
    disc(draw, x - 45 * scale, floor - 320 * scale, 55 * scale, mix(crown, COTTON, 0.16))


def draw_bush(draw, chance, x, floor):
    colour = mix(LEAF, chance.choice((TURMERIC, INDIGO)), chance.uniform(0.05, 0.3))
    for side in (-34, 0, 36):
        disc(draw, x + side, floor - 20, 44, colour)
    flower = chance.choice((MORINDA, TURMERIC, COTTON))
    for side, lift in ((-30, 34), (8, 48), (40, 30)):
        disc(draw, x + side, floor - lift, 9, flower)


def draw_palm(draw, chance, x, floor, scale):
    """Draw a coconut palm: a leaning trunk and nine hanging leaves."""
    lean = chance.choice((-1, 1)) * chance.uniform(40, 120) * scale
    trunk = [(x + lean * (step / 8) ** 2, floor - 720 * scale * step / 8) for step in range(9)]
    draw.line(trunk, fill=mix(SOGA, INDIGO, 0.35), width=round(26 * scale), joint="curve")
    top_x, top_y = trunk[-1]
    for order in range(9):
        reach = (order - 4) / 4 * 300 * scale
        rise = (120 - abs(order - 4) * 22) * scale
        leaf = mix(LEAF, INDIGO, 0.1 + 0.25 * (order % 2))
        upper = [
            (top_x + reach * t / 6, top_y - rise * sin(pi * t / 6) + 150 * scale * (t / 6) ** 2)
            for t in range(7)
        ]
        lower = [(px, py + 34 * scale * sin(pi * t / 6)) for t, (px, py) in enumerate(upper)]
        draw.polygon([*upper, *reversed(lower)], fill=leaf)
    for side in (-18, 4, 24):
        disc(draw, top_x + side * scale, top_y + 22 * scale, 19 * scale, mix(SOGA, TURMERIC, 0.4))


def draw_boat(draw, chance, x, water, scale):
    """Draw a wooden boat of the north coast: raised ends, a cabin, a mast with pennants."""
    hull, stripe = chance.sample((MORINDA, INDIGO, LEAF, SOGA, TURMERIC), 2)
    long, deep = 620 * scale, 120 * scale
    draw.line(
        (x + long * 0.45, water - 60 * scale, x + long * 0.45, water - 420 * scale), fill=SOGA, width=12
    )
    for flag in range(3):
        y = water - (410 - flag * 80) * scale
        colour = (COTTON, MORINDA, TURMERIC)[flag]
        draw.polygon(
            [(x + long * 0.45, y), (x + long * 0.6, y + 26 * scale), (x + long * 0.45, y + 52 * scale)],
            colour,
        )
    draw.rectangle(
        (x + long * 0.55, water - 230 * scale, x + long * 0.8, water - 70 * scale),
        fill=mix(COTTON, TURMERIC, 0.15),
    )
    draw.rectangle(
        (x + long * 0.53, water - 250 * scale, x + long * 0.82, water - 222 * scale),
        fill=mix(stripe, INDIGO, 0.2),
    )
    draw.rectangle(
        (x + long * 0.6, water - 195 * scale, x + long * 0.74, water - 130 * scale),
        fill=mix(INDIGO, COTTON, 0.25),
    )
    outline = [
        (0, -190),
        (0.1, -110),
        (0.5, -80),
        (0.88, -105),
        (1, -200),
        (0.93, -20),
        (0.84, 30),
        (0.14, 30),
    ]
    draw.polygon([(x + long * share, water + lift * scale) for share, lift in outline], fill=hull)
    band_of_paint = [(0.03, -120), (0.1, -84), (0.5, -52), (0.9, -78), (0.97, -118)]
    draw.line(
        [(x + long * share, water + lift * scale) for share, lift in band_of_paint],
        fill=mix(stripe, COTTON, 0.35),
        width=round(18 * scale),
        joint="curve",
    )
    draw.line(
        (x + deep * 0.3, water + 44 * scale, x + long - deep * 0.2, water + 44 * scale), fill=COTTON, width=6
    )
