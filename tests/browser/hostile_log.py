"""A log whose writer wants to be shown to an administrator: event XML with markup, script, control and direction characters in everything
that a report tells of an event, and a rule document of the same kind."""
from xml.sax.saxutils import escape

TEXTS = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(2)>",
    "'><svg/onload=alert(3)>",
    "]]></style><script>alert(4)</script><!--",
    "&lt;b&gt;&#x3c;i&gt;&amp;amp;",
    "javascript:alert(5)",
    "evil\u202etxt.exe\u2066\u200f",
    "a\u0085b\u009b31mred\u007f",
    "</td></tr></tbody></table></details></section></main></body></html>",
    "{{7*7}}${7*7}%3Cscript%3E",
    "W" * 3000,
]

EVENT = """<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="{provider}"/>
<EventID>{id}</EventID><Version>0</Version><Level>2</Level><TimeCreated SystemTime="2015-06-01T07:{minute:02}:{second:02}.000Z"/>
<EventRecordID>{record}</EventRecordID><Channel>{channel}</Channel><Computer>{computer}</Computer></System>
<EventData>{data}</EventData></Event>
"""

RULE = """title: '{title}'
name: {name}
logsource: {{product: windows}}
description: '{title}'
level: high
fields: [Anything]
detection:
  s: {{EventID: 777}}
  condition: s
"""


def quoted(text):
    return escape(text, {'"': "&quot;"})


def log(texts):
    """For each text a refused handshake that a diagnosis is made of, and an event of the hostile rule."""
    out = ["<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Events>"]
    record = 1
    for n, text in enumerate(texts):
        t = quoted(text)
        for second in range(12):
            out.append(EVENT.format(provider="Schannel", id=36888, minute=n, second=second, record=record, channel="System", computer=t,
                                    data="<Data Name=\"AlertDesc\">40</Data><Data Name=\"ErrorState\">1205</Data>"))
            out.append(EVENT.format(provider="Schannel", id=36874, minute=n, second=second, record=record + 1, channel="System", computer=t,
                                    data=f"<Data Name=\"Protocol\">TLS 1.2{t}</Data>"))
            record += 2
        out.append(EVENT.format(provider=t, id=777, minute=n, second=50, record=record, channel=t, computer="FE01.contoso.local",
                                data=f"<Data Name=\"Anything\">{t}</Data>"))
        record += 1
    return "".join(out) + "</Events>\n"


def rules(texts):
    return "---\n".join(RULE.format(title=text.replace("'", "''"), name=f"hostile-{n}") for n, text in enumerate(texts))
