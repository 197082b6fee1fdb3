"""Invented adverts: rival operators who share templates, each varied as reposting varies them."""

from random import Random

from hawkari.engines.posts.clusters import PostText

TEMPLATES = (
    "hello friends the road from {a} to {b} is open every night price {price} euro pay after"
    " arrival write {contact} {tail}",
    "سڵاو ڕێگای {a} بۆ {b} کراوەیە نرخ {price} یۆرۆ پارە دوای گەیشتن"
    " پەیوەندی بکەن {contact} {tail}",
    "السلام عليكم الطريق من {a} إلى {b} مفتوح السعر {price} يورو والدفع بعد الوصول"
    " {contact} {tail}",
)
PLACES = ("Erbil", "Izmir", "Athens", "Calais", "Dunkirk", "Dover", "London", "Belgrade")
SAYINGS = "ash birch cedar elm fig hazel ivy juniper kelp larch maple oak pine rowan sage thyme"


def adverts(operators: int, posts: int, seed: int = 0) -> tuple[list[PostText], dict[str, str]]:
    """Posts in a drawn order, and who wrote each."""
    random = Random(seed)
    made: list[PostText] = []
    truth: dict[str, str] = {}
    for operator in range(operators):
        phone = f"+44 7700 900{operator:03}"
        handle = "@" + "".join(random.choice("bcdfghklm") for _ in range(7))
        slots = {
            "a": random.choice(PLACES),
            "b": random.choice(PLACES),
            "contact": random.choice((phone, handle)),
            "tail": " ".join(random.sample(SAYINGS.split(), 5)),
        }
        price, template = random.randrange(8, 60) * 100, random.choice(TEMPLATES)
        for number in range(posts):
            varied = {**slots, "price": price + random.randrange(-2, 3) * 100}
            name = f"{operator}-{number}"
            made.append(PostText(name, disturbed(template.format(**varied), random)))
            truth[name] = str(operator)
    random.shuffle(made)
    return made, truth


def disturbed(text: str, random: Random) -> str:
    """A word dropped, two letters swapped, another keyboard, other digits, a picture, a tag."""
    words = text.split()
    if random.random() < 0.5:
        del words[random.randrange(len(words))]
    at = random.randrange(len(words))
    if len(words[at]) > 3 and random.random() < 0.5:
        words[at] = words[at][1] + words[at][0] + words[at][2:]
    if random.random() < 0.5:
        words.insert(random.randrange(len(words)), random.choice("🔥🚤✅"))
    text = " ".join(words)
    if random.random() < 0.3:
        text = text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    if random.random() < 0.3:
        text = text.translate(str.maketrans("کیەۆڕ", "كيهور"))
    return text + random.choice(("", " #kurd #uk", " #fyp"))


def agreement(one: dict[str, str], two: dict[str, str]) -> tuple[float, float]:
    """Pair precision and recall of the second grouping by the first."""
    names = sorted(one)
    both = in_one = in_two = 0
    for at, name in enumerate(names):
        for other in names[at + 1 :]:
            truly, said = one[name] == one[other], two[name] == two[other]
            both += truly and said
            in_one += truly
            in_two += said
    return both / max(in_two, 1), both / max(in_one, 1)
