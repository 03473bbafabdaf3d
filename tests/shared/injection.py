"""Hostile strings for every context that an output has, each of which calls ``pwned`` if it ever runs.

Put them in every text field, write, open: ``window.pwned`` (set by a test's own init script) must never be
called, no element named ``injected-tag`` may exist, and the visible text must be the string as it was given.
"""

from __future__ import annotations

__all__ = ["BATTERY", "CSV_FORMULAS", "TEXTS", "URLS"]

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
