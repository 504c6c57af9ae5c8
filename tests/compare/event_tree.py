"""Events as trees, from our XML (strictly) and from evtxexport's (leniently, since it escapes nothing)."""
import re
import xml.parsers.expat

OPEN = re.compile(r"( *)<([^\s<>/\"]+)((?: [^\s=<>\"]+=\"[^\"]*\")*)(/?)>")
ATTRIBUTE = re.compile(r" ([^\s=<>\"]+)=\"([^\"]*)\"")


class Element:
    """An element: children in order, text of its own joined."""

    __slots__ = ("name", "attributes", "children", "text")

    def __init__(self, name, attributes):
        self.name = name
        self.attributes = attributes
        self.children = []
        self.text = ""

    def child(self, name):
        return next((c for c in self.children if c.name == name), None)

    def record_id(self):
        system = self.child("System")
        number = system and system.child("EventRecordID")
        return number.text if number else None


def strict_events(data):
    """Events of an XML document as bytes: [(id, Element)]. Raises expat's error if it is not well formed."""
    events = []
    stack = []

    def start(name, attributes):
        element = Element(name, attributes)
        if stack:
            stack[-1].children.append(element)
        stack.append(element)

    def end(_):
        element = stack.pop()
        if element.name == "Event" and len(stack) == 1:
            events.append((element.record_id(), element))
            stack[0].children.clear()

    def text(piece):
        if stack:
            stack[-1].text += piece

    parser = xml.parsers.expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.Parse(data, True)
    return events


class LenientParser:
    """What evtxexport prints: one element per line, two blanks more for each depth, text as it is between the tags.

    An element whose line ends behind the tag and whose next line holds a tag two blanks further in has children; everything
    up to the first end tag of its name in front of a line break is text. References are left as they are."""

    def __init__(self, text):
        self.text = text
        self.at = 0

    def element(self):
        match = OPEN.match(self.text, self.at)
        if not match:
            raise ValueError("no element at " + repr(self.text[self.at:self.at + 80]))
        indent, name, attributes, empty = match.groups()
        self.at = match.end()
        element = Element(name, dict(ATTRIBUTE.findall(attributes)))
        if empty:
            self.skip_break()
            return element
        inner = OPEN.match(self.text, self.at + 1) if self.text[self.at:self.at + 1] == "\n" else None
        if inner and len(inner[1]) == len(indent) + 2:
            self.at += 1
            end = indent + "</" + name + ">"
            while not self.text.startswith(end, self.at):
                element.children.append(self.element())
            self.at += len(end)
            self.skip_break()
            return element
        end = "</" + name + ">\n"
        close = self.text.find(end, self.at)
        if close < 0:
            raise ValueError("no end of " + name)
        element.text = self.text[self.at:close]
        self.at = close + len(end)
        return element

    def skip_break(self):
        if self.text[self.at:self.at + 1] == "\n":
            self.at += 1


def lenient_events(text):
    """Events of evtxexport's output: [(id, Element or None, source text)]; None where even leniency does not help."""
    events = []
    for piece in re.split(r"\n(?=<Event xmlns=)", text)[1:]:
        try:
            event = LenientParser(piece).element()
            number = event.record_id()
        except ValueError:
            event = None
            match = re.search(r"<EventRecordID>(\d+)</EventRecordID>", piece)
            number = match[1] if match else None
        events.append((number, event, piece))
    return events
