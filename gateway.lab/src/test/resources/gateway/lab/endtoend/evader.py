"""A sender of raw TCP segments that tries to get a word past a gateway: FROM TO PORT. One connection a trick.

It speaks MSN as a switchboard's client does; whoever listens only has to take bytes. Its kernel has to keep its own
resets to itself, since it knows nothing of these connections.
"""
import random
import socket
import struct
import sys
import time

SOURCE, TARGET, PORT = sys.argv[1], sys.argv[2], int(sys.argv[3])
FIN, SYN, RST, ACK, URG = 1, 2, 4, 16, 32
raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP)
raw.setsockopt(socket.IPPROTO_IP, socket.IP_HDRINCL, 1)
raw.settimeout(3)


def total(data):
    data += b"\0" * (len(data) % 2)
    value = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while value >> 16:
        value = (value & 0xffff) + (value >> 16)
    return ~value & 0xffff


def says(text):
    body = b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n" + text.encode()
    return b"MSG 2 N %d\r\n" % len(body) + body


class Connection:
    """One connection; place 0 is the first byte of the stream."""

    def __init__(self, port, name, opening):
        self.port, self.first, self.here, self.stamp = port, random.getrandbits(32), 0, 1000
        self.acknowledged = 0
        self.send(self.segment(-1, opening, flags=SYN, options=b"\2\4\5\xb4" + self.stamps()))
        while True:
            answer = raw.recv(65535)
            tcp = answer[(answer[0] & 15) * 4:]
            if struct.unpack("!HH", tcp[:4]) == (PORT, port) and tcp[13] & (SYN | ACK) == SYN | ACK:
                break
        self.acknowledged = struct.unpack("!I", tcp[4:8])[0] + 1 & 0xffffffff
        self.send(self.segment(0, b""))
        self.honest(b"USR 1 %s@example.net 1115371039.15845\r\n" % name.encode())
        self.honest(says("hello"))

    def stamps(self, value=None):
        self.stamp += 1
        return b"\1\1\x08\x0a" + struct.pack("!II", value if value is not None else self.stamp, 0)

    def segment(self, place, payload, flags=ACK, damage=0, urgent=0, options=None):
        options = self.stamps() if options is None else options
        options += b"\0" * (-len(options) % 4)
        head = struct.pack("!HHIIBBHHH", self.port, PORT, self.first + place & 0xffffffff,
                           self.acknowledged if flags & ACK else 0, 5 + len(options) // 4 << 4, flags, 0xffff, 0,
                           urgent) + options
        pseudo = socket.inet_aton(SOURCE) + socket.inet_aton(TARGET) + struct.pack("!HH", 6, len(head + payload))
        checksum = total(pseudo + head + payload) ^ damage
        return head[:16] + struct.pack("!H", checksum) + head[18:] + payload

    def send(self, tcp, ttl=64, fragment=0, more=False, number=0):
        head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(tcp), number, (0x2000 if more else 0) | fragment // 8,
                           ttl, 6, 0, socket.inet_aton(SOURCE), socket.inet_aton(TARGET))
        raw.sendto(head + tcp, (TARGET, 0))
        time.sleep(0.02)

    def fragments(self, tcp, cuts):
        number = random.randrange(1, 65536)
        for begin, end in cuts:
            self.send(tcp[begin:end], fragment=begin, more=end < len(tcp), number=number)

    def honest(self, payload):
        self.send(self.segment(self.here, payload))
        self.here += len(payload)


BAD, GOOD = says("it is umbra"), says("it is apple")
WORD = len(BAD) - 5
LOW = 8  # dies before the receiver
OWN = 63  # the host's kernel sends its resets with 64, and may not


def in_place(c, **how):
    """Honest bytes in a packet that is not taken, then the word in their place, then the honest bytes.

    Where the gateway does not take it either, it reads the word, and that is the end of the connection.
    """
    ttl = how.pop("ttl", 64)
    c.send(c.segment(c.here, GOOD, **how), ttl=ttl)
    c.send(c.segment(c.here, BAD))
    c.honest(GOOD)


def behind_gap(c):
    c.send(c.segment(c.here + WORD, b"apple"))
    c.send(c.segment(c.here + WORD, b"umbra"))
    c.honest(GOOD)


def repeated(c):
    place = c.here
    c.honest(GOOD)
    c.send(c.segment(place, BAD))


def false_reset(c):
    c.send(c.segment(c.here + 900, b"", flags=RST), ttl=OWN)
    c.honest(BAD)


def far_reset(c):
    c.send(c.segment(c.here + (1 << 30), b"", flags=RST), ttl=OWN)
    c.honest(BAD)


def urgent(c):
    split = says("it is umbXra")
    c.send(c.segment(c.here, split, flags=ACK | URG, urgent=len(split) - 2))
    c.here += len(split)


def fragmented(c):
    tcp = c.segment(c.here, BAD)
    c.fragments(tcp, [(at, min(at + 8, len(tcp))) for at in range(0, len(tcp), 8)])
    c.here += len(BAD)


def overlapping(c):
    good, bad = c.segment(c.here, GOOD), c.segment(c.here, BAD)
    cut = len(good) - 16 & ~7
    number = random.randrange(1, 65536)
    c.send(good[:cut], fragment=0, more=True, number=number)
    c.send(bad[cut - 8:], fragment=cut - 8, number=number)
    c.send(good[cut:], fragment=cut, number=number)
    c.honest(GOOD)


def halves(c):
    c.honest(BAD[:-2])
    c.honest(BAD[-2:])


def unfinished(c):
    c.honest(says("it is umbra, is it not")[:-3])


def open_otherwise(c):
    """The SYN has said something else already."""
    c.honest(BAD)


OPENINGS = {"syndata": b"USR 1 nobody@example.net 1115371039.15845\r\n" + says("good day") + GOOD}
TRICKS = {
    "ttl": (True, lambda c: in_place(c, ttl=LOW)),
    "noack": (True, lambda c: in_place(c, flags=0)),
    "signature": (True, lambda c: in_place(c, options=b"\x13\x12" + b"x" * 16)),
    "gap": (True, behind_gap),
    "repeated": (True, repeated),
    "urgent": (True, urgent),
    "overlapping": (True, overlapping),
    "checksum": (False, lambda c: in_place(c, damage=0x55)),
    "stamp": (False, lambda c: in_place(c, options=b"\1\1\x08\x0a" + struct.pack("!II", 5, 0))),
    "nearreset": (False, false_reset),
    "farreset": (False, far_reset),
    "fragments": (False, fragmented),
    "halves": (False, halves),
    "unfinished": (False, unfinished),
    "syndata": (False, open_otherwise),
}

for index, (name, (goes_on, trick)) in enumerate(TRICKS.items()):
    connection = Connection(41000 + index, name, OPENINGS.get(name, b""))
    trick(connection)
    time.sleep(0.1)
    if goes_on:
        connection.honest(says("all is well"))
    print("tried", name, flush=True)
print("done", flush=True)
