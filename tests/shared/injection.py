"""Hostile strings for every context that an output has, each of which calls ``pwned`` if it ever runs.

Put them in every text field, write, open: ``window.pwned`` (set by a test's own init script) must never be
called, no element named ``injected-tag`` may exist, and the visible text must be the string as it was given.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from geo.points import BBox, LonLat

__all__ = ["BATTERY", "CSV_FORMULAS", "TEXTS", "URLS", "battery", "filled"]

# One name for each context, so that a failing test says which escape is missing.
BATTERY: dict[str, str] = {
    "tag": "<injected-tag></injected-tag><script>pwned('tag')</script>",
    "tag in odd case with spaces": "< ScRiPt >pwned('case')</ sCrIpT\t>",
    "image handler": "<img src=x onerror=pwned('img')>",
    "unclosed tag": "<img src=x onerror=pwned('unclosed') ",
    "details toggle": "<details open ontoggle=pwned('details')><summary>x</summary></details>",
    "autofocus": "<input autofocus onfocus=pwned('focus')>",
    "frame": "<iframe srcdoc=\"<script>parent.pwned('frame')</script>\"></iframe>",
    "style element": "<style>@import'http://127.0.0.1:9/x';*{animation:x 1s}</style>",
    "style end": "</style><script>pwned('style end')</script>",
    "title end": "</title><script>pwned('title end')</script>",
    "textarea end": "</textarea></noscript></template><script>pwned('raw text end')</script>",
    "base": '<base href="http://127.0.0.1:9/"><link rel=stylesheet href=x>',
    "refresh": "<meta http-equiv=refresh content='0;url=javascript:pwned(0)'>",
    "form": "<form action=javascript:pwned('form')><button autofocus>x</button></form>",
    "double-quoted attribute": "\" onmouseover=\"pwned('dq')\" autofocus onfocus=\"pwned('dq')",
    "single-quoted attribute": "' onmouseover='pwned(1)' autofocus onfocus='pwned(1)",
    "unquoted attribute": "x onmouseover=pwned(2) autofocus onfocus=pwned(2)",
    "backtick attribute": "``onmouseover=pwned(3)``",
    "numeric entity": "&#60;script&#62;pwned('entity')&#60;/script&#62;",
    "hexadecimal entity": "&#x3c;img src=x onerror=pwned('hex')&#x3e;",
    "named entity": "&lt;img src=x onerror=pwned('named')&gt;",
    "double-encoded entity": "&amp;lt;script&amp;gt;pwned('twice')&amp;lt;/script&amp;gt;",
    "script end": "</script><script>pwned('script end')</script>",
    "script end in odd case": "</ScRiPt ><script>pwned('script end 2')</script>",
    "script comment": "<!--<script>pwned('comment')",
    "comment end": "--><script>pwned('comment end')</script><!--",
    "cdata end": "]]><script>pwned('cdata')</script>",
    "string end, double": '"+pwned("string")+"',
    "string end, single": "'+pwned('string')+'",
    "statement": "'});pwned('statement');//",
    "backslash before quote": "\\'+pwned('backslash')+\\'",
    "trailing backslash": "ends in a backslash \\",
    "template literal": "${pwned('template')}",
    "template literal end": "`+pwned('template end')+`",
    "line separator": "one\u2028pwned('2028')\u2028two",
    "paragraph separator": "one\u2029pwned('2029')\u2029two",
    "line breaks": "one\r\npwned('crlf')\ntwo",
    "jinja": "{{ pwned('jinja') }}{% raw %}{{ 7*7 }}{# x #}",
    "mustache of another kind": "<%= pwned('erb') %> #{pwned('ruby')} ${{7*7}}",
    "svg handler": "<svg/onload=pwned('svg')><animate onbegin=pwned('svg') attributeName=x></svg>",
    "svg script": "<svg><script>pwned('svg script')</script></svg>",
    "svg link": "<svg><a xlink:href=\"javascript:pwned('svg link')\"><text>x</text></a></svg>",
    "svg use": "<svg><use href=\"data:image/svg+xml,<svg id=x onload=pwned('use')>#x\"/></svg>",
    "mathml": "<math><mtext><table><mglyph><style><img src=x onerror=pwned('math')>",
    "markdown link": "[open](javascript:pwned('markdown'))",
    "markdown image": "![x](x\"onerror=\"pwned('markdown image'))",
    "autolink": "<javascript:pwned('autolink')>",
    "css expression": "red;background:url(javascript:pwned('css'))",
    "css escape": "\\3c script\\3e pwned('css escape')",
    "prototype key": "__proto__",
    "constructor key": "constructor",
    "zero bytes between letters": "<scr\x00ipt>pwned('nul')</scr\x00ipt>",
    "utf-7": "+ADw-script+AD4-pwned('utf7')+ADw-/script+AD4-",
    "right-to-left override": "\u202e<script>pwned('bidi')</script>\u202c",
    "fullwidth signs": "\uff1cscript\uff1epwned('fullwidth')\uff1c/script\uff1e",
    "lone long word": "\u0645" * 3 + "<b id=injected>" + "W" * 400,
    "polyglot": "javascript:/*--></title></style></textarea></script><svg onload='/*\"/**/pwned(9)//'>",
}

# What a link must never lead to: a writer leaves the link out (or the reader refuses the row).
URLS: dict[str, str] = {
    "plain": "javascript:pwned('url')",
    "odd case": "JaVaScRiPt:pwned('url case')",
    "leading space": " \t\njavascript:pwned('url space')",
    "tab inside": "java\tscript:pwned('url tab')",
    "line break inside": "java\r\nscript:pwned('url line')",
    "control character first": "\x01javascript:pwned('url control')",
    "entity": "javascript&colon;pwned('url entity')",
    "percent": "%6aavascript:pwned('url percent')",
    "data html": "data:text/html,<script>parent.pwned('data')</script>",
    "data svg": "data:image/svg+xml,<svg onload=pwned('data svg')>",
    "vbscript": "vbscript:pwned('vb')",
    "view source": "view-source:javascript:pwned('view')",
    "blob": "blob:null/pwned",
    "file": "file:///etc/passwd",
    "scheme-relative": "//127.0.0.1:9/x",
    "quote in a good link": "https://example.org/\"onmouseover=\"pwned('url quote')",
    "tag in a good link": "https://example.org/<script>pwned('url tag')</script>",
    "credentials in a good link": "https://javascript:pwned('x')@127.0.0.1:9/",
}

# Cells that a spreadsheet would run: an output that is a table must not start a cell with them.
CSV_FORMULAS: tuple[str, ...] = (
    '=HYPERLINK("http://127.0.0.1:9/","x")',
    "+pwned()",
    "-pwned()",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    '"=1+1',
    "=cmd|' /C calc'!A0",
)

# Every string that may stand in any text field.
TEXTS: tuple[str, ...] = (*BATTERY.values(), *CSV_FORMULAS, *URLS.values())


# What follows makes many more strings: every way out of a context, before every thing that runs, in every
# spelling. The kinds are those that PortSwigger's cross-site scripting cheat sheet, OWASP's filter evasion
# cheat sheet and the tests of sanitisers list; the strings themselves are made here.
_WAYS_OUT: tuple[str, ...] = (
    "", '">', "'>", ">", "-->", "--!>", "]]>", "?>", "</script>", "</style>", "</title>", "</textarea>",
    "</noscript>", "</template>", "</select>", "</svg>", "</math>", "</table>", "</iframe>", "</xmp>", '" ',
    "' ", "`", '";', "';", '"}]}', "*/", "\\", '\\"', "\n", "\r\n", "\u2028", "x=", "{{", "${", "%>",
)  # fmt: skip
_HANDLERS: tuple[str, ...] = (
    "onload", "onerror", "onfocus autofocus tabindex=1", "onblur", "onclick", "ondblclick", "onauxclick",
    "onmouseover", "onmouseenter", "onmouseleave", "onmousemove", "onmousedown", "onmouseup", "onwheel",
    "onpointerover", "onpointerenter", "onpointerrawupdate", "onkeydown", "onkeyup", "onkeypress",
    "oninput", "onchange", "onfocusin autofocus tabindex=1", "onfocusout", "onscroll", "onscrollend",
    "ontoggle", "onbeforetoggle", "onanimationstart", "onanimationend", "ontransitionend", "onbegin",
    "onend", "onrepeat", "onstart", "onfinish", "onbounce", "oncut", "oncopy", "onpaste", "ondrag",
    "ondrop", "oncontextmenu", "onsearch", "oninvalid", "onreset", "onsubmit", "onselect", "onselectstart",
    "onplay", "oncanplay", "onloadstart", "onloadedmetadata", "ontimeupdate", "onhashchange", "onpageshow",
    "onpopstate", "onresize", "onunload", "onmessage", "onbeforeprint", "onafterprint",
    "onsecuritypolicyviolation", "onshow",
    "oncontentvisibilityautostatechange style=content-visibility:auto",
)  # fmt: skip
_ELEMENTS: tuple[str, ...] = (
    "img src=x", "svg", "body", "video src=x", "audio src=x", "input", "details open", "iframe", "marquee",
    "div style=animation:x", "a href=x", "object data=x", "embed src=x", "button", "select", "textarea",
    "math", "form", "style", "link rel=stylesheet href=x", "xss-element", "b id=injected", "template",
    "image src=x", "isindex", "keygen", "dialog open", "table background=x", "font", "p hidden=until-found",
)  # fmt: skip
_WHOLE: tuple[str, ...] = (
    "<script>{}</script>", "<script src=//127.0.0.1:9/x></script>", "<script type=module>{}</script>",
    "<script>{}//", "<svg><script>{}</script></svg>", "<svg><script href=data:text/javascript,{} />",
    "<svg><animate onbegin={} attributeName=x dur=1s>", "<svg><set onbegin={} attributeName=x>",
    "<svg><a><animate attributeName=href values=javascript:{} /><text y=20>x</text></a></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id='x'><image href='x' onerror='{}'/></svg>#x\"/></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>parent.{}</script>'></iframe></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror={}>'>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror={}></annotation-xml></math>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>", "<form><math><mtext></form><form><mglyph>",
    "<table><style><img src=x onerror={}></style></table>", "<a href=javascript:{}>x</a>",
    "<a href='java&#x0A;script:{}'>x</a>", "<a href=' &#14; javascript:{}'>x</a>",
    "<a href='javascript&colon;{}'>x</a>", "<a href=data:text/html,<script>{}</script>>x</a>",
    "<a href=vbscript:{}>x</a>", "<a target=_blank href='https://example.org/'>x</a>",
    "<iframe srcdoc='<script>parent.{}</script>'></iframe>", "<iframe src=javascript:parent.{}></iframe>",
    "<iframe src=data:text/html,<script>parent.{}</script>></iframe>",
    "<object data=javascript:{}></object>",
    "<object data=data:text/html;base64,PHNjcmlwdD5wYXJlbnQucHduZWQoMSk8L3NjcmlwdD4=></object>",
    "<embed src=javascript:{}>", "<embed src='data:image/svg+xml,<svg onload={}>'>",
    "<form action=javascript:{}><input type=submit></form>",
    "<button formaction=javascript:{} form=x>x</button>",
    "<input type=image formaction=javascript:{} src=x>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<meta http-equiv=Content-Security-Policy content=\"script-src * 'unsafe-inline'\">",
    "<base href=//127.0.0.1:9/>", "<base href=javascript:/{}//>",
    "<link rel=import href=data:text/html,{}>", "<link rel=preload as=image href=//127.0.0.1:9/x>",
    "<link rel=prefetch href=//127.0.0.1:9/x>", "<style>@import '//127.0.0.1:9/x';</style>",
    "<style>*{{background:url(//127.0.0.1:9/x)}}</style>",
    "<div style='background:url(//127.0.0.1:9/x)'>x</div>",
    "<div style=\"background:url('javascript:{}')\">x</div>", "<div style='width:expression({})'>x</div>",
    "<div style='behavior:url(#default#time2)'>x</div>",
    "<b style='position:fixed;inset:0;z-index:9999'>x</b>", "<img src=//127.0.0.1:9/x>",
    "<img srcset='//127.0.0.1:9/x 1x'>", "<picture><source srcset=//127.0.0.1:9/x><img src=x></picture>",
    "<video poster=//127.0.0.1:9/x></video>", "<video><source onerror={}></video>",
    "<audio src=//127.0.0.1:9/x autoplay>", "<track src=//127.0.0.1:9/x>",
    "<img src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\" onload={} />'>",
    "<template shadowrootmode=open><script>{}</script></template>", "<slot onslotchange={}><b>x</b></slot>",
    "<a id=Dateline><a id=Dateline name=draw href=x>", "<form id=L name=map><input name=map></form>",
    "<img name=getElementById>",
    "<dialog open onclose={}><form method=dialog><button>x</button></form></dialog>",
    "<button popovertarget=x>x</button><div popover id=x onbeforetoggle={}>x</div>", "<frameset onload={}>",
    "<portal src=//127.0.0.1:9/x>", "<xml onreadystatechange={}>", "<!--><img src=x onerror={}>",
    "<!--[if true]><img src=x onerror={}><![endif]-->", "<![CDATA[<img src=x onerror={}>]]>",
    "<?xml-stylesheet href='javascript:{}'?>", "<!DOCTYPE x [<!ENTITY e SYSTEM '//127.0.0.1:9/x'>]>",
    "<plaintext>", "<xmp><img src=x onerror={}></xmp>", "{}", "+{}+", "-{}-", "({})",
    "{{{{constructor.constructor('{}')()}}}}", "${{{}}}", "#{{{}}}", "<%={}%>", "javascript:{}",
    "[x](javascript:{})", "![x](//127.0.0.1:9/x)", '=HYPERLINK("javascript:{}")',
)  # fmt: skip


def _odd_case(text: str) -> str:
    return "".join(char.upper() if at % 2 else char.lower() for at, char in enumerate(text))


def _respelled(text: str) -> list[str]:
    """A string in the spellings that get past a filter which knows only the plain one."""
    return [
        text,
        re.sub("pwned", "pwned", _odd_case(text), flags=re.IGNORECASE),
        text.replace(" ", "/"),
        text.replace(" ", "\t\n"),
        text.replace(" ", "\x0c"),
        text.replace("<", "<\x00"),
        text.replace("=", " = "),
        text.replace("<", "&lt;").replace(">", "&gt;"),
        text.replace("<", "&#60").replace(">", "&#62"),
        text.replace("<", "&#x000003c;").replace('"', "&quot;"),
        text.replace("<", "%3C").replace(">", "%3E"),
        text.replace("<", "\\x3c").replace(">", "\\x3e"),
        text.replace("<", "\\u003c").replace("'", "\\u0027"),
        text.replace("<", "<<"),
        text.replace("script", "scr<script>ipt"),
        text.removesuffix(">"),
        text.replace("'", "`").replace('"', "`"),
        text.replace("<", "\uff1c").replace(">", "\uff1e"),
    ]


def battery(count: int) -> list[str]:
    """So many different strings, evenly from all that there are; the same ones each time."""
    run = "pwned(1)"
    vectors = [whole.format(run) for whole in _WHOLE]
    # Not a product of all with all: what runs depends on the pair, and each is met with several others.
    vectors += [
        f"<{element} {handler.replace(' ', f'={run} ', 1) if ' ' in handler else f'{handler}={run}'}>"
        for at, element in enumerate(_ELEMENTS)
        for handler in _HANDLERS[at % 3 :: 3]
    ]
    # The attribute alone, for a text that stands in one.
    vectors += [f"{handler.partition(' ')[0]}={run} x=" for handler in _HANDLERS]
    spelled = [_respelled(vector) for vector in vectors]
    found = dict.fromkeys(
        way + spelled[number][(number + at) % len(spelled[number])]
        for at, way in enumerate(_WAYS_OUT)
        for number in range(len(vectors))
    )
    every = [*found]
    return [*TEXTS, *(every[at * len(every) // (count - len(TEXTS))] for at in range(count - len(TEXTS)))]


def filled(value: Any, text: str) -> Any:  # noqa: ANN401 -- any part of a document
    """The value with every text in it replaced, absent texts included."""
    if isinstance(value, str):
        return text
    if isinstance(value, tuple) and not isinstance(value, LonLat | BBox):
        return tuple(filled(item, text) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            each.name: text
            if getattr(value, each.name) is None and "str" in str(each.type)
            else filled(getattr(value, each.name), text)
            for each in dataclasses.fields(value)
            # A colour is no text: whatever is none is refused.
            if each.name != "colour"
        }
        return dataclasses.replace(value, **changed)
    return value
