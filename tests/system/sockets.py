"""Sockets, waiting for descriptors, mapped files."""
import asyncio, mmap, os, select, socket, tempfile, threading

a, b = socket.socketpair()
a.sendall(b"xy"); assert b.recv(10) == b"xy"; a.close(); assert b.recv(1) == b""; b.close()
server = socket.create_server(("127.0.0.1", 0))
def serve():
    c, _ = server.accept()
    with c, c.makefile("rwb") as f: f.write(f.readline().upper()); f.flush()
t = threading.Thread(target=serve); t.start()
with socket.create_connection(server.getsockname()) as c:
    c.sendall(b"hello\n"); assert c.makefile().readline() == "HELLO\n"
t.join(); server.settimeout(0.02)
try: server.accept()
except TimeoutError: pass
else: raise AssertionError("no timeout")
server.close()
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind(("127.0.0.1", 0)); u.sendto(b"d", u.getsockname())
assert u.recvfrom(5) == (b"d", u.getsockname()); u.close()
assert socket.inet_pton(socket.AF_INET6, "::1") == b"\0" * 15 + b"\1" and socket.htons(1) == 256
x, y = socket.socketpair(socket.AF_UNIX); r, w = os.pipe()
socket.send_fds(x, [b"fd"], [w]); data, fds, _, _ = socket.recv_fds(y, 10, 1); os.write(fds[0], b"!")
assert (data, os.read(r, 1)) == (b"fd", b"!"); x.close(); y.close()
os.write(w, b"1")
assert select.select([r], [w], [], 1) == ([r], [w], [])
p = select.poll(); p.register(r, select.POLLIN); assert p.poll(100) == [(r, select.POLLIN)]
with select.epoll() as e: e.register(r); assert e.poll(1) == [(r, select.EPOLLIN)]
assert e.closed
with tempfile.TemporaryFile() as f:
    f.write(b"hello world"); f.flush()
    m = mmap.mmap(f.fileno(), 0); m[:5] = b"HELLO"; m.seek(6)
    assert (m.read(), m.find(b"wor", 0), len(m), m[0]) == (b"world", 6, 11, 72)
    bytes(memoryview(m)); m.close()
async def main():
    async def handle(r, w): w.write((await r.readline()).upper()); await w.drain(); w.close()
    s = await asyncio.start_server(handle, "127.0.0.1", 0)
    r, w = await asyncio.open_connection(*s.sockets[0].getsockname())
    w.write(b"line\n"); assert await r.read() == b"LINE\n"; w.close(); s.close()
    p = await asyncio.create_subprocess_exec("echo", "async", stdout=asyncio.subprocess.PIPE)
    assert (await p.communicate())[0] == b"async\n"
asyncio.run(main())
e = select.epoll(); os.close(e.fileno())  # closed behind its back
print("ok")
