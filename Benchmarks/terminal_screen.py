"""A small terminal: what stands in each cell, and how it looks, after the bytes that a program has sent.

As much of ECMA-48 and xterm as ncurses, less and fzf use under TERM=xterm-256color, one cell a character.
Rows and columns are counted from 0.
"""
import codecs
import re

TOKEN = re.compile(  # a control sequence, a string, another escape sequence, a character
    r"\x1b\[([0-?]*)([ -/]*[@-~])|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b([ -/]*[0-OQ-WYZ\\`-~])|[^\x1b]")
PLAIN = (False,) * 6 + ("", "")  # bold, dim, italic, underlined, blinking, reversed; the two colours
LOOKS = {1: 0, 2: 1, 3: 2, 4: 3, 5: 4, 7: 5}  # by the number that turns it on
ENDS = {22: (0, 1), 23: (2,), 24: (3,), 25: (4,), 27: (5,)}
FOREGROUND, BACKGROUND = 6, 7


class Screen:
    """A grid of (character, look), a cursor and a scrolling region."""

    def __init__(self, columns, rows):
        self.columns, self.rows, self.x, self.y = columns, rows, 0, 0
        self.look, self.saved, self.region = PLAIN, (0, 0), (0, rows)
        self.lines = [self.blanks() for _ in range(rows)]
        self.decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.rest, self.previous, self.replies = "", " ", b""

    def blanks(self, count=None):
        """Erased cells, which keep the background colour."""
        return [(" ", PLAIN[:BACKGROUND] + self.look[BACKGROUND:])] * (self.columns if count is None else count)

    def text(self):
        """All characters, row after row."""
        return "".join(char for line in self.lines for char, _ in line)

    def snapshot(self):
        """The cells as they are now, to be compared with those of another time."""
        return [line[:] for line in self.lines]

    def changed_since(self, before):
        """The characters now in those cells that differ from a snapshot of the same size."""
        return "".join(new[0] for row, line in zip(before, self.lines) if row != line
                       for old, new in zip(row, line) if old != new)

    def resize(self, columns, rows):
        """Cuts or fills up at the right and below, as xterm does; the region is the whole screen."""
        self.lines = [(line + self.blanks())[:columns] for line in self.lines[:rows]]
        self.columns, self.rows, self.region = columns, rows, (0, rows)
        self.lines += [self.blanks() for _ in range(rows - len(self.lines))]
        self.move(self.x, self.y)

    def feed(self, data):
        """Takes bytes, which may end anywhere."""
        text, at = self.rest + self.decode(data), 0
        while match := TOKEN.match(text, at):
            at = match.end()
            if match[2]:
                self.control(match[1], match[2])
            elif match[3]:
                self.escape(match[3])
            elif len(match[0]) == 1:
                self.character(match[0])
        self.rest = text[at:]

    def character(self, char):
        """Draws one character, or obeys a control character."""
        match char:
            case "\r": self.x = 0
            case "\b": self.move(min(self.x, self.columns - 1) - 1, self.y)
            case "\t": self.move(self.x // 8 * 8 + 8, self.y)
            case "\n" | "\v" | "\f": self.escape("D")
            case _ if char >= " " and char != "\x7f":
                if self.x == self.columns:
                    self.x = 0
                    self.escape("D")
                # How a blank is written does not show, but for its ground, a line below and the reverse.
                look = (False, False, False, *self.look[3:]) if char == " " else self.look
                if char == " " and not (look[3] or look[5]):
                    look = PLAIN[:BACKGROUND] + look[BACKGROUND:]
                self.lines[self.y][self.x] = (char, look)
                self.previous = char
                self.x += 1

    def move(self, x, y):
        """Puts the cursor somewhere on the screen."""
        self.x, self.y = max(0, min(x, self.columns - 1)), max(0, min(y, self.rows - 1))

    def scroll(self, top, count):
        """Moves the lines from a row to the end of the region up, or down for less than 0."""
        end = self.region[1]
        count = max(top - end, min(count, end - top))
        empty = [self.blanks() for _ in range(abs(count))]
        kept = self.lines[top:end]
        self.lines[top:end] = kept[count:] + empty if count > 0 else empty + kept[:len(kept) + count]

    def escape(self, final):
        """Obeys an escape sequence that is no control sequence."""
        match final:
            case "D" if self.y == self.region[1] - 1: self.scroll(self.region[0], 1)
            case "D": self.move(self.x, self.y + 1)
            case "M" if self.y == self.region[0]: self.scroll(self.region[0], -1)
            case "M": self.move(self.x, self.y - 1)
            case "7": self.saved = self.x, self.y
            case "8": self.move(*self.saved)

    def control(self, parameters, final):
        """Obeys a control sequence."""
        if final == "$p":  # is this mode known? Yes, and not set
            self.replies += f"\x1b[{parameters};2$y".encode()
        if parameters == "?1049" and final == "h":
            self.lines = [self.blanks() for _ in self.lines]
        if final not in "ABCDEFGHJKLMPSTXbdfmnr@`" or parameters[:1] in ("<", "=", ">", "?"):
            return
        if final == "m":
            return self.render([int(part or 0) for part in parameters.replace(":", ";").split(";")])
        first, second = [int(part or 0) for part in (parameters + ";").split(";")[:2]]
        n, x, line = max(1, first), min(self.x, self.columns - 1), self.lines[self.y]
        match final:
            case "A" | "F": self.move(x if final == "A" else 0, self.y - n)
            case "B" | "E": self.move(x if final == "B" else 0, self.y + n)
            case "C" | "D": self.move(x + (n if final == "C" else -n), self.y)
            case "H" | "f": self.move(second - 1, n - 1)
            case "G" | "`": self.move(n - 1, self.y)
            case "d": self.move(x, n - 1)
            case "J" | "K":
                start, stop = (x if first == 0 else 0), (x + 1 if first == 1 else self.columns)
                line[start:stop] = self.blanks(stop - start)
                if final == "J":
                    for row in range(0 if first else self.y + 1, self.y if first == 1 else self.rows):
                        self.lines[row] = self.blanks()
            case "X": line[x:x + n] = self.blanks(min(n, self.columns - x))
            case "P": line[x:] = (line[x + n:] + self.blanks())[:self.columns - x]
            case "@": line[x:] = (self.blanks(n) + line[x:])[:self.columns - x]
            case "L" | "M" if self.region[0] <= self.y < self.region[1]:
                self.scroll(self.y, n if final == "M" else -n)
            case "S" | "T": self.scroll(self.region[0], n if final == "S" else -n)
            case "b": [self.character(self.previous) for _ in range(n)]
            case "r": self.region = n - 1, min(second or self.rows, self.rows)
            case "n" if first == 6: self.replies += f"\x1b[{self.y + 1};{x + 1}R".encode()
        if final == "r":
            self.move(0, 0)

    def render(self, numbers):
        """Sets how the next characters look (SGR)."""
        look = list(self.look)
        while numbers:
            number = numbers.pop(0)
            ground = FOREGROUND if number % 60 < 40 else BACKGROUND  # 30 to 39 or 90 to 97, or the next ten
            if number == 0:
                look = list(PLAIN)
            elif number in LOOKS:
                look[LOOKS[number]] = True
            elif number in ENDS:
                for place in ENDS[number]:
                    look[place] = False
            elif number in (38, 48):
                count = 2 if numbers[:1] == [5] else 4
                look[ground], numbers = str(numbers[:count]), numbers[count:]
            elif number in (39, 49):
                look[ground] = ""
            elif 30 <= number <= 47 or 90 <= number <= 107:
                look[ground] = str(number)
        self.look = tuple(look)
