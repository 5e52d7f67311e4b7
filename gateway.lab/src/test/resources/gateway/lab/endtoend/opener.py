"""A client that says its first words in the SYN (TCP Fast Open, RFC 7413): FROM TO PORT. One connection a text.

The first connection brings the server's cookie. What the kernel counted says where the words were.
"""
import socket
import sys
import time

SOURCE, TARGET, PORT = sys.argv[1], sys.argv[2], int(sys.argv[3])
SIGN_IN = b"USR 1 %s@example.net 1115371039.15845\r\n"


def says(text):
    body = b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n" + text.encode()
    return b"MSG 2 N %d\r\n" % len(body) + body


def counted(name):
    with open("/proc/net/netstat", encoding="ascii") as lines:
        names, values = [line.split() for line in lines if line.startswith("TcpExt:")]
    return int(values[names.index(name)])


TEXTS = {
    42000: SIGN_IN % b"cookie" + says("hello"),
    42001: SIGN_IN % b"honest" + says("all is well"),
    42002: SIGN_IN % b"evader" + says("it is umbra"),
    42003: b"\x13BitTorrent protocol" + bytes(8) + b"a" * 20 + b"-LB0100-bbbbbbbbbbbb",
}
connections = []
for port, text in TEXTS.items():
    connection = socket.socket()
    connection.bind((SOURCE, port))
    try:
        # Blocking: the first one waits for its answer, with which the cookie comes that the others need.
        connection.sendto(text, socket.MSG_FASTOPEN, (TARGET, PORT))
        time.sleep(0.5)
    except OSError as refused:
        print(port, refused, flush=True)
    connections.append(connection)
print("in the SYN and taken:", counted("TCPFastOpenActive"), flush=True)
print("in the SYN and repeated:", counted("TCPFastOpenActiveFail"), flush=True)
print("done", flush=True)
