"""The tokenizer behind `tokenize`: source lines to tokens with positions, f-strings and t-strings taken apart.

It reads lines as they are asked for. With `extra_tokens`, as `tokenize` wants it, comments and line ends that mean nothing
are tokens too, every operator is an OP, and what only the parser could refuse passes. Errors are SyntaxErrors.
"""

import re
import token as _token

__all__ = ["TokenizerIter"]

_TAB = 8
_MAX_NESTING = 150

# Letters and whatever is not ASCII may be in a name: what exactly, others decide.
_NAME = re.compile(r'[A-Za-z_\x80-\U0010ffff][A-Za-z0-9_\x80-\U0010ffff]*')
_QUOTED = re.compile(r'''([bB][rR]?|[rR][bB]?|[uU]|[fFtT][rR]?|[rR][fFtT])?("""|\'\'\'|"|\')''')
_DIGITS = r'[0-9](?:_?[0-9])*'
_RADIX = re.compile(r'0(?:[xX](?:_?[0-9a-fA-F])+|[oO](?:_?[0-7])+|[bB](?:_?[01])+)')
_DECIMAL = re.compile(rf'(?:{_DIGITS}(?:\.(?:{_DIGITS})?)?|\.{_DIGITS})(?:[eE][-+]?{_DIGITS})?[jJ]?')
_OPERATOR = re.compile(r'\*\*=|//=|>>=|<<=|\.\.\.|!=|%=|&=|\*\*|\*=|\+=|-=|->|//|/=|:=|<<|<=|<>|==|>=|>>|@=|\^=|\|=|.',
                       re.DOTALL)
_RADICES = {'x': ('hexadecimal', '0123456789abcdefABCDEF'), 'o': ('octal', '01234567'), 'b': ('binary', '01')}


class _FString:
    """An f-string or t-string that is being read."""

    def __init__(self, kind, quote, raw, row, col):
        self.kind = kind
        self.quote = quote
        self.raw = raw
        self.row = row
        self.col = col
        # in the text, not in a replacement field
        self.in_text = True
        self.in_spec = False
        # brackets open inside of the fields, and the depth at which the innermost field began (-1: none)
        self.depth = 0
        self.field = -1


class TokenizerIter:
    """Iterates over (type, string, start, end, line) of the lines that `readline` gives."""

    def __init__(self, readline, /, *, encoding=None, extra_tokens=False):
        self._readline = readline
        self._encoding = encoding
        self._extra = extra_tokens
        self._lines = {}
        self._row = 0
        self._line = ''
        self._col = 0
        self._end_of_file = False
        self._strings = []
        self._level = 0
        self._tokens = self._run()

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._tokens)

    # --- lines

    def _next_line(self):
        """Goes to the next line; False at the end of the file."""
        if self._end_of_file:
            return False
        try:
            line = self._readline()
        except StopIteration:
            line = ''
        if self._encoding is not None and isinstance(line, (bytes, bytearray)):
            line = line.decode(self._encoding)
        if not isinstance(line, str):
            raise TypeError("readline() returned a non-string object")
        self._row += 1
        self._col = 0
        if not line:
            self._end_of_file = True
            self._line = ''
            return False
        self._line = line
        self._lines[self._row] = line
        return True

    def _forget(self):
        """Only the lines of the token being read are kept."""
        row = self._strings[-1].row if self._strings else self._row
        for r in [r for r in self._lines if r < row]:
            del self._lines[r]

    def _text(self, start, end):
        """The source lines that a token lies in."""
        if start[0] == end[0]:
            return self._lines.get(start[0], '')
        return ''.join(self._lines.get(r, '') for r in range(start[0], end[0] + 1))

    def _make(self, kind, string, start, end):
        if kind == _token.OP and not self._extra:
            kind = _token.EXACT_TOKEN_TYPES.get(string, _token.OP)
        return kind, string, start, end, self._text(start, end)

    def _here(self):
        return self._row, self._col

    def _error(self, message, row, offset, class_=SyntaxError):
        line = self._lines.get(row, self._line).rstrip('\r\n')
        return class_(message, ('<string>', row, offset, line, None, None))

    # --- the loop

    def _run(self):
        indents = [(0, 0)]
        while self._next_line():
            self._forget()
            # the beginning of a statement: its indentation, unless the line says nothing
            column, alternative = self._indentation()
            rest = self._line[self._col:]
            if rest[:1] not in ('#', '\n', '\r', ''):
                yield from self._indent(indents, column, alternative)
            elif rest[:1] == '' or rest[:1] != '#':
                yield from self._line_end(_token.NL)
                continue
            yield from self._statement(blank=rest[:1] == '#')
        end = self._row, 0
        for _ in indents[1:]:
            yield self._make(_token.DEDENT, '', end, end)
        yield self._make(_token.ENDMARKER, '', end, end)

    def _indentation(self):
        """Skips blanks at the beginning of a line; the column, and the column with tabs counted as one blank."""
        column = alternative = carried = 0
        while True:
            c = self._line[self._col:self._col + 1]
            if c == ' ':
                column += 1
                alternative += 1
            elif c == '\t':
                column = (column // _TAB + 1) * _TAB
                alternative += 1
            elif c == '\f':
                column = alternative = 0
            elif c == '\\' and self._line[self._col + 1:].strip('\r\n') == '':
                # an indented line that goes on: its first column counts
                carried = carried or column
                self._continue_line()
                continue
            else:
                return (carried, carried) if carried else (column, alternative)
            self._col += 1

    def _indent(self, indents, column, alternative):
        top = indents[-1]
        whitespace = self._line[:self._col]
        if column == top[0]:
            if alternative != top[1]:
                raise self._tabs()
        elif column > top[0]:
            if alternative <= top[1]:
                raise self._tabs()
            indents.append((column, alternative))
            yield self._make(_token.INDENT, whitespace, (self._row, 0), self._here())
        else:
            closed = 0
            while column < indents[-1][0]:
                indents.pop()
                closed += 1
            if column != indents[-1][0]:
                raise self._error("unindent does not match any outer indentation level", self._row,
                                  len(self._line.rstrip('\r\n')) + 1, IndentationError)
            if alternative != indents[-1][1]:
                raise self._tabs()
            for _ in range(closed):
                yield self._make(_token.DEDENT, '', self._here(), self._here())

    def _tabs(self):
        return self._error("inconsistent use of tabs and spaces in indentation", self._row,
                           len(self._line.rstrip('\r\n')) + 1, TabError)

    def _line_end(self, kind):
        """The token of a line end."""
        string = self._line[self._col:]
        start = self._here()
        self._col += len(string)
        if kind == _token.NEWLINE or self._extra:
            end = start[0], start[1] + max(len(string), 1)
            yield self._make(kind, string, start, end)

    def _continue_line(self):
        """Goes on behind a backslash at the end of a line."""
        if not self._next_line():
            row = self._row - 1
            raise self._error("unexpected EOF in multi-line statement", row,
                              len(self._lines.get(row, '').rstrip('\r\n')) + 1)

    def _statement(self, blank):
        """The tokens of a logical line, its end included."""
        while True:
            if self._strings and self._strings[-1].in_text:
                yield from self._string_part()
                continue
            self._skip_blanks()
            c = self._line[self._col:self._col + 1]
            if c == '#':
                start = self._here()
                string = self._line[self._col:].rstrip('\r\n')
                self._col += len(string)
                if self._extra:
                    yield self._make(_token.COMMENT, string, start, self._here())
            elif c in ('', '\n') or self._line[self._col:self._col + 2] == '\r\n':
                nested = self._level > 0 or bool(self._strings)
                yield from self._line_end(_token.NL if nested or blank else _token.NEWLINE)
                if not nested:
                    return
                row, length = self._row, len(self._line)
                if not self._next_line():
                    raise self._error("unexpected EOF in multi-line statement", row, length if self._strings else 0)
                self._forget()
            elif c == '\\':
                if self._line[self._col + 1:].strip('\r\n') != '':
                    raise self._error("unexpected character after line continuation character", self._row,
                                      len(self._line.rstrip('\r\n')) + 1)
                self._continue_line()
            else:
                yield self._token(c)

    def _skip_blanks(self):
        line, col = self._line, self._col
        while line[col:col + 1] in (' ', '\t', '\f') and col < len(line):
            col += 1
        self._col = col

    # --- one token

    def _token(self, c):
        line, col = self._line, self._col
        quoted = _QUOTED.match(line, col)
        if quoted:
            prefix = (quoted[1] or '').lower()
            if 'f' in prefix or 't' in prefix:
                return self._string_start(quoted, prefix)
            return self._string(quoted)
        name = _NAME.match(line, col)
        if name:
            return self._take(_token.NAME, name[0])
        if c.isdigit() or c == '.' and line[col + 1:col + 2].isdigit():
            return self._take(_token.NUMBER, self._number())
        return self._operator(c)

    def _take(self, kind, string):
        start = self._here()
        self._col += len(string)
        return self._make(kind, string, start, self._here())

    def _number(self):
        line, col = self._line, self._col
        letter = line[col + 1:col + 2].lower()
        if line[col] == '0' and letter in _RADICES and letter:
            name, digits = _RADICES[letter]
            m = _RADIX.match(line, col)
            at = m.end() if m else col + 2
            c = line[at:at + 1]
            if c == '_' and (m or line[at + 1:at + 2] not in digits or not line[at + 1:at + 2]):
                at += 1
                c = line[at:at + 1]
                m = None
            if c.isdigit() and c not in digits:
                raise self._error(f"invalid digit '{c}' in {name} literal", self._row, at + 1)
            if not m:
                raise self._error(f"invalid {name} literal", self._row, at)
            return m[0]
        string = _DECIMAL.match(line, col)[0]
        after = col + len(string)
        if line[after:after + 1] == '_' and string[-1] in '0123456789':
            raise self._error("invalid decimal literal", self._row, after + 1)
        return string

    def _operator(self, c):
        fstring = self._strings[-1] if self._strings else None
        if fstring and c == ':' and fstring.depth - 1 == fstring.field:
            fstring.in_text = fstring.in_spec = True
            return self._take(_token.OP, ':')
        if not c.isprintable():
            raise self._error("invalid non-printable character U+%04X" % ord(c), self._row, self._col + 1)
        if c in '([{':
            if self._level >= _MAX_NESTING * 2:
                raise self._error("too many nested parentheses", self._row, self._col + 1)
            self._level += 1
            if fstring:
                fstring.depth += 1
        elif c in ')]}':
            if fstring and not fstring.depth and c == '}':
                raise self._error(f"{fstring.kind}-string: single '}}' is not allowed", self._row, self._col + 1)
            self._level = max(self._level - 1, 0)
            if fstring:
                fstring.depth -= 1
                if fstring.depth < 0:
                    raise self._error(f"{fstring.kind}-string: unmatched '{c}'", self._row, self._col + 1)
                if c == '}' and fstring.depth == fstring.field:
                    fstring.field -= 1
                    fstring.in_text, fstring.in_spec = True, False
        return self._take(_token.OP, _OPERATOR.match(self._line, self._col)[0])

    # --- strings

    def _string(self, quoted):
        """A whole string without replacement fields."""
        quote = quoted[2]
        start = self._here()
        row, at = self._row, quoted.end()
        parts = [self._line[self._col:at]]
        escaped_quote = False
        while True:
            line = self._line
            begin = at
            while at < len(line):
                c = line[at]
                if c == '\\':
                    escaped_quote |= line[at + 1:at + 2] == quote[0]
                    at += 3 if line[at + 1:at + 3] == '\r\n' else 2
                    continue
                if line.startswith(quote, at):
                    at += len(quote)
                    parts.append(line[begin:at])
                    self._col = at
                    return self._make(_token.STRING, ''.join(parts), start, self._here())
                if c in '\r\n' and len(quote) == 1:
                    raise self._unterminated(quote, start, row, escaped_quote)
                at += 1
            parts.append(line[begin:])
            goes_on = len(quote) == 3 or line.endswith(('\\\n', '\\\r\n'))
            detected = self._row
            if not goes_on or not self._next_line():
                self._row = detected
                raise self._unterminated(quote, start, row, escaped_quote)
            at = 0

    def _unterminated(self, quote, start, row, escaped_quote):
        fstring = self._strings[-1] if self._strings else None
        if fstring and fstring.quote == quote:
            return self._error(f"{fstring.kind}-string: expecting '}}'", row, start[1] + 1)
        kind = 'triple-quoted string' if len(quote) == 3 else 'string'
        message = f"unterminated {kind} literal (detected at line {self._row})"
        if escaped_quote and len(quote) == 1:
            message += "; perhaps you escaped the end quote"
        return self._error(message, row, start[1] + 1)

    def _string_start(self, quoted, prefix):
        kind = 'f' if 'f' in prefix else 't'
        if len(self._strings) >= _MAX_NESTING:
            raise self._error("too many nested f-strings or t-strings", self._row, self._col + 1)
        self._strings.append(_FString(kind, quoted[2], 'r' in prefix, self._row, self._col))
        return self._take(_token.FSTRING_START if kind == 'f' else _token.TSTRING_START, quoted[0])

    def _string_part(self):
        """The next piece of an f-string's text, or its end; at a replacement field nothing."""
        s = self._strings[-1]
        line, col = self._line, self._col
        if line[col:col + 1] == '{' and line[col + 1:col + 2] != '{':
            self._enter_field(s)
            return
        if line.startswith(s.quote, col) and not (s.in_spec and s.field >= 0):
            yield self._take(_token.FSTRING_END if s.kind == 'f' else _token.TSTRING_END, s.quote)
            self._strings.pop()
            return
        yield self._string_middle(s)

    def _enter_field(self, s):
        s.field += 1
        if s.field >= _MAX_NESTING:
            raise self._error(f"{s.kind}-string: expressions nested too deeply", self._row, self._col + 1)
        s.in_text = False

    def _string_middle(self, s):
        start = self._here()
        parts, begin, at = [], self._col, self._col
        named = False
        in_spec = s.in_spec and s.field >= 0

        def piece(end, go_on):
            parts.append(self._line[begin:end])
            self._col = go_on
            kind = _token.FSTRING_MIDDLE if s.kind == 'f' else _token.TSTRING_MIDDLE
            return self._make(kind, ''.join(parts), start, (self._row, end))

        while True:
            line = self._line
            if at >= len(line):
                parts.append(line[begin:])
                detected = self._row
                if not (len(s.quote) == 3 or line.endswith(('\\\n', '\\\r\n'))) or not self._next_line():
                    raise self._unterminated_fstring(s, in_spec, detected, at)
                begin = at = 0
                continue
            c = line[at]
            if c in '\r\n' and len(s.quote) == 1:
                raise self._unterminated_fstring(s, in_spec, self._row, at)
            if line.startswith(s.quote, at):
                return piece(at, at)
            if c == '{':
                if line[at + 1:at + 2] != '{' or in_spec:
                    token = piece(at, at)
                    self._enter_field(s)
                    return token
                return piece(at + 1, at + 2)
            if c == '}':
                if named:
                    return piece(at + 1, at + 1)
                if line[at + 1:at + 2] == '}' and not in_spec and s.depth == 0:
                    return piece(at + 1, at + 2)
                token = piece(at, at)
                s.in_text = False
                return token
            if c == '\\':
                following = line[at + 1:at + 2]
                if following in ('{', '}'):
                    at += 1
                    continue
                if following == 'N' and not s.raw and line[at + 2:at + 3] == '{':
                    named = True
                    at += 3
                    continue
                at += 3 if line[at + 1:at + 3] == '\r\n' else 2
                continue
            at += 1

    def _unterminated_fstring(self, s, in_spec, detected, at):
        if in_spec and len(s.quote) == 1:
            return self._error(f"{s.kind}-string: newlines are not allowed in format specifiers for single quoted "
                               f"{s.kind}-strings", detected, at + 1)
        kind = 'triple-quoted ' if len(s.quote) == 3 else ''
        return self._error(f"unterminated {kind}{s.kind}-string literal (detected at line {detected})", s.row, s.col + 1)
