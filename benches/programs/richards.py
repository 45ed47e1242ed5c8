"""Richards: the scheduling kernel of a small operating system, simulated.

Source of the algorithm: Martin Richards, "Bench" (BCPL, 1981); the packet and hold counts below are those that
every published version must reach for an idle count of 10000.

Exercises: small objects in linked lists, attribute reads and writes, method calls with several receivers.
"""

import sys

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
KIND_DEVICE, KIND_WORK = 0, 1
DATA_SIZE = 4
EXPECTED = (23246, 9297)


class Packet:
    def __init__(self, link, ident, kind):
        self.link = link
        self.ident = ident
        self.kind = kind
        self.datum = 0
        self.data = [0] * DATA_SIZE

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    """A task control block; a subclass says in `step` what it does with a packet (or with none)."""

    def __init__(self, kernel, ident, priority, queue, waiting):
        self.kernel = kernel
        self.ident = ident
        self.priority = priority
        self.queue = queue
        self.packet_pending = queue is not None
        self.waiting = waiting
        self.holding = False
        self.link = kernel.head
        kernel.head = self
        kernel.table[ident] = self

    def cannot_run(self):
        return self.holding or (self.waiting and not self.packet_pending)

    def run(self):
        packet = None
        if self.waiting and self.packet_pending and not self.holding:
            packet = self.queue
            self.queue = packet.link
            self.waiting = False
            self.packet_pending = self.queue is not None
        return self.step(packet)

    def accept(self, packet, sender):
        if self.queue is None:
            self.queue = packet
            self.packet_pending = True
            if self.priority > sender.priority:
                return self
        else:
            packet.append_to(self.queue)
        return sender


class IdleTask(Task):
    def __init__(self, kernel, ident, priority, count):
        Task.__init__(self, kernel, ident, priority, None, False)
        self.control = 1
        self.count = count

    def step(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.kernel.hold()
        if self.control & 1 == 0:
            self.control >>= 1
            return self.kernel.release(DEVICE_A)
        self.control = (self.control >> 1) ^ 0xD008
        return self.kernel.release(DEVICE_B)


class DeviceTask(Task):
    def __init__(self, kernel, ident, priority):
        Task.__init__(self, kernel, ident, priority, None, True)
        self.kept = None

    def step(self, packet):
        if packet is None:
            kept = self.kept
            if kept is None:
                return self.kernel.wait()
            self.kept = None
            return self.kernel.send(kept)
        self.kept = packet
        return self.kernel.hold()


class WorkerTask(Task):
    def __init__(self, kernel, ident, priority, queue):
        Task.__init__(self, kernel, ident, priority, queue, True)
        self.destination = HANDLER_A
        self.letter = 0

    def step(self, packet):
        if packet is None:
            return self.kernel.wait()
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        packet.ident = self.destination
        packet.datum = 0
        for i in range(DATA_SIZE):
            self.letter += 1
            if self.letter > 26:
                self.letter = 1
            packet.data[i] = 64 + self.letter
        return self.kernel.send(packet)


class HandlerTask(Task):
    def __init__(self, kernel, ident, priority, queue):
        Task.__init__(self, kernel, ident, priority, queue, True)
        self.work_queue = None
        self.device_queue = None

    def step(self, packet):
        if packet is not None:
            if packet.kind == KIND_WORK:
                self.work_queue = packet.append_to(self.work_queue)
            else:
                self.device_queue = packet.append_to(self.device_queue)
        work = self.work_queue
        if work is not None:
            done = work.datum
            if done >= DATA_SIZE:
                self.work_queue = work.link
                return self.kernel.send(work)
            out = self.device_queue
            if out is not None:
                self.device_queue = out.link
                out.datum = work.data[done]
                work.datum = done + 1
                return self.kernel.send(out)
        return self.kernel.wait()


class Kernel:
    def __init__(self):
        self.head = None
        self.table = [None] * 6
        self.current = None
        self.packets_sent = 0
        self.holds = 0

    def schedule(self):
        self.current = self.head
        while self.current is not None:
            if self.current.cannot_run():
                self.current = self.current.link
            else:
                self.current = self.current.run()

    def hold(self):
        self.holds += 1
        self.current.holding = True
        return self.current.link

    def wait(self):
        self.current.waiting = True
        return self.current

    def release(self, ident):
        task = self.table[ident]
        task.holding = False
        return task if task.priority > self.current.priority else self.current

    def send(self, packet):
        task = self.table[packet.ident]
        self.packets_sent += 1
        packet.link = None
        packet.ident = self.current.ident
        return task.accept(packet, self.current)


def simulate(count):
    kernel = Kernel()
    IdleTask(kernel, IDLE, 0, count)
    queue = Packet(Packet(None, WORKER, KIND_WORK), WORKER, KIND_WORK)
    WorkerTask(kernel, WORKER, 1000, queue)
    for handler, priority, device in ((HANDLER_A, 2000, DEVICE_A), (HANDLER_B, 3000, DEVICE_B)):
        queue = None
        for _ in range(3):
            queue = Packet(queue, device, KIND_DEVICE)
        HandlerTask(kernel, handler, priority, queue)
    DeviceTask(kernel, DEVICE_A, 4000)
    DeviceTask(kernel, DEVICE_B, 5000)
    kernel.schedule()
    return kernel.packets_sent, kernel.holds


def run(n):
    for _ in range(n):
        result = simulate(10000)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("richards: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
