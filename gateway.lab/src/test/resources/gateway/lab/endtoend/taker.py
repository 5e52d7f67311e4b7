"""Takes TCP connections on PORT, with data in the SYN where there is a cookie, and prints what their applications read, a piece a line, behind who sent it."""
import socket
import sys
import threading


def take(connection, number):
    try:
        while piece := connection.recv(65536):
            print(number, piece.hex(), flush=True)
    except OSError:
        print(number, "", flush=True)


listening = socket.create_server(("0.0.0.0", int(sys.argv[1])))
listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_FASTOPEN, 16)
print("listening", flush=True)
while True:
    accepted, peer = listening.accept()
    threading.Thread(target=take, args=(accepted, peer[1]), daemon=True).start()
