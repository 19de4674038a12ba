"""Opening hours out of Dutch free text: what is certain becomes OSM syntax, the rest stays text.

Pure. "telefoon werkdagen 9-18u; chat namiddag" gives hours for the phone and words for the chat.
A channel's hours are read in full or not at all: half a reading would say "closed" where the
source does not.
"""

import re
from dataclasses import dataclass

from services.enums import AccessMode
from services.opening_hours import consecutive

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "ma maandag",
            "di dinsdag",
            "wo woensdag",
            "do donderdag",
            "vr vrijdag",
            "za zaterdag",
            "zo zondag",
        )
    )
    for name in names.split()
}
_DAY_GROUPS = {
    "dagelijks": range(7),
    "elke dag": range(7),
    "weekdagen": range(5),
    "werkdagen": range(5),
    "weekend": range(5, 7),
    "het weekend": range(5, 7),
}
#: Working days are no public holidays; other days are what they are on a holiday too.
_NOT_ON_HOLIDAYS = ("werkdagen",)

_CHANNELS = {
    "telefoon": AccessMode.PHONE,
    "telefonisch": AccessMode.PHONE,
    "chat": AccessMode.CHAT,
    "mail": AccessMode.EMAIL,
    "e-mail": AccessMode.EMAIL,
    "bezoek": AccessMode.WALK_IN,
    "drop-in": AccessMode.WALK_IN,
    "inloop": AccessMode.WALK_IN,
    "langskomen": AccessMode.WALK_IN,
    "onthaal": AccessMode.WALK_IN,
    "permanentie": AccessMode.WALK_IN,
    "op afspraak": AccessMode.APPOINTMENT,
    "straatwerk": AccessMode.OUTREACH,
}


def _any_of(words):
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_DAY = rf"(?:{_any_of(_DAY_NAMES)})"
_DAY_ITEM = rf"(?:{_any_of(_DAY_GROUPS)}|{_DAY}(?:\s*-\s*{_DAY})?)\b"
_DAY_LIST = rf"{_DAY_ITEM}(?:(?:\s*[,/]\s*|\s+en\s+){_DAY_ITEM})*"
_TIME = r"\d{1,2}(?:[.:]\d\d)?"
_SPAN = rf"{_TIME}\s*-\s*{_TIME}\s?(?:u(?:ur)?\b)?"
_SPAN_LIST = rf"{_SPAN}(?:(?:\s*,\s*|\s+en\s+){_SPAN})*"

_ALWAYS = re.compile(r"24/7|dag en nacht")
_RULE = re.compile(rf"(?P<days>{_DAY_LIST})\s+(?P<spans>{_SPAN_LIST})")
#: "(wo en za vanaf 14u)": on these days the rule before it begins at another hour.
_FROM = re.compile(rf"\s*\((?P<days>{_DAY_LIST})\s+vanaf\s+(?P<time>{_TIME})\s?u(?:ur)?\)")
_NEXT_RULE = re.compile(rf"(?:\s*,\s*|\s+en\s+)(?={_DAY_LIST}\s+{_TIME}\s*-)")
_REMARK = re.compile(r"\s*\((?P<text>[^()]*)\)")
_CLOSED = re.compile(rf"(?P<days>{_DAY_LIST})\s+gesloten")
_HOLIDAYS = re.compile(r"(?:niet|gesloten) op (?P<sundays>zon- en )?feestdagen")
_CHANNEL = re.compile(rf"(?:(?P<label>\w+)\s+)?\b(?P<channel>{_any_of(_CHANNELS)})\b\s*")
_MENTIONED = re.compile(rf"\b({_any_of(set(_CHANNELS) - {'onthaal'})})\b", re.IGNORECASE)
#: A source that is old, or that another one contradicts, says nothing about today.
_DOUBTFUL = re.compile(r"\boude\b|\bandere \w+ bron\b", re.IGNORECASE)
#: Clauses end at a semicolon outside brackets, or where a new sentence begins.
_CLAUSE_END = re.compile(r";\s*(?![^()]*\))|\.\s+(?=[A-Z])")


@dataclass(frozen=True)
class ChannelHours:
    """The hours of one channel ("" is the whole service): in OSM syntax, in words, or both."""

    channel: str
    opening_hours: str = ""
    text: str = ""


def parse(cell):
    """The channels of a cell of free text, the whole service first; an empty cell has none.

    Every word of the cell ends up in a channel's hours or in its text.
    """
    cell = " ".join(cell.split())
    if not cell:
        return []
    if _DOUBTFUL.search(cell):
        return [ChannelHours("", text=cell)]
    rules, texts, closures = {}, {}, []
    for clause in filter(None, (clause.strip() for clause in _CLAUSE_END.split(cell))):
        closure = _closure(clause)
        if closure and rules:
            closures.append(closure)
            continue
        channel, hours, remark = _clause(clause)
        if hours and channel not in rules:
            rules[channel] = hours
        else:
            remark = clause
        if remark:
            texts.setdefault(channel, []).append(remark)
    return [
        ChannelHours(
            channel,
            "; ".join([*rules[channel], *closures]) if channel in rules else "",
            "; ".join(texts.get(channel, [])),
        )
        for channel in sorted(rules | texts)
    ]


def _closure(clause):
    """When all channels named before are closed, as in "vrijdag en weekend gesloten"."""
    if match := _CLOSED.fullmatch(clause):
        return f"{_osm_days(_day_numbers(match['days']))} off"
    if match := _HOLIDAYS.fullmatch(clause):
        return "Su,PH off" if match["sundays"] else "PH off"
    return ""


def _clause(clause):
    """A clause's channel, its rules in OSM syntax (none when uncertain), and its remark."""
    named = _CHANNEL.match(clause)
    if named:
        rules, remarks = _rules(clause[named.end() :])
        if rules:
            remark = "; ".join(filter(None, [named["label"], *remarks]))
            return _CHANNELS[named["channel"]], rules, remark
    else:
        rules, remarks = _rules(clause)
        if rules:
            return "", rules, "; ".join(remarks)
    mentioned = {_CHANNELS[word.lower()] for word in _MENTIONED.findall(clause)}
    return (mentioned.pop() if len(mentioned) == 1 else ""), [], clause


def _rules(text):
    """The rules and remarks that make up `text`; none when any of it is not understood."""
    if match := _ALWAYS.match(text):
        rules, position = ["24/7"], match.end()
    else:
        rules, position, taken = [], 0, set()
        while match := _RULE.match(text, position):
            position = match.end()
            days, spans = _day_numbers(match["days"]), _osm_spans(match["spans"])
            if taken & set(days) or not _is_clear(days, spans):
                return [], []
            taken |= set(days)
            rules.append(f"{_osm_days(days)} {','.join(spans)}")
            if later := _FROM.match(text, position):
                if len(spans) > 1 or not set(_day_numbers(later["days"])) <= set(days):
                    return [], []
                position = later.end()
                begin, end = _osm_time(later["time"]), spans[0].partition("-")[2]
                rules.append(f"{_osm_days(_day_numbers(later['days']))} {begin}-{end}")
            if any(word in match["days"] for word in _NOT_ON_HOLIDAYS):
                rules.append("PH off")
            if not (following := _NEXT_RULE.match(text, position)):
                break
            position = following.end()
    remark = _REMARK.match(text, position)
    if remark:
        position = remark.end()
    if text[position:].strip():
        return [], []
    return rules, [remark["text"]] if remark else []


def _is_clear(days, spans):
    """Whether spans say what they mean: "vr-za 20-2u" may be one night or two."""
    hours = [span.split("-") for span in spans]
    if any(end > "24:00" or begin >= "24:00" for begin, end in hours):
        return False
    return len(days) == 1 or all(begin < end for begin, end in hours)


def _day_numbers(text):
    """Weekdays from 0, Monday, for a list such as "ma-wo, vr en weekend"."""
    days = set()
    for item in re.split(r"\s*[,/]\s*|\s+en\s+", text):
        if item in _DAY_GROUPS:
            days |= set(_DAY_GROUPS[item])
            continue
        first, _dash, last = (part.strip() for part in item.partition("-"))
        begin, end = _DAY_NAMES[first], _DAY_NAMES[last or first]
        days |= {day % 7 for day in range(begin, end + 1 if end >= begin else end + 8)}
    return sorted(days)


def _osm_days(days):
    """Weekdays in OSM syntax, runs of three or more as a range."""
    return ",".join(
        f"{_DAYS[run[0]]}-{_DAYS[run[-1]]}" if len(run) > 2 else ",".join(_DAYS[day] for day in run)
        for run in consecutive(days)
    )


def _osm_spans(text):
    spans = []
    for begin, end in re.findall(rf"({_TIME})\s*-\s*({_TIME})", text):
        end = _osm_time(end)
        spans.append(f"{_osm_time(begin)}-{'24:00' if end == '00:00' else end}")
    return spans


def _osm_time(text):
    hour, _dot, minute = text.replace(":", ".").partition(".")
    return f"{int(hour):02}:{minute or '00'}"
